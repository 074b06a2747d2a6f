package vault

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// What the tests of this package share: a file of one bucket beside the vault's
// own, in which each value is a note.

var (
	bucketNotes = []byte("notes")
	keyNote     = []byte("a note")
	officer     = Actor{Officer: "J. Officer", Purpose: "review"}
	someday     = time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)
)

func notesLayout() Layout {
	return Layout{Buckets: [][]byte{BucketMeta, bucketNotes, BucketChain, BucketJournal}}
}

// newFile makes a file of notes and opens it.
func newFile(t *testing.T) *File {
	t.Helper()
	path := filepath.Join(t.TempDir(), "gd8.db")
	if err := Create(path, Options{}, notesLayout()); err != nil {
		t.Fatal(err)
	}
	return openFileAt(t, path, notesLayout())
}

func openFileAt(t *testing.T, path string, l Layout) *File {
	t.Helper()
	f, err := Open(path, Options{Now: func() time.Time { return someday }}, l)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// putNote is a change that writes a note.
func putNote(text string) func(*Writer) error {
	return func(w *Writer) error {
		w.Entry = Entry{Operation: Alteration, Action: "note"}
		return w.Put(bucketNotes, keyNote, []byte(text))
	}
}

// mustNote writes a note.
func mustNote(t *testing.T, f *File, text string) {
	t.Helper()
	if err := f.Write(officer, putNote(text)); err != nil {
		t.Fatal(err)
	}
}

// noteOf reads the note.
func noteOf(t *testing.T, f *File) string {
	t.Helper()
	var note string
	err := f.View(func(r *Reader) error {
		b, err := r.Get(bucketNotes, keyNote)
		note = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return note
}

// mustFollow fails where the journal's chain does not lead to its head.
func mustFollow(t *testing.T, f *File) {
	t.Helper()
	err := f.View(func(r *Reader) error {
		var head [32]byte
		for n := uint64(1); n <= r.Entries; n++ {
			link, err := r.Get(BucketChain, EntryKey(n))
			if err != nil {
				return err
			}
			hash, commitments, err := DecodeLink(link)
			if err != nil || ChainHash(head, n, commitments) != hash {
				return fmt.Errorf("entry %d does not follow (%v)", n, err)
			}
			head = hash
		}
		if head != r.Head {
			return errors.New("the journal does not end at its head")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// unplugged puts another file in the place of a drive's folder.
func unplugged(folder string) error {
	return errors.Join(os.Rename(folder, folder+".away"), os.WriteFile(folder, nil, 0o600))
}
