//go:build !windows

package files

import "os"

func createPrivate(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
}

// isHeld reports nothing here: a rename does not mind who has a file open.
func isHeld(error) bool { return false }
