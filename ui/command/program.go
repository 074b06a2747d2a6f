// Package program is one run of gd8: its streams and settings, the store that is
// opened for an officer, and what it says of itself. The rooms of the commands
// work with it and know nothing of each other.
package command

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

// program is one run of gd8.
type program struct {
	in, out, errOut *os.File
	getenv          func(string) string
	now             func() time.Time
	costs           seal.Params // of a new passphrase
	untold          error       // of the first line that tell could not write
	flags           commonFlags
	command         *cobra.Command     // that runs
	set             *settings.Settings // once they were asked for
	errLook         *term.Look         // of errOut, once it was asked for
	reviewed        bool               // the command was a review, on the screen or in lines
	asksClock       bool               // the review asks about a clock that is off
	asksOfficer     bool               // the review asks who sits, where that is not set
	closed          bool               // the window was closed, or the system ended the review
}

// newProgram is a run on the process's own streams and environment.
func newProgram() *program {
	return &program{
		in: os.Stdin, out: os.Stdout, errOut: os.Stderr,
		getenv: os.Getenv, now: time.Now, costs: seal.RecommendedParams(),
	}
}

// look is how gd8 looks on one of its streams. On a terminal that cannot move
// its cursor it is ASCII whatever the locale.
func (p *program) look(out *os.File) *term.Look {
	env := term.SystemEnv(out)
	ascii := p.dumbTerminal() && term.IsTerminal(out) || p.set != nil && p.set.On(settings.ASCII)
	look, err := term.NewLook(out, env, term.Options{ASCII: ascii})
	if err != nil { // only of a theme that was named
		look = &term.Look{}
	}
	return look
}

// dumbTerminal reports whether the terminal cannot move its cursor, or does not
// say what it is. On Windows none says so.
func (p *program) dumbTerminal() bool {
	kind := p.getenv("TERM")
	return kind == "dumb" || kind == "" && runtime.GOOS != "windows"
}

// errorLook is the look of standard error.
func (p *program) errorLook() *term.Look {
	if p.errLook == nil {
		p.errLook = p.look(p.errOut)
	}
	return p.errLook
}

// lineWidth is how wide a line of text is: as the terminal, but for one that would
// be hard to read.
func (p *program) lineWidth() int {
	const widest = 80
	width, _ := term.Size(p.out, widest, 0)
	return min(width, widest)
}

// moment is a time where the officer is.
func (p *program) moment(at time.Time) string { return report.Moment(at, p.now().Location()) }

// tell writes on standard output what was done. That it could not be written is
// said when the command ends: what was done is done.
func (p *program) tell(format string, args ...any) {
	if _, err := fmt.Fprintf(p.out, format, args...); err != nil && p.untold == nil {
		p.untold = err
	}
}

// toOutput runs write on a buffer before standard output, and sends it on.
func (p *program) toOutput(write func(*bufio.Writer) error) error {
	b := bufio.NewWriterSize(p.out, 1<<16)
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
func (p *program) toFile(name string, force bool, write func(*bufio.Writer) error) error {
	err := export.WriteFile(name, p.replace(force), func(w io.Writer) error {
		b := bufio.NewWriter(w)
		if err := write(b); err != nil {
			return err
		}
		return b.Flush()
	})
	if err == nil {
		p.say("Written: %s.", name)
	}
	return err
}

// newPage is a page on standard output.
func (p *program) newPage(w *bufio.Writer) *output.Page {
	return output.NewPage(w, p.look(p.out), output.PageWidth(p.out))
}

// newTable is a table on standard output.
func (p *program) newTable(w *bufio.Writer, header ...string) *output.Table {
	return output.NewTable(w, p.look(p.out), header...)
}

// newBar is the bar of work that takes long, on standard error.
func (p *program) newBar() *output.Bar { return output.NewBar(p.errOut, p.errorLook(), p.now) }
