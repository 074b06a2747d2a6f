package review

import (
	"context"
	"errors"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/store/export"
	"gd8/ui/report"
	"gd8/ui/term"
)

// quality is the screen that says how good the decisions are, as gd8 quality
// does. All decisions are read for it, beside the screen, which shows that
// meanwhile.
type quality struct {
	*desk
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
	ctx, stop := context.WithCancel(s.ctx)
	s.q, s.failed, s.stop, s.top, s.width = nil, nil, stop, 0, 0
	s.enter(inQuality)
	sit := s.sit
	failed := func(err error) tea.Cmd {
		if !errors.Is(err, context.Canceled) { // else esc did it
			s.failed = err
		}
		return nil
	}
	return s.ask(onQuality, 0, failed, func() (func() tea.Cmd, error) {
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
	s.forget(onQuality)
	s.leave()
}

func (s *quality) qualityKey() action {
	return action{keys: []string{"%"}, does: "how many discards may be wrong, and how far officers agree", disabledReason: s.notInSecond, do: s.openQuality}
}

func (s *quality) qualityKeys() table {
	return table{name: "The quality of decisions", actions: append([]action{s.dispute.disputeKey()}, append(
		scrolling(func(n int) { s.top = max(s.top+n, 0) }, func() int { return s.height }),
		s.closeKey("back to the queue", s.leaveQuality), s.menuKey(), s.helpKey())...)}
}

func (s *quality) view() []string {
	width, height := s.layout.width-2, s.layout.body
	s.height = max(height-1, 1)
	title := "Quality of decisions"
	if s.failed != nil {
		return indent(append([]string{s.look.Render(term.Title, title), ""}, s.hanging(term.Warning, s.look.Symbols.Warning+" ", s.look.SafeLine("It could not be read: "+s.failed.Error()), width)...))
	}
	if s.q == nil {
		return indent([]string{s.look.Render(term.Title, title), "", "Reading all decisions " + s.look.Symbols.Ellipsis + " esc stops it."})
	}
	if s.width != width {
		s.width, s.lines = width, s.lay(width)
	}
	s.top = max(min(s.top, len(s.lines)-s.height), 0)
	if len(s.lines) > s.height {
		title += fmt.Sprintf("  lines %d to %d of %d", s.top+1, min(s.top+s.height, len(s.lines)), len(s.lines))
	}
	return indent(append([]string{s.look.Render(term.Title, title)}, s.lines[s.top:min(s.top+s.height, len(s.lines))]...))
}

// lay makes all lines for a width.
func (s *quality) lay(width int) []string {
	var lines []string
	for k, part := range report.Quality(s.q) {
		if k > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, s.hanging(term.Title, "", part.Label, width)...)
		lines = append(lines, indent(s.tellBelow(part.Below, width-1))...)
		if shares := report.QualityShares(s.q); k == 0 && len(shares.Labels) > 0 {
			lines = append(lines, indent(s.look.Shares(shares.Labels, shares.Counts, shares.Of, width-1))...)
		}
	}
	return append(append(lines, ""), s.paragraph(term.Dim, s.q.Note, width)...)
}
