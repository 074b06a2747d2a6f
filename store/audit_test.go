package store_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gd8/model"
	. "gd8/store"
	"gd8/store/audit"
	"gd8/store/proof"
	"gd8/store/purge"
)

func TestAWorkedStoreVerifies(t *testing.T) {
	s := newStore(t)
	worked(t, s)
	if bad := findings(t, s, nil); len(bad) > 0 {
		t.Fatal(bad)
	}
}

func TestAPurgeLeavesNoByteOfWhatItErasedAndTheChainVerifies(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gd8.db")
	s := openStore(t, path)
	worked(t, s)
	before, err := s.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	app := "APP-417"
	plan, err := purge.Find(s, purge.Request{Application: &app})
	if err != nil {
		t.Fatal(err)
	}
	if plan.Records != 1 || plan.Drafts != 1 {
		t.Fatalf("plan: %+v", plan)
	}
	if err := purge.Purge(context.Background(), s, officer, plan, "asked for APP-417"); err == nil {
		t.Fatal("a reason that names what is erased was taken")
	}
	kept := numberOf(t, s, "15/0001/20")
	other := storedSource(t, s, kept)
	if err := purge.Purge(context.Background(), s, officer, plan, "Retention period over"); err != nil {
		t.Fatal(err)
	}
	if bad := findings(t, s, &before); len(bad) > 0 {
		t.Fatal(bad)
	}
	if !bytes.Equal(other, storedSource(t, s, kept)) {
		t.Error("another record changed")
	}
	s.Close()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, gone := range []string{"APP-417", "P-118", "14/2231/19", "Zanzibar", "Quagmire", "Xylophone", "Vortex", "Wombat"} {
		if bytes.Contains(file, []byte(gone)) {
			t.Errorf("%q is still in the file", gone)
		}
	}
	for _, there := range []string{"APP-500", "Tripoli", "Retention period over"} {
		if !bytes.Contains(file, []byte(there)) {
			t.Errorf("%q is gone", there)
		}
	}
}

func storedSource(t testing.TB, s *Store, n Number) (value []byte) {
	t.Helper()
	err := s.View(func(r *Reader) error {
		_, stored := r.Cursor(BucketSources).Seek(NumberKey(n))
		value = bytes.Clone(stored)
		return nil
	})
	if err != nil || value == nil {
		t.Fatal("no source", err)
	}
	return value
}

func TestABackupRestoresToTheSameStore(t *testing.T) {
	s := newStore(t)
	worked(t, s)
	folder := t.TempDir()
	backup := filepath.Join(folder, "backup.gd8")
	checkpoint, err := audit.Backup(context.Background(), s, officer, backup)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := audit.Backup(context.Background(), s, officer, backup); err == nil {
		t.Fatal("a backup was overwritten")
	}
	restored := filepath.Join(folder, "new", "gd8.db")
	if _, err := audit.Restore(context.Background(), officer, backup, restored, Options{}); err != nil {
		t.Fatal(err)
	}
	again := openStore(t, restored)
	if bad := findings(t, again, &checkpoint); len(bad) > 0 {
		t.Fatal(bad)
	}
	if again.ID() != s.ID() {
		t.Error("the restored store has another identity")
	}
	if got := rowOfIncident(t, again, "14/2231/19"); got.State != model.StateDecided {
		t.Errorf("restored: %+v", got)
	}
}

func TestACheckpointReadsBackFromWhatWasPrinted(t *testing.T) {
	s := newStore(t)
	worked(t, s)
	c, err := s.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	got, err := proof.ParseCheckpoint("kept on paper:\r\n" + strings.ReplaceAll(c.String(), "\n", "\r\n"))
	if err != nil || got.String() != c.String() {
		t.Fatalf("%v: %q", err, got)
	}
}
