package worklist

import (
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store"
	"gd8/ui/report"
	"gd8/ui/review/desk"
	"gd8/ui/review/panes"
	"gd8/ui/session"
	"gd8/ui/term"
)

// This file draws, beside the queue where there is room, the incident under the
// cursor. The rules are:
//
//   - It is read once the cursor has rested, beside the keys: no key waits for it.
//   - Whoever sees it has consulted the incident: the journal has that first, once
//     a sitting.
//   - It is no review: lines of a summary that stood here were not read there.

// Preview is the incident beside the queue.
type Preview struct {
	*desk.Desk
	Queue  *List
	n      store.Number      // the record it is of, or is to be
	in     *session.Incident // nil until it was read
	said   string            // why it is not shown, safe
	asking uint64            // the newest wait for the cursor to rest
}

// Rested says that the cursor may have rested on a record.
type Rested struct{ asking uint64 }

// turnTo shows nothing until another record was read; 0 is for none.
func (p *Preview) turnTo(n store.Number) {
	p.n, p.in, p.said = n, nil, ""
	p.asking++
}

// FollowPreview waits for the cursor to rest where it stands on another record
// than the one beside the list.
func (p *Preview) FollowPreview() tea.Cmd {
	if _, beside := p.Layout.ListWidth(); beside == 0 || !p.inSight() || p.n == p.Queue.Cursor {
		return nil
	}
	p.turnTo(p.Queue.Cursor)
	if p.n == 0 {
		return nil
	}
	return p.Options.After(desk.RestTime, Rested{p.asking})
}

// inSight reports whether the queue is on the screen: by itself, or under the box
// at the start of a sitting.
func (p *Preview) inSight() bool {
	return slices.Contains([]desk.Screen{desk.InQueue, desk.InSearch, desk.InOpening}, p.Screen())
}

// Rested reads the incident, where the cursor is still on it.
func (p *Preview) Rested(r Rested) tea.Cmd {
	if p.Locked || !p.inSight() {
		p.n = 0 // it is asked for again when the queue is back
	}
	if r.asking != p.asking || p.n == 0 || p.in != nil {
		p.Quiet = true
		return nil
	}
	n, sit := p.n, p.Sit
	failed := func(err error) tea.Cmd {
		if p.n == n {
			p.said = p.Look.SafeLine("Not shown: " + err.Error())
		}
		return nil
	}
	return p.Ask(desk.OnPreview, n, failed, func() (func() tea.Cmd, error) {
		in, err := sit.Preview(n)
		return func() tea.Cmd {
			if p.n == n {
				p.in = in
			}
			return nil
		}, err
	})
}

// view draws the incident in so many lines: whose it is, what the test says with
// each warning, what is open, the summary and the facts.
func (p *Preview) view(width, height int) []string {
	switch {
	case p.n == 0, p.in == nil && p.said == "": // the cursor does not rest yet, or it is being read
		return nil
	case p.said != "":
		return p.Paragraph(term.Warning, p.said, width)
	}
	in := p.in
	lines := p.Paragraph(term.Title, p.Look.SafeLine(in.Individual().Text), width)
	lines = append(lines, p.Paragraph(term.Text, p.Look.SafeLine(in.Application().String()), width)...)
	verdict := in.Assessment.Verdict
	said := p.Look.Render(term.VerdictRole(verdict), strings.ToUpper(verdict.Title())) + p.Look.Render(term.Warning, strings.TrimPrefix(in.Verdict().Text, verdict.Title()))
	lines = append(lines, "", "AT2 discard: "+said)
	for _, b := range in.Warnings() {
		lines = append(lines, p.Hanging(term.Warning, p.Look.Symbols.Warning+" ", p.Look.SafeLine(b.Text), width)...)
	}
	lines = append(lines, p.standing(width)...)
	return append(append(lines, ""), p.recorded(width, height-len(lines)-1)...)
}

// standing is what was decided, or what would change the verdict.
func (p *Preview) standing(width int) []string {
	if standing, ok := p.in.Standing(); ok {
		said := standing.String()
		if outOfDate, ok := p.in.OutOfDate(); ok {
			said = outOfDate.String() + ". " + said
		}
		return p.Paragraph(term.Text, p.Look.SafeLine(said), width)
	}
	return p.Paragraph(term.Text, p.Look.SafeLine(p.in.WouldChange()), width)
}

// recorded are the summary and, below, the other facts: the summary is cut first,
// and what is cut is counted.
func (p *Preview) recorded(width, room int) []string {
	told, missing := p.in.ToldFacts(panes.FactOrder)
	var summary, facts []string
	for _, b := range told {
		switch {
		case b.Label == model.Summary.Title():
			summary = term.Wrap(p.Look.SafeText(b.Text), width)
		case headsPreview(b.Label):
		default:
			facts = append(facts, p.Shorten(p.Labelled(b.Label, p.Look.SafeLine(b.Text), width), 2, width)...)
		}
	}
	if len(missing) > 0 {
		facts = append(facts, p.Shorten(p.Labelled("Not recorded", report.Missing(missing).Text, width), 2, width)...)
	}
	below := min(len(facts), max(panes.LeastFacts, room/3))
	var lines []string
	if len(summary) > 0 {
		show := max(room-below-1, 1)
		lines = append(lines, p.Look.Render(term.Dim, model.Summary.Title()))
		if left := len(summary) - show; left > 0 {
			show--
			summary = append(summary[:show:show], p.Look.Render(term.Warning, fmt.Sprintf("%s %s more: enter", p.Look.Symbols.Ellipsis, report.Counted(left+1, "line"))))
		}
		lines = append(lines, summary...)
	}
	lines = append(lines, facts...)
	if len(lines) > room && room > 0 {
		lines = append(lines[:room-1:room-1], p.Look.Render(term.Dim, p.Look.Symbols.Ellipsis+" more facts: enter"))
	}
	return lines
}

// headsPreview reports whether a fact stands in the first lines already.
func headsPreview(label string) bool {
	for _, f := range panes.HeadFields.Fields() {
		if f.Title() == label {
			return true
		}
	}
	return false
}
