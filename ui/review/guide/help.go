package guide

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/review/desk"
	"gd8/ui/term"
)

// Help is the list of the keys of the screen below.
type Help struct {
	*desk.Desk
	top int // the first line in sight
}

// View lists the keys of the screen below: those that act now, those that
// do not, with the reason, and those that only move.
func (h *Help) View() []string {
	t := h.Tables[h.Below()]
	width, height := h.Layout.Width-2, h.Layout.Body
	var now, not, later, moving []string
	for _, c := range append(t.Listed(), t.Beside(h.Everywhere)...) {
		why := h.AsBelow(c)
		switch {
		case why == "" && c.Moves():
			moving = append(moving, h.helpLine(c, width)...)
		case why == "":
			now = append(now, h.helpLine(c, width)...)
		case c.Rare:
		case c.Footer == desk.Always:
			not = append(not, h.helpWhy(c, why, width)...)
		default:
			later = append(later, h.helpWhy(c, why, width)...)
		}
	}
	if width >= helpColumns {
		now, moving = h.inColumns(now, width/2), h.inColumns(moving, width/2)
	}
	lines := now
	if t.Typing {
		lines = append(lines, "ctrl+u takes out the line up to the cursor. Every other key is text.")
	}
	for _, part := range []struct {
		name  string
		lines []string
	}{{"Not now:", append(not, later...)}, {"Moving:", moving}} {
		if len(part.lines) > 0 {
			lines = append(append(lines, h.Look.Render(term.Title, part.name)), part.lines...)
		}
	}
	title := h.Look.Render(term.Title, "Keys: "+t.Name)
	if len(lines) > height-1 {
		h.top = max(min(h.top, len(lines)-(height-1)), 0)
		title += h.Look.Render(term.Dim, fmt.Sprintf("  lines %d to %d of %d", h.top+1, min(h.top+height-1, len(lines)), len(lines)))
		lines = lines[h.top:min(h.top+height-1, len(lines))]
	}
	return desk.Indent(append([]string{title}, lines...))
}

// helpLine is an action that can act: one line where there are two columns.
func (h *Help) helpLine(c desk.Action, width int) []string {
	if width >= helpColumns {
		return []string{h.Look.Render(term.Key, h.Look.Fit(c.KeyLabel(), 10)+" ") + h.Look.Cut(c.Does, width/2-12)}
	}
	return h.Hanging(term.Key, h.Look.Fit(c.KeyLabel(), 10)+" ", c.Does, width)
}

// helpWhy is an action that cannot act, and why.
func (h *Help) helpWhy(c desk.Action, why string, width int) []string {
	return h.Hanging(term.Dim, h.Look.Fit(c.KeyLabel(), 10)+" ", c.Does+": "+h.Look.SafeLine(why), width)
}

// helpColumns is the width from which help lists keys in two columns.
const helpColumns = 110

// inColumns sets lines in two columns, to be read down the first and then down
// the second.
func (h *Help) inColumns(lines []string, width int) []string {
	half := (len(lines) + 1) / 2
	out := make([]string, half)
	for i := range out {
		out[i] = h.Look.Fit(lines[i], width) + desk.LineAt(lines, half+i)
	}
	return out
}

// Open lists the keys of the screen in use.
func (h *Help) Open() tea.Cmd {
	h.top = 0
	h.Enter(desk.InHelp)
	return nil
}

// Keys are the keys of the list itself.
func (h *Help) Keys() desk.Table {
	return desk.Table{Name: "Help", Actions: append(
		desk.Scrolling(func(n int) { h.top = max(h.top+n, 0) }, func() int { return max(h.Layout.Body-2, 1) }),
		desk.Action{Keys: []string{"esc", "?", "q", "enter"}, Label: "esc, ?, q", Does: "close the help", Footer: desk.Always, FooterLabel: "close", Do: desk.Do(func() { h.Status = desk.Status{Role: term.Text}; h.Leave() })})}
}
