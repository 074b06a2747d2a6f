//go:build unix

package prompt

import (
	"os"

	"golang.org/x/sys/unix"
)

// terminalFiles opens the terminal to read and to write.
func terminalFiles() (in, out *os.File, err error) {
	in, err = os.OpenFile("/dev/tty", os.O_RDWR, 0)
	return in, in, err
}

// hideTyping has the terminal no longer show what is typed, and gives what
// undoes that. Lines can still be edited and Ctrl-C still interrupts.
func hideTyping(terminal *os.File) (reveal func(), err error) {
	fd := int(terminal.Fd())
	shown, err := unix.IoctlGetTermios(fd, getTermios)
	if err != nil {
		return nil, err
	}
	hidden := *shown
	hidden.Lflag &^= unix.ECHO
	hidden.Lflag |= unix.ICANON | unix.ISIG
	hidden.Iflag |= unix.ICRNL
	if err := unix.IoctlSetTermios(fd, setTermios, &hidden); err != nil {
		return nil, err
	}
	return func() { _ = unix.IoctlSetTermios(fd, setTermios, shown) }, nil // the terminal may be gone
}

// HideNextLine is hideTyping for who waits for a line already: the terminal
// hides what is typed from now on, whoever waits.
func HideNextLine(terminal *os.File) (reveal func(), err error) { return hideTyping(terminal) }
