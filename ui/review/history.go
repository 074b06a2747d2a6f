package review

import (
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store"
	"gd8/ui/term"
	"gd8/ui/worddiff"
)

// history is the list of all that became of a record, newest first.
type history struct {
	changes []store.Change
	top     int
	height  int
	width   int
	lines   []string
}

func (a *App) openHistory() tea.Cmd {
	s, n := a.sit.Store(), a.incident.Number
	return a.ask(onChange, n, nil, func() (func(*App) tea.Cmd, error) {
		changes, err := s.History(n)
		return func(a *App) tea.Cmd {
			a.history = history{changes: changes}
			a.enter(inHistory)
			return nil
		}, err
	})
}

func (h *history) view(a *App, width, height int) []string {
	if h.width != width {
		h.width, h.lines = width, nil
		for i := range h.changes {
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

// entry is one change: when, who, what, and the texts that belong to it.
func (h *history) entry(a *App, i, width int) []string {
	c := h.changes[i]
	when := c.At.In(a.sit.Store().Now().Location())
	head := shortTime(when) + "  " + a.look.SafeLine(c.By) + "  "
	var what string
	var lines []string
	switch {
	case c.Decision != nil:
		what = fmt.Sprintf("version %d: %s", c.Decision.Version, c.Decision.Kind.Done())
		lines = h.decision(a, i, width-2)
	case c.Answer != nil:
		what, lines = answerChange(a, c.Answer, width-2)
	default:
		what, lines = h.source(a, i, width-2)
	}
	out := a.hanging(term.Title, "", head+what, width)
	return append(out, indent(indent(lines))...)
}

// decision is a version of a decision: how the incident stood, and its
// rationale as it differs from the version before it.
func (h *history) decision(a *App, i, width int) []string {
	d := h.changes[i].Decision
	before := h.before(i)
	lines := a.paragraph(term.Dim, "Verdict then: "+d.Verdict.Title(), width)
	if d.Remind.Known() {
		lines = append(lines, a.look.Render(term.Dim, "Reminder: "+d.Remind.String()))
	}
	if d.Kind == model.Withdrawn {
		return append(lines, a.look.Render(term.Dim, "The incident was reopened; the text withdrawn stands below."))
	}
	for s := range model.SectionCount {
		if d.Sections[s] == "" && (before == nil || before.Sections[s] == "") {
			continue
		}
		lines = append(lines, a.look.Render(term.Title, s.Title()))
		from := d.Sections[s]
		if before != nil {
			from = before.Sections[s]
		}
		lines = append(lines, a.diffLines(from, d.Sections[s], width)...)
	}
	return lines
}

// before is the version of a decision before change i that has a text.
func (h *history) before(i int) *model.Decision {
	for _, c := range h.changes[i+1:] {
		if c.Decision != nil && c.Decision.Kind != model.Withdrawn {
			return c.Decision
		}
	}
	return nil
}

// diffLines shows a text as it differs from an earlier one: what was taken out
// stands in [-brackets-], what was put in in {+braces+}, and in colour.
func (a *App) diffLines(from, to string, width int) []string {
	var lines []string
	for _, r := range worddiff.Words(from, to) {
		text := r.Change.Mark(a.look.SafeText(strings.TrimRight(r.Text, " \n\t")))
		role := [...]term.Role{worddiff.Kept: term.Text, worddiff.Removed: term.Removed, worddiff.Added: term.Added}[r.Change]
		lines = append(lines, a.paragraph(role, text, width)...)
	}
	return lines
}

func answerChange(a *App, c *store.AnswerChange, width int) (what string, lines []string) {
	title := c.Answer.Field.Title()
	value := c.Answer.Value
	if value == "" {
		value = "not recorded"
	}
	switch {
	case c.ForIncomplete:
		what = "answered for an incomplete case"
	case c.Undone:
		what = "undid a change to the answer: " + title
	case c.Withdrawn:
		what = "withdrew the answer: " + title
	default:
		what = "answered " + title + ": " + a.look.SafeLine(value)
	}
	if c.Answer.Reason != "" {
		lines = append(lines, a.hanging(term.Dim, "Reason: ", a.look.SafeLine(c.Answer.Reason), width)...)
	}
	if c.Answer.Note != "" {
		lines = append(lines, a.hanging(term.Dim, "Systems searched: ", a.look.SafeLine(c.Answer.Note), width)...)
	}
	return what, lines
}

// source is a version of the facts: where it came from, and what it changed.
func (h *history) source(a *App, i, width int) (what string, lines []string) {
	src := h.changes[i].Source
	o := src.Origin
	switch {
	case o.Withdrawn:
		what = "withdrew the record"
	case o.ByHand():
		what = "entered the facts by hand"
	default:
		what = fmt.Sprintf("imported from %s, line %d", a.look.SafeLine(o.File), o.Line)
	}
	if o.Reason != "" {
		lines = append(lines, a.hanging(term.Dim, "Reason: ", a.look.SafeLine(o.Reason), width)...)
	}
	var before *model.Facts
	for _, c := range h.changes[i+1:] {
		if c.Source != nil {
			before = &c.Source.Facts
			break
		}
	}
	if before == nil {
		return what, lines
	}
	for _, f := range model.Fields() {
		if was, is := before.Show(f), src.Facts.Show(f); was != is {
			lines = append(lines, a.hanging(term.Dim, f.Title()+": ", a.look.SafeLine(was)+" -> "+a.look.SafeLine(is), width)...)
		}
	}
	return what, lines
}

// shortTime is a moment as the history says it.
func shortTime(t time.Time) string { return model.DateOf(t).Short() + t.Format(" 15:04") }
