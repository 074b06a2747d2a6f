package review

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/report"
	"gd8/ui/session"
	"gd8/ui/term"
)

// opening is what is said at the start of a sitting, over the lower part of
// the queue.
type opening struct{ said *session.Opening }

// openOpening says what there is to say, where there is anything.
func (a *App) openOpening() tea.Cmd {
	sit := a.sit
	return a.ask(onChange, 0, nil, func() (func(*App) tea.Cmd, error) {
		said, err := sit.Opening()
		return func(a *App) tea.Cmd {
			if said == nil {
				return nil
			}
			if a.status.role == term.Dim { // the box says it
				a.status = status{}
			}
			a.opening = opening{said}
			a.enter(inOpening)
			return nil
		}, err
	})
}

// openingKeys are those of the start of a sitting. Every other key is the
// queue's, which is in sight: it closes the box and acts there.
func openingKeys() table {
	return table{name: "The start of a sitting", actions: []action{
		{keys: []string{"enter"}, does: "go on where the last sitting stopped", footer: always, footerLabel: "go on", do: (*App).goOn},
		menuKey(), helpKey(),
		{keys: []string{"esc"}, does: "to the queue", footer: always, footerLabel: "queue", do: do(func(a *App) { a.leave() })},
	}}
}

// goOn opens the incident at which the last sitting stopped; where it is done,
// the queue.
func (a *App) goOn() tea.Cmd {
	a.leave()
	if row := a.opening.said.Stopped; row != nil {
		return a.open(row.Number, status{})
	}
	return nil
}

// view draws the queue with the box over it.
func (o *opening) view(a *App) []string {
	l := a.layout
	width := l.width - 4
	lines := o.lines(a, width, max(l.body-5, 8))
	lines[0] = term.CursorMark + lines[0]
	body := exactly(a.queue.view(a), l.body)
	return a.boxed("Where things stand", body, lines, width)
}

// part is one of the lists of the box: its heading, its items in lines, and how
// many of them there is room for.
type part struct {
	heading string
	items   [][]string
	shown   int
}

// lines are what there is to say, as much of it as there is room for.
func (o *opening) lines(a *App, width, room int) []string {
	lines := a.paragraph(term.Text, a.look.SafeLine(a.sit.StoppedSaid(o.said)), width)
	last := a.paragraph(term.Dim, a.look.SafeLine(o.nextSaid()), width)
	parts := o.parts(a, width)
	room -= len(lines) + len(last)
	for _, p := range parts {
		if p.heading != "" {
			room--
		}
	}
	for grown := true; grown; { // by turns, so that neither list crowds out the other
		grown = false
		for _, p := range parts {
			if p.shown < len(p.items) && len(p.items[p.shown]) <= room {
				room -= len(p.items[p.shown])
				p.shown++
				grown = true
			}
		}
	}
	for _, p := range parts {
		lines = append(lines, p.lines(a, width)...)
	}
	return append(lines, last...)
}

// lowBody is under how many lines of body each item gets one line only.
const lowBody = 16

func (o *opening) parts(a *App, width int) []*part {
	most := 2 // lines of an item
	if a.layout.body < lowBody {
		most = 1
	}
	lapsed, due := &part{heading: o.said.LapsedSaid()}, &part{heading: o.said.DueSaid()}
	for i := range o.said.Since.Lapsed {
		said := a.look.SafeLine(a.sit.LapseOf(&o.said.Since.Lapsed[i]))
		lapsed.items = append(lapsed.items, a.shorten(a.hanging(term.Text, "  ", said, width), most, width))
	}
	for i := range o.said.Due {
		said := a.look.SafeLine(report.WaitingFor(&o.said.Due[i]).String())
		due.items = append(due.items, []string{a.look.Cut("  "+said, width)})
	}
	return []*part{lapsed, due}
}

func (p *part) lines(a *App, width int) []string {
	if p.heading == "" {
		return nil
	}
	heading := p.heading
	if p.shown > 0 && p.shown < len(p.items) {
		heading += fmt.Sprintf("; the first %d:", p.shown)
	}
	lines := []string{a.look.Render(term.Title, a.look.Cut(heading, width))}
	for _, item := range p.items[:p.shown] {
		lines = append(lines, item...)
	}
	return lines
}

// nextSaid says what the keys do.
func (o *opening) nextSaid() string {
	if row := o.said.Stopped; row != nil {
		return "enter goes on at " + row.Key.Incident + "; any other key acts in the queue."
	}
	return "enter goes on in the queue; any other key acts there at once."
}
