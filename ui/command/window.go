package command

import (
	"fmt"

	"github.com/spf13/cobra"

	"gd8/ui/command/program"
	"gd8/ui/term"
	"gd8/ui/term/console"
)

// This file is for a gd8 that was started by a click: from Explorer, a
// shortcut or Win+R on Windows. Its window goes away with it, and with the
// window what it said last.

// allowClicks has cobra run a program that was started by a click. It would
// end it after five seconds, with the advice to open cmd.exe.
func allowClicks() { cobra.MousetrapHelpText = "" }

// holdWindow waits for enter where the window would go away with what gd8 said.
// A command that a scheduler runs may be alone in its console too, and must not
// wait for ever: so only a review is held, which no scheduler runs, and what
// was started by a click.
func holdWindow(p *program.Run) {
	if p.Closed || !term.IsTerminal(p.In) || !term.IsTerminal(p.ErrOut) || !console.Alone() {
		return
	}
	if !p.Reviewed && !console.StartedByClick() {
		return
	}
	fmt.Fprint(p.ErrOut, "\nPress enter to close this window.")
	var b [1]byte
	for {
		if n, err := p.In.Read(b[:]); n == 0 || err != nil || b[0] == '\n' {
			return
		}
	}
}
