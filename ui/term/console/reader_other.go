//go:build !windows

package console

import (
	"errors"
	"os"
)

// ErrNotConsole says that the input or the output is no Windows console.
var ErrNotConsole = errors.New("this is no Windows console")

// Reader reads the console's input. Only Windows has one.
type Reader struct{}

// Open gives ErrNotConsole: there is no console on this system.
func Open(in, out *os.File) (*Reader, error) { return nil, ErrNotConsole }

// Run reads nothing.
func (*Reader) Run(send func(Event)) error { return nil }

// Close does nothing.
func (*Reader) Close() error { return nil }

// Alone reports whether this program is the only one in its console, so that
// the window goes away with it. Off Windows it never is.
func Alone() bool { return false }

// StartedByClick reports whether this program was started from Explorer, a
// shortcut or Win+R. Off Windows it never is.
func StartedByClick() bool { return false }

// ScreenReader reports whether the system says that a screen reader runs. Only
// Windows does.
func ScreenReader() bool { return false }

// Copy reports that there is no clipboard of the system's: the terminal has one.
func Copy(string) (done bool, err error) { return false, nil }
