package individual

import (
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store"
	"gd8/ui/report"
	"gd8/ui/review/desk"
	"gd8/ui/review/incident"
	"gd8/ui/review/panes"
	"gd8/ui/session"
	"gd8/ui/term"
)

// Others is the panel of the individual's other records, here and under other
// applications, beside the one in hand; apart from them are those of whoever
// may be the same individual.
type Others struct {
	*desk.Desk
	Review *incident.Review
	Facts  *panes.Facts
	at     int
	rows   []store.Row // those of this case first
	here   int         // how many of them are of this case
	own    int         // how many are this individual's
	may    []*session.Alike
	of     []int // beside rows from own on: whose of may they are
	top    int   // the first line of the comparison in sight
	height int   // how many are
}

func (p *Others) openOthers() tea.Cmd {
	in, s := p.Incident, p.Sit.Store()
	var numbers []store.Number
	for i := range in.Items {
		if i != in.At {
			numbers = append(numbers, in.Items[i].Number)
		}
	}
	sit := p.Sit
	return p.Ask(desk.OnChange, in.Number, nil, func() (func() tea.Cmd, error) {
		rows, err := s.Rows(numbers)
		if err != nil {
			return nil, err
		}
		found := Others{Desk: p.Desk, Review: p.Review, Facts: p.Facts, rows: append(rows, in.Elsewhere...), here: len(rows), own: len(rows) + len(in.Elsewhere)}
		found.may, err = sit.MayBeSame(in)
		for k, one := range found.may {
			for _, row := range one.Other.Records {
				found.rows, found.of = append(found.rows, row), append(found.of, k)
			}
		}
		return func() tea.Cmd {
			*p = found
			p.Enter(desk.InOthers)
			return nil
		}, err
	})
}

func (p *Others) move(by int) {
	p.at, p.top = min(max(p.at+by, 0), len(p.rows)-1), 0
}

// scroll moves the lines of the comparison in sight by pages.
func (p *Others) scroll(pages int) { p.top = max(p.top+pages*max(p.height-1, 1), 0) }

// row is the record in hand.
func (p *Others) row() store.Row { return p.rows[p.at] }

// View draws this record and the one in hand side by side, under the list.
func (p *Others) View(width, height int) []string {
	in := p.Incident
	lines := []string{p.Look.Render(term.Title, "Other records of "+p.Look.SafeLine(in.Key().Person)+" beside "+p.Look.SafeLine(in.Key().Incident))}
	room := max(height/3, 2)
	from := min(max(p.at-room/2, 0), max(len(p.rows)-room, 0))
	if p.own == 0 {
		lines = append(lines, p.Look.Render(term.Dim, "This individual has no other record."))
	}
	for i := from; i < min(from+room, len(p.rows)); i++ {
		if i == max(p.own, from) {
			lines = append(lines, p.Look.Render(term.Warning, p.Look.Cut(mayBeHeading, width)))
		}
		lines = append(lines, p.line(i, width))
	}
	lines = append(lines, "")
	facts := p.compare(width)
	lines = append(lines, facts[0]) // which record is which stays in sight
	facts = facts[1:]
	p.height = max(height-len(lines), 1)
	p.top = max(min(p.top, len(facts)-p.height), 0)
	if more := len(facts) - p.top - p.height; more > 0 {
		p.height = max(p.height-1, 1)
		lines = append(lines, facts[p.top:p.top+p.height]...)
		return desk.Indent(append(lines, p.Look.Render(term.Dim, fmt.Sprintf("%s %s more, pgdn", p.Look.Symbols.Down, report.Counted(more+1, "line")))))
	}
	return desk.Indent(append(lines, facts[p.top:]...))
}

// mayBeHeading stands above the records of who may be the same individual.
const mayBeHeading = "May be the same individual, not counted; criterion 4 asks"

// mayBe is the individual of the record in hand, where that is one who may be
// the same; else nil.
func (p *Others) mayBe() *session.Alike {
	if p.at < p.own {
		return nil
	}
	return p.may[p.of[p.at-p.own]]
}

func (p *Others) line(i, width int) string {
	r := p.rows[i]
	mark := p.Look.Symbols.NoCursor
	if i == p.at {
		mark = p.InHandOn(desk.InOthers)
	}
	where := "here"
	if i >= p.own {
		where = "of " + p.Look.SafeLine(r.Key.Person)
	} else if i >= p.here {
		where = "under " + p.Look.SafeLine(r.Key.Application)
	} else if p.sameEvent(r.Number) {
		where = "here, same event"
	}
	text := mark + " " + p.Look.Fit(p.Look.SafeLine(r.Key.Incident), 13) + "  "
	if width < 78 {
		text += fmt.Sprintf("%s  %s  %s", p.Look.Fit(where, 16), p.Look.Fit(r.IncidentDate.Short(), 11), r.State.Title())
	} else {
		text += fmt.Sprintf("%s  %s  %s  %s", p.Look.Fit(where, 20), p.Look.Fit(r.IncidentDate.Short(), 11), p.Look.Fit(report.Outcome(r.Outcome), 3), r.State.Title())
	}
	text = p.Look.Cut(text, width)
	if i == p.at {
		return p.Look.Render(term.Selected, p.Look.Fit(text, width))
	}
	return text
}

// sameEvent reports whether a record of this case describes the event of the
// one under review.
func (p *Others) sameEvent(n store.Number) bool {
	i := p.indexOf(n)
	return i >= 0 && p.Incident.Case.SameEvent(p.Incident.At, i)
}

// compare sets the facts of both records side by side, under a line that names
// them: those that differ first. Those of a record elsewhere are the ones its
// queue row has.
func (p *Others) compare(width int) []string {
	in, r := p.Incident, p.row()
	if may := p.mayBe(); may != nil {
		return append([]string{p.Look.Render(term.Title, p.Look.Cut(p.Look.SafeLine(may.Asks()), width))}, p.Compared(&may.Beside, "", width)...)
	}
	own := in.Facts()
	lines := p.SideBySide(width, term.Title, "", in.Key().Incident, r.Key.Incident)
	if p.at >= p.here {
		for _, c := range [][3]string{
			{model.Offence.Title(), own.Show(model.Offence), r.Offence},
			{model.IncidentDate.Title(), own.Show(model.IncidentDate), r.IncidentDate.String()},
			{"Age then", report.Age(own.AgeThen()), report.Age(r.AgeThen)},
			{model.OutcomeCode.Title(), own.Show(model.OutcomeCode), r.Outcome.String()},
			{"AT2 discard", in.Assessment.Verdict.Title(), r.Verdict.Title()},
			{"State", in.Item().State.Title(), r.State.Title()},
		} {
			lines = append(lines, p.SideBySide(width, term.Text, c[0], c[1], c[2])...)
		}
		return lines
	}
	other := in.Case.Facts(p.indexOf(r.Number))
	var alike []string
	for _, f := range panes.FactOrder {
		one, two := own.Show(f), other.Show(f)
		switch {
		case f.IsKey() || one == "not recorded" && two == one:
		case one == two:
			alike = append(alike, p.SideBySide(width, term.Dim, f.Title(), one, "the same")...)
		default:
			lines = append(lines, p.SideBySide(width, term.Text, f.Title(), one, two)...)
		}
	}
	return append(lines, alike...)
}

// notHere says why the record in hand cannot be linked.
func (p *Others) notHere() string {
	if len(p.rows) == 0 {
		return "there is no record to link"
	}
	if may := p.mayBe(); may != nil {
		return p.Look.SafeLine("that record is of " + may.Person + ", who only may be the same individual: criterion 4 asks, with y and n")
	}
	i := -1
	if p.at < p.here {
		i = p.indexOf(p.row().Number)
	}
	return p.Look.SafeLine(p.Incident.WhyNotLink(i))
}

// indexOf is where a record of this case is among its items, -1 where it is not.
func (p *Others) indexOf(n store.Number) int {
	return slices.IndexFunc(p.Incident.Items, func(i store.Item) bool { return i.Number == n })
}

// link asks whether the record in hand is of the same event as this one, and
// answers so.
func (p *Others) link() tea.Cmd {
	one, two := p.Incident.Key().Incident, p.row().Key.Incident
	linking := p.Sit.Linking(p.Incident, p.indexOf(p.row().Number))
	body := []string{p.Look.SafeLine("Do " + one + " and " + two + " describe the same event?")}
	for _, said := range linking.Beside() {
		body = append(body, p.Look.SafeLine(said))
	}
	p.OpenDialog(&desk.Dialog{
		Asks:  true,
		Title: "Link two records as one event",
		Body:  append(body, "They then count as one incident for the test. z takes the link back."),
		Accept: func(string) tea.Cmd {
			p.Dialog = nil
			p.Leave()
			return p.Review.Answer(linking)
		},
	}, "")
	return nil
}

// unlink answers that this record is of no other's event.
func (p *Others) unlink() tea.Cmd {
	p.Leave()
	return p.Review.AnswerWith(model.SameEventAs, "")
}

// notLinked says why there is no link of this record to take away.
func (p *Others) notLinked() string { return p.Incident.WhyNotUnlink() }

// openOther opens the record in hand.
func (p *Others) openOther() tea.Cmd { return p.Review.OpenIncident(p.row().Number, desk.Status{}) }

// Action opens them.
func (p *Others) Action() desk.Action {
	return desk.Action{Keys: []string{"p"}, Does: "other records of the individual, and who may be the same", DisabledReason: p.Facts.NoOthers, Do: p.openOthers}
}

// Keys are the keys of the panel.
func (p *Others) Keys() desk.Table {
	return desk.Table{Name: "Other records of the individual", Actions: []desk.Action{
		{Keys: []string{"enter"}, Does: "review it", Footer: desk.Always, Do: p.openOther},
		{Keys: []string{"l"}, Does: "link as one event", Footer: desk.Always, DisabledReason: func() string { return p.notHere() }, Do: p.link},
		{Keys: []string{"u"}, Does: "unlink this record", Footer: desk.Always, DisabledReason: p.notLinked, Do: p.unlink},
		{Keys: []string{"j", "down"}, Does: "next record", Footer: desk.IfRoom, FooterKeys: "j k", FooterLabel: "choose", Do: desk.Do(func() { p.move(1) })},
		{Keys: []string{"k", "up"}, Does: "previous record", Do: desk.Do(func() { p.move(-1) })},
		{Keys: []string{"pgdown", " "}, Label: "pgdn", Does: "a page of facts on", Do: desk.Do(func() { p.scroll(1) })},
		{Keys: []string{"pgup"}, Does: "a page of facts back", Do: desk.Do(func() { p.scroll(-1) })},
		p.CloseKey("back", p.Leave), p.MenuKey(), p.HelpKey(),
	}}
}
