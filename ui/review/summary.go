package review

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/report"
	"gd8/ui/review/desk"
	"gd8/ui/session"
	"gd8/ui/term"
)

// summary is the screen that says how far the work is.
type summary struct {
	*desk.Desk
	said        *session.Summary
	top, height int
}

// openSummary opens the summary. Where it names what is deferred, the journal
// has that first.
func (s *summary) openSummary() tea.Cmd {
	sit := s.Sit
	return s.Ask(desk.OnChange, 0, nil, func() (func() tea.Cmd, error) {
		said, err := sit.Summary()
		if err == nil && len(said.Waiting) > 0 {
			err = sit.Listed("summary", "deferred", len(said.Waiting))
		}
		return func() tea.Cmd {
			s.said, s.top = said, 0
			s.Enter(desk.InSummary)
			return nil
		}, err
	})
}

func (s *summary) summaryKeys() desk.Table {
	return desk.Table{Name: "The summary", Actions: append(
		desk.Scrolling(func(n int) { s.top = max(s.top+n, 0) }, func() int { return s.height }),
		desk.Action{Keys: []string{"esc", "q", "s"}, Label: "esc, q", FooterKeys: "esc", Does: "back to the queue", Footer: desk.Always, FooterLabel: "queue", Do: desk.Do(s.Leave)}, s.MenuKey(), s.HelpKey())}
}

func (s *summary) view() []string {
	width, height := s.Layout.Width-2, s.Layout.Body
	s.height = max(height-1, 1)
	lines := s.lines(width, true)
	if len(lines) > s.height { // without blank lines more is seen at once
		lines = s.lines(width, false)
	}
	s.top = max(min(s.top, len(lines)-s.height), 0)
	title := "Summary"
	if len(lines) > s.height {
		title += fmt.Sprintf("  lines %d to %d of %d", s.top+1, min(s.top+s.height, len(lines)), len(lines))
	}
	return desk.Indent(append([]string{s.Look.Render(term.Title, title)}, lines[s.top:min(s.top+s.height, len(lines))]...))
}

// lines are the whole summary; gaps is blank lines between its parts.
func (s *summary) lines(width int, gaps bool) []string {
	var lines []string
	for _, said := range s.said.Said() {
		lines = append(lines, s.Paragraph(term.Text, said, width)...)
	}
	head := func(title string) {
		if gaps {
			lines = append(lines, "")
		}
		lines = append(lines, s.Look.Render(term.Title, title))
	}
	charts := s.said.Charts()
	if half := (width - columnGap) / 2; fitsHalf(charts, half) {
		charts = charts[2:]
		head(s.Look.Fit(s.said.Charts()[0].Title, half+columnGap) + s.said.Charts()[1].Title)
		left, right := s.bars(s.said.Charts()[0], half), s.bars(s.said.Charts()[1], half)
		for i := range left { // both have four
			lines = append(lines, s.Look.Fit(left[i], half+columnGap)+right[i])
		}
	}
	for _, c := range charts {
		head(c.Title)
		lines = append(lines, s.bars(c, width)...)
	}
	head(s.said.DescribeDeferred())
	for i := range s.said.Waiting {
		said := s.Look.SafeLine(report.WaitingFor(&s.said.Waiting[i]).String())
		lines = append(lines, s.Shorten(s.Hanging(term.Text, "  ", said, width), waitingLines, width)...)
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

func (s *summary) bars(c session.Chart, width int) []string {
	return desk.Indent(desk.Indent(s.Look.Bars(c.Labels, c.Counts, width-2)))
}

// waitingLines is how many lines the text of one deferred incident takes at
// most; the incident itself has all of it.
const waitingLines = 3
