//go:build !windows

package command

import "os"

// terminalFiles opens the terminal to read and to write.
func terminalFiles() (in, out *os.File, err error) {
	in, err = os.OpenFile("/dev/tty", os.O_RDWR, 0)
	return in, in, err
}
