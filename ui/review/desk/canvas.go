package desk

import (
	"fmt"
	"strings"

	"gd8/ui/review/editor"
	"gd8/ui/term"
)

// Canvas is what is needed to draw: how things look, and where they go. It
// knows no incident and no sitting.
type Canvas struct {
	Look   *term.Look
	Layout Layout
}

// Exactly is lines cut or filled up to n.
func Exactly(lines []string, n int) []string {
	if len(lines) > n {
		return lines[:n]
	}
	for len(lines) < n {
		lines = append(lines, "")
	}
	return lines
}

// Indent sets lines in by a cell.
func Indent(lines []string) []string {
	for i := range lines {
		lines[i] = " " + lines[i]
	}
	return lines
}

// StatusLines is what there is to say, on the line above the footer. Where it
// is longer it lies over the last lines of the body until the next key: what to
// do next often stands at its end.
func (v *Canvas) StatusLines(s Status) []string {
	if s.Text == "" {
		return []string{""}
	}
	mark := ""
	switch s.Role {
	case term.Error:
		mark = v.Look.Symbols.Error + " "
	case term.Warning:
		mark = v.Look.Symbols.Warning + " "
	case term.Saved:
		mark = v.Look.Symbols.Done + " "
	}
	const most = 3
	width := v.Layout.Width - 2
	lines := v.Hanging(s.Role, mark, s.Text, width)
	return Indent(v.Shorten(lines, most, width))
}

// ThreePanes puts three panes beside each other, each line cut to its pane.
func (v *Canvas) ThreePanes(left, middle, right []string, height int) []string {
	l := v.Layout
	left, middle, right = Exactly(left, height), Exactly(middle, height), Exactly(right, height)
	bar := v.Bar()
	lines := make([]string, height)
	for i := range lines {
		lines[i] = " " + v.Look.Fit(left[i], l.Left) + bar + v.Look.Fit(middle[i], l.Right) + bar + v.Look.Cut(right[i], l.Third)
	}
	return lines
}

// Join puts two panes beside each other, each line cut to its pane.
func (v *Canvas) Join(left, right []string, height int) []string {
	l := v.Layout
	left, right = Exactly(left, height), Exactly(right, height)
	lines := make([]string, height)
	for i := range lines {
		lines[i] = " " + v.Look.Fit(left[i], l.Left) + v.Bar() + v.Look.Cut(right[i], l.Right)
	}
	return lines
}

// Bar is the line between two panes.
func (v *Canvas) Bar() string { return " " + v.Look.Render(term.Border, v.Look.Frame.Left) + " " }

// Rule is a line across the window with a word in it.
func (v *Canvas) Rule(word string) string {
	h := v.Look.Frame.Top
	if word == "" {
		return v.Look.Render(term.Border, " "+strings.Repeat(h, max(v.Layout.Width-2, 0)))
	}
	word = " " + v.Look.Cut(word, v.Layout.Width-8) + " "
	return v.Look.Render(term.Border, " "+strings.Repeat(h, 2)) + word +
		v.Look.Render(term.Border, strings.Repeat(h, max(v.Layout.Width-4-term.Width(word), 0)))
}

// Paragraph is safe text wrapped to width, each line in a role.
func (v *Canvas) Paragraph(role term.Role, safe string, width int) []string {
	lines := term.Wrap(safe, width)
	for i := range lines {
		lines[i] = v.Look.Render(role, lines[i])
	}
	return lines
}

// Hanging is safe text wrapped to width behind a mark, the lines after the
// first set in by the mark's width.
func (v *Canvas) Hanging(role term.Role, mark, safe string, width int) []string {
	in := term.Width(mark)
	lines := v.Paragraph(role, safe, max(width-in, 10))
	for i := range lines {
		if i == 0 {
			lines[i] = v.Look.Render(role, mark) + lines[i]
			continue
		}
		lines[i] = strings.Repeat(" ", in) + lines[i]
	}
	return lines
}

// Boxed draws lines in a box over the lower part of the body.
func (v *Canvas) Boxed(title string, body, lines []string, width int) []string {
	f := v.Look.Frame
	box := []string{v.edgeLine(f.TopLeft, f.TopRight, title)}
	for _, l := range lines {
		box = append(box, v.Look.Render(term.Border, f.Left)+" "+v.Look.Fit(l, width)+" "+v.Look.Render(term.Border, f.Right))
	}
	box = append(box, v.edgeLine(f.BottomLeft, f.BottomRight, ""))
	body = term.WithoutCursor(body)
	return append(body[:max(len(body)-len(box), 0):max(len(body)-len(box), 0)], box...)
}

// edgeLine is the upper or lower edge of a box as wide as the window.
func (v *Canvas) edgeLine(left, right, word string) string {
	room := v.Layout.Width - 2
	text := ""
	if word != "" {
		text = " " + v.Look.Cut(word, room-4) + " "
	}
	rest := max(room-1-term.Width(text), 0)
	h := v.Look.Frame.Top
	return v.Look.Render(term.Border, left+h) + v.Look.Render(term.Title, text) +
		v.Look.Render(term.Border, strings.Repeat(h, rest)+right)
}

// SideBySide is a fact of two records, wrapped in two columns behind its name.
func (v *Canvas) SideBySide(width int, role term.Role, name, one, two string) []string {
	named := 23
	if width < 78 {
		named = 17
	}
	column := max((width-named-2)/2, 8)
	names, left, right := term.Wrap(name, named), term.Wrap(v.Look.SafeLine(one), column), term.Wrap(v.Look.SafeLine(two), column)
	var lines []string
	for i := range max(len(names), len(left), len(right)) {
		lines = append(lines, v.Look.Render(term.Dim, v.Look.Fit(LineAt(names, i), named))+" "+
			v.Look.Render(role, v.Look.Fit(LineAt(left, i), column)+" "+v.Look.Cut(LineAt(right, i), column)))
	}
	return lines
}

// LineAt is a line, blank where there are not so many.
func LineAt(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// Shorten cuts lines to n, and says so at the end of the last.
func (v *Canvas) Shorten(lines []string, n, width int) []string {
	if len(lines) <= n {
		return lines
	}
	lines = lines[:n:n]
	if last := lines[n-1]; term.Width(last) < width {
		lines[n-1] = last + v.Look.Symbols.Ellipsis
	} else {
		lines[n-1] = v.Look.Cut(last+v.Look.Symbols.Ellipsis, width)
	}
	return lines
}

// NotSaved says in short that there is trouble.
func (v *Canvas) NotSaved(doubt bool) string {
	said := " not saved"
	if doubt {
		said = " perhaps not saved"
	}
	return v.Look.Render(term.Error, v.Look.Symbols.Error+said)
}

// Labelled is a value behind its name, the lines after the first set in.
func (v *Canvas) Labelled(label, safe string, width int) []string {
	name := label + "  "
	wrapped := term.Wrap(name+safe, width)
	if len(wrapped) > 1 {
		wrapped = append(wrapped[:1], term.Wrap(strings.TrimLeft((name + safe)[len(wrapped[0]):], " "), width-2)...)
	}
	for i := range wrapped {
		if i == 0 && strings.HasPrefix(wrapped[0], label) {
			wrapped[0] = v.Look.Render(term.Dim, label) + wrapped[0][len(label):]
			continue
		}
		wrapped[i] = "  " + wrapped[i]
	}
	return wrapped
}

// More says how much text there is out of sight.
func (v *Canvas) More(e *editor.Editor) string {
	if e.Lines() <= e.Height {
		return ""
	}
	return v.Look.Render(term.Dim, fmt.Sprintf(" lines %d to %d of %d", e.Top+1, min(e.Top+e.Height, e.Lines()), e.Lines()))
}
