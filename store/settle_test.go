package store

import (
	"errors"
	"fmt"
	"gd8/store/vault"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// writeElsewhere writes a note to the store at path as another gd8 does that
// waited to open it.
func writeElsewhere(t *testing.T, path string, times int) {
	t.Helper()
	other := openStore(t, path)
	for range times {
		if err := other.SaveNote(officer, 2, "of another gd8"); err != nil {
			t.Fatal(err)
		}
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
}

// struck is a disk's error after a commit took place.
const struck = "struck"

// commitThenFail makes a change whose commit takes place and then gives an
// error. between is run after it, with the file closed.
func commitThenFail(s *Store, change func(*writer) error, between func()) error {
	return s.commit(officer, func(w *writer) error {
		w.tx.OnCommit(func() {
			if between != nil {
				_ = s.db.Close()
				between()
			}
			panic(struck)
		})
		return change(w)
	})
}

// mustSayWhatBecame fails where the error of writing a note is another than it
// should be, or does not agree with what is in the file.
func mustSayWhatBecame(t *testing.T, s *Store, err error, there, unknown bool) {
	t.Helper()
	var not *vault.NotSavedError
	var unsettled *vault.UnsettledError
	saved := there && !unknown
	if saved != (err == nil) || unknown != errors.As(err, &unsettled) || (!saved && !unknown) != errors.As(err, &not) {
		t.Errorf("the error is %v (%T)", err, err)
	}
	d, err := s.Dossier(1)
	if err != nil || (d.Items[0].Note == "of this gd8") != there {
		t.Errorf("the note is %q (%v)", d.Items[0].Note, err)
	}
	mustVerify(t, "settled", s)
}

// writeNote is the change whose commit gives an error.
func writeNote(w *writer) error { return w.put(bucketNotes, numberKey(1), []byte("of this gd8")) }

// withTwo is a store of two incidents.
func withTwo(t *testing.T) *Store {
	t.Helper()
	s := newStore(t)
	add(t, s, cleanFacts(t, "A", "P", "I-1"))
	add(t, s, cleanFacts(t, "A", "P", "I-2"))
	return s
}

func TestACommitThatTookPlaceIsNotSaidToBeLost(t *testing.T) {
	for _, others := range []int{0, 1, 3} {
		t.Run(fmt.Sprint("another gd8 wrote ", others), func(t *testing.T) {
			s := withTwo(t)
			var between func()
			if others > 0 {
				between = func() { writeElsewhere(t, s.path, others) }
			}
			mustSayWhatBecame(t, s, commitThenFail(s, writeNote, between), true, others > 0)
		})
	}
}

// What an import staged last and another gd8 cleared away is not there,
// though the count of transactions is as the import left it.
func TestWhatAnotherClearedAwayOfAnImportIsNotTakenToBeStaged(t *testing.T) {
	s := newStore(t)
	im := &importer{s: s, ctx: t.Context(), actor: officer}
	if err := s.view(func(r *reader) error { im.base, im.running = r.state, r.state; return nil }); err != nil {
		t.Fatal(err)
	}
	im.running.revision++
	err := im.transaction(func(w *writer) error {
		w.tx.OnCommit(func() {
			_ = s.db.Close()
			if err := openStore(t, s.path).Close(); err != nil { // which clears it away
				t.Error(err)
			}
			panic(struck)
		})
		return w.put(bucketQueue, numberKey(im.firstOwn()), make([]byte, blockSize))
	})
	if err == nil {
		t.Error("what was cleared away is said to be staged")
	}
}

func TestAnUpgradeWhoseCommitGaveAnErrorIsNotSaidToHaveChangedNothing(t *testing.T) {
	for name, gone := range map[string]bool{"and took place": false, "and cannot be looked at": true} {
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			add(t, s, cleanFacts(t, "A", "P", "I-1"))
			asFormat(t, s, 0)
			away := filepath.Join(t.TempDir(), "away.db")
			change := func(w *Writer) error {
				w.read.tx.OnCommit(func() {
					if gone {
						if err := errors.Join(s.db.Close(), os.Rename(s.path, away)); err != nil {
							t.Error(err)
						}
					}
					panic(struck)
				})
				return nil
			}
			err := s.bringUp([]Upgrade{{0, change}}, 1, s.backupBeside)
			if !gone {
				if err != nil || s.header.format != 1 {
					t.Fatalf("format %d (%v)", s.header.format, err)
				}
				mustVerify(t, name, s)
				return
			}
			if err == nil || strings.Contains(err.Error(), "as it was") || !strings.Contains(err.Error(), ".backup") || !strings.Contains(err.Error(), "not certain") {
				t.Errorf("error: %v", err)
			}
		})
	}
}
