//go:build !unix

package command_test

// leaveTerminal does nothing: here a script's gd8 has the tests' console.
func leaveTerminal() {}
