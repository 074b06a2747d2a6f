package vault

import (
	"errors"
	"fmt"
	"strings"

	berrors "go.etcd.io/bbolt/errors"

	"gd8/store/boltfile"
	"gd8/store/files"
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

// UnsettledError says that the disk gave an error in an action and that it
// could not be made certain whether the action was saved for good. The store
// goes on trying to reach its file.
type UnsettledError struct {
	Cause error
}

func (e *UnsettledError) Error() string {
	return fmt.Sprintf("it is not known whether this was saved: %s; look before you do it again", diskProblem(e.Cause))
}

// Unwrap gives the cause.
func (e *UnsettledError) Unwrap() error { return e.Cause }

// diskProblem says in an officer's words what is wrong with the disk.
func diskProblem(err error) string {
	var lost *LostError
	switch {
	case files.IsDiskFull(err):
		return "the disk is full; make room on it, then try again"
	case errors.As(err, &lost), errors.Is(err, berrors.ErrDatabaseNotOpen):
		return "the store's file can no longer be reached; check the drive, then try again"
	}
	said := strings.ReplaceAll(err.Error(), "\n", "; ")
	return fmt.Sprintf("the disk gave an error (%s); try again, and if it stays, copy your text elsewhere and tell your IT desk", said)
}

// LostError says that the store's file could not be opened anew.
type LostError struct{ Cause error }

func (e *LostError) Error() string {
	return "the store's file can not be reached now: " + e.Cause.Error()
}

// Unwrap gives the cause.
func (e *LostError) Unwrap() error { return e.Cause }

// ErrOtherFile says that the file at the store's path is not the one it opened.
var ErrOtherFile = errors.New("another gd8 has put another file in its place; leave gd8 and start it again")

// ErrMissing says that an index names a value that is not there.
var ErrMissing error = boltfile.Damage("the store is damaged: a value that the index names is missing; run gd8 verify")

// PathError says what is wrong with a store and at which path.
type PathError struct {
	Path string
	Err  error
}

func (e *PathError) Error() string { return fmt.Sprintf("store %s: %v", e.Path, e.Err) }

// Unwrap gives the cause.
func (e *PathError) Unwrap() error { return e.Err }

// ErrInUse says that another gd8 holds the store open.
var ErrInUse = errors.New("another gd8 has the store open: close it there, then try again")
