package review

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/report"
	"gd8/ui/review/desk"
	"gd8/ui/review/incident"
	"gd8/ui/review/worklist"
	"gd8/ui/session"
	"gd8/ui/term"
)

// opening is what is said at the start of a sitting, over the lower part of
// the queue.
type opening struct {
	*desk.Desk
	queue  *worklist.List
	review *incident.Review
	said   *session.Opening
}

// openOpening says what there is to say, where there is anything.
func (o *opening) openOpening() tea.Cmd {
	sit := o.Sit
	return o.Ask(desk.OnChange, 0, nil, func() (func() tea.Cmd, error) {
		said, err := sit.Opening()
		return func() tea.Cmd {
			if said == nil {
				return nil
			}
			if o.Status.Role == term.Dim { // the box says it
				o.Status = desk.Status{}
			}
			o.said = said
			o.Enter(desk.InOpening)
			return nil
		}, err
	})
}

// openingKeys are those of the start of a sitting. Every other key is the
// queue's, which is in sight: it closes the box and acts there.
func (o *opening) openingKeys() desk.Table {
	return desk.Table{Name: "The start of a sitting", Actions: []desk.Action{
		{Keys: []string{"enter"}, Does: "go on where the last sitting stopped", Footer: desk.Always, FooterLabel: "go on", Do: o.goOn},
		o.MenuKey(), o.HelpKey(),
		{Keys: []string{"esc"}, Does: "to the queue", Footer: desk.Always, FooterLabel: "queue", Do: desk.Do(o.Leave)},
	}}
}

// goOn opens the incident at which the last sitting stopped; where it is done,
// the queue.
func (o *opening) goOn() tea.Cmd {
	o.Leave()
	if row := o.said.Stopped; row != nil {
		return o.review.OpenIncident(row.Number, desk.Status{})
	}
	return nil
}

// view draws the queue over the box: the row in hand is in sight, and where there
// is room the incident under the cursor.
func (o *opening) view() []string {
	l := o.Layout
	width := l.Width - 4
	lines := o.lines(width, max(l.Body-5, 8))
	lines[0] = term.CursorMark + lines[0]
	const edges = 2 // of the box
	body := desk.Exactly(o.queue.ViewIn(l.Body-len(lines)-edges), l.Body)
	return o.Boxed("Where things stand", body, lines, width)
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
	lines := o.Paragraph(term.Text, o.Look.SafeLine(o.Sit.DescribeStopped(o.said)), width)
	last := o.Paragraph(term.Dim, o.Look.SafeLine(o.describeNext()), width)
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
		lines = append(lines, p.lines(&o.Canvas, width)...)
	}
	return append(lines, last...)
}

// lowBody is under how many lines of body each item gets one line only.
const lowBody = 16

func (o *opening) parts(width int) []*part {
	most := 2 // lines of an item
	if o.Layout.Body < lowBody {
		most = 1
	}
	lapsed, due := &part{heading: o.said.DescribeLapsed()}, &part{heading: o.said.DescribeDue()}
	for i := range o.said.Since.Lapsed {
		said := o.Look.SafeLine(o.Sit.LapseOf(&o.said.Since.Lapsed[i]))
		lapsed.items = append(lapsed.items, o.Shorten(o.Hanging(term.Text, "  ", said, width), most, width))
	}
	for i := range o.said.Due {
		said := o.Look.SafeLine(report.WaitingFor(&o.said.Due[i]).String())
		due.items = append(due.items, []string{o.Look.Cut("  "+said, width)})
	}
	return []*part{lapsed, due}
}

func (p *part) lines(v *desk.Canvas, width int) []string {
	if p.heading == "" {
		return nil
	}
	heading := p.heading
	if p.shown > 0 && p.shown < len(p.items) {
		heading += fmt.Sprintf("; the first %d:", p.shown)
	}
	lines := []string{v.Look.Render(term.Title, v.Look.Cut(heading, width))}
	for _, item := range p.items[:p.shown] {
		lines = append(lines, item...)
	}
	return lines
}

// describeNext says what the keys do.
func (o *opening) describeNext() string {
	if row := o.said.Stopped; row != nil {
		return "enter goes on at " + row.Key.Incident + "; any other key acts in the queue."
	}
	return "enter goes on in the queue; any other key acts there at once."
}
