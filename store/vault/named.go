package vault

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// This file holds what is said to be saved to the name of the store: a file
// that was moved, deleted or replaced while gd8 has it open, as by a sync
// client or a restore, takes what is written, and no one finds it there.
// Windows does not let an open file be replaced; the check costs nothing there.

// ReplacedError says that an action was not saved, as the store's name is no
// longer that of the file that gd8 has open.
type ReplacedError struct {
	Path string
	Gone bool // nothing has the name now
	// Written says that the action is in the open file, which lost its name
	// while it was written.
	Written bool
}

func (e *ReplacedError) Error() string {
	what := "was replaced"
	if e.Gone {
		what = "was moved or deleted"
	}
	return fmt.Sprintf("not saved: the store at %s %s while gd8 had it open", e.Path, what)
}

// checkNamed gives an error unless the store's name is that of the open file.
// It is for callers that already hold s.writing.
func (s *File) checkNamed() error {
	if s.held == nil {
		return nil // it is being built, and has no name yet
	}
	named, err := os.Lstat(s.path)
	switch {
	case err == nil && os.SameFile(s.held, named):
		return nil
	case err == nil:
		return &ReplacedError{Path: s.path}
	case errors.Is(err, fs.ErrNotExist):
		return &ReplacedError{Path: s.path, Gone: true}
	}
	return &LostError{Cause: err}
}

// Misplaced reports whether the store's name is no longer that of the open
// file.
func (s *File) Misplaced() bool {
	s.swapping.RLock()
	defer s.swapping.RUnlock()
	var replaced *ReplacedError
	return errors.As(s.checkNamed(), &replaced)
}

// checkNamedBefore is checkNamed before an action is written.
func (s *File) checkNamedBefore() error {
	err := s.checkNamed()
	var lost *LostError
	if errors.As(err, &lost) {
		return &NotSavedError{Cause: err}
	}
	return err
}

// checkNamedAfter is checkNamed after an action was written.
func (s *File) checkNamedAfter() error {
	err := s.checkNamed()
	var replaced *ReplacedError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &replaced):
		replaced.Written = true
		return replaced
	}
	return &UnsettledError{Cause: err}
}
