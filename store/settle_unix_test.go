//go:build unix

package store

import (
	"errors"
	"fmt"
	"os"
	"testing"

	bolt "go.etcd.io/bbolt"
	"golang.org/x/sys/unix"
)

// unwritable opens a store's file anew and gives a function after which nothing
// can be written to it and it is no longer locked.
func unwritable(t *testing.T, s *Store) func() error {
	t.Helper()
	if err := s.db.Close(); err != nil {
		t.Fatal(err)
	}
	var file *os.File
	var err error
	s.db, err = bolt.Open(s.path, 0o600, &bolt.Options{OpenFile: func(name string, flag int, mode os.FileMode) (_ *os.File, err error) {
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
func commitLost(t *testing.T, s *Store, change func(*writer) error, between func()) error {
	t.Helper()
	breakIt := unwritable(t, s)
	return s.commit(officer, func(w *writer) error {
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
			s := withTwo(t)
			err := commitLost(t, s, writeNote, func() { writeElsewhere(t, s.path, others) })
			mustSayWhatBecame(t, s, err, false, others > 1)
		})
	}
}
