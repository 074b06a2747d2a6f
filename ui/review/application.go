package review

import (
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store"
	"gd8/ui/report"
	"gd8/ui/term"
)

// application is the screen of an application as a whole: its individuals with
// all their hits, what is decided and what is left.
type application struct {
	*desk
	queue  *queueList
	review *reviewing
	told   *report.Application
	hits   []applicationHit
	at     int // the hit in hand
	top    int // the first line of the list in sight
	height int // how many are
	width  int // that the lines were made for
	lines  []string
	first  []int // the first line of each hit
}

// applicationHit is one hit of an application, whose individual is the who-th.
type applicationHit struct {
	who    int
	number store.Number
	told   report.Block
}

// openApplication opens the application of the record in hand.
func (p *application) openApplication() tea.Cmd {
	key, at, sit := p.keyInHand(), p.numberInHand(), p.sit
	return p.ask(onChange, at, nil, func() (func() tea.Cmd, error) {
		told, err := sit.Application(key)
		return func() tea.Cmd {
			p.take(told, at)
			p.enter(inApplication)
			return nil
		}, err
	})
}

// take takes in an application, with a record in hand.
func (p *application) take(told *report.Application, n store.Number) {
	p.told, p.hits, p.at, p.top, p.width = told, nil, 0, 0, 0
	for who, d := range told.Individuals {
		for i, hit := range told.Individual(who).Below {
			if d.Items[i].Number == n {
				p.at = len(p.hits)
			}
			p.hits = append(p.hits, applicationHit{who, d.Items[i].Number, hit})
		}
	}
}

// numberInHand is the record under review, in the queue that under the cursor.
func (p *application) numberInHand() store.Number {
	if p.base() == inReview {
		return p.incident.Number
	}
	return p.queue.cursor
}

func (p *application) keyInHand() model.Key {
	if p.base() == inReview {
		return p.incident.Key()
	}
	return p.queue.rows[p.queue.cursor].Key
}

// noApplication says why there is no record whose application could be shown.
func (p *application) noApplication() string {
	if why := p.notInSecond(); why != "" {
		return why
	}
	if p.base() == inReview {
		return ""
	}
	if _, ok := p.queue.rows[p.queue.cursor]; !ok {
		return "no incident is in hand; tab goes to the next filter"
	}
	return ""
}

func (p *application) applicationKey() action {
	return action{keys: []string{"A"}, does: "the application as a whole", disabledReason: p.noApplication, do: p.openApplication}
}

func (p *application) applicationKeys() table {
	move := func(by func(p *application) int) func() tea.Cmd {
		return do(func() { p.move(by(p)) })
	}
	return table{name: "An application as a whole", actions: []action{
		{keys: []string{"enter"}, does: "review the hit", footer: always, do: func() tea.Cmd {
			n := p.hits[p.at].number
			p.leave()
			return p.review.open(n, status{})
		}},
		{keys: []string{"j", "down"}, does: "next hit", footer: ifRoom, footerKeys: "j k", footerLabel: "choose", do: move(func(*application) int { return 1 })},
		{keys: []string{"k", "up"}, does: "previous hit", do: move(func(*application) int { return -1 })},
		{keys: []string{"pgdown", " "}, label: "pgdn", does: "a page on", do: do(func() { p.page(1) })},
		{keys: []string{"pgup"}, does: "a page back", do: do(func() { p.page(-1) })},
		{keys: []string{"g", "home"}, does: "first hit", do: move(func(p *application) int { return -len(p.hits) })},
		{keys: []string{"G", "end"}, does: "last hit", do: move(func(p *application) int { return len(p.hits) })},
		p.closeKey("back", p.leave), p.menuKey(), p.helpKey(),
	}}
}

func (p *application) move(by int) { p.at = min(max(p.at+by, 0), len(p.hits)-1) }

// page moves to the first hit a page on or back.
func (p *application) page(by int) {
	line, at := p.first[p.at]+by*max(p.height-1, 1), p.at
	for p.at+by >= 0 && p.at+by < len(p.hits) && (p.first[p.at]-line)*by < 0 {
		p.at += by
	}
	if p.at == at {
		p.move(by)
	}
}

// view draws how the application stands over the list of its hits.
func (p *application) view() []string {
	width := p.layout.width - 2
	head := p.hanging(term.Title, "", p.look.SafeLine(p.told.Head().String()), width)
	for _, b := range []report.Block{p.told.Progress(), p.told.Record()} {
		role, mark := term.Text, ""
		if b.Warns {
			role, mark = term.Warning, p.look.Symbols.Warning+" "
		}
		head = append(head, p.hanging(role, mark, p.look.SafeLine(b.String()), width)...)
	}
	if p.width != width {
		p.lay(width)
	}
	p.height = max(p.layout.body-len(head)-1, 1)
	p.show()
	from, to := p.top, min(p.top+p.height, len(p.lines))
	said := fmt.Sprintf("hit %d of %d", p.at+1, len(p.hits))
	if len(p.lines) > p.height {
		said += fmt.Sprintf(", lines %d to %d of %d", from+1, to, len(p.lines))
	}
	lines := append(indent(head), p.rule(said))
	list := slices.Clone(p.lines)
	for i, text := range p.hitLines(p.at, term.Selected, p.inHandOn(inApplication)) {
		list[p.first[p.at]+i] = text
	}
	return append(lines, indent(list[from:to])...)
}

// hitLines are the lines that say how a hit stands.
func (p *application) hitLines(k int, role term.Role, mark string) []string {
	return p.hanging(role, mark+" ", p.look.SafeLine(p.hits[k].told.String()), p.width)
}

// show scrolls so that the hit in hand is in sight whole, its individual's name
// too where it is the first.
func (p *application) show() {
	first, end := p.first[p.at], len(p.lines)
	if p.at+1 < len(p.first) {
		end = p.first[p.at+1]
	}
	if p.at == 0 || p.hits[p.at-1].who != p.hits[p.at].who {
		first = max(first-1, 0)
	}
	p.top = min(max(p.top, end-p.height), first)
	p.top = max(min(p.top, len(p.lines)-p.height), 0)
}

// lay makes the lines of the list for a width.
func (p *application) lay(width int) {
	p.width, p.lines, p.first = width, nil, nil
	for k, hit := range p.hits {
		if k == 0 || p.hits[k-1].who != hit.who {
			who := p.told.Individual(hit.who)
			p.lines = append(p.lines, p.hanging(term.Title, "", p.look.SafeLine(who.String()), width)...)
		}
		p.first = append(p.first, len(p.lines))
		role := term.Text
		if hit.told.Warns {
			role = term.Warning
		}
		p.lines = append(p.lines, p.hitLines(k, role, p.look.Symbols.NoCursor)...)
		p.lines = append(p.lines, indent(indent(indent(indent(p.tellBelow(hit.told.Below, width-4)))))...)
	}
}
