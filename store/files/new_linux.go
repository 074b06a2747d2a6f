package files

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// RenameNew renames a file to a path where there is none: what is there is
// not replaced, and the error is then fs.ErrExist.
func RenameNew(temporary, path string) error {
	err := unix.Renameat2(unix.AT_FDCWD, temporary, unix.AT_FDCWD, path, unix.RENAME_NOREPLACE)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, unix.EINVAL), errors.Is(err, unix.ENOSYS):
		return linkNew(temporary, path)
	}
	return &os.LinkError{Op: "rename", Old: temporary, New: path, Err: err}
}
