package review

import (
	"context"
	"errors"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/store/export"
	"gd8/ui/report"
	"gd8/ui/review/desk"
	"gd8/ui/term"
)

// quality is the screen that says how good the decisions are, as gd8 quality
// does. All decisions are read for it, beside the screen, which shows that
// meanwhile.
type quality struct {
	*desk.Desk
	dispute     *dispute
	q           *export.Quality // nil until it was read
	failed      error
	stop        context.CancelFunc
	second      int // the sample that is reviewed a second time after this; 0 for none
	top, height int
	width       int // that the lines were made for
	lines       []string
}

func (s *quality) openQuality() tea.Cmd {
	ctx, stop := context.WithCancel(s.Ctx)
	s.q, s.failed, s.stop, s.top, s.width = nil, nil, stop, 0, 0
	s.Enter(desk.InQuality)
	sit := s.Sit
	failed := func(err error) tea.Cmd {
		if !errors.Is(err, context.Canceled) { // else esc did it
			s.failed = err
		}
		return nil
	}
	return s.Ask(desk.OnQuality, 0, failed, func() (func() tea.Cmd, error) {
		q, err := sit.Quality(ctx)
		return func() tea.Cmd {
			s.q = q
			return nil
		}, err
	})
}

// leaveQuality closes the screen, and stops the reading where it goes on.
func (s *quality) leaveQuality() {
	s.stop()
	s.Forget(desk.OnQuality)
	s.Leave()
}

func (s *quality) qualityKey() desk.Action {
	return desk.Action{Keys: []string{"%"}, Does: "how many discards may be wrong, and how far officers agree", DisabledReason: s.NotInSecond, Do: s.openQuality}
}

func (s *quality) qualityKeys() desk.Table {
	return desk.Table{Name: "The quality of decisions", Actions: append([]desk.Action{s.dispute.disputeKey()}, append(
		desk.Scrolling(func(n int) { s.top = max(s.top+n, 0) }, func() int { return s.height }),
		s.CloseKey("back to the queue", s.leaveQuality), s.MenuKey(), s.HelpKey())...)}
}

func (s *quality) view() []string {
	width, height := s.Layout.Width-2, s.Layout.Body
	s.height = max(height-1, 1)
	title := "Quality of decisions"
	if s.failed != nil {
		return desk.Indent(append([]string{s.Look.Render(term.Title, title), ""}, s.Hanging(term.Warning, s.Look.Symbols.Warning+" ", s.Look.SafeLine("It could not be read: "+s.failed.Error()), width)...))
	}
	if s.q == nil {
		return desk.Indent([]string{s.Look.Render(term.Title, title), "", "Reading all decisions " + s.Look.Symbols.Ellipsis + " esc stops it."})
	}
	if s.width != width {
		s.width, s.lines = width, s.lay(width)
	}
	s.top = max(min(s.top, len(s.lines)-s.height), 0)
	if len(s.lines) > s.height {
		title += fmt.Sprintf("  lines %d to %d of %d", s.top+1, min(s.top+s.height, len(s.lines)), len(s.lines))
	}
	return desk.Indent(append([]string{s.Look.Render(term.Title, title)}, s.lines[s.top:min(s.top+s.height, len(s.lines))]...))
}

// lay makes all lines for a width.
func (s *quality) lay(width int) []string {
	var lines []string
	for k, part := range report.Quality(s.q) {
		if k > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, s.Hanging(term.Title, "", part.Label, width)...)
		lines = append(lines, desk.Indent(s.TellBelow(part.Below, width-1))...)
		if shares := report.QualityShares(s.q); k == 0 && len(shares.Labels) > 0 {
			lines = append(lines, desk.Indent(s.Look.Shares(shares.Labels, shares.Counts, shares.Of, width-1))...)
		}
	}
	return append(append(lines, ""), s.Paragraph(term.Dim, s.q.Note, width)...)
}
