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
type opening struct {
	*desk
	queue  *queueList
	review *reviewing
	said   *session.Opening
}

// openOpening says what there is to say, where there is anything.
func (o *opening) openOpening() tea.Cmd {
	sit := o.sit
	return o.ask(onChange, 0, nil, func() (func() tea.Cmd, error) {
		said, err := sit.Opening()
		return func() tea.Cmd {
			if said == nil {
				return nil
			}
			if o.status.role == term.Dim { // the box says it
				o.status = status{}
			}
			o.said = said
			o.enter(inOpening)
			return nil
		}, err
	})
}

// openingKeys are those of the start of a sitting. Every other key is the
// queue's, which is in sight: it closes the box and acts there.
func (o *opening) openingKeys() table {
	return table{name: "The start of a sitting", actions: []action{
		{keys: []string{"enter"}, does: "go on where the last sitting stopped", footer: always, footerLabel: "go on", do: o.goOn},
		o.menuKey(), o.helpKey(),
		{keys: []string{"esc"}, does: "to the queue", footer: always, footerLabel: "queue", do: do(o.leave)},
	}}
}

// goOn opens the incident at which the last sitting stopped; where it is done,
// the queue.
func (o *opening) goOn() tea.Cmd {
	o.leave()
	if row := o.said.Stopped; row != nil {
		return o.review.open(row.Number, status{})
	}
	return nil
}

// view draws the queue with the box over it.
func (o *opening) view() []string {
	l := o.layout
	width := l.width - 4
	lines := o.lines(width, max(l.body-5, 8))
	lines[0] = term.CursorMark + lines[0]
	body := exactly(o.queue.view(), l.body)
	return o.boxed("Where things stand", body, lines, width)
}

// part is one of the lists of the box: its heading, its items in lines, and how
// many of them there is room for.
type part struct {
	heading string
	items   [][]string
	shown   int
}

// lines are what there is to say, as much of it as there is room for.
func (o *opening) lines(width, room int) []string {
	lines := o.paragraph(term.Text, o.look.SafeLine(o.sit.StoppedSaid(o.said)), width)
	last := o.paragraph(term.Dim, o.look.SafeLine(o.nextSaid()), width)
	parts := o.parts(width)
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
		lines = append(lines, p.lines(&o.canvas, width)...)
	}
	return append(lines, last...)
}

// lowBody is under how many lines of body each item gets one line only.
const lowBody = 16

func (o *opening) parts(width int) []*part {
	most := 2 // lines of an item
	if o.layout.body < lowBody {
		most = 1
	}
	lapsed, due := &part{heading: o.said.LapsedSaid()}, &part{heading: o.said.DueSaid()}
	for i := range o.said.Since.Lapsed {
		said := o.look.SafeLine(o.sit.LapseOf(&o.said.Since.Lapsed[i]))
		lapsed.items = append(lapsed.items, o.shorten(o.hanging(term.Text, "  ", said, width), most, width))
	}
	for i := range o.said.Due {
		said := o.look.SafeLine(report.WaitingFor(&o.said.Due[i]).String())
		due.items = append(due.items, []string{o.look.Cut("  "+said, width)})
	}
	return []*part{lapsed, due}
}

func (p *part) lines(v *canvas, width int) []string {
	if p.heading == "" {
		return nil
	}
	heading := p.heading
	if p.shown > 0 && p.shown < len(p.items) {
		heading += fmt.Sprintf("; the first %d:", p.shown)
	}
	lines := []string{v.look.Render(term.Title, v.look.Cut(heading, width))}
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
