package review

import (
	"fmt"
	"strings"

	"gd8/model"
	"gd8/store"
	"gd8/ui/session"
	"gd8/ui/term"
)

// column is one column of the queue.
type column struct {
	name  string
	width int
	text  func(a *App, r store.Row) string // safe
	role  func(r store.Row) term.Role      // nil: text
}

// columns are those that fit a window, in order.
type columns []column

// columnsFor chooses the columns for a window: which incident, where it stands
// and what is next always; dates, offence and the rest as there is room.
func columnsFor(width int) columns {
	ref := func(narrow, wide int) int {
		if width >= 110 {
			return wide
		}
		return narrow
	}
	cols := columns{
		{"Individual", ref(10, 12), func(a *App, r store.Row) string { return a.look.SafeLine(r.Key.Person) }, nil},
		{"Incident", ref(13, 15), func(a *App, r store.Row) string { return a.look.SafeLine(r.Key.Incident) }, nil},
	}
	if width >= 120 {
		cols = append(cols, column{"Name", 18, func(a *App, r store.Row) string { return a.look.SafeLine(r.Name) }, nil})
	}
	if width >= 78 {
		cols = append(cols,
			column{"Date", 11, func(_ *App, r store.Row) string { return r.IncidentDate.Short() }, nil},
			column{"Age", 3, func(_ *App, r store.Row) string { return ageOf(r.AgeThen) }, nil},
			column{"Out", 3, func(_ *App, r store.Row) string { return outcomeOf(r.Outcome) }, nil})
	}
	cols = append(cols, column{"AT2 discard", 14, func(_ *App, r store.Row) string { return r.Verdict.Title() }, func(r store.Row) term.Role { return term.VerdictRole(r.Verdict) }})
	used := 2 + 1
	for _, c := range cols {
		used += c.width + 1
	}
	rest := width - used - 1
	if width < wideState {
		return append(cols, column{"State", max(rest, 8), stateOf, nil})
	}
	cols = append(cols, column{"State", 21, stateOf, nil}, column{"Due", 11, func(_ *App, r store.Row) string { return r.DueDate.Short() }, nil})
	return append(cols, column{"Offence", rest - 21 - 11 - 2, func(a *App, r store.Row) string { return a.look.SafeLine(r.Offence) }, nil})
}

// wideState is the width from which the state has room for the decision that is
// out of date.
const wideState = 140

// names are the columns' headings.
func (c columns) names(a *App) string {
	var b strings.Builder
	for _, col := range c {
		b.WriteString(" " + a.look.Fit(col.name, col.width))
	}
	return b.String()
}

// draw is one row; plain where another style lies over all of it.
func (c columns) draw(a *App, r store.Row, styled bool) string {
	var b strings.Builder
	for _, col := range c {
		text := a.look.Fit(col.text(a, r), col.width)
		if styled && col.role != nil {
			text = a.look.Render(col.role(r), text)
		}
		b.WriteString(" " + text)
	}
	return b.String()
}

func ageOf(age int) string {
	if age < 0 {
		return ""
	}
	return fmt.Sprint(age)
}

func outcomeOf(o model.Outcome) string {
	if o == model.NoOutcome {
		return ""
	}
	return "O" + o.String()
}

// stateOf says where a row stands and what it waits for, the short of it
// first.
func stateOf(a *App, r store.Row) string {
	switch r.State {
	case model.StateNotRelevant:
		return "Not relevant"
	case model.StateOutOfDate:
		if a.layout.width < wideState {
			return "Out of date"
		}
		return "Out of date: " + r.Decision.String()
	case model.StateDeferred:
		switch {
		case a.sit.NeedsAttention(r):
			return "Reminder due"
		case r.Remind.Known():
			return "Wait " + r.Remind.Short()
		}
		return "Deferred"
	case model.StateDecided:
		return session.ShortDone(r.Decision)
	}
	switch {
	case r.OneFact != model.NoField:
		return "One fact away"
	case r.Verdict == model.Undetermined:
		return fmt.Sprintf("%d to confirm", r.ToConfirm.Len())
	case r.Verdict == model.DoesNotApply && r.Events > 1:
		return fmt.Sprintf("%d incidents", r.Events)
	case r.Verdict == model.Applies:
		return "To decide"
	}
	return "To do"
}
