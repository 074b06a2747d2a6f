package vault

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// writeElsewhere writes to the file at path as another gd8 does that waited to
// open it.
func writeElsewhere(t *testing.T, path string, times int) {
	t.Helper()
	other := openFileAt(t, path, notesLayout())
	for range times {
		err := other.Write(officer, func(w *Writer) error { return w.Put(bucketNotes, []byte("another"), []byte("of another gd8")) })
		if err != nil {
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
func commitThenFail(f *File, change func(*Writer) error, between func()) error {
	return f.Write(officer, func(w *Writer) error {
		w.read.tx.OnCommit(func() {
			if between != nil {
				_ = f.db.Close()
				between()
			}
			panic(struck)
		})
		return change(w)
	})
}

// mustSayWhatBecame fails where the error of writing a note is another than it
// should be, or does not agree with what is in the file.
func mustSayWhatBecame(t *testing.T, f *File, err error, there, unknown bool) {
	t.Helper()
	var not *NotSavedError
	var unsettled *UnsettledError
	saved := there && !unknown
	if saved != (err == nil) || unknown != errors.As(err, &unsettled) || (!saved && !unknown) != errors.As(err, &not) {
		t.Errorf("the error is %v (%T)", err, err)
	}
	if note := noteOf(t, f); (note == "of this gd8") != there {
		t.Errorf("the note is %q", note)
	}
	mustFollow(t, f)
}

func TestACommitThatTookPlaceIsNotSaidToBeLost(t *testing.T) {
	for _, others := range []int{0, 1, 3} {
		t.Run(fmt.Sprint("another gd8 wrote ", others), func(t *testing.T) {
			f := newFile(t)
			var between func()
			if others > 0 {
				between = func() { writeElsewhere(t, f.path, others) }
			}
			mustSayWhatBecame(t, f, commitThenFail(f, putNote("of this gd8"), between), true, others > 0)
		})
	}
}

// What was staged last and another gd8 cleared away is not there, though the
// count of transactions is as it was left.
func TestWhatAnotherClearedAwayIsNotTakenToBeStaged(t *testing.T) {
	l := notesLayout()
	l.BeforeWrite = func(f *File) error {
		staged := false
		err := f.View(func(r *Reader) error { staged = r.Staging != 0; return nil })
		if err != nil || !staged {
			return err
		}
		return f.Clear(func(w *Writer) error {
			w.read.Staging = 0
			return w.Remove(bucketNotes, keyNote)
		})
	}
	path := filepath.Join(t.TempDir(), "gd8.db")
	if err := Create(path, Options{}, l); err != nil {
		t.Fatal(err)
	}
	f := openFileAt(t, path, l)
	var base State
	if err := f.View(func(r *Reader) error { base = r.State; return nil }); err != nil {
		t.Fatal(err)
	}
	running := base
	running.Revision++
	_, err := f.Stage(running, officer, func(w *Writer) error {
		w.read.tx.OnCommit(func() {
			_ = f.db.Close()
			if err := openFileAt(t, path, l).Close(); err != nil { // which clears it away
				t.Error(err)
			}
			panic(struck)
		})
		kept := base
		kept.Staging = running.Revision
		return errors.Join(w.Put(bucketNotes, keyNote, []byte("staged")), w.Keep(kept))
	})
	if err == nil {
		t.Error("what was cleared away is said to be staged")
	}
}

func TestAnUpgradeWhoseCommitGaveAnErrorIsNotSaidToHaveChangedNothing(t *testing.T) {
	for name, gone := range map[string]bool{"and took place": false, "and cannot be looked at": true} {
		t.Run(name, func(t *testing.T) {
			f := newFile(t)
			mustNote(t, f, "before")
			asFormat(t, f, 0)
			away := filepath.Join(t.TempDir(), "away.db")
			change := func(w *Writer) error {
				w.read.tx.OnCommit(func() {
					if gone {
						if err := errors.Join(f.db.Close(), os.Rename(f.path, away)); err != nil {
							t.Error(err)
						}
					}
					panic(struck)
				})
				return nil
			}
			err := f.bringUp([]Upgrade{{0, change}}, 1, f.backupBeside)
			if !gone {
				if err != nil || f.header.Format != 1 {
					t.Fatalf("format %d (%v)", f.header.Format, err)
				}
				mustFollow(t, f)
				return
			}
			if err == nil || strings.Contains(err.Error(), "as it was") || !strings.Contains(err.Error(), ".backup") || !strings.Contains(err.Error(), "not certain") {
				t.Errorf("error: %v", err)
			}
		})
	}
}
