package vault

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gd8/store/boltfile"
	"gd8/store/files"
	"gd8/store/location"
	"gd8/store/seal"
)

// The lists of backups, in the meta bucket: those that are whole, and those
// that were begun. The second stays with the store: one that is written anew
// has both, and a copy that leaves it has nothing to do with what it began.
var (
	KeyBackups    = []byte("backups")
	KeyUnfinished = []byte("unfinished")
)

// FindBackups are the backups that a store knows of which may be too damaged
// to be opened, as far as that can be read out of its file, oldest first. Of
// several lists in its pages the longest is taken: one grows with each backup,
// and where an erasure shortens a name in it the file is written anew, so that
// no older one is left. Of an encrypted one none can be read.
func FindBackups(path string) []Backup {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	h, found, err := FindHeader(f)
	if err != nil || found && h.envelope != nil {
		return nil
	}
	sealer, longest := seal.NewPlain(h.IndexKey), []byte(nil)
	err = boltfile.EachPair(f, func(_ uint64, key, value []byte) {
		if !bytes.Equal(key, KeyBackups) {
			return
		}
		plain, err := sealer.Open(nil, string(BucketMeta), key, value)
		if err == nil && len(plain) > len(longest) {
			longest = bytes.Clone(plain)
		}
	})
	if err != nil || longest == nil {
		return nil
	}
	list, err := DecodeBackups(longest)
	if err != nil {
		return nil
	}
	return list
}

// AddBackup adds a backup to one of the lists.
func (w *Writer) AddBackup(key []byte, b Backup) error {
	list, err := w.read.Backups(key)
	if err != nil {
		return err
	}
	return w.PutBackups(key, append(list, b))
}

// PutBackups writes one of the lists of backups; one of none is deleted. One
// that the journal seals is changed by an action that has an entry.
func (w *Writer) PutBackups(key []byte, list []Backup) error {
	if len(list) == 0 {
		w.sealList(key, nil)
		return w.Remove(BucketMeta, key)
	}
	var salt []byte
	if isSealedList(key) {
		s := w.Salt()
		salt = s[:]
	}
	value := EncodeBackups(list, salt)
	w.sealList(key, value)
	return w.Put(BucketMeta, key, value)
}

// listVersion is the first byte of a list. One of CodecVersion has no salt.
const listVersion = 2

// EncodeBackups is a list of backups as it is kept, with a salt where the
// journal seals it; nil else.
func EncodeBackups(list []Backup, salt []byte) []byte {
	var e Encoder
	if salt == nil {
		e.Byte(CodecVersion)
	} else {
		e.Byte(listVersion)
		e.Fixed(salt)
	}
	for _, b := range list {
		e.Text(b.Path)
		e.Time(b.At)
	}
	return e.B
}

// dropUnfinished takes a backup off the list of those that were begun.
func (w *Writer) dropUnfinished(path string) error { return w.dropBackup(KeyUnfinished, path) }

// dropBackup takes a path off one of the lists.
func (w *Writer) dropBackup(key []byte, path string) error {
	list, err := w.read.Backups(key)
	if err != nil {
		return err
	}
	return w.PutBackups(key, slices.DeleteFunc(list, func(b Backup) bool { return b.Path == path }))
}

// Backups reads one of the lists of backups.
func (r *Reader) Backups(key []byte) ([]Backup, error) {
	value, err := r.Get(BucketMeta, key)
	if err != nil || value == nil {
		return nil, err
	}
	return DecodeBackups(value)
}

// DecodeBackups reads a list of backups as it is kept.
func DecodeBackups(value []byte) ([]Backup, error) {
	d := Decoder{B: value}
	if len(value) > 0 && value[0] == listVersion {
		d.Byte()
		d.Fixed(StampSize)
	} else {
		d.Version()
	}
	var list []Backup
	for len(d.B) > 0 && d.Err == nil {
		list = append(list, Backup{d.Text(), d.Time()})
	}
	return list, d.Err
}

// Backups are the backups made of this store with gd8, oldest first, and at
// the end what is left of one that was cut off, where its folder could not be
// reached since. Copies made by other means are not known.
func (s *File) Backups() (list []Backup, err error) {
	err = s.View(func(r *Reader) error {
		unfinished, err := r.Backups(KeyUnfinished)
		if err == nil {
			list, err = r.Backups(KeyBackups)
		}
		list = append(list, unfinished...)
		return err
	})
	return list, err
}

// sweepBackups removes what a gd8 that was cut off left of a backup it was
// writing. One whose folder is not there now, as its drive is not, stays on
// the list. One that had been given its name is whole, and noted as such.
func (s *File) sweepBackups() error {
	var unfinished []Backup
	err := s.View(func(r *Reader) (err error) {
		unfinished, err = r.Backups(KeyUnfinished)
		return err
	})
	if err != nil || len(unfinished) == 0 {
		return err
	}
	var left, whole []Backup
	for _, b := range unfinished {
		switch finished, gone := sweepBackup(b.Path); {
		case !gone:
			left = append(left, b)
		case finished != "":
			whole = append(whole, Backup{finished, b.At})
		}
	}
	if len(left) == len(unfinished) {
		return nil
	}
	return s.Write(Actor{Officer: "gd8"}, func(w *Writer) error {
		if len(whole) > 0 {
			w.Entry = entryOfBackup(whole[0].Path)
		}
		for _, b := range whole {
			if err := w.AddBackup(KeyBackups, b); err != nil {
				return err
			}
		}
		return w.PutBackups(KeyUnfinished, left)
	})
}

// sweepBackup removes an unfinished backup. gone says that it is not there any
// more, and finished where it lies if it had been given its name.
func sweepBackup(temporary string) (finished string, gone bool) {
	path, random, marked := strings.Cut(filepath.Base(temporary), location.UnfinishedMark)
	if _, err := os.Stat(filepath.Dir(temporary)); err != nil || !marked || !files.IsRandomNumber(random) {
		return "", false
	}
	switch err := os.Remove(temporary); {
	case err == nil:
		return "", true
	case !errors.Is(err, fs.ErrNotExist):
		return "", false
	}
	path = filepath.Join(filepath.Dir(temporary), path)
	if _, err := os.Stat(path); err != nil {
		return "", true
	}
	return path, true
}
