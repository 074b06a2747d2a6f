package line

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"gd8/ui/session"
	"gd8/ui/term"
)

// usualWidth is the cells of a line where the output does not say; narrowest
// is the fewest in which sentences can still be followed.
const usualWidth, narrowest = 80, 10

// printer writes lines that are safe and wrapped. The first error of its
// writer stays until flush gives it.
type printer struct {
	w     *bufio.Writer
	look  *term.Look
	width func() int
}

func newPrinter(out io.Writer, look *term.Look, width func() int) *printer {
	if look == nil {
		look = &term.Look{}
	}
	if width == nil {
		width = func() int { return usualWidth }
	}
	return &printer{w: bufio.NewWriter(out), look: look, width: width}
}

// say writes a sentence. What it is given may hold text from anywhere: the
// sentence is made safe here, once, as a whole.
func (p *printer) say(format string, args ...any) {
	p.wrapped("", p.look.SafeLine(fmt.Sprintf(format, args...)))
}

// item writes one entry of a list, set in below its heading.
func (p *printer) item(format string, args ...any) {
	p.wrapped("  ", p.look.SafeLine(fmt.Sprintf(format, args...)))
}

// quote writes a text of several lines, set in, so that none of its lines can
// be taken for one of gd8's.
func (p *printer) quote(text string) { p.wrapped("  ", p.look.SafeText(text)) }

// exactly writes lines that are copied elsewhere and so are not wrapped.
func (p *printer) exactly(text string) {
	for line := range strings.Lines(text) {
		p.write("  " + p.look.SafeLine(strings.TrimSuffix(line, "\n")) + "\n")
	}
}

// named writes a value with its name; one of several lines below it.
func (p *printer) named(name, value string) {
	if n := strings.Count(value, "\n"); n > 0 {
		p.say("%s, %d lines:", name, n+1)
		p.quote(value)
		return
	}
	p.say("%s: %s", name, value)
}

// problem writes what failed and why. Messages of store and model have values
// in them that are escaped already; those are left as they are, as a second
// escaping would double the backslashes.
func (p *printer) problem(what string, err error) {
	said := what + ": " + err.Error()
	if !p.fits(said) {
		said = p.look.SafeLine(said)
	}
	p.wrapped("", said)
	if session.Replaced(err) {
		p.say("At a prompt, place says what became of the file and how to go on.")
	}
}

// fits reports whether a message is safe on the output as it is.
func (p *printer) fits(s string) bool {
	const letter = "\u00e9"
	ascii := p.look.SafeLine(letter) != letter
	for _, r := range s {
		if !unicode.IsPrint(r) || r == unicode.ReplacementChar || ascii && r > unicode.MaxASCII {
			return false
		}
	}
	return true
}

func (p *printer) wrapped(indent, safe string) {
	for _, line := range term.Wrap(safe, p.cells()-len(indent)) {
		p.write(strings.TrimRight(indent+line, " ") + "\n")
	}
}

// prompt writes gd8's question, a colon and a space, and flushes.
func (p *printer) prompt(s string) error {
	lines := term.Wrap(p.look.SafeLine(s)+":", p.cells())
	p.write(strings.Join(lines, "\n") + " ")
	return p.flush()
}

// newline ends a line on which a prompt was left without an answer.
func (p *printer) newline() { p.write("\n") }

func (p *printer) cells() int { return max(p.width(), narrowest) }

// write leaves an error to flush, as the writer keeps it.
func (p *printer) write(s string) { _, _ = p.w.WriteString(s) }

func (p *printer) flush() error {
	if err := p.w.Flush(); err != nil {
		return fmt.Errorf("the conversation could not be written: %w; what was said to be saved is saved", err)
	}
	return nil
}
