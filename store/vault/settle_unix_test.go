//go:build unix

package vault

import (
	"errors"
	"fmt"
	"os"
	"testing"

	bolt "go.etcd.io/bbolt"
	"golang.org/x/sys/unix"
)

// unwritable opens a file anew and gives a function after which nothing can be
// written to it and it is no longer locked.
func unwritable(t *testing.T, f *File) func() error {
	t.Helper()
	if err := f.db.Close(); err != nil {
		t.Fatal(err)
	}
	var file *os.File
	var err error
	f.db, err = bolt.Open(f.path, 0o600, &bolt.Options{OpenFile: func(name string, flag int, mode os.FileMode) (_ *os.File, err error) {
		file, err = os.OpenFile(name, flag, mode)
		return file, err
	}})
	if err != nil {
		t.Fatal(err)
	}
	return func() error { return errors.Join(unix.Flock(int(file.Fd()), unix.LOCK_UN), file.Close()) }
}

// commitLost makes a change whose commit fails and writes nothing. between is
// run before it, when the file is no longer locked.
func commitLost(t *testing.T, f *File, change func(*Writer) error, between func()) error {
	t.Helper()
	breakIt := unwritable(t, f)
	return f.Write(officer, func(w *Writer) error {
		if err := breakIt(); err != nil {
			return err
		}
		between()
		return change(w)
	})
}

func TestACommitThatWasLostIsNotSaidToBeSaved(t *testing.T) {
	for _, others := range []int{0, 1, 2} {
		t.Run(fmt.Sprint("another gd8 wrote ", others), func(t *testing.T) {
			f := newFile(t)
			err := commitLost(t, f, putNote("of this gd8"), func() { writeElsewhere(t, f.path, others) })
			mustSayWhatBecame(t, f, err, false, others > 1)
		})
	}
}
