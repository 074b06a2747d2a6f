package store

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// networkKinds are file systems whose files live on another computer, or that
// a program serves (FUSE), by their magic number (statfs(2)).
var networkKinds = map[int64]string{
	0x6969:     "NFS",
	0x517b:     "SMB",
	0xff534d42: "CIFS",
	0xfe534d42: "SMB2",
	0x65735546: "FUSE",
	0x01021997: "9P",
	0x5346414f: "AFS",
	0x00c36400: "Ceph",
}

// networkKind names the network file system that folder lies on, blank for a
// local one.
func networkKind(folder string) (string, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(folder, &st); err != nil {
		return "", err
	}
	return networkKinds[int64(st.Type)&0xffffffff], nil
}

// renameNew renames a file to a path where there is none: what is there is
// not replaced, and the error is then fs.ErrExist.
func renameNew(temporary, path string) error {
	err := unix.Renameat2(unix.AT_FDCWD, temporary, unix.AT_FDCWD, path, unix.RENAME_NOREPLACE)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, unix.EINVAL), errors.Is(err, unix.ENOSYS):
		return linkNew(temporary, path)
	}
	return &os.LinkError{Op: "rename", Old: temporary, New: path, Err: err}
}
