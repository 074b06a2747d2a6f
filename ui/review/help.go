package review

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/term"
)

// help is the list of the keys of the screen below.
type help struct {
	*desk
	top int // the first line in sight
}

// helpView lists the keys of the screen below: those that act now, those that
// do not, with the reason, and those that only move.
func (h *help) helpView() []string {
	t := h.tables[h.below()]
	width, height := h.layout.width-2, h.layout.body
	var now, not, later, moving []string
	for _, c := range append(t.listed(), t.beside(h.everywhere)...) {
		why := h.asBelow(c)
		switch {
		case why == "" && c.moves():
			moving = append(moving, h.helpLine(c, width)...)
		case why == "":
			now = append(now, h.helpLine(c, width)...)
		case c.rare:
		case c.footer == always:
			not = append(not, h.helpWhy(c, why, width)...)
		default:
			later = append(later, h.helpWhy(c, why, width)...)
		}
	}
	if width >= helpColumns {
		now, moving = h.inColumns(now, width/2), h.inColumns(moving, width/2)
	}
	lines := now
	if t.typing {
		lines = append(lines, "ctrl+u takes out the line up to the cursor. Every other key is text.")
	}
	for _, part := range []struct {
		name  string
		lines []string
	}{{"Not now:", append(not, later...)}, {"Moving:", moving}} {
		if len(part.lines) > 0 {
			lines = append(append(lines, h.look.Render(term.Title, part.name)), part.lines...)
		}
	}
	title := h.look.Render(term.Title, "Keys: "+t.name)
	if len(lines) > height-1 {
		h.top = max(min(h.top, len(lines)-(height-1)), 0)
		title += h.look.Render(term.Dim, fmt.Sprintf("  lines %d to %d of %d", h.top+1, min(h.top+height-1, len(lines)), len(lines)))
		lines = lines[h.top:min(h.top+height-1, len(lines))]
	}
	return indent(append([]string{title}, lines...))
}

// helpLine is an action that can act: one line where there are two columns.
func (h *help) helpLine(c action, width int) []string {
	if width >= helpColumns {
		return []string{h.look.Render(term.Key, h.look.Fit(c.keyLabel(), 10)+" ") + h.look.Cut(c.does, width/2-12)}
	}
	return h.hanging(term.Key, h.look.Fit(c.keyLabel(), 10)+" ", c.does, width)
}

// helpWhy is an action that cannot act, and why.
func (h *help) helpWhy(c action, why string, width int) []string {
	return h.hanging(term.Dim, h.look.Fit(c.keyLabel(), 10)+" ", c.does+": "+h.look.SafeLine(why), width)
}

// helpColumns is the width from which help lists keys in two columns.
const helpColumns = 110

// inColumns sets lines in two columns, to be read down the first and then down
// the second.
func (h *help) inColumns(lines []string, width int) []string {
	half := (len(lines) + 1) / 2
	out := make([]string, half)
	for i := range out {
		out[i] = h.look.Fit(lines[i], width) + lineAt(lines, half+i)
	}
	return out
}

// openHelp lists the keys of the screen in use.
func (h *help) openHelp() tea.Cmd {
	h.top = 0
	h.enter(inHelp)
	return nil
}

func (h *help) helpKeys() table {
	return table{name: "Help", actions: append(
		scrolling(func(n int) { h.top = max(h.top+n, 0) }, func() int { return max(h.layout.body-2, 1) }),
		action{keys: []string{"esc", "?", "q", "enter"}, label: "esc, ?, q", does: "close the help", footer: always, footerLabel: "close", do: do(func() { h.status = status{role: term.Text}; h.leave() })})}
}
