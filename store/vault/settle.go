package vault

import (
	"errors"

	bolt "go.etcd.io/bbolt"

	"gd8/store/location"
)

// settle finds out what became of a transaction whose commit gave an error.
// Such an error says nothing by itself: one from the last of a commit's syncs
// can come after the data is in the file. So the file is opened again and the
// state read, which counts transactions and bears the nonce of the last. It
// gives nil where the transaction took place and lasts.
func (s *File) settle(of *Writer, cause error) error {
	var replaced *ReplacedError
	if err := s.checkNamedAfter(); errors.As(err, &replaced) && !replaced.Gone {
		return replaced // another file has the name: nothing can be read of it; one that is gone may be on a drive that comes back
	}
	s.swapping.Lock()
	defer s.swapping.Unlock()
	for range location.ConfirmTries {
		saved, err := s.settled(of)
		var lost *LostError
		switch {
		case errors.Is(err, errWrittenSince):
			return &UnsettledError{Cause: errors.Join(cause, err)}
		case err == nil && saved:
			return nil
		case err == nil:
			return &NotSavedError{Cause: cause}
		case errors.As(err, &lost):
			return &UnsettledError{Cause: errors.Join(cause, err)}
		}
	}
	return &UnsettledError{Cause: cause}
}

// errWrittenSince says that a transaction of another gd8 hides whether the one
// asked about took place.
var errWrittenSince = errors.New("another gd8 has written to the store since")

// settled opens the file anew and reports whether a transaction is in it.
// Another gd8, waiting to open it, can have it for the moment it is closed, and
// write: a transaction under the same number and another nonce was made in the
// place of one that was not there, and of those before it nothing is known. One
// that is there was read back from the system's memory of the file and may not
// be on the disk: a failed sync is not made good by a later one. Its pages are
// on the disk, or its meta page had not been written; so another transaction,
// which writes the other meta page and syncs it, makes it last.
func (s *File) settled(of *Writer) (saved bool, err error) {
	// The error of closing says no more than the cause does, and the file
	// must be closed to be opened anew.
	_ = s.db.Close()
	if err := s.reopen(of.header); err != nil {
		return false, err
	}
	var now State
	err = Guard(func() error {
		return s.db.View(func(tx *bolt.Tx) error {
			r := &Reader{s: s, tx: tx}
			err := r.loadState()
			now = r.State
			return err
		})
	})
	switch {
	case err != nil:
		return false, err
	case now.Writes > of.read.Writes:
		return false, errWrittenSince
	case now.Writes < of.read.Writes || now.Nonce != of.read.Nonce:
		return false, nil
	}
	return true, Guard(func() error {
		return s.db.Update(func(tx *bolt.Tx) error {
			return s.writerIn(tx).Put(BucketMeta, KeyState, now.Encode())
		})
	})
}
