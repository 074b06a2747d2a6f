package review

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/ui/term"
)

// input is one line being typed. It shows a window around the cursor.
type input struct {
	buffer
	from int // where the window starts, in bytes
}

func newInput(look *term.Look) *input {
	return &input{buffer: buffer{look: look, limit: model.MaxLong}}
}

func (in *input) setText(s string) { in.text, in.cursor, in.from = s, len(s), 0 }

// press applies a key that edits or moves. It reports whether the key was one
// of its own, and whether the text would have grown over the limit.
func (in *input) press(msg tea.KeyMsg) (used, full bool) {
	switch msg.String() {
	case "left", "ctrl+b":
		in.left()
	case "right", "ctrl+f":
		in.right()
	case "ctrl+left", "alt+left", "alt+b":
		in.cursor = in.wordLeft()
	case "ctrl+right", "alt+right", "alt+f":
		in.cursor = in.wordRight()
	case "home", "ctrl+a":
		in.cursor = 0
	case "end", "ctrl+e":
		in.cursor = len(in.text)
	case "backspace", "ctrl+h":
		if in.cursor > 0 {
			in.cut(in.unitBefore(in.cursor), in.cursor)
		}
	case "delete", "ctrl+d":
		in.cut(in.cursor, in.unitAfter(in.cursor))
	case "ctrl+w", "alt+backspace":
		in.cut(in.wordLeft(), in.cursor)
	case "ctrl+u":
		in.cut(0, in.cursor)
	default:
		if msg.Type != tea.KeyRunes && msg.Type != tea.KeySpace {
			return false, false
		}
		return true, !in.insert(oneLine(string(msg.Runes)))
	}
	return true, false
}

// oneLine is pasted text for a place of one line: a line break is a space.
func oneLine(s string) string {
	return strings.ReplaceAll(strings.TrimRight(oneBreak(s), "\n"), "\n", " ")
}

// view draws the line in at most width cells, the cursor's among them.
func (in *input) view(width int, focused bool) string {
	in.from = min(in.from, in.cursor)
	for in.cellsTo(in.cursor) > max(width-1, 0) && in.from < in.cursor {
		in.from = in.unitAfter(in.from)
	}
	var b strings.Builder
	cells, drawn := 0, false
	for i := in.from; i < len(in.text); {
		n, w, shown := in.unit(in.text[i:])
		if cells+w > width-1 && (i > in.cursor || cells+w > width) {
			break
		}
		if focused && i == in.cursor {
			shown, drawn = term.CursorMark+shown, true
		}
		b.WriteString(shown)
		cells += w
		i += n
	}
	if focused && !drawn && cells < width {
		b.WriteString(term.CursorMark + " ")
	}
	return b.String()
}

// cellsTo is how many cells stand between the window's start and byte at.
func (in *input) cellsTo(at int) int {
	cells := 0
	for i := in.from; i < at; {
		n, w, _ := in.unit(in.text[i:])
		cells += w
		i += n
	}
	return cells
}
