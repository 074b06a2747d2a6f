package panes

import (
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/ui/report"
	"gd8/ui/review/desk"
	"gd8/ui/session"
	"gd8/ui/term"
)

// Facts is the pane of what is recorded about the incident in hand: the summary
// first, then each fact, source and officer's answer side by side where they
// differ. Facts that are not recorded are one line, which opens.
type Facts struct {
	*desk.Desk
	Focused bool
	Open    bool        // those that are not recorded are listed too
	On      model.Field // the fact in hand; NoField: the line of those not recorded
	Top     int         // the first line in sight
	height  int         // how many are

	of     *session.Incident // what lines was made of
	width  int
	opened bool
	Order  []model.Field // as listed; NoField is the line of those not recorded
	lines  []factLine
	reading
}

// factsWidth is the width in which the facts are drawn beside a rationale, or in
// its place.
func (p *Facts) factsWidth() int {
	if p.Layout.Width >= desk.FactsByText {
		return p.Layout.Left
	}
	return p.Layout.Width - 2
}

// noFact is the place of what stands above the facts and is none.
const noFact = -1

// factLine is one line of the pane and the fact it belongs to, by its place in
// the order.
type factLine struct {
	fact int
	text string
}

// FactOrder is the order in which an officer reads the facts: what happened
// and when, then the answers, and last what heads the screen anyway.
var FactOrder = func() []model.Field {
	first := []model.Field{
		model.Summary, model.Offence, model.IncidentDate, model.OutcomeCode, model.OutcomeDate, model.SameEventAs,
	}
	last := []model.Field{
		model.Grading, model.SourceSystem, model.PersonName, model.PersonRole, model.DateOfBirth, model.Involvement,
		model.ApplicationType, model.Workforce, model.DueDate,
		model.ApplicationRef, model.PersonRef, model.IncidentRef,
	}
	listed := model.SetOf(append(first, last...)...)
	for _, f := range model.Fields() {
		if !listed.Has(f) && !f.IsKey() {
			first = append(first, f)
		}
	}
	return append(first, last...)
}()

// Field is the fact in hand; NoField where it is the line of those that are
// not recorded.
func (p *Facts) Field() model.Field { return p.On }

// at is the place of the fact in hand.
func (p *Facts) at() int { return max(slices.Index(p.Order, p.On), 0) }

// Reset shows another incident from its first fact on.
func (p *Facts) Reset() {
	p.On, p.Top, p.Focused, p.Open, p.of = FactOrder[0], 0, false, false, nil
}

// list orders the facts: those that are told of, then the others, as one line
// or each.
func (p *Facts) list(in *session.Incident) {
	p.Order = p.Order[:0]
	var missing []model.Field
	for _, f := range FactOrder {
		if in.Told(f) {
			p.Order = append(p.Order, f)
		} else {
			missing = append(missing, f)
		}
	}
	switch {
	case p.Open:
		p.Order = append(p.Order, missing...)
	case len(missing) > 0:
		p.Order = append(p.Order, model.NoField)
	}
	if !slices.Contains(p.Order, p.On) {
		p.On = p.Order[0]
	}
}

// build makes the lines, where they are not those of this incident and width.
func (p *Facts) build(width int) {
	if p.of == p.Incident && p.width == width && p.opened == p.Open {
		return
	}
	p.of, p.width, p.opened, p.lines, p.reading = p.Incident, width, p.Open, p.lines[:0], reading{}
	p.list(p.Incident)
	for _, text := range p.noteLines(width - 2) {
		p.lines = append(p.lines, factLine{noFact, text})
	}
	for i, f := range p.Order {
		for _, text := range p.factLines(f, width-2) {
			p.lines = append(p.lines, factLine{i, text})
		}
	}
}

// factLines are the lines of one fact.
func (p *Facts) factLines(f model.Field, width int) []string {
	if f == model.NoField {
		_, missing := p.Incident.ToldFacts(FactOrder)
		return p.Shorten(p.Labelled("Not recorded", report.Missing(missing).Text, width), 2, width)
	}
	b := p.Incident.Fact(f)
	var lines []string
	switch {
	case f == model.Summary && p.Incident.Told(f):
		lines = append(lines, p.Look.Render(term.Dim, b.Label))
		wrapped := term.Wrap(p.Look.SafeText(b.Text), width)
		p.reading = newReading(p.Look.SafeText(b.Text), wrapped, len(p.lines)+1)
		lines = append(lines, wrapped...)
	case f == model.Offence: // most are boilerplate; open, it has all its lines
		lines = p.Labelled(b.Label, p.Look.SafeLine(b.Text), width)
		if !p.Open {
			lines = p.Shorten(lines, 1, width)
		}
	default:
		lines = p.Labelled(b.Label, p.Look.SafeLine(b.Text), width)
	}
	return append(lines, desk.Indent(desk.Indent(p.TellBelow(b.Below, width-2)))...)
}

// View draws the facts in sight and, always, what else there is of the
// individual.
func (p *Facts) View(width, height int) []string {
	if p.Incident == nil {
		return nil
	}
	p.build(width)
	foot := p.footLines(width)
	room := max(height-len(foot), 1)
	if !p.Focused && p.Top == 0 && p.Screen() != desk.InFacts {
		p.height = room
		return append(desk.Exactly(p.atOnce(width, room), room), foot...)
	}
	p.height = max(room-1, 1)
	p.follow()
	title := p.Look.Render(term.Title, "Facts")
	if more := len(p.lines) - p.Top - p.height; more > 0 || p.Top > 0 {
		title += p.Look.Render(term.Dim, fmt.Sprintf("  lines %d to %d of %d", p.Top+1, min(p.Top+p.height, len(p.lines)), len(p.lines)))
	}
	if p.Focused && p.Layout.Panes == 1 && p.Layout.Body < desk.TallBody {
		title += p.Look.Render(term.Key, "  tab") + " goes back"
	}
	lines := []string{title}
	for i := p.Top; i < len(p.lines) && len(lines) <= p.height; i++ {
		lines = append(lines, p.line(i))
	}
	p.shown(p.Top, p.Top+p.height)
	return append(desk.Exactly(lines, room), foot...)
}

// LeastFacts is how many lines the facts below a long summary have at least.
const LeastFacts = 6

// atOnce are as many of the lines as there is room for: the summary is cut
// before the facts below it are, and what is cut is counted.
func (p *Facts) atOnce(width, room int) []string {
	above := p.lines[:p.from]
	below := slices.DeleteFunc(slices.Clone(p.lines[p.from+p.count():]), func(l factLine) bool { return p.headed(l) })
	show := min(p.count(), max(room-len(above)-min(len(below), max(LeastFacts, room/3)), 1))
	var lines []string
	add := func(list []factLine) {
		for _, l := range list {
			lines = append(lines, "  "+l.text)
		}
	}
	add(above)
	if show < p.count() {
		show = max(show-1, 0)
		add(p.lines[p.from : p.from+show])
		lines = append(lines, "  "+p.Look.Cut(p.describeLeft(p.count()-show), width-2))
	} else {
		add(p.lines[p.from : p.from+show])
	}
	p.shown(p.from, p.from+show)
	add(below)
	if len(lines) > room {
		lines = lines[:room-1]
		lines = append(lines, p.Look.Render(term.Dim, "  "+p.Look.Symbols.Ellipsis+" more facts: tab"))
	}
	return lines
}

// headed reports whether a line is of a fact that heads the screen, and that no
// officer has answered.
func (p *Facts) headed(l factLine) bool {
	if l.fact < 0 || p.Screen() != desk.InReview {
		return false
	}
	f := p.Order[l.fact]
	if f == model.NoField {
		return false
	}
	_, answered := p.Incident.Record().Answered(f)
	return !answered && HeadFields.Has(f)
}

// HeadFields are the facts that the head of an incident tells of.
var HeadFields = model.SetOf(model.PersonName, model.PersonRole, model.DateOfBirth, model.Involvement, model.ApplicationType,
	model.Workforce, model.DueDate, model.ApplicationRef, model.PersonRef, model.IncidentRef)

func (p *Facts) line(i int) string {
	mark := p.Look.Symbols.NoCursor + " "
	if at := p.at(); p.Focused && p.lines[i].fact == at {
		if i == 0 || p.lines[i-1].fact != at || i == p.Top {
			mark = p.Look.Render(term.Selected, p.InHandOn(desk.InReview)) + " "
		} else {
			mark = p.Look.Render(term.Selected, " ") + " "
		}
	}
	return mark + p.lines[i].text
}

// footLines are always in sight: the individual's other records, and where
// this one came from.
func (p *Facts) footLines(width int) []string {
	b := p.Incident.OthersCount()
	if p.NoOthers() == "" {
		b.Label += " (p)"
	}
	said := b.String()
	return p.Paragraph(term.Title, said, width)
}

// FactsKeys are those of the facts in the full width of the window.
func (p *Facts) FactsKeys() desk.Table {
	return desk.Table{Name: "The facts in full width", Actions: append(
		desk.Scrolling(func(n int) { p.Top = max(p.Top+n, 0) }, func() int { return max(p.height-1, 1) }),
		p.CloseKey("back", func() { p.Top = 0; p.Leave() }), p.MenuKey(), p.HelpKey())}
}

// OpenFacts shows the facts in the full width of the window, from the summary
// on.
func (p *Facts) OpenFacts() tea.Cmd {
	p.build(p.Layout.Width - 2)
	p.Top = max(p.from-1, 0) // a note stands above it
	p.Enter(desk.InFacts)
	return nil
}

// FactsBeside says why a rationale has no need of a screen of the facts.
func (p *Facts) FactsBeside() string {
	if p.Layout.Width < desk.FactsByText {
		return ""
	}
	p.build(p.factsWidth())
	if p.unseen() > 0 {
		return ""
	}
	return "the facts stand beside the text"
}

// span is the first line of the fact in hand and the line after its last.
func (p *Facts) span() (from, to int) {
	from = len(p.lines)
	at := p.at()
	for i, l := range p.lines {
		if l.fact == at {
			from = min(from, i)
			to = i + 1
		}
	}
	return from, to
}

// follow scrolls so that the fact in hand is in sight, in part at least.
func (p *Facts) follow() {
	if p.Focused {
		from, to := p.span()
		if to <= p.Top {
			p.Top = max(to-p.height, from)
		}
		if from >= p.Top+p.height {
			p.Top = min(from, max(to-p.height, 0))
		}
		if to-from <= p.height && to > p.Top+p.height {
			p.Top = to - p.height
		}
		if to-from <= p.height && from < p.Top {
			p.Top = from
		}
	}
	p.Top = max(min(p.Top, len(p.lines)-p.height), 0)
}

// Move goes one line on within a fact longer than the pane, else to the next.
func (p *Facts) Move(by int) {
	if len(p.Order) == 0 { // not drawn yet
		return
	}
	from, to := p.span()
	switch {
	case by > 0 && to > p.Top+p.height:
		p.Top++
	case by < 0 && (from < p.Top || p.at() == 0 && p.Top > 0): // above the first fact may be a note
		p.Top--
	default:
		p.On = p.Order[min(max(p.at()+by, 0), len(p.Order)-1)]
	}
}

// Scroll moves the lines in sight by pages.
func (p *Facts) Scroll(pages int) {
	p.Top = max(min(p.Top+pages*max(p.height-1, 1), len(p.lines)-p.height), 0)
	if !p.Focused || len(p.lines) == 0 { // not drawn yet
		return
	}
	from, to := p.span()
	if to <= p.Top || from >= p.Top+p.height {
		p.On = p.Order[max(p.lines[p.Top].fact, 0)]
	}
}

// noteShown is how many lines of a note stand among the facts; the key opens
// all of it.
const noteShown = 8

// noteLines are the note as it stands among the facts.
func (p *Facts) noteLines(width int) []string {
	text := p.Incident.Item().Note
	if text == "" {
		return nil
	}
	lines := append([]string{p.Look.Render(term.Warning, "Your note (m)")}, term.Wrap(p.Look.SafeText(text), width)...)
	return append(p.Shorten(lines, noteShown, width), "")
}

// NoOthers says why the panel has nothing to show.
func (p *Facts) NoOthers() string { return p.Incident.WhyNoOthers() }
