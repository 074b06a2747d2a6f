// Package program is one run of gd8: its streams and settings, the store that is
// opened for an officer, and what it says of itself. The rooms of the commands
// work with it and know nothing of each other.
package program

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"gd8/store/export"
	"gd8/store/seal"
	"gd8/ui/command/output"
	"gd8/ui/report"
	"gd8/ui/settings"
	"gd8/ui/term"
)

// Run is one run of gd8.
type Run struct {
	In, Out, ErrOut *os.File
	Getenv          func(string) string
	Now             func() time.Time
	Costs           seal.Params    // of a new passphrase
	Command         *cobra.Command // that runs

	// What a review sets of itself.
	Reviewed    bool // it runs, on the screen or in lines
	AsksClock   bool // it asks about a clock that is off
	AsksOfficer bool // it asks who sits, where that is not set
	Closed      bool // its window was closed, or the system ended it

	flags   commonFlags
	untold  error              // of the first line that Tell could not write
	set     *settings.Settings // once they were asked for
	errLook *term.Look         // of ErrOut, once it was asked for
}

// New is a run on the process's own streams and environment.
func New() *Run {
	return &Run{
		In: os.Stdin, Out: os.Stdout, ErrOut: os.Stderr,
		Getenv: os.Getenv, Now: time.Now, Costs: seal.RecommendedParams(),
	}
}

// Look is how gd8 looks on one of its streams. On a terminal that cannot move
// its cursor it is ASCII whatever the locale.
func (p *Run) Look(out *os.File) *term.Look {
	env := term.SystemEnv(out)
	ascii := p.DumbTerminal() && term.IsTerminal(out) || p.set != nil && p.set.On(settings.ASCII)
	look, err := term.NewLook(out, env, term.Options{ASCII: ascii})
	if err != nil { // only of a theme that was named
		look = &term.Look{}
	}
	return look
}

// DumbTerminal reports whether the terminal cannot move its cursor, or does not
// say what it is. On Windows none says so.
func (p *Run) DumbTerminal() bool {
	kind := p.Getenv("TERM")
	return kind == "dumb" || kind == "" && runtime.GOOS != "windows"
}

// ErrorLook is the look of standard error.
func (p *Run) ErrorLook() *term.Look {
	if p.errLook == nil {
		p.errLook = p.Look(p.ErrOut)
	}
	return p.errLook
}

// LineWidth is how wide a line of text is: as the terminal, but for one that would
// be hard to read.
func (p *Run) LineWidth() int {
	const widest = 80
	width, _ := term.Size(p.Out, widest, 0)
	return min(width, widest)
}

// Moment is a time where the officer is.
func (p *Run) Moment(at time.Time) string { return report.Moment(at, p.Now().Location()) }

// Tell writes on standard output what was done. That it could not be written is
// said when the command ends: what was done is done.
func (p *Run) Tell(format string, args ...any) {
	if _, err := fmt.Fprintf(p.Out, format, args...); err != nil && p.untold == nil {
		p.untold = err
	}
}

// ToOutput runs write on a buffer before standard output, and sends it on.
func (p *Run) ToOutput(write func(*bufio.Writer) error) error {
	b := bufio.NewWriterSize(p.Out, 1<<16)
	if err := write(b); err != nil {
		return err
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("the result could not be written: %w; check the disk or the program it goes to", err)
	}
	return nil
}

// toFile writes a new file, or with force one in the place of another, and says
// so.
func (p *Run) toFile(name string, force bool, write func(*bufio.Writer) error) error {
	err := export.WriteFile(name, p.Replace(force), func(w io.Writer) error {
		b := bufio.NewWriter(w)
		if err := write(b); err != nil {
			return err
		}
		return b.Flush()
	})
	if err == nil {
		p.Say("Written: %s.", name)
	}
	return err
}

// NewPage is a page on standard output.
func (p *Run) NewPage(w *bufio.Writer) *output.Page {
	return output.NewPage(w, p.Look(p.Out), output.PageWidth(p.Out))
}

// NewTable is a table on standard output.
func (p *Run) NewTable(w *bufio.Writer, header ...string) *output.Table {
	return output.NewTable(w, p.Look(p.Out), header...)
}

// NewBar is the bar of work that takes long, on standard error.
func (p *Run) NewBar() *output.Bar { return output.NewBar(p.ErrOut, p.ErrorLook(), p.Now) }

// CellShower is what is done to a cell of a CSV result: nothing in a file or
// pipe, where the text must stay whole; on a terminal it is made safe.
func (p *Run) CellShower() func(string) string {
	if !term.IsTerminal(p.Out) {
		return nil
	}
	return p.Look(p.Out).Safe
}
