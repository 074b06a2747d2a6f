package output

import (
	"fmt"
	"os"
	"strings"
	"time"

	"gd8/store/importer"
	"gd8/ui/term"
)

// Bar is the bar of a long import: one line on a terminal, written over
// itself with a carriage return and no escape sequence. It shows nothing
// before a second has passed, and nothing where standard error is no terminal.
type Bar struct {
	out     *os.File
	look    *term.Look
	now     func() time.Time
	started time.Time
	drawn   time.Time
	width   int // cells of the line that stands there, 0 for none
}

// BarEvery is how often a bar is drawn anew.
const BarEvery = 100 * time.Millisecond

const (
	barAfter = time.Second
	barCells = 30
)

// NewBar is a bar that begins now, on a stream that may be no terminal.
func NewBar(out *os.File, look *term.Look, now func() time.Time) *Bar {
	b := &Bar{look: look, now: now, started: now()}
	if term.IsTerminal(out) {
		b.out = out
	}
	return b
}

// Show draws how far an import is, where it is time to.
func (b *Bar) Show(at importer.Progress) {
	if b.out == nil {
		return
	}
	now := b.now()
	if now.Sub(b.started) < barAfter || now.Sub(b.drawn) < BarEvery {
		return
	}
	b.drawn = now
	line := b.line(at)
	width := term.Width(line)
	fmt.Fprint(b.out, "\r"+line+strings.Repeat(" ", max(0, b.width-width)))
	b.width = width
}

func (b *Bar) line(at importer.Progress) string {
	phase := strings.ToUpper(at.Phase[:1]) + at.Phase[1:]
	if at.Total <= 0 {
		return phase + " " + b.look.Symbols.Ellipsis
	}
	part := min(at.Done, at.Total)
	full := int(part * barCells / at.Total)
	bar := strings.Repeat(b.look.Symbols.Full, full) + strings.Repeat(b.look.Symbols.Empty, barCells-full)
	return fmt.Sprintf("%-9s [%s] %3d%%", phase, bar, part*100/at.Total)
}

// Clear takes the bar away, so that another line can stand in its place.
func (b *Bar) Clear() {
	if b.width > 0 {
		fmt.Fprint(b.out, "\r"+strings.Repeat(" ", b.width)+"\r")
		b.width = 0
	}
}
