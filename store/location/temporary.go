package location

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"gd8/store/files"
)

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

// UpgradeMark stands between the name of a store and the format in the name of
// the backup that is made of it before it is upgraded.
const UpgradeMark = ".format-"

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
		ok = ok && (of == name || strings.HasPrefix(of, name+UpgradeMark))
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
