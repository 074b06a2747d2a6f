//go:build unix

package command_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gd8/store"
)

// This file kills what makes a store of another file: a restore, a rescue and
// the way up from an earlier format.

// backupAt puts a whole store where a backup lies.
func (d *desk) backupAt(name string, from base) []byte {
	d.t.Helper()
	made, err := bases()
	if err != nil {
		d.t.Fatal(err)
	}
	d.holds(name, string(made[from == encryptedStore]))
	return made[from == encryptedStore]
}

func killRestore(k *trial) {
	d := faultDesk(k.T, noStore)
	backup := d.backupAt("backup.db", plainStore+base(k.r.IntN(2)))
	cmd, err := d.cheap("restore", "--passphrase-file", "passphrase.txt", "--store", d.storePath(), "backup.db")
	if err != nil {
		k.Fatal(err)
	}
	said := k.killed(cmd)
	acknowledged := strings.Contains(said, "Restored to")
	k.ended(acknowledged)
	if d.reads("backup.db") != string(backup) {
		k.Error("the backup was changed")
	}
	d.madeWhole(k.T, acknowledged, said, baseRecords, "restore", "--passphrase-file", "passphrase.txt", "--store", d.storePath(), "backup.db")
}

// madeWhole wants the new store whole, or, unless it was acknowledged, not
// there, so that the same command makes it now.
func (d *desk) madeWhole(t *testing.T, acknowledged bool, said string, records int, again ...string) {
	t.Helper()
	if !d.there() {
		if acknowledged {
			t.Fatalf("there is no store, and gd8 said:\n%s", said)
		}
		cmd, err := d.cheap(again...)
		if err != nil {
			t.Fatal(err)
		}
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("a second time: %v\n%s", err, said)
		}
	}
	if got := d.findsWhole().records(); got != records {
		t.Errorf("%d records of %d; gd8 said:\n%s", got, records, said)
	}
}

// damagedAt puts a store with one damaged record where a rescue finds it, and
// gives how many records are whole.
func (d *desk) damagedAt(name string) (content []byte, whole int) {
	d.t.Helper()
	made, err := bases()
	if err != nil {
		d.t.Fatal(err)
	}
	content = bytes.Replace(made[false], []byte(doomedText), []byte("zugzwing"), 1)
	d.holds(name, string(content))
	return content, baseRecords - 1
}

func killRescue(k *trial) {
	d := faultDesk(k.T, noStore)
	damaged, whole := d.damagedAt("damaged.db")
	args := []string{"rescue", "damaged.db", "--to", d.storePath()}
	said := k.killed(d.command(args...))
	acknowledged := strings.Contains(said, "Carried over to")
	k.ended(acknowledged)
	if d.reads("damaged.db") != string(damaged) {
		k.Error("the damaged store was changed")
	}
	d.madeWhole(k.T, acknowledged, said, whole, args...)
}

// asFormatOne makes of a store without decisions and drafts one of format 1,
// which has no other difference than its header then.
func asFormatOne(t testing.TB, content []byte) []byte {
	t.Helper()
	const size = 64 // of a plain store's header
	magic := []byte("gd8 store\n")
	content = bytes.Clone(content)
	changed := 0
	for at := 0; ; at += size {
		next := bytes.Index(content[at:], magic)
		if next < 0 {
			break
		}
		at += next
		header := content[at : at+size]
		sum := crc32.Checksum(header[:size-4], crc32.MakeTable(crc32.Castagnoli))
		if header[len(magic)] < 2 || sum != binary.BigEndian.Uint32(header[size-4:]) {
			continue
		}
		header[len(magic)] = 1
		binary.BigEndian.PutUint32(header[size-4:], crc32.Checksum(header[:size-4], crc32.MakeTable(crc32.Castagnoli)))
		changed++
	}
	if changed == 0 {
		t.Fatal("the store has no header that is known here")
	}
	return content
}

// makeOld makes of the desk's store one of format 1.
func (d *desk) makeOld() {
	d.t.Helper()
	content, err := os.ReadFile(d.storePath())
	if err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(d.storePath(), asFormatOne(d.t, content), 0o600); err != nil {
		d.t.Fatal(err)
	}
}

func killUpgrade(k *trial) {
	d := faultDesk(k.T, plainStore)
	d.makeOld()
	said := k.killed(d.command("list", "--purpose", "x"))
	acknowledged := strings.Contains(said, "incidents")
	k.ended(acknowledged)
	d.findsWhole().upgradedWhole(said)
}

// upgradedWhole wants a store of an earlier format, upgraded or not, with all
// its records, and the backup that was made before whole too.
func (f found) upgradedWhole(said string) {
	t, d := f.d.t, f.d
	t.Helper()
	if got := f.records(); got != baseRecords {
		t.Errorf("%d records of %d; gd8 said:\n%s", got, baseRecords, said)
	}
	backups, err := filepath.Glob(d.storePath() + ".format-1.*.backup")
	if err != nil || len(backups) == 0 {
		t.Errorf("no backup of the earlier format (%v); gd8 said:\n%s", err, said)
	}
	for _, path := range backups {
		if err := store.CheckStructure(path, func(f store.Finding) { t.Errorf("%s: %s", filepath.Base(path), f) }); err != nil {
			t.Error(err)
		}
	}
}
