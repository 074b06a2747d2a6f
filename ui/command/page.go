package command

import (
	"bufio"
	"strings"

	"gd8/ui/term"
)

// page writes text of a fixed width for a person: headings, paragraphs and
// named values. All it is given is made safe here. The first error of its
// writer stays with the writer, whose flush reports it.
type page struct {
	w     *bufio.Writer
	look  *term.Look
	width int
}

func newPage(w *bufio.Writer, look *term.Look, width int) *page {
	return &page{w, look, width}
}

func (g *page) line(s string) { _, _ = g.w.WriteString(strings.TrimRight(s, " ") + "\n") }

func (g *page) heading(title string) {
	g.line("")
	g.line(g.look.Render(term.Title, title))
}

// text writes a text, of several lines or one, wrapped and indented. first
// stands before its first line in place of the indent.
func (g *page) text(first string, indent int, text string) {
	g.styled(term.Text, first, indent, text)
}

func (g *page) styled(role term.Role, first string, indent int, text string) {
	blank := strings.Repeat(" ", indent)
	before := term.Pad(first, indent)
	for _, line := range term.Wrap(g.look.SafeText(text), max(g.width-indent, 20)) {
		g.line(before + g.look.Render(role, line))
		before = blank
	}
}

// nameCells is the column in which named values begin.
const nameCells = 26

// named writes a value with its name.
func (g *page) named(name, value string) { g.text("  "+name, nameCells, value) }
