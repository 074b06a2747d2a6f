package store_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	. "gd8/store"
	"gd8/store/audit"
	"gd8/store/location"
	"gd8/store/purge"
	"gd8/store/seal"
	"gd8/store/vault"
)

func namesIn(t testing.TB, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestOpeningAStoreSweepsAwayWhatWasBeingBuiltForItAndNothingElse(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "gd8.db")
	s := openStore(t, path)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	kept := []string{
		"gd8.db", "gd8.db.unfinished-", "gd8.db.unfinished-12a", "gd8.db.unfinished-12.backup", "gd8.db.backup",
		"other.db.unfinished-12", "my gd8.db.unfinished-12", "gd8.db.20261124.new",
	}
	for _, name := range append(kept[1:], "gd8.db.unfinished-12", "gd8.db.unfinished-4294967295") {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("left"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(folder, "gd8.db.unfinished-77"), 0o700); err != nil {
		t.Fatal(err)
	}
	kept = append(kept, "gd8.db.unfinished-77")
	openStore(t, path)
	slices.Sort(kept)
	if names := namesIn(t, folder); !slices.Equal(names, kept) {
		t.Errorf("the folder holds %q\nand should hold %q", names, kept)
	}
}

func TestAStoreThatAnotherHoldsIsNotSweptRoundByOneThatIsRefused(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	building, err := location.TemporaryBeside(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(s.Path(), Options{}); err == nil {
		t.Fatal("a store that is held was opened")
	}
	if _, err := os.Stat(building); err != nil {
		t.Errorf("what the holder was building is gone: %v", err)
	}
}

func TestAFileBeingBuiltIsPrivateAndOfANameOfItsOwn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gd8*.db")
	one, err := location.TemporaryBeside(path)
	if err != nil {
		t.Fatal(err)
	}
	other, err := location.TemporaryBeside(path)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(one)
	if err != nil || one == other {
		t.Fatalf("%s and %s (%v)", one, other, err)
	}
	mustBePrivate(t, info)
	location.SweepUnfinished(path)
	if names := namesIn(t, filepath.Dir(path)); len(names) > 0 {
		t.Errorf("the folder holds %q", names)
	}
}

func TestWhateverIsBuiltLeavesNothingUnfinishedBeside(t *testing.T) {
	folder := t.TempDir()
	s, _ := clockedStore(t, folder)
	defer s.Close()
	add(t, s, cleanFacts(t, "A", "P", "I"))
	if err := s.Compact(context.Background()); err != nil {
		t.Fatal(err)
	}
	if !s.Raw().NoSync {
		t.Error("a store opened without syncing syncs after it was compacted")
	}
	backup := filepath.Join(folder, "backup.db")
	if _, err := audit.Backup(context.Background(), s, officer, backup); err != nil {
		t.Fatal(err)
	}
	if _, err := audit.Restore(context.Background(), officer, backup, filepath.Join(folder, "restored.db"), Options{}); err != nil {
		t.Fatal(err)
	}
	if _, err := audit.Rescue(context.Background(), officer, backup, filepath.Join(folder, "rescued.db"), Options{}); err != nil {
		t.Fatal(err)
	}
	if names := namesIn(t, folder); !slices.Equal(names, []string{"backup.db", "gd8.db", "rescued.db", "restored.db"}) {
		t.Errorf("the folder holds %q", names)
	}
	mustVerify(t, "compacted", s)
}

// A backup lies anywhere, so the store keeps where it began one.
func TestABackupThatWasCutOffIsSweptAwayOrNamed(t *testing.T) {
	folder, elsewhere, away := t.TempDir(), t.TempDir(), filepath.Join(t.TempDir(), "drive")
	s, _ := clockedStore(t, folder)
	again := func(s *Store) *Store {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		return openStore(t, s.Path())
	}
	begun := func(path string, holds bool) string {
		temporary := location.TemporaryName(path)
		if holds {
			if err := os.WriteFile(temporary, []byte("half"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Write(officer, func(w *Writer) error { return w.AddBackup(vault.KeyUnfinished, Backup{Path: temporary, At: someday}) }); err != nil {
			t.Fatal(err)
		}
		return temporary
	}
	begun(filepath.Join(elsewhere, "half.db"), true)
	begun(filepath.Join(elsewhere, "never.db"), false)
	whole := filepath.Join(elsewhere, "whole.db")
	begun(whole, false)
	if err := os.WriteFile(whole, []byte("whole"), 0o600); err != nil {
		t.Fatal(err)
	}
	out := begun(filepath.Join(away, "out.db"), false)
	s = again(s)
	if names := namesIn(t, elsewhere); !slices.Equal(names, []string{"whole.db"}) {
		t.Errorf("the folder of the backups holds %q", names)
	}
	list, err := s.Backups()
	if err != nil || len(list) != 2 || list[0].Path != whole || list[1].Path != out {
		t.Fatalf("the store knows of %v (%v)", list, err)
	}
	if err := os.Mkdir(away, 0o700); err != nil {
		t.Fatal(err)
	}
	s = again(s)
	if list, err = s.Backups(); err != nil || len(list) != 1 || list[0].Path != whole {
		t.Errorf("with the drive back the store knows of %v (%v)", list, err)
	}
	mustVerify(t, "after backups that were cut off", s)
}

// A store that is written anew still knows of what it began on a drive that is
// away; a copy that leaves it does not, as it would sweep that away.
func TestAStoreWrittenAnewStillKnowsOfABackupThatWasCutOff(t *testing.T) {
	ctx, costs := context.Background(), seal.Params{Passes: 1, MemoryKiB: 8, Lanes: 1}
	first, second := []byte("a passphrase to begin with"), []byte("another passphrase than that")
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	worked(t, s)
	cut := location.TemporaryName(filepath.Join(t.TempDir(), "drive", "out.db"))
	if err := s.Write(officer, func(w *Writer) error { return w.AddBackup(vault.KeyUnfinished, Backup{Path: cut, At: someday}) }); err != nil {
		t.Fatal(err)
	}
	knows := func(s *Store) bool {
		list, err := s.Backups()
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(list, func(b Backup) bool { return b.Path == cut })
	}
	for _, op := range []struct {
		name string
		do   func() error
	}{
		{"compacted", func() error { return s.Compact(ctx) }},
		{"purged", func() error {
			application := "APP-417"
			plan, err := purge.Find(s, purge.Request{Application: &application})
			if err != nil {
				return err
			}
			return purge.Purge(ctx, s, officer, plan, "Retention period over")
		}},
		{"encrypted", func() error { return audit.Encrypt(ctx, s, officer, first, costs) }},
		{"with another passphrase", func() error { return audit.ChangePassphrase(ctx, s, officer, first, second, costs) }},
		{"decrypted", func() error { return audit.Decrypt(ctx, s, officer, second) }},
	} {
		if err := op.do(); err != nil {
			t.Fatalf("%s: %v", op.name, err)
		}
		if !knows(s) {
			t.Fatalf("%s, the store has forgotten the backup that was cut off", op.name)
		}
		mustVerify(t, op.name, s)
	}

	folder := t.TempDir()
	backup, restored := filepath.Join(folder, "backup.db"), filepath.Join(folder, "restored.db")
	if _, err := audit.Backup(ctx, s, officer, backup); err != nil {
		t.Fatal(err)
	}
	if _, err := audit.Restore(ctx, officer, backup, restored, Options{}); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{backup, restored} {
		if knows(openStore(t, path)) {
			t.Errorf("%s knows of a backup that the store began", filepath.Base(path))
		}
	}
	if !knows(s) {
		t.Error("backed up, the store has forgotten the backup that was cut off")
	}
}
