package output

import (
	"bufio"
	"strings"

	"gd8/ui/term"
)

// Table writes rows in columns. The widths are taken from the first rows, so
// that a table of any length needs no memory; later cells that are wider push
// what follows them to the right. Nothing is cut: a reference has to be
// copied whole. The last column takes what it needs.
type Table struct {
	w      *bufio.Writer
	look   *term.Look
	widths []int
	held   [][]string // the first rows, until the widths are known
	known  bool
}

// tableSample is how many rows the widths are taken from.
const tableSample = 500

// NewTable is a table whose columns have these titles.
func NewTable(w *bufio.Writer, look *term.Look, header ...string) *Table {
	return &Table{w: w, look: look, widths: make([]int, len(header)), held: [][]string{header}}
}

// Row adds a row of unsafe texts.
func (t *Table) Row(cells ...string) error {
	for i := range cells {
		cells[i] = t.look.SafeLine(cells[i])
	}
	if t.known {
		return t.write(cells, term.Text)
	}
	t.held = append(t.held, cells)
	if len(t.held) > tableSample {
		return t.settle()
	}
	return nil
}

// Heading adds a line of gd8's own and unsafe text over the rows that follow: it
// stands in no column.
func (t *Table) Heading(text string) error { return t.Row(text) }

// End writes what is held.
func (t *Table) End() error {
	if t.known {
		return nil
	}
	return t.settle()
}

func (t *Table) settle() error {
	for _, cells := range t.held {
		if len(cells) == 1 && len(t.widths) > 1 {
			continue // a heading
		}
		for i, cell := range cells {
			t.widths[i] = max(t.widths[i], term.Width(cell))
		}
	}
	t.known = true
	role := term.Title
	for _, cells := range t.held {
		if err := t.write(cells, role); err != nil {
			return err
		}
		role = term.Text
	}
	t.held = nil
	return nil
}

func (t *Table) write(cells []string, role term.Role) error {
	if len(cells) == 1 && len(t.widths) > 1 {
		_, err := t.w.WriteString(t.look.Render(term.Title, cells[0]) + "\n")
		return err
	}
	var line strings.Builder
	for i, cell := range cells {
		if i > 0 {
			line.WriteString("  ")
		}
		line.WriteString(term.Pad(cell, t.widths[i]))
	}
	_, err := t.w.WriteString(t.look.Render(role, strings.TrimRight(line.String(), " ")) + "\n")
	return err
}
