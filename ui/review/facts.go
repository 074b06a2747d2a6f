package review

import (
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/ui/report"
	"gd8/ui/session"
	"gd8/ui/term"
)

// facts is the pane of what is recorded about the incident in hand: the summary
// first, then each fact, source and officer's answer side by side where they
// differ. Facts that are not recorded are one line, which opens.
type facts struct {
	focused bool
	open    bool        // those that are not recorded are listed too
	on      model.Field // the fact in hand; NoField: the line of those not recorded
	top     int         // the first line in sight
	height  int         // how many are

	of     *session.Incident // what lines was made of
	width  int
	opened bool
	order  []model.Field // as listed; NoField is the line of those not recorded
	lines  []factLine
	reading
}

// reading is the summary among the lines of the facts.
type reading struct {
	text   string // safe
	from   int    // its first line among the lines
	starts []int  // where in text each of its lines begins
}

// factsWidth is the width in which the facts are drawn beside a rationale, or in
// its place.
func (a *App) factsWidth() int {
	if a.layout.width >= factsByText {
		return a.layout.left
	}
	return a.layout.width - 2
}

// noFact is the place of what stands above the facts and is none.
const noFact = -1

// factLine is one line of the pane and the fact it belongs to, by its place in
// the order.
type factLine struct {
	fact int
	text string
}

// factOrder is the order in which an officer reads the facts: what happened
// and when, then the answers, and last what heads the screen anyway.
var factOrder = func() []model.Field {
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

// field is the fact in hand; NoField where it is the line of those that are
// not recorded.
func (p *facts) field() model.Field { return p.on }

// at is the place of the fact in hand.
func (p *facts) at() int { return max(slices.Index(p.order, p.on), 0) }

// reset shows another incident from its first fact on.
func (p *facts) reset() {
	p.on, p.top, p.focused, p.open, p.of = factOrder[0], 0, false, false, nil
}

// list orders the facts: those that are told of, then the others, as one line
// or each.
func (p *facts) list(in *session.Incident) {
	p.order = p.order[:0]
	var missing []model.Field
	for _, f := range factOrder {
		if in.Told(f) {
			p.order = append(p.order, f)
		} else {
			missing = append(missing, f)
		}
	}
	switch {
	case p.open:
		p.order = append(p.order, missing...)
	case len(missing) > 0:
		p.order = append(p.order, model.NoField)
	}
	if !slices.Contains(p.order, p.on) {
		p.on = p.order[0]
	}
}

// build makes the lines, where they are not those of this incident and width.
func (p *facts) build(a *App, width int) {
	if p.of == a.incident && p.width == width && p.opened == p.open {
		return
	}
	p.of, p.width, p.opened, p.lines, p.reading = a.incident, width, p.open, p.lines[:0], reading{}
	p.list(a.incident)
	for _, text := range noteLines(a, width-2) {
		p.lines = append(p.lines, factLine{noFact, text})
	}
	for i, f := range p.order {
		for _, text := range p.factLines(a, f, width-2) {
			p.lines = append(p.lines, factLine{i, text})
		}
	}
}

// factLines are the lines of one fact.
func (p *facts) factLines(a *App, f model.Field, width int) []string {
	if f == model.NoField {
		_, missing := a.incident.ToldFacts(factOrder)
		return a.shorten(labelled(a, "Not recorded", report.Missing(missing).Text, width), 2, width)
	}
	b := a.incident.Fact(f)
	var lines []string
	switch {
	case f == model.Summary && a.incident.Told(f):
		lines = append(lines, a.look.Render(term.Dim, b.Label))
		wrapped := term.Wrap(a.look.SafeText(b.Text), width)
		p.reading = newReading(a.look.SafeText(b.Text), wrapped, len(p.lines)+1)
		lines = append(lines, wrapped...)
	case f == model.Offence: // most are boilerplate; open, it has all its lines
		lines = labelled(a, b.Label, a.look.SafeLine(b.Text), width)
		if !p.open {
			lines = a.shorten(lines, 1, width)
		}
	default:
		lines = labelled(a, b.Label, a.look.SafeLine(b.Text), width)
	}
	return append(lines, indent(indent(a.tellBelow(b.Below, width-2)))...)
}

// newReading finds where in a text its wrapped lines begin.
func newReading(text string, wrapped []string, from int) reading {
	return reading{text: text, from: from, starts: session.LineStarts(text, wrapped)}
}

// count is how many lines the summary has.
func (r *reading) count() int { return len(r.starts) }

// shown notes that the lines of the pane from one on, up to another, are on
// the screen.
func (r *reading) shown(a *App, from, to int) {
	from, to = max(from-r.from, 0), min(to-r.from, r.count())
	if from >= to {
		return
	}
	end := len(r.text)
	if to < r.count() {
		end = r.starts[to]
	}
	a.sit.Showed(a.incident.Number, r.text, r.starts[from], end)
}

// unshown is how many lines of the summary were not on the screen yet.
func (r *reading) unshown(a *App) int {
	return a.sit.Unshown(a.incident.Number, r.text, r.starts)
}

// labelled is a value behind its name, the lines after the first set in.
func labelled(a *App, label, safe string, width int) []string {
	name := label + "  "
	wrapped := term.Wrap(name+safe, width)
	if len(wrapped) > 1 {
		wrapped = append(wrapped[:1], term.Wrap(strings.TrimLeft((name + safe)[len(wrapped[0]):], " "), width-2)...)
	}
	for i := range wrapped {
		if i == 0 && strings.HasPrefix(wrapped[0], label) {
			wrapped[0] = a.look.Render(term.Dim, label) + wrapped[0][len(label):]
			continue
		}
		wrapped[i] = "  " + wrapped[i]
	}
	return wrapped
}

// view draws the facts in sight and, always, what else there is of the
// individual.
func (p *facts) view(a *App, width, height int) []string {
	if a.incident == nil {
		return nil
	}
	p.build(a, width)
	foot := p.footLines(a, width)
	room := max(height-len(foot), 1)
	if !p.focused && p.top == 0 && a.screen() != inFacts {
		p.height = room
		return append(exactly(p.atOnce(a, width, room), room), foot...)
	}
	p.height = max(room-1, 1)
	p.follow()
	title := a.look.Render(term.Title, "Facts")
	if more := len(p.lines) - p.top - p.height; more > 0 || p.top > 0 {
		title += a.look.Render(term.Dim, fmt.Sprintf("  lines %d to %d of %d", p.top+1, min(p.top+p.height, len(p.lines)), len(p.lines)))
	}
	if p.focused && a.layout.panes == 1 && a.layout.body < tallBody {
		title += a.look.Render(term.Key, "  tab") + " goes back"
	}
	lines := []string{title}
	for i := p.top; i < len(p.lines) && len(lines) <= p.height; i++ {
		lines = append(lines, p.line(a, i))
	}
	p.shown(a, p.top, p.top+p.height)
	return append(exactly(lines, room), foot...)
}

// leastFacts is how many lines the facts below a long summary have at least.
const leastFacts = 6

// atOnce are as many of the lines as there is room for: the summary is cut
// before the facts below it are, and what is cut is counted.
func (p *facts) atOnce(a *App, width, room int) []string {
	above := p.lines[:p.from]
	below := slices.DeleteFunc(slices.Clone(p.lines[p.from+p.count():]), func(l factLine) bool { return p.headed(a, l) })
	show := min(p.count(), max(room-len(above)-min(len(below), max(leastFacts, room/3)), 1))
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
		lines = append(lines, "  "+a.look.Cut(p.leftSaid(a, p.count()-show), width-2))
	} else {
		add(p.lines[p.from : p.from+show])
	}
	p.shown(a, p.from, p.from+show)
	add(below)
	if len(lines) > room {
		lines = lines[:room-1]
		lines = append(lines, a.look.Render(term.Dim, "  "+a.look.Symbols.Ellipsis+" more facts: tab"))
	}
	return lines
}

// headed reports whether a line is of a fact that heads the screen, and that no
// officer has answered.
func (p *facts) headed(a *App, l factLine) bool {
	if l.fact < 0 || a.screen() != inReview {
		return false
	}
	f := p.order[l.fact]
	if f == model.NoField {
		return false
	}
	_, answered := a.incident.Record().Answered(f)
	return !answered && headFields.Has(f)
}

// headFields are the facts that the head of an incident tells of.
var headFields = model.SetOf(model.PersonName, model.PersonRole, model.DateOfBirth, model.Involvement, model.ApplicationType,
	model.Workforce, model.DueDate, model.ApplicationRef, model.PersonRef, model.IncidentRef)

// leftSaid says that lines of the summary are out of sight, and of how many
// that holds since the start of the sitting.
func (p *facts) leftSaid(a *App, left int) string {
	if p.unshown(a) == 0 {
		return a.look.Render(term.Dim, fmt.Sprintf("%s %s more: space", a.look.Symbols.Ellipsis, report.Counted(left, "line")))
	}
	return a.look.Render(term.Warning, fmt.Sprintf("%s %s not shown: space", a.look.Symbols.Ellipsis, report.Counted(left, "line")))
}

func (p *facts) line(a *App, i int) string {
	mark := a.look.Symbols.NoCursor + " "
	if at := p.at(); p.focused && p.lines[i].fact == at {
		if i == 0 || p.lines[i-1].fact != at || i == p.top {
			mark = a.look.Render(term.Selected, a.inHandOn(inReview)) + " "
		} else {
			mark = a.look.Render(term.Selected, " ") + " "
		}
	}
	return mark + p.lines[i].text
}

// footLines are always in sight: the individual's other records, and where
// this one came from.
func (p *facts) footLines(a *App, width int) []string {
	b := a.incident.OthersCount()
	if noOthers(a) == "" {
		b.Label += " (p)"
	}
	said := b.String()
	return a.paragraph(term.Title, said, width)
}

// factsKeys are those of the facts in the full width of the window.
func factsKeys() table {
	return table{name: "The facts in full width", actions: append(
		scrolling(func(a *App, n int) { a.facts.top = max(a.facts.top+n, 0) }, func(a *App) int { return max(a.facts.height-1, 1) }),
		closeKey("back", func(a *App) { a.facts.top = 0; a.leave() }), menuKey(), helpKey())}
}

// openFacts shows the facts in the full width of the window, from the summary
// on.
func (a *App) openFacts() tea.Cmd {
	a.facts.build(a, a.layout.width-2)
	a.facts.top = max(a.facts.from-1, 0) // a note stands above it
	a.enter(inFacts)
	return nil
}

// factsBeside says why a rationale has no need of a screen of the facts.
func factsBeside(a *App) string {
	if a.layout.width < factsByText {
		return ""
	}
	a.facts.build(a, a.factsWidth())
	if a.facts.unshown(a) > 0 {
		return ""
	}
	return "the facts stand beside the text"
}

// span is the first line of the fact in hand and the line after its last.
func (p *facts) span() (from, to int) {
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
func (p *facts) follow() {
	if p.focused {
		from, to := p.span()
		if to <= p.top {
			p.top = max(to-p.height, from)
		}
		if from >= p.top+p.height {
			p.top = min(from, max(to-p.height, 0))
		}
		if to-from <= p.height && to > p.top+p.height {
			p.top = to - p.height
		}
		if to-from <= p.height && from < p.top {
			p.top = from
		}
	}
	p.top = max(min(p.top, len(p.lines)-p.height), 0)
}

// move goes one line on within a fact longer than the pane, else to the next.
func (p *facts) move(by int) {
	if len(p.order) == 0 { // not drawn yet
		return
	}
	from, to := p.span()
	switch {
	case by > 0 && to > p.top+p.height:
		p.top++
	case by < 0 && (from < p.top || p.at() == 0 && p.top > 0): // above the first fact may be a note
		p.top--
	default:
		p.on = p.order[min(max(p.at()+by, 0), len(p.order)-1)]
	}
}

// scroll moves the lines in sight by pages.
func (p *facts) scroll(pages int) {
	p.top = max(min(p.top+pages*max(p.height-1, 1), len(p.lines)-p.height), 0)
	if !p.focused || len(p.lines) == 0 { // not drawn yet
		return
	}
	from, to := p.span()
	if to <= p.top || from >= p.top+p.height {
		p.on = p.order[max(p.lines[p.top].fact, 0)]
	}
}
