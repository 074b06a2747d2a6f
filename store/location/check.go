package location

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"gd8/store/files"
)

// ErrNotFound says that there is no store at the path.
var ErrNotFound = errors.New("there is no store yet: import a file first, or check the path")

// checkPath refuses what the path alone shows to be no place for a store, so
// that no other computer is asked whether it is there.
func checkPath(path string, allowNetwork bool) error {
	if err := files.CheckName(path); err != nil {
		return err
	}
	if runtime.GOOS != "windows" {
		return nil
	}
	if name := files.Unexpanded(path); name != "" {
		return fmt.Errorf("its path holds %s, which nobody replaced by its value; give the folder's own name", name)
	}
	if !allowNetwork && files.IsUNC(path) {
		return networkError("a UNC path")
	}
	return nil
}

// Check refuses a path where a store cannot safely lie, and tightens a
// file that others could read.
func Check(path string, allowNetwork bool) error {
	if err := checkPath(path, allowNetwork); err != nil {
		return err
	}
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ErrNotFound
	case err != nil:
		return err
	case info.Mode()&fs.ModeSymlink != 0:
		return errors.New("it is a symbolic link; give the path of the file itself")
	case info.IsDir():
		return errors.New("it is a folder; give the path of a file in it")
	case !info.Mode().IsRegular():
		return errors.New("it is a device or pipe, not a file")
	}
	return checkFolder(filepath.Dir(path), allowNetwork)
}

// MakePrivate takes from others what they may do with a file.
func MakePrivate(path string) error {
	info, err := os.Lstat(path)
	if err != nil || info.Mode().Perm()&0o077 == 0 || runtime.GOOS == "windows" {
		return err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return fmt.Errorf("others can read it and it could not be made private (%w); make it so, or move it", err)
	}
	return nil
}

// checkFolder refuses a folder on a network file system, where the store's
// memory mapping and locks cannot be relied on.
func checkFolder(folder string, allowNetwork bool) error {
	if allowNetwork {
		return nil
	}
	kind, err := networkKind(folder)
	if err != nil {
		return err
	}
	if kind != "" {
		return networkError(kind)
	}
	if by := syncedBy(folder); by != "" {
		return fmt.Errorf("it lies in a folder that %s copies to other computers, where a store can be damaged and personal data leaves this one; choose a folder outside it (see data_folder in the settings), or accept that with --allow-network-store", by)
	}
	return nil
}

// below reports whether a folder is another or lies in it, by whatever names
// they are called. What is not there lies nowhere.
func below(folder, root string) bool {
	top, err := os.Stat(root)
	if root == "" || err != nil {
		return false
	}
	if real, err := filepath.EvalSymlinks(folder); err == nil {
		folder = real
	}
	for at := filepath.Clean(folder); ; at = filepath.Dir(at) {
		if info, err := os.Stat(at); err == nil && os.SameFile(info, top) {
			return true
		}
		if at == filepath.Dir(at) {
			return false
		}
	}
}

func networkError(kind string) error {
	return fmt.Errorf("it lies on a network drive (%s), where a store can be damaged; choose a local folder, or accept that with --allow-network-store", kind)
}

// makeFolder makes the store's folder for the user alone, so that it survives
// a power cut: a store is no safer than the folders above it. A folder that is
// there already is left as it is: it may be shared with other files.
func makeFolder(folder string) error {
	var above []string // of each folder that is to be made, the one it stands in
	for at := filepath.Clean(folder); ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		above = append(above, filepath.Dir(at))
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	for _, parent := range above {
		if err := syncFolder(parent); err != nil {
			return err
		}
	}
	return nil
}

// Make makes the folder for a store that is to lie at path, and refuses
// one where it cannot safely lie.
func Make(path string, allowNetwork bool) error {
	if err := checkPath(path, allowNetwork); err != nil {
		return err
	}
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	return checkFolder(filepath.Dir(path), allowNetwork)
}
