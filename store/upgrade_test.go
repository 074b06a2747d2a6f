package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	bolt "go.etcd.io/bbolt"

	"gd8/model"
	. "gd8/store"
	"gd8/store/audit"
	"gd8/store/vault"
)

// asFormat rewrites the header of a store as if an earlier gd8 had made it.
func asFormat(t testing.TB, s *Store, format int) {
	t.Helper()
	if err := s.RawFormat(format); err != nil {
		t.Fatal(err)
	}
}

// formatOf is the format that a store's header says it has.
func formatOf(t testing.TB, s *Store) (format int) {
	t.Helper()
	err := s.Raw().View(func(tx *bolt.Tx) error {
		h, err := vault.DecodeHeader(tx.Bucket(vault.BucketMeta).Get(vault.KeyHeader))
		format = h.Format
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return format
}

// asFormatOne makes of a store one that the gd8 of format 1 has written, whose
// keys of drafts and texts end with the kind and the section in the clear.
func asFormatOne(t testing.TB, s *Store) {
	t.Helper()
	tamper(t, s, func(w *Writer) {
		replace := func(bucket []byte, pairs []vault.Pair, err error) {
			if err := errors.Join(err, w.Empty(bucket)); err != nil {
				t.Fatal(err)
			}
			for _, p := range pairs {
				if err := w.Put(bucket, p.Key, p.Value); err != nil {
					t.Fatal(err)
				}
			}
		}
		var drafts, texts []vault.Pair
		err := w.Walk(BucketDrafts, func(key, value []byte) error {
			kind, err := s.DraftKindOf(key, value)
			drafts = append(drafts, vault.Pair{Key: append(NumberKey(Number(KeyUint(key, 0))), byte(kind)), Value: bytes.Clone(value)})
			return err
		})
		replace(BucketDrafts, drafts, err)
		err = w.Walk(BucketDecisions, func(key, value []byte) error {
			n, _ := SplitPair(key)
			d, err := DecodeStoredDecision(value)
			for section, text := range d.Sections {
				if h := s.Sealer().Index("text", text); text != "" {
					texts = append(texts, vault.Pair{Key: append(append(h[:], NumberKey(n)...), byte(section))})
				}
			}
			return err
		})
		replace(BucketTexts, texts, err)
	})
	asFormat(t, s, 1)
}

func TestAStoreOfFormat1KeepsItsDraftsAndTextsInFormat2(t *testing.T) {
	for _, encrypted := range []bool{false, true} {
		t.Run(map[bool]string{false: "plain", true: "encrypted"}[encrypted], func(t *testing.T) {
			s := toBeDamaged(t, encrypted)
			importText(t, s, columns+"A-77,P-77,I-77,2019-03-14,2004-01-02,21,yes,no,no,x\n")
			n := numberOf(t, s, "I-3")
			decide(t, s, n, model.Refer)
			decided := filled("Record " + fmt.Sprint(n))
			if err := s.SaveTyped(officer, n, Typed{"reason": {Text: "Tangible"}}); err != nil {
				t.Fatal(err)
			}
			want := draftsOf(t, s, numberOf(t, s, "14/2231/19"))
			asFormatOne(t, s)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			damaged := filepath.Join(t.TempDir(), "old.db")
			copyOf(t, s.Path(), damaged)
			mustRestoreUntouched(t, damaged, decided, want)

			up, err := Open(s.Path(), damageOptions())
			if err != nil {
				t.Fatal(err)
			}
			defer up.Close()
			if format := formatOf(t, up); format != vault.Format {
				t.Fatalf("format %d", format)
			}
			mustKeepTexts(t, "upgraded", up, decided, want)
			left, err := filepath.Glob(s.Path() + ".format-1.*.backup")
			if err != nil || len(left) != 1 {
				t.Fatalf("backups: %q (%v)", left, err)
			}
			mustHaveKeysOfFormatOne(t, left[0])

			// A rescue takes the older form as well.
			to := filepath.Join(t.TempDir(), "rescued.db")
			if _, err := audit.Rescue(context.Background(), officer, damaged, to, damageOptions()); err != nil {
				t.Fatal(err)
			}
			again, err := Open(to, damageOptions())
			if err != nil {
				t.Fatal(err)
			}
			defer again.Close()
			mustKeepTexts(t, "rescued", again, decided, want)
		})
	}
}

// mustRestoreUntouched fails where a backup of an earlier format, on a drive
// that cannot be written, does not restore, or is not left as it is.
func mustRestoreUntouched(t *testing.T, backup string, decided model.Sections, drafts []Draft) {
	t.Helper()
	folder := filepath.Dir(backup)
	if err := errors.Join(os.Chmod(backup, 0o400), os.Chmod(folder, 0o500)); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(backup, 0o600)
	defer os.Chmod(folder, 0o700)
	before, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "restored.db")
	if _, err := audit.Restore(context.Background(), officer, backup, to, damageOptions()); err != nil {
		t.Fatal(err)
	}
	if after, err := os.ReadFile(backup); err != nil || !bytes.Equal(before, after) {
		t.Errorf("restoring changed the backup (%v)", err)
	}
	for _, folder := range []string{folder, filepath.Dir(to)} {
		if left, err := os.ReadDir(folder); err != nil || len(left) != 1 {
			t.Errorf("restoring left %v (%v)", left, err)
		}
	}
	s, err := Open(to, damageOptions())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	mustKeepTexts(t, "restored", s, decided, drafts)
}

// mustKeepTexts fails where a store is not whole, or has lost a draft or does
// not find an equal rationale.
func mustKeepTexts(t *testing.T, what string, s *Store, decided model.Sections, drafts []Draft) {
	t.Helper()
	mustVerify(t, what, s)
	n := numberOf(t, s, "14/2231/19")
	if got := draftsOf(t, s, n); len(got) != len(drafts) || len(drafts) == 0 || got[0] != drafts[0] {
		t.Errorf("%s: drafts %+v, were %+v", what, got, drafts)
	}
	if all, err := s.AllTyped(); err != nil || len(all) != 1 || all[numberOf(t, s, "I-3")]["reason"].Text != "Tangible" {
		t.Errorf("%s: typed texts %+v (%v)", what, all, err)
	}
	key, ok, err := s.SameText(n, model.Reason, decided[model.Reason])
	if err != nil || !ok || key.Incident != "I-3" {
		t.Errorf("%s: the same text is found in %+v (%v, %v)", what, key, ok, err)
	}
	if err := s.DeleteDraft(officer, n, drafts[0].Kind); err != nil {
		t.Fatal(err)
	}
	if got := draftsOf(t, s, n); len(got) != len(drafts)-1 {
		t.Errorf("%s: a draft that was deleted is there: %+v", what, got)
	}
}

// mustHaveKeysOfFormatOne fails where the gd8 of format 1 could not read a
// backup made before an upgrade.
func mustHaveKeysOfFormatOne(t *testing.T, path string) {
	t.Helper()
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.View(func(tx *bolt.Tx) error {
		for bucket, size := range map[string]int{"drafts": 5, "texts": 21} {
			if k, _ := tx.Bucket([]byte(bucket)).Cursor().First(); len(k) != size {
				t.Errorf("%s: the first key is %x", bucket, k)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnUpgradeTriedAgainAtOnceMakesAnotherBackup(t *testing.T) {
	s := newStore(t)
	add(t, s, cleanFacts(t, "A", "P", "I"))
	asFormatOne(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	first := s.Path() + ".format-1." + someday.UTC().Format("20060102-150405") + ".backup"
	if err := os.WriteFile(first, []byte("of an upgrade that failed"), 0o600); err != nil {
		t.Fatal(err)
	}
	again := openStore(t, s.Path())
	if got := formatOf(t, again); got != vault.Format {
		t.Errorf("it is of format %d", got)
	}
	if kept, err := os.ReadFile(first); err != nil || string(kept) != "of an upgrade that failed" {
		t.Errorf("the earlier backup holds %q (%v)", kept, err)
	}
	if _, err := os.Stat(s.Path() + ".format-1." + someday.UTC().Format("20060102-150405") + "-2.backup"); err != nil {
		t.Error(err)
	}
}
