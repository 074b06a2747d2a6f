package term

import (
	"os"

	xterm "golang.org/x/term"
)

// IsTerminal reports whether f is a terminal (on Windows, a console).
func IsTerminal(f *os.File) bool {
	return f != nil && xterm.IsTerminal(int(f.Fd()))
}

// Size is how many columns and rows the terminal f has, or fallbackWidth and
// fallbackHeight where f is no terminal or does not say.
func Size(f *os.File, fallbackWidth, fallbackHeight int) (width, height int) {
	if f != nil {
		if w, h, err := xterm.GetSize(int(f.Fd())); err == nil && w > 0 && h > 0 {
			return w, h
		}
	}
	return fallbackWidth, fallbackHeight
}
