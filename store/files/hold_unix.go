//go:build linux || darwin

package files

import (
	"os"

	"golang.org/x/sys/unix"
)

// RenamesHeld reports whether a file can be renamed while it is open.
const RenamesHeld = true

// Hold marks an open file as in use until it is closed. bbolt marks a store in
// the same way.
func Hold(f *os.File) error { return unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) }

func removeUnheld(path string) bool {
	f, err := os.OpenFile(path, os.O_RDONLY|unix.O_NOFOLLOW, 0)
	if err != nil {
		return false
	}
	defer f.Close()
	return Hold(f) == nil && os.Remove(path) == nil
}
