package editor

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/ui/term"
)

// Line is one line being typed. It shows a window around the cursor.
type Line struct {
	buffer
	from int // where the window starts, in bytes
}

// NewLine is a blank line.
func NewLine(look *term.Look) *Line {
	return &Line{buffer: buffer{look: look, Limit: model.MaxLong}}
}

// SetText replaces the text and puts the cursor at its end.
func (l *Line) SetText(s string) { l.Text, l.cursor, l.from = s, len(s), 0 }

// Press applies a key that edits or moves. It reports whether the key was one
// of its own, and whether the text would have grown over the limit.
func (l *Line) Press(msg tea.KeyMsg) (used, full bool) {
	switch msg.String() {
	case "left", "ctrl+b":
		l.left()
	case "right", "ctrl+f":
		l.right()
	case "ctrl+left", "alt+left", "alt+b":
		l.cursor = l.wordLeft()
	case "ctrl+right", "alt+right", "alt+f":
		l.cursor = l.wordRight()
	case "home", "ctrl+a":
		l.cursor = 0
	case "end", "ctrl+e":
		l.cursor = len(l.Text)
	case "backspace", "ctrl+h":
		if l.cursor > 0 {
			l.cut(l.unitBefore(l.cursor), l.cursor)
		}
	case "delete", "ctrl+d":
		l.cut(l.cursor, l.unitAfter(l.cursor))
	case "ctrl+w", "alt+backspace":
		l.cut(l.wordLeft(), l.cursor)
	case "ctrl+u":
		l.cut(0, l.cursor)
	default:
		if msg.Type != tea.KeyRunes && msg.Type != tea.KeySpace {
			return false, false
		}
		return true, !l.insert(OneLine(string(msg.Runes)))
	}
	return true, false
}

// OneLine is pasted text for a place of one line: a line break is a space.
func OneLine(s string) string {
	return strings.ReplaceAll(strings.TrimRight(OneBreak(s), "\n"), "\n", " ")
}

// View draws the line in at most width cells, the cursor's among them.
func (l *Line) View(width int, focused bool) string {
	l.from = min(l.from, l.cursor)
	for l.cellsTo(l.cursor) > max(width-1, 0) && l.from < l.cursor {
		l.from = l.unitAfter(l.from)
	}
	var b strings.Builder
	cells, drawn := 0, false
	for i := l.from; i < len(l.Text); {
		n, w, shown := l.unit(l.Text[i:])
		if cells+w > width-1 && (i > l.cursor || cells+w > width) {
			break
		}
		if focused && i == l.cursor {
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
func (l *Line) cellsTo(at int) int {
	cells := 0
	for i := l.from; i < at; {
		n, w, _ := l.unit(l.Text[i:])
		cells += w
		i += n
	}
	return cells
}
