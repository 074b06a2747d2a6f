package incident

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/store/history"
	"gd8/ui/report"
	"gd8/ui/review/desk"
	"gd8/ui/term"
)

// History is the list of all that became of a record, newest first.
type History struct {
	*desk.Desk
	told   []report.Block
	top    int
	height int
	width  int
	lines  []string
}

func (h *History) openHistory() tea.Cmd {
	s, n := h.Sit.Store(), h.Incident.Number
	return h.Ask(desk.OnChange, n, nil, func() (func() tea.Cmd, error) {
		changes, err := history.Of(s, n)
		return func() tea.Cmd {
			h.told, h.top, h.width = h.Incident.History(changes), 0, 0
			h.Enter(desk.InHistory)
			return nil
		}, err
	})
}

// View draws the versions in sight.
func (h *History) View(width, height int) []string {
	if h.width != width {
		h.width, h.lines = width, nil
		for i := range h.told {
			h.lines = append(h.lines, h.entry(i, width-2)...)
			h.lines = append(h.lines, "")
		}
	}
	h.height = max(height-1, 1)
	h.top = max(min(h.top, len(h.lines)-h.height), 0)
	title := "History, newest first"
	if len(h.lines) > h.height {
		title += fmt.Sprintf("  lines %d to %d of %d", h.top+1, min(h.top+h.height, len(h.lines)), len(h.lines))
	}
	lines := []string{h.Look.Render(term.Title, title)}
	return desk.Indent(append(lines, h.lines[h.top:min(h.top+h.height, len(h.lines))]...))
}

// entry is one version: when, who, what, and what belongs below.
func (h *History) entry(i, width int) []string {
	b := h.told[i]
	return append(h.Hanging(term.Title, "", h.Look.SafeLine(b.String()), width), desk.Indent(desk.Indent(h.TellBelow(b.Below, width-2)))...)
}

// Action opens it.
func (h *History) Action() desk.Action {
	return desk.Action{Keys: []string{"h"}, Does: "history of the incident", Do: h.openHistory}
}

// Keys are the keys of the history.
func (h *History) Keys() desk.Table {
	return desk.Table{Name: "The history of an incident", Actions: append(
		desk.Scrolling(func(n int) { h.top = max(h.top+n, 0) }, func() int { return h.height }),
		h.CloseKey("back", h.Leave), h.MenuKey(), h.HelpKey())}
}
