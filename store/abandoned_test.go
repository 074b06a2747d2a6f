package store_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	. "gd8/store"
	"gd8/store/audit"
)

func TestWhatAKilledRestoreLeftIsRemovedByTheNextGd8ThatComesThere(t *testing.T) {
	folder := t.TempDir()
	s, _ := clockedStore(t, folder)
	backup := filepath.Join(t.TempDir(), "backup.db")
	if _, err := audit.Backup(context.Background(), s, officer, backup); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	long := time.Now().Add(-time.Minute)
	for name, come := range map[string]func(folder string) error{
		"a restore to the same path": func(folder string) error {
			_, err := audit.Restore(context.Background(), officer, backup, filepath.Join(folder, "new.db"), Options{})
			return err
		},
		"a restore to another": func(folder string) error {
			_, err := audit.Restore(context.Background(), officer, backup, filepath.Join(folder, "other.db"), Options{})
			return err
		},
		"a rescue": func(folder string) error {
			_, err := audit.Rescue(context.Background(), officer, backup, filepath.Join(folder, "rescued.db"), Options{})
			return err
		},
		"a store that is opened": func(folder string) error {
			s, err := OpenOrCreate(filepath.Join(folder, "gd8.db"), Options{})
			if err != nil {
				return err
			}
			return s.Close()
		},
		"a backup": func(folder string) error {
			s, err := OpenOrCreate(filepath.Join(t.TempDir(), "gd8.db"), Options{})
			if err != nil {
				return err
			}
			defer s.Close()
			_, err = audit.Backup(context.Background(), s, officer, filepath.Join(folder, "another.db"))
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			left := filepath.Join(folder, "new.db.unfinished-17")
			theirs := filepath.Join(folder, "minutes.unfinished-draft")
			underWay := filepath.Join(folder, "x.db.unfinished-18")
			for _, path := range []string{left, theirs, underWay} {
				copyOf(t, backup, path)
				if err := os.Chtimes(path, long, long); err != nil {
					t.Fatal(err)
				}
			}
			building, err := Open(underWay, Options{}) // as a gd8 that is building it has it
			if err != nil {
				t.Fatal(err)
			}
			defer building.Close()
			if err := come(folder); err != nil {
				t.Fatal(err)
			}
			if _, err := os.Lstat(left); !os.IsNotExist(err) {
				t.Errorf("what was left is there: %v", err)
			}
			for _, path := range []string{theirs, underWay} {
				if _, err := os.Lstat(path); err != nil {
					t.Error(err)
				}
			}
		})
	}
}
