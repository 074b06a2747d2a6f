package location

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"gd8/store/files"
)

// RenameInto puts a finished file in the place of one that gd8 holds, and
// makes the change durable. unchanged, where not nil, is asked before each
// try.
func RenameInto(temporary, path string, unchanged func() error) error {
	return retryRename(path, func() error {
		if unchanged != nil {
			if err := unchanged(); err != nil {
				return err
			}
		}
		return os.Rename(temporary, path)
	})
}

// PutNew gives a finished file its name, where no file may be, and makes that
// durable. One that another gd8 put there meanwhile, at whatever moment, is
// not replaced: the error is then fs.ErrExist.
func PutNew(temporary, path string) error {
	err := retryRename(path, func() error { return files.RenameNew(temporary, path) })
	if errors.Is(err, fs.ErrNotExist) {
		// Another gd8 that has the store at path open swept it away.
		if _, there := os.Lstat(path); there == nil {
			err = fs.ErrExist
		}
	}
	if errors.Is(err, fs.ErrExist) {
		return &takenError{path}
	}
	return err
}

// retryRename runs a rename to path and makes it durable.
func retryRename(path string, rename func() error) error {
	if err := files.Patiently(rename); err != nil {
		return err
	}
	// An error here comes after the file is in its place, so it is not left at
	// one that passes.
	err := syncFolder(filepath.Dir(path))
	for try := 1; err != nil && try < ConfirmTries; try++ {
		err = syncFolder(filepath.Dir(path))
	}
	return err
}

// takenError says that a file was to be made where one is.
type takenError struct{ path string }

func (e *takenError) Error() string {
	return e.path + " is there already and is not overwritten; choose another name"
}

// Unwrap makes it fs.ErrExist.
func (*takenError) Unwrap() error { return fs.ErrExist }

// MustBeFree refuses a path where there is something. PutNew makes sure of
// it: this is to say so before the work is done.
func MustBeFree(path string) error {
	if err := files.CheckName(path); err != nil {
		return err
	}
	_, err := os.Lstat(path)
	switch {
	case err == nil:
		return &takenError{path}
	case errors.Is(err, fs.ErrNotExist):
		return nil
	}
	return err
}

// ConfirmTries is how often the disk is asked to confirm what it has: an error
// that passes must not leave the officer in doubt.
const ConfirmTries = 3
