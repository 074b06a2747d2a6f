package store

import (
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// NotSavedError says that an action was not saved, for certain: the file was
// opened again and read.
type NotSavedError struct {
	Cause error
}

func (e *NotSavedError) Error() string {
	return fmt.Sprintf("not saved: %s", diskProblem(e.Cause))
}

// Unwrap gives the cause.
func (e *NotSavedError) Unwrap() error { return e.Cause }

// settle finds out what became of a transaction whose commit gave an error.
// Such an error says nothing by itself: one from the last of a commit's syncs
// can come after the data is on the disk. So the file is opened again and the
// state read, which counts transactions. writes is the count the transaction
// would have left. It gives nil where the transaction took place.
func (s *Store) settle(writes uint64, cause error) error {
	s.swapping.Lock()
	defer s.swapping.Unlock()
	// The error of closing says no more than the cause does, and the file
	// must be closed to be opened anew.
	_ = s.db.Close()
	if err := s.reopen(); err != nil {
		return &NotSavedError{errors.Join(cause, err)}
	}
	var saved bool
	err := guard(func() error {
		return s.db.View(func(tx *bolt.Tx) error {
			r := &reader{s: s, tx: tx}
			err := r.loadState()
			saved = err == nil && r.writes == writes
			return err
		})
	})
	if err == nil && saved {
		return nil
	}
	return &NotSavedError{errors.Join(cause, err)}
}

// diskProblem says in an officer's words what is wrong with the disk.
func diskProblem(err error) string {
	switch {
	case isDiskFull(err):
		return "the disk is full; make room on it, then try again"
	case errors.Is(err, berrors.ErrDatabaseNotOpen):
		return "the store's file can no longer be reached; check the drive, then try again"
	}
	return fmt.Sprintf("the disk gave an error (%v); try again, and if it stays, copy your text elsewhere and tell your IT desk", err)
}
