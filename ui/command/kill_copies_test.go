//go:build unix

package command_test

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"gd8/store"
	"gd8/store/audit"
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

// makeOld makes of the desk's store, which has no decisions and drafts, one of
// format 1.
func (d *desk) makeOld() {
	d.t.Helper()
	s, err := store.Open(d.storePath(), store.Options{})
	if err != nil {
		d.t.Fatal(err)
	}
	if err := errors.Join(s.RawFormat(1), s.Close()); err != nil {
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
		if err := audit.CheckStructure(path, func(f audit.Finding) { t.Errorf("%s: %s", filepath.Base(path), f) }); err != nil {
			t.Error(err)
		}
	}
}
