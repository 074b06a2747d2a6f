//go:build !windows

package files

import (
	"errors"
	"io/fs"
	"os"
)

// linkNew is RenameNew by a second name, for a file system that cannot rename
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

// claimNew is RenameNew for a file system without second names: the name is
// taken by an empty file, which only who made it replaces. A cut in between
// leaves that file, which holds nothing.
func claimNew(temporary, path string) error {
	if _, err := os.Lstat(temporary); err != nil {
		return err
	}
	f, err := Create(path)
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		return err
	}
	return os.Rename(temporary, path)
}
