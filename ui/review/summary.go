package review

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/report"
	"gd8/ui/session"
	"gd8/ui/term"
)

// summary is the screen that says how far the work is.
type summary struct {
	said        *session.Summary
	top, height int
}

// openSummary opens the summary. Where it names what is deferred, the journal
// has that first.
func (a *App) openSummary() tea.Cmd {
	sit := a.sit
	return a.ask(onChange, 0, nil, func() (func(*App) tea.Cmd, error) {
		said, err := sit.Summary()
		if err == nil && len(said.Waiting) > 0 {
			err = sit.Listed("summary", "deferred", len(said.Waiting))
		}
		return func(a *App) tea.Cmd {
			a.summary = summary{said: said}
			a.enter(inSummary)
			return nil
		}, err
	})
}

func summaryKeys() table {
	return table{name: "The summary", actions: append(
		scrolling(func(a *App, n int) { a.summary.top = max(a.summary.top+n, 0) }, func(a *App) int { return a.summary.height }),
		action{keys: []string{"esc", "q", "s"}, label: "esc, q", footerKeys: "esc", does: "back to the queue", footer: always, footerLabel: "queue", do: do(func(a *App) { a.leave() })}, menuKey(), helpKey())}
}

func (s *summary) view(a *App) []string {
	width, height := a.layout.width-2, a.layout.body
	s.height = max(height-1, 1)
	lines := s.lines(a, width, true)
	if len(lines) > s.height { // without blank lines more is seen at once
		lines = s.lines(a, width, false)
	}
	s.top = max(min(s.top, len(lines)-s.height), 0)
	title := "Summary"
	if len(lines) > s.height {
		title += fmt.Sprintf("  lines %d to %d of %d", s.top+1, min(s.top+s.height, len(lines)), len(lines))
	}
	return indent(append([]string{a.look.Render(term.Title, title)}, lines[s.top:min(s.top+s.height, len(lines))]...))
}

// lines are the whole summary; gaps is blank lines between its parts.
func (s *summary) lines(a *App, width int, gaps bool) []string {
	var lines []string
	for _, said := range s.said.Said() {
		lines = append(lines, a.paragraph(term.Text, said, width)...)
	}
	head := func(title string) {
		if gaps {
			lines = append(lines, "")
		}
		lines = append(lines, a.look.Render(term.Title, title))
	}
	charts := s.said.Charts()
	if half := (width - columnGap) / 2; fitsHalf(charts, half) {
		charts = charts[2:]
		head(a.look.Fit(s.said.Charts()[0].Title, half+columnGap) + s.said.Charts()[1].Title)
		left, right := bars(a, s.said.Charts()[0], half), bars(a, s.said.Charts()[1], half)
		for i := range left { // both have four
			lines = append(lines, a.look.Fit(left[i], half+columnGap)+right[i])
		}
	}
	for _, c := range charts {
		head(c.Title)
		lines = append(lines, bars(a, c, width)...)
	}
	head(s.said.DeferredSaid())
	for i := range s.said.Waiting {
		said := a.look.SafeLine(report.WaitingFor(&s.said.Waiting[i]).String())
		lines = append(lines, a.shorten(a.hanging(term.Text, "  ", said, width), waitingLines, width)...)
	}
	return lines
}

// columnGap is the space between two charts beside each other.
const columnGap = 2

// fitsHalf reports whether every chart has room for its bars in so many cells.
func fitsHalf(charts []session.Chart, cells int) bool {
	for _, c := range charts {
		if !term.BarsFit(c.Labels, c.Counts, cells-2) || term.Width(c.Title) > cells {
			return false
		}
	}
	return true
}

func bars(a *App, c session.Chart, width int) []string {
	return indent(indent(a.look.Bars(c.Labels, c.Counts, width-2)))
}

// waitingLines is how many lines the text of one deferred incident takes at
// most; the incident itself has all of it.
const waitingLines = 3
