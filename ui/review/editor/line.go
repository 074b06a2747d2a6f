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
	switch key := msg.String(); key {
	case "home", "ctrl+a":
		l.cursor = 0
	case "end", "ctrl+e":
		l.cursor = len(l.Text)
	default:
		switch to, takes, ok := l.reach(key); {
		case takes:
			l.cut(min(to, l.cursor), max(to, l.cursor))
		case ok:
			l.cursor = to
		case msg.Type != tea.KeyRunes && msg.Type != tea.KeySpace:
			return false, false
		default:
			return true, !l.insert(OneLine(string(msg.Runes)))
		}
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
