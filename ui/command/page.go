// Package output is how a result is written for a person: pages of text, tables,
// the bar of work that takes long, and where a file of it goes.
package command

import (
	"bufio"
	"os"
	"strings"

	"gd8/ui/report"
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

// listed writes blocks under a heading, their labels in a column.
func (g *page) listed(title string, list []report.Block) {
	g.heading(title)
	for _, b := range list {
		g.listedBlock(b)
	}
}

// listedBlock writes a block, its label in a column.
func (g *page) listedBlock(b report.Block) {
	g.named(b.Label, b.Text)
	for _, below := range b.Below {
		g.text("", nameCells+2, below.String())
	}
}

// block writes a block, what belongs below it set in.
func (g *page) block(b report.Block, indent int) {
	switch {
	case b.Changed != nil:
		g.text("", indent, b.Label+":")
		g.text("", indent+2, b.Marked())
	case strings.Contains(b.Text, "\n") || len(b.Text) > g.width-indent-len(b.Label):
		if b.Label != "" {
			g.text("", indent, b.Label+":")
			indent += 2
		}
		g.text("", indent, b.Text)
	default:
		g.text("", indent, b.String())
	}
	for _, below := range b.Below {
		g.block(below, indent+2)
	}
}

// warned writes a block as a sentence, with a mark where it must not be passed
// over.
func (g *page) warned(b report.Block, indent int) {
	mark := g.look.Symbols.Separator
	if b.Warns {
		mark = g.look.Symbols.Warning
	}
	before := ""
	for range indent {
		before += " "
	}
	g.text(before+mark, indent+term.Width(mark)+1, b.String())
}

// chart writes the lines of a chart, set in.
func (g *page) chart(lines []string) {
	for _, line := range lines {
		g.line("  " + line)
	}
}

// pageWidth is how wide a page of text is: the terminal's width, within what
// is pleasant to read.
func pageWidth(out *os.File) int {
	const narrow, usual, wide = 40, 80, 100
	width, _ := term.Size(out, usual, 0)
	return min(max(width, narrow), wide)
}
