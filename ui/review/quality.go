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
	q           *export.Quality // nil until it was read
	failed      error
	stop        context.CancelFunc
	top, height int
	width       int // that the lines were made for
	lines       []string
}

func (a *App) openQuality() tea.Cmd {
	ctx, stop := context.WithCancel(a.ctx)
	a.quality = quality{stop: stop}
	a.enter(inQuality)
	sit := a.sit
	failed := func(a *App, err error) tea.Cmd {
		if !errors.Is(err, context.Canceled) { // else esc did it
			a.quality.failed = err
		}
		return nil
	}
	return a.ask(onQuality, 0, failed, func() (func(*App) tea.Cmd, error) {
		q, err := sit.Quality(ctx)
		return func(a *App) tea.Cmd {
			a.quality.q = q
			return nil
		}, err
	})
}

// leaveQuality closes the screen, and stops the reading where it goes on.
func (a *App) leaveQuality() {
	a.quality.stop()
	a.forget(onQuality)
	a.leave()
}

func qualityKey() action {
	return action{keys: []string{"%"}, does: "how many discards may be wrong, and how far officers agree", disabledReason: notInSecond, do: (*App).openQuality}
}

func qualityKeys() table {
	return table{name: "The quality of decisions", actions: append([]action{disputeKey()}, append(
		scrolling(func(a *App, n int) { a.quality.top = max(a.quality.top+n, 0) }, func(a *App) int { return a.quality.height }),
		closeKey("back to the queue", (*App).leaveQuality), menuKey(), helpKey())...)}
}

func (s *quality) view(a *App) []string {
	width, height := a.layout.width-2, a.layout.body
	s.height = max(height-1, 1)
	title := "Quality of decisions"
	if s.failed != nil {
		return indent(append([]string{a.look.Render(term.Title, title), ""}, a.hanging(term.Warning, a.look.Symbols.Warning+" ", a.look.SafeLine("It could not be read: "+s.failed.Error()), width)...))
	}
	if s.q == nil {
		return indent([]string{a.look.Render(term.Title, title), "", "Reading all decisions " + a.look.Symbols.Ellipsis + " esc stops it."})
	}
	if s.width != width {
		s.width, s.lines = width, s.lay(a, width)
	}
	s.top = max(min(s.top, len(s.lines)-s.height), 0)
	if len(s.lines) > s.height {
		title += fmt.Sprintf("  lines %d to %d of %d", s.top+1, min(s.top+s.height, len(s.lines)), len(s.lines))
	}
	return indent(append([]string{a.look.Render(term.Title, title)}, s.lines[s.top:min(s.top+s.height, len(s.lines))]...))
}

// lay makes all lines for a width.
func (s *quality) lay(a *App, width int) []string {
	var lines []string
	for k, part := range report.Quality(s.q) {
		if k > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, a.hanging(term.Title, "", part.Label, width)...)
		lines = append(lines, indent(a.tellBelow(part.Below, width-1))...)
		if shares := report.QualityShares(s.q); k == 0 && len(shares.Labels) > 0 {
			lines = append(lines, indent(a.look.Shares(shares.Labels, shares.Counts, shares.Of, width-1))...)
		}
	}
	return append(append(lines, ""), a.paragraph(term.Dim, s.q.Note, width)...)
}
