//go:build !windows

package term

import (
	"testing"

	"github.com/creack/pty"
)

func TestTerminalIsKnownAndSaysItsSize(t *testing.T) {
	master, tty, err := pty.Open()
	if err != nil {
		t.Skip("needs a pseudo-terminal: ", err)
	}
	defer master.Close()
	defer tty.Close()
	if !IsTerminal(tty) {
		t.Error("a pseudo-terminal is not taken for a terminal")
	}
	if w, h := Size(tty, 80, 24); w != 80 || h != 24 {
		t.Errorf("a terminal that does not say its size has %dx%d", w, h)
	}
	if err := pty.Setsize(tty, &pty.Winsize{Cols: 60, Rows: 16}); err != nil {
		t.Fatal(err)
	}
	if w, h := Size(tty, 80, 24); w != 60 || h != 16 {
		t.Errorf("a terminal of 60x16 says %dx%d", w, h)
	}
}
