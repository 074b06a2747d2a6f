//go:build unix

package store

import (
	"errors"
	"io/fs"
	"os"
)

// replacesOpenFiles says that a file can take the place of one that is open.
const replacesOpenFiles = true

// syncFolder makes a rename in the folder survive a power cut.
func syncFolder(folder string) error {
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	err = f.Sync()
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

// linkNew is renameNew by a second name, for a file system that cannot rename
// without replacing.
func linkNew(temporary, path string) error {
	err := os.Link(temporary, path)
	if err == nil {
		return os.Remove(temporary)
	}
	if errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return claimNew(temporary, path)
}

// claimNew is renameNew for a file system without second names: the name is
// taken by an empty file, which only who made it replaces. A cut in between
// leaves that file, which is refused as no store.
func claimNew(temporary, path string) error {
	if _, err := os.Lstat(temporary); err != nil {
		return err
	}
	if err := makeTemporary(path); err != nil {
		return err
	}
	return os.Rename(temporary, path)
}
