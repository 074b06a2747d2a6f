package worklist

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
	text  func(q *List, r store.Row) string // safe
	role  func(r store.Row) term.Role       // nil: text
	order queue.Order                       // what listing by it is; AsImported for none
}

// columns are those that fit a window, in order.
type columns []column

// columnsFor chooses the columns of a list that has a width to itself: which incident, where it stands
// and what is next always; dates, offence and the rest as there is room. In the order by
// due date that date is there in place of the incident's.
func columnsFor(width int, order queue.Order) columns {
	if width >= wideList {
		return wideColumns(width, order)
	}
	cols := columns{refColumn("Individual", 10), refColumn("Incident", 13)}
	byDue := order == queue.DueFirst
	switch {
	case byDue && width >= 78:
		cols = append(cols, column{"Due", dueWidth, dueOf, nil, queue.DueFirst})
	case width >= 78:
		cols = append(cols, dateColumn(), ageColumn(3), outcomeColumn(3))
	}
	cols = append(cols, verdictColumn())
	rest := width - cols.cells() - 1
	if byDue && width < 78 {
		return append(cols, column{"Due", rest, dueShort, nil, queue.DueFirst})
	}
	return append(cols, stateColumn(max(rest, 8)))
}

// wideList is the width from which a list says who the individual is, in which
// application, and each warning by name.
const wideList = 100

// leastState is the width in which a state with the name of a warning fits.
const leastState = 22

// wideColumns are those of a wide list. The column it is listed by is always
// among them; the others come as there is room, in the order of more.
func wideColumns(width int, order queue.Order) columns {
	show := columns{refColumn("Individual", 10), refColumn("Incident", 13), nameColumn(16), verdictColumn()}
	more := columns{appColumn(9), ageColumn(3), outcomeColumn(3), dateColumn(), {"Due", dueWidth, dueOf, nil, queue.DueFirst},
		{"Offence", 28, func(q *List, r store.Row) string { return q.Look.SafeLine(r.Offence) }, nil, queue.AsImported}}
	if width >= 140 {
		show[0].width, show[1].width, show[2].width, more[0].width = 12, 15, 24, 12
	}
	left := width - show.cells() - 1 - leastState - 1
	take := func(c column) {
		show = append(show, c)
		left -= c.width + 1
	}
	if at := slices.IndexFunc(more, func(c column) bool { return c.order == order && order != queue.AsImported }); at >= 0 {
		if c := &more[at]; order == queue.DueFirst && width < 120 {
			c.width, c.text = dueNarrow, dueShort
		}
		take(more[at])
		more = slices.Delete(more, at, at+1)
	}
	for _, c := range more {
		if c.width+1 <= left {
			take(c)
		}
	}
	show = append(show, stateColumn(leastState+max(left, 0)))
	slices.SortStableFunc(show, func(a, b column) int {
		return slices.Index(columnOrder, a.name) - slices.Index(columnOrder, b.name)
	})
	return show
}

// columnOrder is the order in which columns stand.
var columnOrder = []string{"Individual", "Incident", "Name", "Applic.", "Date", "Age", "Out", "AT2 discard", "State", "Due", "Offence"}

// cells is the room columns take, with the mark before them.
func (c columns) cells() int {
	used := 2
	for _, col := range c {
		used += col.width + 1
	}
	return used
}

func refColumn(name string, width int) column {
	return column{name, width, func(q *List, r store.Row) string {
		if name == "Incident" {
			return q.Look.SafeLine(r.Key.Incident)
		}
		return q.Look.SafeLine(r.Key.Person)
	}, nil, queue.AsImported}
}

// nameColumn says who the individual is, and where it is a third party that
// first: the end of a long name is cut.
func nameColumn(width int) column {
	return column{"Name", width, func(q *List, r store.Row) string {
		name := q.Look.SafeLine(r.Name)
		if r.Role == model.ThirdParty {
			return strings.TrimSuffix("3rd party: "+name, ": ")
		}
		return name
	}, nil, queue.AsImported}
}

func appColumn(width int) column {
	return column{"Applic.", width, func(q *List, r store.Row) string { return q.Look.SafeLine(r.Key.Application) }, nil, queue.AsImported}
}

func dateColumn() column {
	return column{"Date", 11, func(_ *List, r store.Row) string { return r.IncidentDate.Short() }, nil, queue.OldestIncident}
}

func ageColumn(width int) column {
	return column{"Age", width, func(_ *List, r store.Row) string { return report.Age(r.AgeThen) }, nil, queue.YoungestFirst}
}

func outcomeColumn(width int) column {
	return column{"Out", width, func(_ *List, r store.Row) string { return report.Outcome(r.Outcome) }, nil, queue.ByOutcome}
}

func verdictColumn() column {
	return column{"AT2 discard", 14, func(_ *List, r store.Row) string { return r.Verdict.Title() }, func(r store.Row) term.Role { return term.VerdictRole(r.Verdict) }, queue.ByVerdict}
}

func stateColumn(width int) column {
	return column{"State", width, func(q *List, r store.Row) string { return warned(q, r, StateOf(q, r, width), width) }, nil, queue.FewestFacts}
}

// dueWidth is the width of a date with the word that it is past; dueNarrow where
// the date is in figures then.
const dueWidth, dueNarrow = len("24 Nov 2026 overdue"), len("24/11/26 overdue")

// overdue reports whether an answer that was due is not given.
func overdue(q *List, r store.Row) bool {
	return report.Overdue(r.DueDate, r.State, q.Sit.Today())
}

func dueOf(q *List, r store.Row) string {
	if overdue(q, r) {
		return r.DueDate.Short() + " overdue"
	}
	return r.DueDate.Short()
}

// dueShort is dueOf for the narrowest window, the date in figures.
func dueShort(q *List, r store.Row) string {
	if !overdue(q, r) {
		return r.DueDate.Short()
	}
	return r.DueDate.Time().Format("02/01/06") + " overdue"
}

// warned is a row's state with a mark where there is a warning about it, and
// which where there is room. What is done is not marked: it was seen to.
func warned(q *List, r store.Row, state string, width int) string {
	flags := r.Flags.Flags()
	if asksSame(r) { // the state says so, as a thing to answer
		flags = slices.DeleteFunc(flags, func(f model.Flag) bool { return f == model.MayBeSamePerson })
	}
	if len(flags) == 0 || r.State.Done() {
		return state
	}
	mark, name := q.Look.Symbols.Warning+" ", flags[0].Title()
	if n := len(flags) - 1; n > 0 {
		name += fmt.Sprintf(" +%d", n)
	}
	if named := mark + state + ", " + strings.ToLower(name); term.Width(named) <= width {
		return named
	}
	if width >= leastState && r.State == model.StateToDo && !asksSame(r) { // the verdict says what it waits for
		return mark + name
	}
	return mark + state
}

// names are the columns' headings, the one that the list is in order of marked.
func (c columns) names(q *List, w session.Walk) string {
	mark := q.Look.Symbols.Down
	if w.Turned {
		mark = q.Look.Symbols.Up
	}
	var b strings.Builder
	for _, col := range c {
		before := " "
		if col.order == w.Order && w.Order != queue.AsImported {
			before = mark
		}
		b.WriteString(before + q.Look.Fit(col.name, col.width))
	}
	return b.String()
}

// draw is one row; plain where another style lies over all of it.
func (c columns) draw(q *List, r store.Row, styled bool) string {
	var b strings.Builder
	for _, col := range c {
		text := q.Look.Fit(col.text(q, r), col.width)
		if styled && col.role != nil {
			text = q.Look.Render(col.role(r), text)
		}
		b.WriteString(" " + text)
	}
	return b.String()
}

// sameIndividual is what a row says that waits for an answer about who is one
// human.
const sameIndividual = "Same individual?"

// asksSame reports whether a row waits for such an answer.
func asksSame(r store.Row) bool {
	return r.State == model.StateToDo && r.ToConfirm.Has(model.SamePersonAs)
}

// StateOf says where a row stands, in the word that the filters have for it, and
// what it waits for. An incident to do has the latter alone, where there is
// anything; a decided one has its decision.
func StateOf(q *List, r store.Row, width int) string {
	switch r.State {
	case model.StateNotRelevant:
		return "Not relevant"
	case model.StateOutOfDate:
		if said := "Out of date: " + r.Decision.String(); len(said) <= width {
			return said
		}
		return "Out of date"
	case model.StateReturned:
		return "Returned"
	case model.StateDeferred:
		return deferredOf(q, r, width)
	case model.StateDecided:
		if q.Sit.NeedsAttention(r) {
			return "Representations"
		}
		return session.ShortDone(r.Decision)
	}
	switch {
	case asksSame(r):
		if said := fmt.Sprintf("%s %d more to confirm", sameIndividual, r.ToConfirm.Len()-1); r.ToConfirm.Len() > 1 && len(said) <= width {
			return said
		}
		return sameIndividual
	case r.OneFact != model.NoField:
		return "One fact away"
	case r.Verdict == model.Undetermined:
		return fmt.Sprintf("%d to confirm", r.ToConfirm.Len())
	case r.Verdict == model.DoesNotApply && r.Events > 1:
		return fmt.Sprintf("%d incidents", r.Events)
	}
	return "To do"
}

// deferredOf says until when an incident waits, or that the day has come: the
// day, or where that has no room the month and year.
func deferredOf(q *List, r store.Row, width int) string {
	switch {
	case q.Sit.NeedsAttention(r):
		return "Deferred, due"
	case !r.Remind.Known():
		return "Deferred"
	}
	if said := "Deferred " + r.Remind.Short(); len(said) <= width {
		return said
	}
	return "Deferred " + r.Remind.Time().Format("1/2006")
}
