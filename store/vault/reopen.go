package vault

import (
	"bytes"
	"errors"
	"os"

	bolt "go.etcd.io/bbolt"

	"gd8/store/boltfile"
	"gd8/store/files"
	"gd8/store/location"
	"gd8/store/seal"
)

// This file opens the store's file anew while the store is in use: after an
// error of the disk, and when another file takes its place.

// reopen opens the file anew, for callers that hold s.swapping and have closed
// it. Where that fails the store is lost until regain has found it again. also
// is a header that the file may have instead of the store's, nil for none.
func (s *File) reopen(also *Header) error {
	err := s.openAnew(also)
	s.lost.Store(err != nil)
	if err != nil {
		return &LostError{Cause: err}
	}
	return nil
}

func (s *File) openAnew(also *Header) error {
	if err := boltfile.Inspect(s.path); err != nil {
		return err
	}
	db, held, err := openFile(s.path, Options{WithoutSync: s.db.NoSync})
	if err != nil {
		return err
	}
	changed := false
	err = Guard(func() error {
		return db.View(func(tx *bolt.Tx) error {
			var stored []byte
			if meta := tx.Bucket(BucketMeta); meta != nil {
				stored = meta.Get(KeyHeader)
			}
			changed = also != nil && bytes.Equal(stored, also.Encode())
			if !changed && !bytes.Equal(stored, s.header.Encode()) {
				return ErrOtherFile
			}
			r := &Reader{s: s, tx: tx}
			if err := r.loadState(); err != nil {
				return err
			}
			if r.Writes < s.saved.Load() {
				return errOlderCopy
			}
			return nil
		})
	})
	if err != nil {
		_ = db.Close() // the first error says what matters
		return err
	}
	s.db, s.held = db, held
	if changed {
		s.header = *also
	}
	if told := s.layout.Reopened; told != nil {
		told()
	}
	return nil
}

// errOlderCopy says that the file that is there now is the store as it was
// before something was saved.
var errOlderCopy = errors.New("an older copy of the store is in its place, without all that was saved here; put the store's file back under its name")

// anew opens the file anew after a transaction failed of which it need not be
// known whether it took place, and gives the error that says so.
func (s *File) anew(cause error) error {
	s.swapping.Lock()
	defer s.swapping.Unlock()
	_ = s.db.Close() // the cause says more
	return &NotSavedError{Cause: errors.Join(cause, s.reopen(nil))}
}

// regain tries to open a file that was lost: the drive may be back.
func (s *File) regain() error {
	if !s.lost.Load() {
		return nil
	}
	s.swapping.Lock()
	defer s.swapping.Unlock()
	if !s.lost.Load() {
		return nil
	}
	return s.reopen(nil)
}

// replaceWith swaps the open file for a finished copy of it at temporary. The
// store stays usable, on whichever file is in place: an error of the rename
// does not say which that is, so it is looked at. After an error other than an
// *UnsettledError it is the old one.
func (s *File) replaceWith(temporary string, h Header, sealer seal.Sealer) error {
	s.swapping.Lock()
	defer s.swapping.Unlock()
	if err := s.checkNamedBefore(); err != nil {
		return err
	}
	if location.ReplacesOpenFiles {
		return s.replaceOpen(temporary, h, sealer)
	}
	return s.replaceClosed(temporary, h, sealer)
}

// replaceOpen is replaceWith where a file can be replaced that is open. Both
// are held while that is done, so that no other gd8 gets at either. A file that
// took the name meanwhile is not replaced.
func (s *File) replaceOpen(temporary string, h Header, sealer seal.Sealer) error {
	next, held, err := openFile(temporary, Options{WithoutSync: s.db.NoSync})
	if err != nil {
		return err
	}
	replaced, err := replaceNamed(temporary, s.path, s.checkNamedBefore)
	var unsettled *UnsettledError
	var lostName *ReplacedError
	if !replaced {
		_ = next.Close() // the first error says what matters
		if errors.As(err, &lostName) {
			return lostName // and the file that is held has all that was saved
		}
		if errors.As(err, &unsettled) {
			// The file held may have no name any more.
			_ = s.db.Close()
			return &UnsettledError{Cause: errors.Join(err, s.reopen(nil))}
		}
		return err
	}
	_ = s.db.Close() // all that was saved is; the file is closed whatever it says
	s.db, s.held, s.header, s.sealer = next, held, h, sealer
	return err
}

// replaceClosed is replaceWith where the file must be closed first, as on
// Windows. Another gd8 can then open it and write to it, and keeps it from
// being replaced meanwhile: so it is replaced only where it is still what the
// copy was made of.
func (s *File) replaceClosed(temporary string, h Header, sealer seal.Sealer) error {
	copied, err := boltfile.NewestTransaction(s.path)
	if err != nil {
		return err
	}
	_ = s.db.Close() // all that was saved is; the file is closed whatever it says
	replaced, err := replaceNamed(temporary, s.path, stillAt(s.path, copied))
	if !replaced {
		return errors.Join(err, s.reopen(nil))
	}
	s.header, s.sealer = h, sealer
	if err = errors.Join(err, s.reopen(nil)); err != nil {
		return &UnsettledError{Cause: err}
	}
	return nil
}

// stillAt gives an error once the file at path has a transaction after the
// one given.
func stillAt(path string, transaction uint64) func() error {
	return func() error {
		if now, err := boltfile.NewestTransaction(path); err != nil || now != transaction {
			return errors.Join(err, ErrOtherFile)
		}
		return nil
	}
}

// replaceNamed renames temporary to path and reports whether it is there now.
// The error is an *UnsettledError where that is not known or may not last.
func replaceNamed(temporary, path string, unchanged func() error) (replaced bool, err error) {
	built, err := files.Stat(temporary)
	if err != nil {
		return false, err
	}
	return hasName(built, path, location.RenameInto(temporary, path, unchanged))
}

// nameNew gives a finished file its name by put, which is location.PutNew, and reports
// as replaceNamed does.
func nameNew(temporary, path string, put func(temporary, path string) error) (named bool, err error) {
	built, err := files.Stat(temporary)
	if err != nil {
		return false, err
	}
	refused := put(temporary, path)
	named, err = hasName(built, path, refused)
	if named || refused == nil {
		return named, err
	}
	if left, looked := files.Stat(temporary); looked == nil && os.SameFile(built, left) {
		return false, refused // it has its old name
	}
	return false, err
}

// hasName reports whether a file that was to be given a name has it, after a
// try that gave err, if any.
func hasName(built os.FileInfo, path string, err error) (bool, error) {
	named, looked := files.Stat(path)
	if looked != nil {
		return false, &UnsettledError{Cause: errors.Join(err, looked)}
	}
	if !os.SameFile(built, named) {
		if err == nil {
			err = ErrOtherFile
		}
		return false, err
	}
	if err != nil { // the rename took place, and may not last
		return true, &UnsettledError{Cause: err}
	}
	return true, nil
}
