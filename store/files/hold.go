package files

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// A file that is being written under a name of its own is held until it has
// its final one. That is how the next gd8 tells what another gd8 is writing
// from what one left that was killed: a hold ends with the process.

// CreateHeld is CreateTemp, and holds the file until it is closed. Where a
// file system knows no holds the file is there without one, and no gd8 removes
// it but the one that made it.
func CreateHeld(folder, pattern string) (*os.File, error) {
	for {
		f, err := CreateTemp(folder, pattern)
		if err != nil {
			return nil, err
		}
		_ = Hold(f)
		// Another gd8 that came by before the hold took it for left over.
		made, err := f.Stat()
		named, missing := os.Lstat(f.Name())
		if err == nil && missing == nil && os.SameFile(made, named) {
			return f, nil
		}
		_ = f.Close() // it has no name
		if err != nil {
			return nil, err
		}
	}
}

// A part is a file that is to leave gd8 while it is being written.
const partBefore, partAfter = ".gd8-", ".part"

// CreatePart makes a part in the folder that the file is for.
func CreatePart(folder string) (*os.File, error) {
	return CreateHeld(folder, partBefore+"*"+partAfter)
}

// SweepParts removes the parts that a gd8 that was killed left in a folder.
func SweepParts(folder string) (removed int) {
	return SweepUnheld(folder, 0, func(name string) bool {
		random, before := strings.CutPrefix(name, partBefore)
		random, after := strings.CutSuffix(random, partAfter)
		return before && after && IsRandomNumber(random)
	})
}

// SweepUnheld removes the files of a folder that are ours by their name, that
// nobody holds and that were not written for as long as settled says. It gives
// how many it removed. What cannot be removed stays: the next gd8 tries again.
func SweepUnheld(folder string, settled time.Duration, ours func(name string) bool) (removed int) {
	entries, err := os.ReadDir(filepath.Clean(folder))
	if err != nil {
		return 0
	}
	for _, e := range entries {
		if !ours(e.Name()) || !e.Type().IsRegular() || writtenWithin(e, settled) {
			continue
		}
		if removeUnheld(filepath.Join(folder, e.Name())) {
			removed++
		}
	}
	return removed
}

func writtenWithin(e fs.DirEntry, settled time.Duration) bool {
	if settled == 0 {
		return false
	}
	info, err := e.Info()
	return err != nil || time.Since(info.ModTime()) < settled
}
