package command

import (
	"fmt"
	"os"
	"strings"
	"time"

	"gd8/store/importer"
	"gd8/ui/term"
)

// progress is the bar of a long import: one line on a terminal, written over
// itself with a carriage return and no escape sequence. It shows nothing
// before a second has passed, and nothing where standard error is no terminal.
type progress struct {
	out     *os.File
	look    *term.Look
	now     func() time.Time
	started time.Time
	drawn   time.Time
	width   int // cells of the line that stands there, 0 for none
}

// barEvery is how often a bar is drawn anew.
const barEvery = 100 * time.Millisecond

const (
	barAfter = time.Second
	barCells = 30
)

// newBar is a bar that begins now, on a stream that may be no terminal.
func newBar(out *os.File, look *term.Look, now func() time.Time) *progress {
	b := &progress{look: look, now: now, started: now()}
	if term.IsTerminal(out) {
		b.out = out
	}
	return b
}

// show draws how far an import is, where it is time to.
func (b *progress) show(at importer.Progress) {
	if b.out == nil {
		return
	}
	now := b.now()
	if now.Sub(b.started) < barAfter || now.Sub(b.drawn) < barEvery {
		return
	}
	b.drawn = now
	line := b.line(at)
	width := term.Width(line)
	fmt.Fprint(b.out, "\r"+line+strings.Repeat(" ", max(0, b.width-width)))
	b.width = width
}

func (b *progress) line(at importer.Progress) string {
	phase := strings.ToUpper(at.Phase[:1]) + at.Phase[1:]
	if at.Total <= 0 {
		return phase + " " + b.look.Symbols.Ellipsis
	}
	part := min(at.Done, at.Total)
	full := int(part * barCells / at.Total)
	bar := strings.Repeat(b.look.Symbols.Full, full) + strings.Repeat(b.look.Symbols.Empty, barCells-full)
	return fmt.Sprintf("%-9s [%s] %3d%%", phase, bar, part*100/at.Total)
}

// clear takes the bar away, so that another line can stand in its place.
func (b *progress) clear() {
	if b.width > 0 {
		fmt.Fprint(b.out, "\r"+strings.Repeat(" ", b.width)+"\r")
		b.width = 0
	}
}
