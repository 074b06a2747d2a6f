// Package output is how a result is written for a person: pages of text, tables,
// the bar of work that takes long, and where a file of it goes.
package output

import (
	"bufio"
	"os"
	"strings"

	"gd8/ui/report"
	"gd8/ui/term"
)

// Page writes text of a fixed width for a person: headings, paragraphs and
// named values. All it is given is made safe here. The first error of its
// writer stays with the writer, whose flush reports it.
type Page struct {
	w     *bufio.Writer
	Look  *term.Look
	Width int
}

// NewPage is a page of so many cells across.
func NewPage(w *bufio.Writer, look *term.Look, width int) *Page {
	return &Page{w, look, width}
}

// Line writes a line as it is: it must be safe already.
func (g *Page) Line(s string) { _, _ = g.w.WriteString(strings.TrimRight(s, " ") + "\n") }

// Heading writes a title, with room above it.
func (g *Page) Heading(title string) {
	g.Line("")
	g.Line(g.Look.Render(term.Title, title))
}

// Text writes a text, of several lines or one, wrapped and indented. first
// stands before its first line in place of the indent.
func (g *Page) Text(first string, indent int, text string) {
	g.Styled(term.Text, first, indent, text)
}

// Styled is Text in the look of a role.
func (g *Page) Styled(role term.Role, first string, indent int, text string) {
	blank := strings.Repeat(" ", indent)
	before := term.Pad(first, indent)
	for _, line := range term.Wrap(g.Look.SafeText(text), max(g.Width-indent, 20)) {
		g.Line(before + g.Look.Render(role, line))
		before = blank
	}
}

// nameCells is the column in which named values begin.
const nameCells = 26

// Named writes a value with its name.
func (g *Page) Named(name, value string) { g.Text("  "+name, nameCells, value) }

// Listed writes blocks under a heading, their labels in a column.
func (g *Page) Listed(title string, list []report.Block) {
	g.Heading(title)
	for _, b := range list {
		g.ListedBlock(b)
	}
}

// ListedBlock writes a block, its label in a column.
func (g *Page) ListedBlock(b report.Block) {
	g.Named(b.Label, b.Text)
	for _, below := range b.Below {
		g.Text("", nameCells+2, below.String())
	}
}

// Block writes a block, what belongs below it set in.
func (g *Page) Block(b report.Block, indent int) {
	switch {
	case b.Changed != nil:
		g.Text("", indent, b.Label+":")
		g.Text("", indent+2, b.Marked())
	case strings.Contains(b.Text, "\n") || len(b.Text) > g.Width-indent-len(b.Label):
		if b.Label != "" {
			g.Text("", indent, b.Label+":")
			indent += 2
		}
		g.Text("", indent, b.Text)
	default:
		g.Text("", indent, b.String())
	}
	for _, below := range b.Below {
		g.Block(below, indent+2)
	}
}

// Warned writes a block as a sentence, with a mark where it must not be passed
// over.
func (g *Page) Warned(b report.Block, indent int) {
	mark := g.Look.Symbols.Separator
	if b.Warns {
		mark = g.Look.Symbols.Warning
	}
	before := ""
	for range indent {
		before += " "
	}
	g.Text(before+mark, indent+term.Width(mark)+1, b.String())
}

// Chart writes the lines of a chart, set in.
func (g *Page) Chart(lines []string) {
	for _, line := range lines {
		g.Line("  " + line)
	}
}

// PageWidth is how wide a page of text is: the terminal's width, within what
// is pleasant to read.
func PageWidth(out *os.File) int {
	const narrow, usual, wide = 40, 80, 100
	width, _ := term.Size(out, usual, 0)
	return min(max(width, narrow), wide)
}
