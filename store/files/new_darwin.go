package files

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// RenameNew renames a file to a path where there is none: what is there is
// not replaced, and the error is then fs.ErrExist.
func RenameNew(temporary, path string) error {
	err := unix.RenamexNp(temporary, path, unix.RENAME_EXCL)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, unix.ENOTSUP), errors.Is(err, unix.EINVAL):
		return linkNew(temporary, path)
	}
	return &os.LinkError{Op: "rename", Old: temporary, New: path, Err: err}
}
