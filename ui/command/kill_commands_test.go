//go:build unix

package command_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func killImport(k *trial) {
	from := base(k.r.IntN(3))
	d := faultDesk(k.T, from)
	rows := 1 + k.r.IntN(1500)
	d.holds("new.csv", newFile(rows))
	cmd, err := d.cheap("import", "--purpose", "x", "--passphrase-file", "passphrase.txt", "new.csv")
	if err != nil {
		k.Fatal(err)
	}
	said := k.killed(cmd)
	acknowledged := strings.Contains(said, fmt.Sprintf(" %d new", rows))
	k.ended(acknowledged)
	if from == noStore && !d.there() {
		if acknowledged {
			k.Fatalf("there is no store, and gd8 said:\n%s", said)
		}
		return
	}
	before := baseRecords
	if from == noStore {
		before = 0
	}
	switch got := d.findsWhole().records(); {
	case got == before+rows, got == before && !acknowledged:
	default:
		k.Errorf("%d records of %d are there, with %d before; gd8 said:\n%s", got, before+rows, before, said)
	}
}

func killPurge(k *trial) {
	d := faultDesk(k.T, plainStore)
	said := k.killed(d.command("purge", "--purpose", "Retention", "--application", doomed, "--erase", "--reason", "Retention period over", "--confirm", "erase 2 cases"))
	acknowledged := strings.Contains(said, "Erased: 2 cases")
	k.ended(acknowledged)
	s := d.findsWhole()
	s.erasedWhole(acknowledged, said)
}

// erasedWhole wants the doomed cases gone with every byte of them and an entry
// that says so, or, unless that was acknowledged, all there.
func (f found) erasedWhole(acknowledged bool, said string) {
	f.d.t.Helper()
	erased := 0
	if f.records() == baseRecords-doomedRecords {
		erased = 1
	} else if f.records() != baseRecords {
		f.d.t.Errorf("%d records are there, of %d and %d to be erased", f.records(), baseRecords, doomedRecords)
	}
	if f.entries("purge") != erased || erased == 0 && acknowledged {
		f.d.t.Errorf("%d records, %d entries of an erasure, and gd8 said:\n%s", f.records(), f.entries("purge"), said)
	}
	if f.d.bytesOf(f.Path(), doomedText) == (erased == 1) {
		f.d.t.Errorf("erased is %d, and that the file still holds what was to be erased is %v", erased, erased == 1)
	}
}

func killBackup(k *trial) {
	from := plainStore + base(k.r.IntN(2))
	d := faultDesk(k.T, from)
	elsewhere := filepath.Join(d.home, "drive")
	if err := os.Mkdir(elsewhere, 0o700); err != nil {
		k.Fatal(err)
	}
	path := filepath.Join(elsewhere, "backup.db")
	cmd, err := d.cheap("backup", "--purpose", "x", "--passphrase-file", "passphrase.txt", path)
	if err != nil {
		k.Fatal(err)
	}
	said := k.killed(cmd)
	acknowledged := strings.Contains(said, "Backup written and verified")
	k.ended(acknowledged)
	s := d.findsWhole()
	known, err := s.Backups()
	if err != nil {
		k.Fatal(err)
	}
	_, err = os.Lstat(path)
	there := err == nil
	if acknowledged && !there || there != (len(known) == 1 && known[0].Path == path) {
		k.Errorf("the backup is there: %v, the store knows of %v, and gd8 said:\n%s", there, known, said)
	}
	if there {
		if got := d.findsWholeAt(path).records(); got != baseRecords {
			k.Errorf("the backup has %d records of %d", got, baseRecords)
		}
	}
}

func killEncrypt(k *trial) {
	from, command, done := plainStore, "encrypt", "The store is encrypted"
	if k.r.IntN(3) == 0 {
		from, command, done = encryptedStore, "decrypt", "The store is no longer encrypted"
	}
	d := faultDesk(k.T, from)
	cmd, err := d.cheap(command, "--purpose", "x", "--passphrase-file", "passphrase.txt")
	if err != nil {
		k.Fatal(err)
	}
	said := k.killed(cmd)
	acknowledged := strings.Contains(said, done)
	k.ended(acknowledged)
	s := d.findsWhole()
	s.convertedWhole(from, command, acknowledged, said)
}

// convertedWhole wants a store that is encrypted or decrypted with all its
// records and an entry that says so, or, unless that was acknowledged, as it
// was.
func (f found) convertedWhole(from base, command string, acknowledged bool, said string) {
	f.d.t.Helper()
	converted := f.Encrypted() != (from == encryptedStore)
	entries := map[bool]int{true: 1}[converted]
	if f.records() != baseRecords || f.entries(command) != entries || acknowledged && !converted {
		f.d.t.Errorf("encrypted is %v, with %d records and %d entries of it, and gd8 said:\n%s", f.Encrypted(), f.records(), f.entries(command), said)
	}
	if f.d.bytesOf(f.Path(), doomedText) == f.Encrypted() {
		f.d.t.Errorf("encrypted is %v, and that it holds a summary in the clear too", f.Encrypted())
	}
}

// killExport wants no more than one unfinished page to be left, none once a
// gd8 has opened the store, and every page that has its name whole.
func killExport(k *trial) {
	from := plainStore + base(k.r.IntN(2))
	d := faultDesk(k.T, from)
	folder := filepath.Join(d.home, "records")
	cmd, err := d.cheap("export", "at2", "--all", "--recipient", "R", "--purpose", "x", "--passphrase-file", "passphrase.txt", "--to", folder)
	if err != nil {
		k.Fatal(err)
	}
	said := k.killed(cmd)
	acknowledged := strings.Contains(said, "Written for R")
	k.ended(acknowledged)
	// An empty one is the try whether a file can be made at all, before
	// anything is journalled; the next export there removes it.
	parts := func() (left []string) {
		list, err := filepath.Glob(filepath.Join(folder, ".*"))
		for _, part := range list {
			info, gone := os.Lstat(part)
			if err = errors.Join(err, gone); gone == nil && info.Size() > 0 {
				left = append(left, part)
			}
		}
		if err != nil {
			k.Fatal(err)
		}
		return left
	}
	if left := parts(); len(left) > 1 {
		k.Errorf("%d unfinished pages are left", len(left))
	}
	s := d.findsWhole()
	if left := parts(); len(left) > 0 {
		k.Errorf("unfinished pages after the store was opened: %q", left)
	}
	pages := d.wholePages("records")
	if entries := s.entries("export"); pages > 0 && entries != 1 || acknowledged && pages == 0 {
		k.Errorf("%d pages and %d entries of a disclosure; gd8 said:\n%s", pages, entries, said)
	}
}

// wholePages counts the pages in a folder, each of which must be whole.
func (d *desk) wholePages(folder string) int {
	d.t.Helper()
	pages, err := filepath.Glob(filepath.Join(d.home, folder, "*.html"))
	if err != nil {
		d.t.Fatal(err)
	}
	for _, path := range pages {
		if page, err := os.ReadFile(path); err != nil || !strings.HasSuffix(strings.TrimSpace(string(page)), "</html>") {
			d.t.Errorf("%s is not whole (%v)", path, err)
		}
	}
	return len(pages)
}
