package command

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"gd8/ui/command/usage"
	"gd8/ui/term"
)

// detailed is an error with lines of its own below the first, such as the
// records among which an officer has to choose.
type detailed struct {
	error
	lines []string // safe to show
}

func (e *detailed) Unwrap() error { return e.error }

// errReported says that the command failed and has said so itself.
var errReported = errors.New("reported")

// report shows an error and gives the exit code.
func (p *program) report(err error) int {
	if errors.Is(err, errReported) {
		return exitFailed
	}
	look := p.errorLook()
	said := strings.ReplaceAll(err.Error(), "\n", "; ") // of several errors
	fmt.Fprintln(p.errOut, "gd8: "+visible(look, said))
	if lines := p.replacedAdvice(err); lines != nil {
		err = &detailed{error: err, lines: lines}
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

// visible is a message as one line that is safe on the screen. Messages of
// store and intake have values in them that are escaped already; those are
// left as they are, as a second escaping would double the backslashes.
func visible(look *term.Look, s string) string {
	const letter = "\u00e9"
	ascii := look.SafeLine(letter) != letter
	for _, r := range s {
		if !unicode.IsPrint(r) || r == unicode.ReplacementChar || ascii && r > unicode.MaxASCII {
			return look.SafeLine(s)
		}
	}
	return s
}

// say prints a line of gd8's own on standard error.
func (p *program) say(format string, args ...any) {
	fmt.Fprintln(p.errOut, visible(p.errorLook(), fmt.Sprintf(format, args...)))
}
