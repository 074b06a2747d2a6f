package review

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/report"
	"gd8/ui/term"
)

// history is the list of all that became of a record, newest first.
type history struct {
	told   []report.Block
	top    int
	height int
	width  int
	lines  []string
}

func (a *App) openHistory() tea.Cmd {
	s, n := a.sit.Store(), a.incident.Number
	return a.ask(onChange, n, nil, func() (func(*App) tea.Cmd, error) {
		changes, err := s.History(n)
		return func(a *App) tea.Cmd {
			a.history = history{told: a.incident.History(changes)}
			a.enter(inHistory)
			return nil
		}, err
	})
}

func (h *history) view(a *App, width, height int) []string {
	if h.width != width {
		h.width, h.lines = width, nil
		for i := range h.told {
			h.lines = append(h.lines, h.entry(a, i, width-2)...)
			h.lines = append(h.lines, "")
		}
	}
	h.height = max(height-1, 1)
	h.top = max(min(h.top, len(h.lines)-h.height), 0)
	title := "History, newest first"
	if len(h.lines) > h.height {
		title += fmt.Sprintf("  lines %d to %d of %d", h.top+1, min(h.top+h.height, len(h.lines)), len(h.lines))
	}
	lines := []string{a.look.Render(term.Title, title)}
	return indent(append(lines, h.lines[h.top:min(h.top+h.height, len(h.lines))]...))
}

// entry is one version: when, who, what, and what belongs below.
func (h *history) entry(a *App, i, width int) []string {
	b := h.told[i]
	return append(a.hanging(term.Title, "", a.look.SafeLine(b.String()), width), indent(indent(a.tellBelow(b.Below, width-2)))...)
}
