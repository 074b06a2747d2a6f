package store_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	. "gd8/store"
	"gd8/store/audit"
	"gd8/store/importer"
	"gd8/store/purge"
	"gd8/store/seal"
	"gd8/store/vault"
)

// erasedRow is a row of the case that the tests erase.
const erasedRow = "APP-417,P-118,14/2231/19,2019-03-14,2004-01-02,21,yes,,no,Zanzibar summary\n"

// purged erases the case of erasedRow from a store that has others.
func purged(t testing.TB, s *Store) {
	t.Helper()
	person, application := "P-118", "APP-417"
	plan, err := purge.Find(s, purge.Request{Person: &person, Application: &application})
	if err == nil {
		err = purge.Purge(context.Background(), s, officer, plan, "Retention period over")
	}
	if err != nil {
		t.Fatal(err)
	}
	mustVerify(t, "purged", s)
}

// mustRefuseErased fails where rows of an erased case go in, or are not refused by
// name.
func mustRefuseErased(t testing.TB, what string, s *Store, rows string) {
	t.Helper()
	done, err := tryImport(t, s, columns+rows, importer.Options{})
	if !errors.Is(err, importer.ErrRefused) || len(done.Problems) == 0 || !strings.Contains(done.Problems[0].String(), "was erased on ") {
		t.Errorf("%s: %v, %+v", what, err, done.Problems)
	}
	if _, err := s.Add(officer, cleanFacts(t, "APP-417", "P-118", "by hand")); !errors.As(err, new(*ErasedError)) || !strings.Contains(err.Error(), "individual P-118, was erased on ") {
		t.Errorf("%s: added by hand: %v", what, err)
	}
}

func TestACaseThatWasErasedComesAgainForAReasonAlone(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	t.Cleanup(func() { _ = s.Close() })
	worked(t, s)
	purged(t, s)
	mustRefuseErased(t, "erased", s, erasedRow)
	mustRefuseErased(t, "written in another way", s, strings.Replace(strings.Replace(erasedRow, "P-118", "p 118", 1), "APP-417", "app-417", 1))
	mustVerify(t, "after it was refused", s)

	// Other cases of the individual, and of the application, are others.
	importText(t, s, columns+strings.Replace(erasedRow, "APP-417", "APP-418", 1))
	importText(t, s, columns+strings.Replace(erasedRow, "P-118", "P-119", 1))

	if _, err := tryImport(t, s, columns+erasedRow, importer.Options{Again: "Reopened by the ICO"}); err != nil {
		t.Fatal(err)
	}
	if e := newestEntry(t, s); !strings.Contains(e.Detail, "erased before, and taken again: Reopened by the ICO") {
		t.Errorf("the journal says %q", e.Detail)
	}
	mustVerify(t, "taken again", s)
	// What is in the store is not asked about once more.
	importText(t, s, columns+strings.Replace(erasedRow, "14/2231/19", "14/2231/20", 1))
	purged(t, s)
	mustRefuseErased(t, "erased again", s, erasedRow)
	if _, err := s.AddAgain(officer, cleanFacts(t, "APP-417", "P-118", "by hand"), "Court order"); err != nil {
		t.Fatal(err)
	}
	if e := newestEntry(t, s); e.Detail != "erased before, and taken again: Court order" {
		t.Errorf("the journal says %q", e.Detail)
	}
	mustVerify(t, "added again", s)
}

func TestMarksOfErasedCasesOutliveEveryCopy(t *testing.T) {
	ctx, folder := context.Background(), t.TempDir()
	s, c := clockedStore(t, t.TempDir())
	t.Cleanup(func() { _ = s.Close() })
	worked(t, s)
	purged(t, s)
	backup, restored, rescued := filepath.Join(folder, "1.db"), filepath.Join(folder, "2.db"), filepath.Join(folder, "3.db")
	if _, err := audit.Backup(ctx, s, officer, backup); err != nil {
		t.Fatal(err)
	}
	if _, err := audit.Restore(ctx, officer, backup, restored, Options{Now: c.Read}); err != nil {
		t.Fatal(err)
	}
	if _, err := audit.Rescue(ctx, officer, backup, rescued, Options{Now: c.Read}); err != nil {
		t.Fatal(err)
	}
	for what, path := range map[string]string{"restored": restored, "rescued": rescued} {
		one := openStore(t, path)
		mustVerify(t, what, one)
		mustRefuseErased(t, what, one, erasedRow)
	}
	cheap := seal.Params{Passes: 1, MemoryKiB: 8, Lanes: 1}
	first, second := "correct horse battery staple", "another one altogether, longer"
	for what, change := range map[string]func() error{
		"1 compacted": func() error { return s.Compact(ctx) },
		"2 encrypted": func() error { return audit.Encrypt(ctx, s, officer, []byte(first), cheap) },
	} {
		if err := change(); err != nil {
			t.Fatal(err)
		}
		mustRefuseErased(t, what, s, erasedRow)
	}
	if err := audit.ChangePassphrase(ctx, s, officer, []byte(first), []byte(second), cheap); err != nil {
		t.Fatal(err)
	}
	mustRefuseErased(t, "with another passphrase", s, erasedRow)
	if err := audit.Decrypt(ctx, s, officer, []byte(second)); err != nil {
		t.Fatal(err)
	}
	mustRefuseErased(t, "decrypted", s, erasedRow)
	mustVerify(t, "decrypted", s)
}

func TestARestoreOfAnOlderBackupKeepsTheMarksAndNamesWhatCameBack(t *testing.T) {
	ctx, folder := context.Background(), t.TempDir()
	s, c := clockedStore(t, t.TempDir())
	t.Cleanup(func() { _ = s.Close() })
	worked(t, s)
	backup, restored := filepath.Join(folder, "1.db"), filepath.Join(folder, "2.db")
	if _, err := audit.Backup(ctx, s, officer, backup); err != nil {
		t.Fatal(err)
	}
	purged(t, s)
	known, err := s.Erasures()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := audit.Restore(ctx, officer, backup, restored, Options{Now: c.Read, Erased: &known}); err != nil {
		t.Fatal(err)
	}
	r := openStore(t, restored)
	mustVerify(t, "restored", r)
	list, err := purge.RestoredErased(r)
	if err != nil || len(list) != 1 || list[0].Person != "P-118" || list[0].Application != "APP-417" {
		t.Fatalf("%v, %v", list, err)
	}
	purged(t, r)
	if list, err := purge.RestoredErased(r); err != nil || len(list) != 0 {
		t.Errorf("erased again: %v, %v", list, err)
	}
	mustRefuseErased(t, "erased again", r, erasedRow)

	// Another store's marks mean nothing here.
	stranger := newStore(t)
	worked(t, stranger)
	purged(t, stranger)
	if known, err = stranger.Erasures(); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(folder, "3.db")
	if _, err := audit.Restore(ctx, officer, backup, other, Options{Now: c.Read, Erased: &known}); err != nil {
		t.Fatal(err)
	}
	if list, err := purge.RestoredErased(openStore(t, other)); err != nil || len(list) != 0 {
		t.Errorf("of another store: %v, %v", list, err)
	}
}

func TestVerifyFindsAMarkThatWasTakenAway(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(testing.TB, *Writer)
		said   string
	}{
		"a mark dropped":            {drop(vault.BucketErased, firstKey), "marks of erased cases: there are 0 and the journal comes to 1"},
		"a mark added":              {extra(vault.BucketErased, make([]byte, vault.MarkSize), vault.EntryKey(1)), "no entry of the journal says so"},
		"a mark of another erasure": {func(t testing.TB, w *Writer) { flip(t, w, vault.BucketErased, firstKey(w, vault.BucketErased), 7) }, "no entry of the journal says so"},
		"another key of the marks":  {func(t testing.TB, w *Writer) { flip(t, w, vault.BucketMeta, vault.KeyMarks, 3) }, "marks (meta): it is not what the journal sealed"},
		"the key of the marks taken": {func(t testing.TB, w *Writer) {
			drop(vault.BucketMeta, func(*Writer, []byte) []byte { return vault.KeyMarks })(t, w)
		}, "marks (meta): it is not what the journal sealed"},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := clockedStore(t, t.TempDir())
			t.Cleanup(func() { _ = s.Close() })
			worked(t, s)
			purged(t, s)
			tamper(t, s, func(w *Writer) { tt.change(t, w) })
			if list := findings(t, s, nil); !strings.Contains(strings.Join(list, "\n"), tt.said) {
				t.Errorf("%q", list)
			}
		})
	}
}
