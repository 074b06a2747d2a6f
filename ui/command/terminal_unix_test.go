//go:build unix

package command_test

import "golang.org/x/sys/unix"

// leaveTerminal keeps gd8 in a script from asking at the terminal that the
// tests were started from. Where gd8 was given a terminal of its own, it fails
// and the terminal stays.
func leaveTerminal() { _, _ = unix.Setsid() }
