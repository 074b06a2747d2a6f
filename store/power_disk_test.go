package store_test

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// This file is a disk whose power can be cut. What was synced is there
// afterwards. Of what was not, any part may be: each write whole, in part by
// sectors of 512 bytes, or not at all, in any order; a file's new size or its
// old one; a name made, moved or taken away, or not yet. A folder's names are
// durable only once the folder is synced, as POSIX has it: a file that is
// synced can still be without a name.

const sector = 512

// disk is a model of what is on a disk and of what is still on its way there.
type disk struct {
	files   map[int]*diskFile
	folders map[string]*diskFolder
}

type diskFile struct {
	durable []byte
	pending []change // writes and truncations since the last sync
}

// diskFolder holds its names: a file's number, or asFolder.
type diskFolder struct {
	durable map[string]int
	pending []naming
}

// naming is one name given to a file, or taken away.
type naming struct {
	name string
	file int
	gone bool
	with bool // of the same call as the one before it
}

const asFolder = -1

func newDisk() *disk {
	return &disk{files: map[int]*diskFile{}, folders: map[string]*diskFolder{".": {durable: map[string]int{}}}}
}

// apply does one change. It stays pending until it is synced.
func (d *disk) apply(c change) {
	switch c.kind {
	case madeFile:
		d.files[c.file] = &diskFile{}
		d.name(c.path, naming{file: c.file})
	case madeFolder:
		d.folders[c.path] = &diskFolder{durable: map[string]int{}}
		d.name(c.path, naming{file: asFolder})
	case wrote, truncated:
		f := d.files[c.file]
		f.pending = append(f.pending, c)
	case syncedFile:
		f := d.files[c.file]
		f.durable = f.all()
		f.pending = nil
	case syncedFolder:
		f := d.folders[c.path]
		f.durable = f.names(f.pending)
		f.pending = nil
	case renamed:
		file := d.folders[path.Dir(c.path)].names(d.folders[path.Dir(c.path)].pending)[path.Base(c.path)]
		d.name(c.to, naming{file: file})
		d.name(c.path, naming{gone: true, with: true})
	case linked:
		d.name(c.to, naming{file: d.folders[path.Dir(c.path)].names(d.folders[path.Dir(c.path)].pending)[path.Base(c.path)]})
	case unlinked:
		d.name(c.path, naming{gone: true})
	}
}

func (d *disk) name(full string, n naming) {
	n.name = path.Base(full)
	f := d.folders[path.Dir(full)]
	f.pending = append(f.pending, n)
}

// names are a folder's names once some of the pending changes took place.
func (f *diskFolder) names(done []naming) map[string]int {
	names := maps.Clone(f.durable)
	for _, n := range done {
		if n.gone {
			delete(names, n.name)
		} else {
			names[n.name] = n.file
		}
	}
	return names
}

// all is a file's content with every pending change.
func (f *diskFile) all() []byte {
	content := bytes.Clone(f.durable)
	for _, c := range f.pending {
		content = changed(content, c)
	}
	return content
}

func changed(content []byte, c change) []byte {
	if c.kind == truncated {
		return resized(content, c.at)
	}
	if end := c.at + int64(len(c.data)); end > int64(len(content)) {
		content = resized(content, end)
	}
	copy(content[c.at:], c.data)
	return content
}

func resized(content []byte, size int64) []byte {
	if size <= int64(len(content)) {
		return content[:size]
	}
	return append(content, make([]byte, size-int64(len(content)))...)
}

// powerCut says how much of what was pending a power cut left.
type powerCut struct {
	*rand.Rand
	way cutWay
}

type cutWay int

const (
	cutAll     cutWay = iota // nothing that was pending
	cutNothing               // all of it
	cutSome                  // some changes, in their order
	cutMixed                 // some changes, in any order
	cutSectors               // some sectors of each write
	cutTorn                  // all up to one, which is torn
	cutLast                  // only the last change of each file: the worst order
	cutWays
)

// image writes the disk as a power cut leaves it into a folder.
func (d *disk) image(c powerCut, to string) error { return d.imageOf(c, ".", to) }

func (d *disk) imageOf(c powerCut, folder, to string) error {
	if err := os.MkdirAll(to, 0o700); err != nil {
		return err
	}
	names := c.names(d.folders[folder])
	for _, name := range slices.Sorted(maps.Keys(names)) { // in order, so that a seed gives one image
		inner, outer := path.Join(folder, name), filepath.Join(to, name)
		if names[name] == asFolder {
			if err := d.imageOf(c, inner, outer); err != nil {
				return err
			}
			continue
		}
		if err := os.WriteFile(outer, c.content(d.files[names[name]]), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// names are those a folder has after the cut: as a journalling file system
// keeps them, whole calls in order up to some point, or each name by itself.
func (c powerCut) names(f *diskFolder) map[string]int {
	switch {
	case c.way == cutAll:
		return f.durable
	case c.way == cutNothing:
		return f.names(f.pending)
	case c.way == cutSectors || c.way == cutMixed:
		var done []naming
		for _, n := range f.pending {
			if c.IntN(2) == 0 {
				done = append(done, n)
			}
		}
		return f.names(done)
	}
	until := c.IntN(len(f.pending) + 1)
	for until < len(f.pending) && f.pending[until].with {
		until++
	}
	return f.names(f.pending[:until])
}

// content is what a file holds after the cut.
func (c powerCut) content(f *diskFile) []byte {
	content := bytes.Clone(f.durable)
	switch n := len(f.pending); {
	case c.way == cutAll || n == 0:
		return content
	case c.way == cutNothing:
		return f.all()
	case c.way == cutTorn:
		at := c.IntN(n)
		for _, p := range f.pending[:at] {
			content = changed(content, p)
		}
		content = c.torn(content, f.pending[at])
	case c.way == cutLast:
		content = changed(content, f.pending[n-1])
	case c.way == cutSectors:
		for _, p := range f.pending {
			content = c.torn(content, p)
		}
	default:
		order := c.Perm(n)
		if c.way == cutSome {
			slices.Sort(order)
		}
		for _, i := range order {
			if c.IntN(2) == 0 {
				content = changed(content, f.pending[i])
			}
		}
	}
	if len(content) > len(f.durable) && c.IntN(4) == 0 {
		content = content[:len(f.durable)] // the data went out and the new size did not
	}
	return content
}

// torn does some sectors of a write: the first ones, the last ones or any. A
// truncation is whole or is not.
func (c powerCut) torn(content []byte, p change) []byte {
	if p.kind == truncated {
		if c.IntN(2) == 0 {
			return content
		}
		return changed(content, p)
	}
	end := p.at + int64(len(p.data))
	sectors := int((end+sector-1)/sector - p.at/sector)
	split, kind := c.IntN(sectors+1), c.IntN(3)
	for i := range sectors {
		switch kind {
		case 0:
			if i >= split {
				continue
			}
		case 1:
			if i < split {
				continue
			}
		default:
			if c.IntN(2) == 0 {
				continue
			}
		}
		from := max(p.at, (p.at/sector+int64(i))*sector)
		until := min(end, (p.at/sector+int64(i)+1)*sector)
		content = changed(content, change{kind: wrote, at: from, data: p.data[from-p.at : until-p.at]})
	}
	return content
}
