package review

import (
	"fmt"
	"strings"

	"gd8/ui/review/editor"
	"gd8/ui/term"
)

// canvas is what is needed to draw: how things look, and where they go. It
// knows no incident and no sitting.
type canvas struct {
	look   *term.Look
	layout layout
}

// exactly is lines cut or filled up to n.
func exactly(lines []string, n int) []string {
	if len(lines) > n {
		return lines[:n]
	}
	for len(lines) < n {
		lines = append(lines, "")
	}
	return lines
}

func indent(lines []string) []string {
	for i := range lines {
		lines[i] = " " + lines[i]
	}
	return lines
}

// statusLines is what there is to say, on the line above the footer. Where it
// is longer it lies over the last lines of the body until the next key: what to
// do next often stands at its end.
func (v *canvas) statusLines(s status) []string {
	if s.text == "" {
		return []string{""}
	}
	mark := ""
	switch s.role {
	case term.Error:
		mark = v.look.Symbols.Error + " "
	case term.Warning:
		mark = v.look.Symbols.Warning + " "
	case term.Saved:
		mark = v.look.Symbols.Done + " "
	}
	const most = 3
	width := v.layout.width - 2
	lines := v.hanging(s.role, mark, s.text, width)
	return indent(v.shorten(lines, most, width))
}

// threePanes puts three panes beside each other, each line cut to its pane.
func (v *canvas) threePanes(left, middle, right []string, height int) []string {
	l := v.layout
	left, middle, right = exactly(left, height), exactly(middle, height), exactly(right, height)
	bar := v.bar()
	lines := make([]string, height)
	for i := range lines {
		lines[i] = " " + v.look.Fit(left[i], l.left) + bar + v.look.Fit(middle[i], l.right) + bar + v.look.Cut(right[i], l.third)
	}
	return lines
}

// join puts two panes beside each other, each line cut to its pane.
func (v *canvas) join(left, right []string, height int) []string {
	l := v.layout
	left, right = exactly(left, height), exactly(right, height)
	lines := make([]string, height)
	for i := range lines {
		lines[i] = " " + v.look.Fit(left[i], l.left) + v.bar() + v.look.Cut(right[i], l.right)
	}
	return lines
}

// bar is the line between two panes.
func (v *canvas) bar() string { return " " + v.look.Render(term.Border, v.look.Frame.Left) + " " }

// rule is a line across the window with a word in it.
func (v *canvas) rule(word string) string {
	h := v.look.Frame.Top
	if word == "" {
		return v.look.Render(term.Border, " "+strings.Repeat(h, max(v.layout.width-2, 0)))
	}
	word = " " + v.look.Cut(word, v.layout.width-8) + " "
	return v.look.Render(term.Border, " "+strings.Repeat(h, 2)) + word +
		v.look.Render(term.Border, strings.Repeat(h, max(v.layout.width-4-term.Width(word), 0)))
}

// paragraphs is safe text wrapped to width, each line in a role.
func (v *canvas) paragraph(role term.Role, safe string, width int) []string {
	lines := term.Wrap(safe, width)
	for i := range lines {
		lines[i] = v.look.Render(role, lines[i])
	}
	return lines
}

// hanging is safe text wrapped to width behind a mark, the lines after the
// first set in by the mark's width.
func (v *canvas) hanging(role term.Role, mark, safe string, width int) []string {
	in := term.Width(mark)
	lines := v.paragraph(role, safe, max(width-in, 10))
	for i := range lines {
		if i == 0 {
			lines[i] = v.look.Render(role, mark) + lines[i]
			continue
		}
		lines[i] = strings.Repeat(" ", in) + lines[i]
	}
	return lines
}

// boxed draws lines in a box over the lower part of the body.
func (v *canvas) boxed(title string, body, lines []string, width int) []string {
	f := v.look.Frame
	box := []string{v.edgeLine(f.TopLeft, f.TopRight, title)}
	for _, l := range lines {
		box = append(box, v.look.Render(term.Border, f.Left)+" "+v.look.Fit(l, width)+" "+v.look.Render(term.Border, f.Right))
	}
	box = append(box, v.edgeLine(f.BottomLeft, f.BottomRight, ""))
	body = term.WithoutCursor(body)
	return append(body[:max(len(body)-len(box), 0):max(len(body)-len(box), 0)], box...)
}

// edgeLine is the upper or lower edge of a box as wide as the window.
func (v *canvas) edgeLine(left, right, word string) string {
	room := v.layout.width - 2
	text := ""
	if word != "" {
		text = " " + v.look.Cut(word, room-4) + " "
	}
	rest := max(room-1-term.Width(text), 0)
	h := v.look.Frame.Top
	return v.look.Render(term.Border, left+h) + v.look.Render(term.Title, text) +
		v.look.Render(term.Border, strings.Repeat(h, rest)+right)
}

// sideBySide is a fact of two records, wrapped in two columns behind its name.
func (v *canvas) sideBySide(width int, role term.Role, name, one, two string) []string {
	named := 23
	if width < 78 {
		named = 17
	}
	column := max((width-named-2)/2, 8)
	names, left, right := term.Wrap(name, named), term.Wrap(v.look.SafeLine(one), column), term.Wrap(v.look.SafeLine(two), column)
	var lines []string
	for i := range max(len(names), len(left), len(right)) {
		lines = append(lines, v.look.Render(term.Dim, v.look.Fit(lineAt(names, i), named))+" "+
			v.look.Render(role, v.look.Fit(lineAt(left, i), column)+" "+v.look.Cut(lineAt(right, i), column)))
	}
	return lines
}

// lineAt is a line, blank where there are not so many.
func lineAt(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// shorten cuts lines to n, and says so at the end of the last.
func (v *canvas) shorten(lines []string, n, width int) []string {
	if len(lines) <= n {
		return lines
	}
	lines = lines[:n:n]
	if last := lines[n-1]; term.Width(last) < width {
		lines[n-1] = last + v.look.Symbols.Ellipsis
	} else {
		lines[n-1] = v.look.Cut(last+v.look.Symbols.Ellipsis, width)
	}
	return lines
}

// notSaved says in short that there is trouble.
func (v *canvas) notSaved(doubt bool) string {
	said := " not saved"
	if doubt {
		said = " perhaps not saved"
	}
	return v.look.Render(term.Error, v.look.Symbols.Error+said)
}

// labelled is a value behind its name, the lines after the first set in.
func (v *canvas) labelled(label, safe string, width int) []string {
	name := label + "  "
	wrapped := term.Wrap(name+safe, width)
	if len(wrapped) > 1 {
		wrapped = append(wrapped[:1], term.Wrap(strings.TrimLeft((name + safe)[len(wrapped[0]):], " "), width-2)...)
	}
	for i := range wrapped {
		if i == 0 && strings.HasPrefix(wrapped[0], label) {
			wrapped[0] = v.look.Render(term.Dim, label) + wrapped[0][len(label):]
			continue
		}
		wrapped[i] = "  " + wrapped[i]
	}
	return wrapped
}

// more says how much text there is out of sight.
func (v *canvas) more(e *editor.Editor) string {
	if e.Lines() <= e.Height {
		return ""
	}
	return v.look.Render(term.Dim, fmt.Sprintf(" lines %d to %d of %d", e.Top+1, min(e.Top+e.Height, e.Lines()), e.Lines()))
}
