//go:build !windows

package review

import (
	"os"
	"syscall"
)

// endings are the signals that end the app in order: the window was closed, or
// the system or the officer ends the program.
func endings() []os.Signal { return []os.Signal{syscall.SIGHUP, syscall.SIGTERM, os.Interrupt} }
