package store_test

import (
	"path/filepath"
	"strings"
	"testing"

	"gd8/model"
	. "gd8/store"
	"gd8/store/vault"
)

func TestACheckpointCatchesAnOlderCopyAndAnotherHistory(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	worked(t, s)
	older := filepath.Join(t.TempDir(), "older.db")
	copyOf(t, s.Path(), older)
	fork := filepath.Join(t.TempDir(), "fork.db")
	copyOf(t, s.Path(), fork)
	answer(t, s, 2, model.Abusive, "no")
	checkpoint, err := s.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	_ = s.Close()

	old := openStore(t, older)
	if list := findings(t, old, &checkpoint); len(list) != 1 || !strings.Contains(list[0], "the store is an older copy, or entries were dropped") {
		t.Errorf("an older copy: %q", list)
	}
	if list := findings(t, old, nil); len(list) != 0 {
		t.Errorf("an older copy by itself: %q", list)
	}
	other := openStore(t, fork)
	answer(t, other, 2, model.Abusive, "yes")
	answer(t, other, 2, model.Grooming, "yes")
	if list := findings(t, other, &checkpoint); len(list) != 1 || !strings.Contains(list[0], "the history up to entry") {
		t.Errorf("another history: %q", list)
	}
	stranger := newStore(t)
	worked(t, stranger)
	answer(t, stranger, 2, model.Abusive, "no")
	if list := findings(t, stranger, &checkpoint); len(list) == 0 || !strings.Contains(list[0], "it is of another store") {
		t.Errorf("another store: %q", list)
	}
}

// A rewrite of everything from an entry on, by someone who knows the format,
// is what only a checkpoint kept elsewhere can show.
func TestARewrittenHistoryIsShownByACheckpointAlone(t *testing.T) {
	s := tampered(t)
	checkpoint, err := s.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	tamper(t, s, func(w *Writer) { rewriteChain(t, w) })
	if list := findings(t, s, nil); len(list) != 0 {
		t.Fatalf("the rewrite is not perfect: %q", list)
	}
	if list := findings(t, s, &checkpoint); len(list) != 1 || !strings.Contains(list[0], "is not the one that was sealed") {
		t.Errorf("against the checkpoint: %q", list)
	}
}

// rewriteChain changes the officer of the first entry and all that follows
// from it.
func rewriteChain(t testing.TB, w *Writer) {
	replaceIn(t, w, vault.BucketJournal, "J. Officer", "K. Officer")
	before := [32]byte{}
	for n := uint64(1); n <= w.Entries; n++ {
		e, err := w.JournalEntry(n)
		if err != nil {
			t.Fatal(err)
		}
		_, commitments, err := vault.DecodeLink(value(t, w, vault.BucketChain, vault.EntryKey(n)))
		if err != nil {
			t.Fatal(err)
		}
		commitments[0] = e.Commitment(vault.EntryKey(n))
		before = vault.ChainHash(before, n, commitments)
		set(t, w, vault.BucketChain, vault.EntryKey(n), vault.EncodeLink(before, commitments))
	}
	w.Head = before
	if err := w.BuildTree(); err != nil {
		t.Fatal(err)
	}
	set(t, w, vault.BucketMeta, vault.KeyState, w.State.Encode())
}
