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
	"gd8/ui/review/worklist"
	"gd8/ui/term"
)

// Application is the screen of an application as a whole: its individuals with
// all their hits, what is decided and what is left.
type Application struct {
	*desk.Desk
	Queue  *worklist.List
	Review *incident.Review
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
func (p *Application) openApplication() tea.Cmd {
	key, at, sit := p.keyInHand(), p.numberInHand(), p.Sit
	return p.Ask(desk.OnChange, at, nil, func() (func() tea.Cmd, error) {
		told, err := sit.Application(key)
		return func() tea.Cmd {
			p.take(told, at)
			p.Enter(desk.InApplication)
			return nil
		}, err
	})
}

// take takes in an application, with a record in hand.
func (p *Application) take(told *report.Application, n store.Number) {
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
func (p *Application) numberInHand() store.Number {
	if p.Base() == desk.InReview {
		return p.Incident.Number
	}
	return p.Queue.Cursor
}

func (p *Application) keyInHand() model.Key {
	if p.Base() == desk.InReview {
		return p.Incident.Key()
	}
	return p.Queue.Rows[p.Queue.Cursor].Key
}

// noApplication says why there is no record whose application could be shown.
func (p *Application) noApplication() string {
	if why := p.NotInSecond(); why != "" {
		return why
	}
	if p.Base() == desk.InReview {
		return ""
	}
	if _, ok := p.Queue.Rows[p.Queue.Cursor]; !ok {
		return "no incident is in hand; tab goes to the next filter"
	}
	return ""
}

// Action opens it.
func (p *Application) Action() desk.Action {
	return desk.Action{Keys: []string{"A"}, Does: "the application as a whole", DisabledReason: p.noApplication, Do: p.openApplication}
}

// Keys are the keys of the screen.
func (p *Application) Keys() desk.Table {
	move := func(by func(p *Application) int) func() tea.Cmd {
		return desk.Do(func() { p.move(by(p)) })
	}
	return desk.Table{Name: "An application as a whole", Actions: []desk.Action{
		{Keys: []string{"enter"}, Does: "review the hit", Footer: desk.Always, Do: func() tea.Cmd {
			n := p.hits[p.at].number
			p.Leave()
			return p.Review.OpenIncident(n, desk.Status{})
		}},
		{Keys: []string{"j", "down"}, Does: "next hit", Footer: desk.IfRoom, FooterKeys: "j k", FooterLabel: "choose", Do: move(func(*Application) int { return 1 })},
		{Keys: []string{"k", "up"}, Does: "previous hit", Do: move(func(*Application) int { return -1 })},
		{Keys: []string{"pgdown", " "}, Label: "pgdn", Does: "a page on", Do: desk.Do(func() { p.page(1) })},
		{Keys: []string{"pgup"}, Does: "a page back", Do: desk.Do(func() { p.page(-1) })},
		{Keys: []string{"g", "home"}, Does: "first hit", Do: move(func(p *Application) int { return -len(p.hits) })},
		{Keys: []string{"G", "end"}, Does: "last hit", Do: move(func(p *Application) int { return len(p.hits) })},
		p.CloseKey("back", p.Leave), p.MenuKey(), p.HelpKey(),
	}}
}

func (p *Application) move(by int) { p.at = min(max(p.at+by, 0), len(p.hits)-1) }

// page moves to the first hit a page on or back.
func (p *Application) page(by int) {
	line, at := p.first[p.at]+by*max(p.height-1, 1), p.at
	for p.at+by >= 0 && p.at+by < len(p.hits) && (p.first[p.at]-line)*by < 0 {
		p.at += by
	}
	if p.at == at {
		p.move(by)
	}
}

// View draws how the application stands over the list of its hits.
func (p *Application) View() []string {
	width := p.Layout.Width - 2
	head := p.Hanging(term.Title, "", p.Look.SafeLine(p.told.Head().String()), width)
	for _, b := range []report.Block{p.told.Progress(), p.told.Record()} {
		role, mark := term.Text, ""
		if b.Warns {
			role, mark = term.Warning, p.Look.Symbols.Warning+" "
		}
		head = append(head, p.Hanging(role, mark, p.Look.SafeLine(b.String()), width)...)
	}
	if p.width != width {
		p.lay(width)
	}
	p.height = max(p.Layout.Body-len(head)-1, 1)
	p.show()
	from, to := p.top, min(p.top+p.height, len(p.lines))
	said := fmt.Sprintf("hit %d of %d", p.at+1, len(p.hits))
	if len(p.lines) > p.height {
		said += fmt.Sprintf(", lines %d to %d of %d", from+1, to, len(p.lines))
	}
	lines := append(desk.Indent(head), p.Rule(said))
	list := slices.Clone(p.lines)
	for i, text := range p.hitLines(p.at, term.Selected, p.InHandOn(desk.InApplication)) {
		list[p.first[p.at]+i] = text
	}
	return append(lines, desk.Indent(list[from:to])...)
}

// hitLines are the lines that say how a hit stands.
func (p *Application) hitLines(k int, role term.Role, mark string) []string {
	return p.Hanging(role, mark+" ", p.Look.SafeLine(p.hits[k].told.String()), p.width)
}

// show scrolls so that the hit in hand is in sight whole, its individual's name
// too where it is the first.
func (p *Application) show() {
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
func (p *Application) lay(width int) {
	p.width, p.lines, p.first = width, nil, nil
	for k, hit := range p.hits {
		if k == 0 || p.hits[k-1].who != hit.who {
			who := p.told.Individual(hit.who)
			p.lines = append(p.lines, p.Hanging(term.Title, "", p.Look.SafeLine(who.String()), width)...)
		}
		p.first = append(p.first, len(p.lines))
		role := term.Text
		if hit.told.Warns {
			role = term.Warning
		}
		p.lines = append(p.lines, p.hitLines(k, role, p.Look.Symbols.NoCursor)...)
		p.lines = append(p.lines, desk.Indent(desk.Indent(desk.Indent(desk.Indent(p.TellBelow(hit.told.Below, width-4)))))...)
	}
}
