//go:build !windows

package files

import (
	"errors"
	"strings"
	"syscall"
)

// IsDiskFull reports whether an error says that there is no room left: on the
// disk, of the user's quota, or for a file as large as this. bbolt passes some
// of these on as text alone.
func IsDiskFull(err error) bool {
	for _, full := range []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG} {
		if errors.Is(err, full) || strings.Contains(err.Error(), full.Error()) {
			return true
		}
	}
	return false
}
