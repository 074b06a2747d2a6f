package editor

import (
	"sort"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/term"
)

// Editor is text of many lines being typed, wrapped at words into the room it
// has. It wraps again only what an edit has moved, and draws only the lines in
// sight, so that 60 KiB cost no more than a sentence.
type Editor struct {
	buffer
	width, Height int
	starts        []int // where each line on screen starts, in bytes; never empty
	Top           int   // the first line in sight
	goal          int   // the column that up and down aim for, -1 for the cursor's own
	edits         edits
}

// New is a blank editor of a text of at most so many bytes; 0 is any number.
func New(look *term.Look, limit int) *Editor {
	e := &Editor{buffer: buffer{look: look, Limit: limit}, width: 40, Height: 1, goal: -1}
	e.wrap()
	return e
}

// SetText replaces the text and puts the cursor at its end.
func (e *Editor) SetText(s string) {
	e.Text, e.cursor, e.goal, e.edits = s, len(s), -1, edits{}
	e.wrap()
}

// SetSize gives the editor its room. The last column is kept for a cursor at
// the end of a full line.
func (e *Editor) SetSize(width, height int) {
	width, e.Height = max(width-1, 12), max(height, 1)
	if width != e.width {
		e.width = width
		e.wrap()
	}
	e.follow()
}

// Lines is how many lines the text takes.
func (e *Editor) Lines() int { return len(e.starts) }

// Press applies a key that edits or moves. It reports whether the key was one
// of its own, and whether the text would have grown over the limit.
func (e *Editor) Press(msg tea.KeyMsg) (used, full bool) {
	switch key := msg.String(); key {
	case "home", "ctrl+a":
		e.moveTo(e.starts[e.line()])
	case "end", "ctrl+e":
		e.moveTo(e.lineEnd(e.line()))
	case "ctrl+home":
		e.moveTo(0)
	case "ctrl+end":
		e.moveTo(len(e.Text))
	case "up", "ctrl+p":
		e.moveLines(-1)
	case "down", "ctrl+n":
		e.moveLines(1)
	case "pgup":
		e.moveLines(-e.Height)
	case "pgdown":
		e.moveLines(e.Height)
	case "ctrl+z":
		return e.Undo(), false
	case "ctrl+y":
		return e.Redo(), false
	case "enter", "ctrl+j":
		return true, !e.Put("\n")
	case "tab":
		return true, !e.Put("\t")
	default:
		switch to, takes, ok := e.reach(key); {
		case takes:
			e.remove(min(to, e.cursor), max(to, e.cursor))
		case ok:
			e.moveTo(to)
		case msg.Type != tea.KeyRunes && msg.Type != tea.KeySpace:
			return false, false
		default:
			return true, !e.Put(string(msg.Runes))
		}
	}
	return true, false
}

// Put inserts text at the cursor. It reports false where the text would grow
// over its limit, and then inserts nothing.
func (e *Editor) Put(s string) bool {
	at := e.cursor
	s = OneBreak(s)
	if !e.insert(s) {
		return false
	}
	e.edits.note(edit{at: at, in: s})
	e.goal = -1
	e.rewrap(at, 0, len(s))
	e.follow()
	return true
}

func (e *Editor) remove(from, to int) {
	if from >= to {
		return
	}
	e.edits.note(edit{at: from, out: e.Text[from:to]})
	e.cut(from, to)
	e.goal = -1
	e.rewrap(from, to-from, 0)
	e.follow()
}

func (e *Editor) moveTo(at int) {
	e.cursor, e.goal = at, -1
	e.follow()
}

// moveLines moves the cursor up or down, keeping its column where it can.
func (e *Editor) moveLines(by int) {
	line := e.line()
	if e.goal < 0 {
		e.goal = e.column(line, e.cursor)
	}
	e.cursor = e.at(min(max(line+by, 0), len(e.starts)-1), e.goal)
	e.follow()
}

// line is the line the cursor is on.
func (e *Editor) line() int {
	return sort.Search(len(e.starts), func(i int) bool { return e.starts[i] > e.cursor }) - 1
}

// column is the cell at which byte at of a line is drawn.
func (e *Editor) column(line, at int) int {
	cells := 0
	for i := e.starts[line]; i < at; {
		n, w, _ := e.unit(e.Text[i:])
		cells += w
		i += n
	}
	return min(cells, e.width)
}

// at is the byte of a line that is drawn at or before a column.
func (e *Editor) at(line, column int) int {
	i, end := e.starts[line], e.lineEnd(line)
	for cells := 0; i < end; {
		n, w, _ := e.unit(e.Text[i:])
		if cells += w; cells > column {
			break
		}
		i += n
	}
	return i
}

// lineEnd is the last place of a line the cursor can stand at.
func (e *Editor) lineEnd(line int) int {
	if line == len(e.starts)-1 {
		return len(e.Text)
	}
	return e.unitBefore(e.starts[line+1])
}

// follow scrolls so that the cursor is in sight.
func (e *Editor) follow() {
	line := e.line()
	e.Top = min(e.Top, line, max(len(e.starts)-e.Height, 0))
	e.Top = max(e.Top, line-e.Height+1, 0)
}

// View draws the lines in sight, each of the room's width at most. The
// terminal's cursor stands in them where the editor is in use.
func (e *Editor) View(focused bool) []string {
	lines := make([]string, 0, e.Height)
	cursor := e.line()
	for i := e.Top; i < len(e.starts) && len(lines) < e.Height; i++ {
		lines = append(lines, e.draw(i, focused && i == cursor))
	}
	return lines
}

func (e *Editor) draw(line int, withCursor bool) string {
	end := len(e.Text)
	if line < len(e.starts)-1 {
		end = e.starts[line+1]
	}
	var b strings.Builder
	cells, drawn := 0, false
	for i := e.starts[line]; i < end; {
		n, w, shown := e.unit(e.Text[i:])
		if e.Text[i] == '\n' || cells+w > e.width {
			break
		}
		if withCursor && i == e.cursor {
			shown, drawn = term.CursorMark+shown, true
		}
		b.WriteString(shown)
		cells += w
		i += n
	}
	if withCursor && !drawn {
		b.WriteString(term.CursorMark + " ")
	}
	return b.String()
}
