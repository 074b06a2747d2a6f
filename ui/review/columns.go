package review

import (
	"fmt"
	"slices"
	"strings"

	"gd8/model"
	"gd8/store"
	"gd8/store/queue"
	"gd8/ui/report"
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
// and what is next always; dates, offence and the rest as there is room. In the order by
// due date that date is there in place of the incident's.
func columnsFor(width int, order queue.Order) columns {
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
	byDue := order == queue.DueFirst && width < wideState
	switch {
	case byDue && width >= 78:
		cols = append(cols, column{"Due", dueWidth, dueOf, nil})
	case width >= 78:
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
	state := func(width int) column {
		return column{"State", width, func(a *App, r store.Row) string { return warned(a, r, stateOf(a, r), width) }, nil}
	}
	switch {
	case byDue && width < 78:
		return append(cols, column{"Due", rest, dueShort, nil})
	case width < wideState:
		return append(cols, state(max(rest, 8)))
	}
	cols = append(cols, state(21), column{"Due", dueWidth, dueOf, nil})
	return append(cols, column{"Offence", rest - 21 - dueWidth - 2, func(a *App, r store.Row) string { return a.look.SafeLine(r.Offence) }, nil})
}

// dueWidth is the width of a date with the word that it is past.
const dueWidth = len("24 Nov 2026 overdue")

// overdue reports whether an answer that was due is not given.
func overdue(a *App, r store.Row) bool {
	return report.Overdue(r.DueDate, r.State, a.sit.Today())
}

func dueOf(a *App, r store.Row) string {
	if overdue(a, r) {
		return r.DueDate.Short() + " overdue"
	}
	return r.DueDate.Short()
}

// dueShort is dueOf for the narrowest window, the date in figures.
func dueShort(a *App, r store.Row) string {
	if !overdue(a, r) {
		return r.DueDate.Short()
	}
	return r.DueDate.Time().Format("02/01/06") + " overdue"
}

// warned is a row's state with a mark where there is a warning about it, and
// which where there is room. What is done is not marked: it was seen to.
func warned(a *App, r store.Row, state string, width int) string {
	flags := r.Flags.Flags()
	if asksSame(r) { // the state says so, as a thing to answer
		flags = slices.DeleteFunc(flags, func(f model.Flag) bool { return f == model.MayBeSamePerson })
	}
	if len(flags) == 0 || r.State.Done() {
		return state
	}
	mark, name := a.look.Symbols.Warning+" ", flags[0].Title()
	if n := len(flags) - 1; n > 0 {
		name += fmt.Sprintf(" +%d", n)
	}
	if named := mark + state + ", " + strings.ToLower(name); term.Width(named) <= width {
		return named
	}
	if state == toDo && term.Width(mark+name) <= width { // the warning says more
		return mark + name
	}
	return mark + state
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

// toDo is the state of a row of which nothing more is to be said.
const toDo = "To do"

// sameIndividual is what a row says that waits for an answer about who is one
// human.
const sameIndividual = "Same individual?"

// asksSame reports whether a row waits for such an answer.
func asksSame(r store.Row) bool {
	return r.State == model.StateToDo && r.ToConfirm.Has(model.SamePersonAs)
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
	case model.StateReturned:
		return "Returned"
	case model.StateDeferred:
		switch {
		case a.sit.NeedsAttention(r):
			return "Reminder due"
		case r.Remind.Known():
			return "Wait " + r.Remind.Short()
		}
		return "Deferred"
	case model.StateDecided:
		if a.sit.NeedsAttention(r) {
			return "Representations"
		}
		return session.ShortDone(r.Decision)
	}
	switch more := r.ToConfirm.Len() - 1; {
	case asksSame(r) && more > 0 && a.layout.width >= threePanes:
		return fmt.Sprintf("%s %d more to confirm", sameIndividual, more)
	case asksSame(r):
		return sameIndividual
	case r.OneFact != model.NoField:
		return "One fact away"
	case r.Verdict == model.Undetermined:
		return fmt.Sprintf("%d to confirm", r.ToConfirm.Len())
	case r.Verdict == model.DoesNotApply && r.Events > 1:
		return fmt.Sprintf("%d incidents", r.Events)
	case r.Verdict == model.Applies:
		return "To decide"
	}
	return toDo
}
