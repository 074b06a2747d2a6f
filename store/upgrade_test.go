package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// asFormat rewrites the header of a store as if an earlier gd8 had made it.
func asFormat(t testing.TB, s *Store, format int) {
	t.Helper()
	s.header.format = format
	err := s.commit(officer, func(w *writer) error { return w.tx.Bucket(bucketMeta).Put(keyHeader, s.header.encode()) })
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnEarlierFormatIsBackedUpThenUpgraded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gd8.db")
	s := openStore(t, path)
	worked(t, s)
	asFormat(t, s, 0)
	note := func(w *writer) error {
		return w.put(bucketNotes, numberKey(1), []byte("upgraded"))
	}
	if err := s.bringUp([]upgrade{{0, note}}, 1); err != nil {
		t.Fatal(err)
	}
	if s.header.format != 1 {
		t.Fatalf("format %d", s.header.format)
	}
	if bad := findings(t, s, nil); len(bad) > 0 {
		t.Fatal(bad)
	}
	d, err := s.Dossier(1)
	if err != nil || d.Items[0].Note != "upgraded" {
		t.Fatalf("%v, note %q", err, d.Items[0].Note)
	}
	backups, err := filepath.Glob(path + ".format-0.*.backup")
	if err != nil || len(backups) != 1 {
		t.Fatalf("backups: %v, %v", backups, err)
	}
	if info, err := os.Stat(backups[0]); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the backup is %v, %v", info.Mode(), err)
	}
}

func TestAnUpgradeThatFailsLeavesTheStoreAsItWas(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gd8.db")
	s := openStore(t, path)
	worked(t, s)
	asFormat(t, s, 0)
	before, err := s.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	fail := func(w *writer) error {
		if err := w.put(bucketNotes, numberKey(1), []byte("half done")); err != nil {
			return err
		}
		return errors.New("struck")
	}
	if err := s.bringUp([]upgrade{{0, fail}}, 1); err == nil || !strings.Contains(err.Error(), ".backup") {
		t.Fatalf("error: %v", err)
	}
	after, err := s.Checkpoint()
	if err != nil || after.Head != before.Head {
		t.Fatalf("the journal moved: %v", err)
	}
	if d, err := s.Dossier(1); err != nil || d.Items[0].Note != "Wombat note" {
		t.Fatalf("%v: %+v", err, d)
	}
}

func TestAFormatWithoutAWayUpIsRefused(t *testing.T) {
	s := newStore(t)
	asFormat(t, s, 0)
	if err := s.bringUp(nil, 1); err == nil || !strings.Contains(err.Error(), "format 0") {
		t.Fatalf("error: %v", err)
	}
}
