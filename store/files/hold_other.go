//go:build !linux && !darwin && !windows

package files

import (
	"errors"
	"os"
)

// RenamesHeld reports whether a file can be renamed while it is open.
const RenamesHeld = true

// Hold marks an open file as in use until it is closed; here it cannot.
func Hold(*os.File) error { return errors.ErrUnsupported }

// removeUnheld leaves what may be in use.
func removeUnheld(string) bool { return false }
