package vault

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"gd8/store/files"
)

// FileName is the store's name in the folder it lies in.
const FileName = "gd8.db"

// DefaultPath is where the store lies when nothing else is said: in the folder
// gd8 of the user's data folder. getenv reads the environment.
func DefaultPath(getenv func(string) string) (string, error) {
	folder, err := dataFolder(runtime.GOOS, getenv)
	if err != nil {
		return "", err
	}
	return filepath.Join(folder, "gd8", FileName), nil
}

func dataFolder(system string, getenv func(string) string) (string, error) {
	home := getenv("HOME")
	switch system {
	case "windows":
		local := getenv("LocalAppData")
		switch name := files.Unexpanded(local); {
		case local == "":
			return "", errors.New("%LocalAppData% is not set, so gd8 does not know where to keep its store; give --store FILE")
		case name != "":
			return "", fmt.Errorf("%%LocalAppData%% is %q, in which nobody put the value of %s in its place; give --store FILE, or have the profile mended", local, name)
		}
		return local, nil
	case "darwin":
		if home != "" {
			return filepath.Join(home, "Library", "Application Support"), nil
		}
	default:
		if data := getenv("XDG_DATA_HOME"); filepath.IsAbs(data) {
			return data, nil
		}
		if home != "" {
			return filepath.Join(home, ".local", "share"), nil
		}
	}
	return "", errors.New("no home folder is set, so gd8 does not know where to keep its store; give --store FILE")
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

// MakeLocation makes the folder for a store that is to lie at path, and refuses
// one where it cannot safely lie.
func MakeLocation(path string, allowNetwork bool) error {
	if err := checkPath(path, allowNetwork); err != nil {
		return err
	}
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	return checkFolder(filepath.Dir(path), allowNetwork)
}

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

// CheckLocation refuses a path where a store cannot safely lie, and tightens a
// file that others could read.
func CheckLocation(path string, allowNetwork bool) error {
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

// UnfinishedMark stands between a path and a random number in the name of a
// file that is being built for it.
const UnfinishedMark = ".unfinished-"

// TemporaryName is a name beside path that no one can have guessed.
func TemporaryName(path string) string {
	return path + UnfinishedMark + files.RandomNumber()
}

// MakeTemporary makes the empty file, private, in which a file is built.
func MakeTemporary(name string) error {
	f, err := files.Create(name)
	if err != nil {
		return err
	}
	return f.Close()
}

// TemporaryBeside makes the file, under a name of its own, in which the file
// for path is built.
func TemporaryBeside(path string) (string, error) {
	name := TemporaryName(path)
	return name, MakeTemporary(name)
}

// upgradeMark stands between the name of a store and the format in the name of
// the backup that is made of it before it is upgraded.
const upgradeMark = ".format-"

// builtFor is the name of the file that a temporary one is built for. A store
// that lies under such a name for one sitting has its own built beside it, under
// a name with two marks.
func builtFor(temporary string) (name string, ok bool) {
	parts := strings.Split(temporary, UnfinishedMark)
	for _, random := range parts[1:] {
		if !files.IsRandomNumber(random) {
			return "", false
		}
	}
	return parts[0], len(parts) > 1
}

// SweepUnfinished removes what a gd8 that was cut off left of files it was
// building for path, or for the backup before an upgrade of it: such a file can
// hold what was since erased, or in the clear what is now encrypted. It is for
// who has the store at path open: as that holds its lock, no other gd8 can be
// about to put a file in its place.
// What cannot be removed stays: it is no reason not to open the store.
func SweepUnfinished(path string) {
	SweepAbandoned(path)
	folder, name := filepath.Split(path)
	entries, err := os.ReadDir(filepath.Clean(folder))
	if err != nil {
		return
	}
	for _, e := range entries {
		of, ok := builtFor(e.Name())
		ok = ok && (of == name || strings.HasPrefix(of, name+upgradeMark))
		if ok && e.Type().IsRegular() {
			_ = os.Remove(filepath.Join(folder, e.Name()))
		}
	}
}

// settledAfter is how long a file that another gd8 is building lies untouched
// at most while nobody has it locked.
const settledAfter = 5 * time.Second

// SweepAbandoned removes what gd8s that were cut off left of stores, backups
// and restored copies in the folder of path. What another gd8 is building there
// is locked, or was written a moment ago.
func SweepAbandoned(path string) {
	files.SweepUnheld(filepath.Dir(path), settledAfter, func(name string) bool {
		_, ok := builtFor(name)
		return ok
	})
}

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

// MustBeFree refuses a path where there is something. putNew makes sure of
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
