package store

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// networkKind names the network file system that folder lies on, blank for a
// local one: macOS says itself which file systems are local.
func networkKind(folder string) (string, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(folder, &st); err != nil {
		return "", err
	}
	if st.Flags&unix.MNT_LOCAL != 0 {
		return "", nil
	}
	return unix.ByteSliceToString(st.Fstypename[:]), nil
}

// renameNew renames a file to a path where there is none: what is there is
// not replaced, and the error is then fs.ErrExist.
func renameNew(temporary, path string) error {
	err := unix.RenamexNp(temporary, path, unix.RENAME_EXCL)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, unix.ENOTSUP), errors.Is(err, unix.EINVAL):
		return linkNew(temporary, path)
	}
	return &os.LinkError{Op: "rename", Old: temporary, New: path, Err: err}
}
