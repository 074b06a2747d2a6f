package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"gd8/model"
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
	note := func(w *Writer) error {
		return w.put(bucketNotes, numberKey(1), []byte("upgraded"))
	}
	if err := s.bringUp([]Upgrade{{0, note}}, 1, s.backupBeside); err != nil {
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
	fail := func(w *Writer) error {
		if err := w.put(bucketNotes, numberKey(1), []byte("half done")); err != nil {
			return err
		}
		return errors.New("struck")
	}
	if err := s.bringUp([]Upgrade{{0, fail}}, 1, s.backupBeside); err == nil || !strings.Contains(err.Error(), ".backup") {
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
	if err := s.bringUp(nil, 1, s.backupBeside); err == nil || !strings.Contains(err.Error(), "format 0") {
		t.Fatalf("error: %v", err)
	}
}

// asFormatOne makes of a store one that the gd8 of format 1 has written, whose
// keys of drafts and texts end with the kind and the section in the clear.
func asFormatOne(t testing.TB, s *Store) {
	t.Helper()
	tamper(t, s, func(w *writer) {
		replace := func(bucket []byte, pairs []pair, err error) {
			err = errors.Join(err, w.tx.DeleteBucket(bucket))
			_, made := w.tx.CreateBucket(bucket)
			if err := errors.Join(err, made); err != nil {
				t.Fatal(err)
			}
			for _, p := range pairs {
				if err := w.put(bucket, p.key, p.value); err != nil {
					t.Fatal(err)
				}
			}
		}
		var drafts, texts []pair
		err := w.walk(bucketDrafts, func(key, value []byte) error {
			kind, err := s.draftKindOf(key, value)
			drafts = append(drafts, pair{append(numberKey(Number(keyUint(key, 0))), byte(kind)), bytes.Clone(value)})
			return err
		})
		replace(bucketDrafts, drafts, err)
		err = w.walk(bucketDecisions, func(key, value []byte) error {
			n, _ := splitPair(key)
			d, err := storedDecision(value)
			for section, text := range d.Sections {
				if h := s.sealer.Index("text", text); text != "" {
					texts = append(texts, pair{key: append(append(h[:], numberKey(n)...), byte(section))})
				}
			}
			return err
		})
		replace(bucketTexts, texts, err)
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
			copyOf(t, s.path, damaged)
			mustRestoreUntouched(t, damaged, decided, want)

			up, err := Open(s.path, damageOptions())
			if err != nil {
				t.Fatal(err)
			}
			defer up.Close()
			if up.header.format != 2 {
				t.Fatalf("format %d", up.header.format)
			}
			mustKeepTexts(t, "upgraded", up, decided, want)
			left, err := filepath.Glob(s.path + ".format-1.*.backup")
			if err != nil || len(left) != 1 {
				t.Fatalf("backups: %q (%v)", left, err)
			}
			mustHaveKeysOfFormatOne(t, left[0])

			// A rescue takes the older form as well.
			to := filepath.Join(t.TempDir(), "rescued.db")
			if _, err := Rescue(context.Background(), officer, damaged, to, damageOptions()); err != nil {
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
	if _, err := Restore(context.Background(), backup, to, damageOptions()); err != nil {
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
	db, _, err := openFile(path, Options{})
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
