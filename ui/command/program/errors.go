package program

import (
	"errors"
	"fmt"
	"strings"

	"gd8/ui/command/output"
	"gd8/ui/command/usage"
)

// Exit codes.
const (
	ExitDone   = 0
	ExitFailed = 1 // refused or failed; standard error says what to do next
	ExitUsage  = 2 // the command line is wrong
)

// detailed is an error with lines of its own below the first, such as the
// records among which an officer has to choose.
type detailed struct {
	error
	lines []string // safe to show
}

func (e *detailed) Unwrap() error { return e.error }

// WithLines is an error with lines below it, which are safe to show.
func WithLines(err error, lines []string) error { return &detailed{err, lines} }

// ErrReported says that the command failed and has said so itself.
var ErrReported = errors.New("reported")

// Ended gives the exit code of a command that came to err, which it shows.
func (p *Run) Ended(err error) int {
	if err == nil && p.untold != nil {
		err = fmt.Errorf("done, but the result could not be printed: %w; check the disk or the program that its output goes to", p.untold)
	}
	if err == nil {
		return ExitDone
	}
	return p.report(err)
}

// report shows an error and gives the exit code.
func (p *Run) report(err error) int {
	if errors.Is(err, ErrReported) {
		return ExitFailed
	}
	look := p.ErrorLook()
	said := strings.ReplaceAll(err.Error(), "\n", "; ") // of several errors
	fmt.Fprintln(p.ErrOut, "gd8: "+output.Visible(look, said))
	if lines := p.replacedAdvice(err); lines != nil {
		err = WithLines(err, lines)
	}
	var more *detailed
	if errors.As(err, &more) {
		for _, line := range more.lines {
			fmt.Fprintln(p.ErrOut, line)
		}
	}
	var wrong *usage.Error
	if errors.As(err, &wrong) {
		return ExitUsage
	}
	return ExitFailed
}

// Say prints a line of gd8's own on standard error.
func (p *Run) Say(format string, args ...any) {
	fmt.Fprintln(p.ErrOut, output.Visible(p.ErrorLook(), fmt.Sprintf(format, args...)))
}
