package review

import (
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store"
	"gd8/ui/report"
	"gd8/ui/session"
	"gd8/ui/term"
)

// others is the panel of the individual's other records, here and under other
// applications, beside the one in hand; apart from them are those of whoever
// may be the same individual.
type others struct {
	at     int
	rows   []store.Row // those of this case first
	here   int         // how many of them are of this case
	own    int         // how many are this individual's
	may    []*session.Alike
	of     []int // beside rows from own on: whose of may they are
	top    int   // the first line of the comparison in sight
	height int   // how many are
}

func (a *App) openOthers() tea.Cmd {
	in, s := a.incident, a.sit.Store()
	var numbers []store.Number
	for i := range in.Items {
		if i != in.At {
			numbers = append(numbers, in.Items[i].Number)
		}
	}
	sit := a.sit
	return a.ask(onChange, in.Number, nil, func() (func(*App) tea.Cmd, error) {
		rows, err := s.Rows(numbers)
		if err != nil {
			return nil, err
		}
		p := others{rows: append(rows, in.Elsewhere...), here: len(rows), own: len(rows) + len(in.Elsewhere)}
		p.may, err = sit.MayBeSame(in)
		for k, one := range p.may {
			for _, row := range one.Other.Records {
				p.rows, p.of = append(p.rows, row), append(p.of, k)
			}
		}
		return func(a *App) tea.Cmd {
			a.others = p
			a.enter(inOthers)
			return nil
		}, err
	})
}

// noOthers says why the panel has nothing to show.
func noOthers(a *App) string { return a.incident.WhyNoOthers() }

func (p *others) move(by int) {
	p.at, p.top = min(max(p.at+by, 0), len(p.rows)-1), 0
}

// scroll moves the lines of the comparison in sight by pages.
func (p *others) scroll(pages int) { p.top = max(p.top+pages*max(p.height-1, 1), 0) }

// row is the record in hand.
func (p *others) row() store.Row { return p.rows[p.at] }

// view draws this record and the one in hand side by side, under the list.
func (p *others) view(a *App, width, height int) []string {
	in := a.incident
	lines := []string{a.look.Render(term.Title, "Other records of "+a.look.SafeLine(in.Key().Person)+" beside "+a.look.SafeLine(in.Key().Incident))}
	room := max(height/3, 2)
	from := min(max(p.at-room/2, 0), max(len(p.rows)-room, 0))
	if p.own == 0 {
		lines = append(lines, a.look.Render(term.Dim, "This individual has no other record."))
	}
	for i := from; i < min(from+room, len(p.rows)); i++ {
		if i == max(p.own, from) {
			lines = append(lines, a.look.Render(term.Warning, a.look.Cut(mayBeHeading, width)))
		}
		lines = append(lines, p.line(a, i, width))
	}
	lines = append(lines, "")
	facts := p.compare(a, width)
	lines = append(lines, facts[0]) // which record is which stays in sight
	facts = facts[1:]
	p.height = max(height-len(lines), 1)
	p.top = max(min(p.top, len(facts)-p.height), 0)
	if more := len(facts) - p.top - p.height; more > 0 {
		p.height = max(p.height-1, 1)
		lines = append(lines, facts[p.top:p.top+p.height]...)
		return indent(append(lines, a.look.Render(term.Dim, fmt.Sprintf("%s %s more, pgdn", a.look.Symbols.Down, report.Counted(more+1, "line")))))
	}
	return indent(append(lines, facts[p.top:]...))
}

// mayBeHeading stands above the records of who may be the same individual.
const mayBeHeading = "May be the same individual, not counted; criterion 4 asks"

// mayBe is the individual of the record in hand, where that is one who may be
// the same; else nil.
func (p *others) mayBe() *session.Alike {
	if p.at < p.own {
		return nil
	}
	return p.may[p.of[p.at-p.own]]
}

func (p *others) line(a *App, i, width int) string {
	r := p.rows[i]
	mark := a.look.Symbols.NoCursor
	if i == p.at {
		mark = a.inHandOn(inOthers)
	}
	where := "here"
	if i >= p.own {
		where = "of " + a.look.SafeLine(r.Key.Person)
	} else if i >= p.here {
		where = "under " + a.look.SafeLine(r.Key.Application)
	} else if a.sameEvent(r.Number) {
		where = "here, same event"
	}
	text := mark + " " + a.look.Fit(a.look.SafeLine(r.Key.Incident), 13) + "  "
	if width < 78 {
		text += fmt.Sprintf("%s  %s  %s", a.look.Fit(where, 16), a.look.Fit(r.IncidentDate.Short(), 11), r.State.Title())
	} else {
		text += fmt.Sprintf("%s  %s  %s  %s", a.look.Fit(where, 20), a.look.Fit(r.IncidentDate.Short(), 11), a.look.Fit(outcomeOf(r.Outcome), 3), r.State.Title())
	}
	text = a.look.Cut(text, width)
	if i == p.at {
		return a.look.Render(term.Selected, a.look.Fit(text, width))
	}
	return text
}

// sameEvent reports whether a record of this case describes the event of the
// one under review.
func (a *App) sameEvent(n store.Number) bool {
	i := a.at(n)
	return i >= 0 && a.incident.Case.SameEvent(a.incident.At, i)
}

// compare sets the facts of both records side by side, under a line that names
// them: those that differ first. Those of a record elsewhere are the ones its
// queue row has.
func (p *others) compare(a *App, width int) []string {
	in, r := a.incident, p.row()
	if may := p.mayBe(); may != nil {
		return append([]string{a.look.Render(term.Title, a.look.Cut(a.look.SafeLine(may.Asks()), width))}, a.compared(&may.Beside, "", width)...)
	}
	own := in.Facts()
	lines := a.sideBySide(width, term.Title, "", in.Key().Incident, r.Key.Incident)
	if p.at >= p.here {
		for _, c := range [][3]string{
			{model.Offence.Title(), own.Show(model.Offence), r.Offence},
			{model.IncidentDate.Title(), own.Show(model.IncidentDate), r.IncidentDate.String()},
			{"Age then", ageOf(own.AgeThen()), ageOf(r.AgeThen)},
			{model.OutcomeCode.Title(), own.Show(model.OutcomeCode), r.Outcome.String()},
			{"AT2 discard", in.Assessment.Verdict.Title(), r.Verdict.Title()},
			{"State", in.Item().State.Title(), r.State.Title()},
		} {
			lines = append(lines, a.sideBySide(width, term.Text, c[0], c[1], c[2])...)
		}
		return lines
	}
	other := in.Case.Facts(a.at(r.Number))
	var alike []string
	for _, f := range factOrder {
		one, two := own.Show(f), other.Show(f)
		switch {
		case f.IsKey() || one == "not recorded" && two == one:
		case one == two:
			alike = append(alike, a.sideBySide(width, term.Dim, f.Title(), one, "the same")...)
		default:
			lines = append(lines, a.sideBySide(width, term.Text, f.Title(), one, two)...)
		}
	}
	return append(lines, alike...)
}

// sideBySide is a fact of two records, wrapped in two columns behind its name.
func (v *canvas) sideBySide(width int, role term.Role, name, one, two string) []string {
	named := 23
	if width < 78 {
		named = 17
	}
	column := max((width-named-2)/2, 8)
	names, left, right := term.Wrap(name, named), term.Wrap(v.look.SafeLine(one), column), term.Wrap(v.look.SafeLine(two), column)
	var lines []string
	for i := range max(len(names), len(left), len(right)) {
		lines = append(lines, v.look.Render(term.Dim, v.look.Fit(lineAt(names, i), named))+" "+
			v.look.Render(role, v.look.Fit(lineAt(left, i), column)+" "+v.look.Cut(lineAt(right, i), column)))
	}
	return lines
}

// lineAt is a line, blank where there are not so many.
func lineAt(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// notHere says why the record in hand cannot be linked.
func (p *others) notHere(a *App) string {
	if len(p.rows) == 0 {
		return "there is no record to link"
	}
	if may := p.mayBe(); may != nil {
		return a.look.SafeLine("that record is of " + may.Person + ", who only may be the same individual: criterion 4 asks, with y and n")
	}
	i := -1
	if p.at < p.here {
		i = a.at(p.row().Number)
	}
	return a.look.SafeLine(a.incident.WhyNotLink(i))
}

// at is where a record of this case is among its items, -1 where it is not.
func (a *App) at(n store.Number) int {
	return slices.IndexFunc(a.incident.Items, func(i store.Item) bool { return i.Number == n })
}

// link asks whether the record in hand is of the same event as this one, and
// answers so.
func (a *App) link() tea.Cmd {
	one, two := a.incident.Key().Incident, a.others.row().Key.Incident
	linking := a.sit.Linking(a.incident, a.at(a.others.row().Number))
	body := []string{a.look.SafeLine("Do " + one + " and " + two + " describe the same event?")}
	for _, said := range linking.Beside() {
		body = append(body, a.look.SafeLine(said))
	}
	a.openDialog(&dialog{
		asks:  true,
		title: "Link two records as one event",
		body:  append(body, "They then count as one incident for the test. z takes the link back."),
		accept: func(a *App, _ string) tea.Cmd {
			a.dialog = nil
			a.leave()
			return a.answer(linking)
		},
	}, "")
	return nil
}

// unlink answers that this record is of no other's event.
func (a *App) unlink() tea.Cmd {
	a.leave()
	return a.answerWith(model.SameEventAs, "")
}

// notLinked says why there is no link of this record to take away.
func notLinked(a *App) string { return a.incident.WhyNotUnlink() }

// openOther opens the record in hand.
func (a *App) openOther() tea.Cmd { return a.open(a.others.row().Number, status{}) }
