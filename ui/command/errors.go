package command

import (
	"errors"
	"fmt"
	"strings"

	"gd8/ui/command/output"
	"gd8/ui/command/usage"
)

// Exit codes.
const (
	exitDone   = 0
	exitFailed = 1 // refused or failed; standard error says what to do next
	exitUsage  = 2 // the command line is wrong
)

// detailed is an error with lines of its own below the first, such as the
// records among which an officer has to choose.
type detailed struct {
	error
	lines []string // safe to show
}

func (e *detailed) Unwrap() error { return e.error }

// withLines is an error with lines below it, which are safe to show.
func withLines(err error, lines []string) error { return &detailed{err, lines} }

// errReported says that the command failed and has said so itself.
var errReported = errors.New("reported")

// ended gives the exit code of a command that came to err, which it shows.
func (p *program) ended(err error) int {
	if err == nil && p.untold != nil {
		err = fmt.Errorf("done, but the result could not be printed: %w; check the disk or the program that its output goes to", p.untold)
	}
	if err == nil {
		return exitDone
	}
	return p.report(err)
}

// report shows an error and gives the exit code.
func (p *program) report(err error) int {
	if errors.Is(err, errReported) {
		return exitFailed
	}
	look := p.errorLook()
	said := strings.ReplaceAll(err.Error(), "\n", "; ") // of several errors
	fmt.Fprintln(p.errOut, "gd8: "+output.Visible(look, said))
	if lines := p.replacedAdvice(err); lines != nil {
		err = withLines(err, lines)
	}
	var more *detailed
	if errors.As(err, &more) {
		for _, line := range more.lines {
			fmt.Fprintln(p.errOut, line)
		}
	}
	var wrong *usage.Error
	if errors.As(err, &wrong) {
		return exitUsage
	}
	return exitFailed
}

// say prints a line of gd8's own on standard error.
func (p *program) say(format string, args ...any) {
	fmt.Fprintln(p.errOut, output.Visible(p.errorLook(), fmt.Sprintf(format, args...)))
}
