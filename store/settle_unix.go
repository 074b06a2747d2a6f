//go:build !windows

package store

import (
	"errors"
	"syscall"
)

// isDiskFull reports whether an error says that there is no room left.
func isDiskFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}
