package vault

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gd8/store/location"
)

// asFormat rewrites the header of a file as if an earlier gd8 had made it.
func asFormat(t *testing.T, f *File, format int) {
	t.Helper()
	f.header.Format = format
	err := f.Write(officer, func(w *Writer) error { return w.read.tx.Bucket(BucketMeta).Put(KeyHeader, f.header.Encode()) })
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnEarlierFormatIsBackedUpThenUpgraded(t *testing.T) {
	f := newFile(t)
	mustNote(t, f, "before")
	asFormat(t, f, 0)
	if err := f.bringUp([]Upgrade{{0, putNote("upgraded")}}, 1, f.backupBeside); err != nil {
		t.Fatal(err)
	}
	if f.header.Format != 1 || noteOf(t, f) != "upgraded" {
		t.Fatalf("format %d, note %q", f.header.Format, noteOf(t, f))
	}
	mustFollow(t, f)
	backups, err := filepath.Glob(f.path + ".format-0.*.backup")
	if err != nil || len(backups) != 1 {
		t.Fatalf("backups: %v, %v", backups, err)
	}
	if info, err := os.Stat(backups[0]); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the backup is %v, %v", info.Mode(), err)
	}
}

// A copy that lies elsewhere has no part in what the file began: it would sweep
// that away.
func TestTheBackupBeforeAnUpgradeKnowsOfNoBackupThatWasBegun(t *testing.T) {
	f := newFile(t)
	cut := Backup{location.TemporaryName(filepath.Join(t.TempDir(), "drive", "out.db")), someday}
	if err := f.Write(officer, func(w *Writer) error { return w.AddBackup(KeyUnfinished, cut) }); err != nil {
		t.Fatal(err)
	}
	beside, err := f.backupBeside()
	if err != nil {
		t.Fatal(err)
	}
	if list, err := f.Backups(); err != nil || len(list) != 1 || list[0].Path != cut.Path {
		t.Errorf("the file knows of %v (%v)", list, err)
	}
	if list, err := openFileAt(t, beside, notesLayout()).Backups(); err != nil || len(list) != 0 {
		t.Errorf("its backup knows of %v (%v)", list, err)
	}
}

func TestAnUpgradeThatFailsLeavesTheFileAsItWas(t *testing.T) {
	f := newFile(t)
	mustNote(t, f, "before")
	asFormat(t, f, 0)
	before, err := f.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	fail := func(w *Writer) error { return errors.Join(putNote("half done")(w), errors.New(struck)) }
	if err := f.bringUp([]Upgrade{{0, fail}}, 1, f.backupBeside); err == nil || !strings.Contains(err.Error(), ".backup") {
		t.Fatalf("error: %v", err)
	}
	after, err := f.Checkpoint()
	if err != nil || after.Head != before.Head || noteOf(t, f) != "before" {
		t.Fatalf("the journal moved or the note did: %q (%v)", noteOf(t, f), err)
	}
}

func TestAFormatWithoutAWayUpIsRefused(t *testing.T) {
	f := newFile(t)
	asFormat(t, f, 0)
	if err := f.bringUp(nil, 1, f.backupBeside); err == nil || !strings.Contains(err.Error(), "format 0") {
		t.Fatalf("error: %v", err)
	}
}
