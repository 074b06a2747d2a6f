package review

import (
	"fmt"
	"strings"

	"gd8/model"
	"gd8/ui/session"
	"gd8/ui/term"
)

// facts is the pane of every fact of the incident in hand, source and
// officer's answer side by side where they differ.
type facts struct {
	focused bool
	at      int // the fact in hand, by its place in factOrder
	top     int // the first line in sight
	height  int // how many are

	of    *session.Incident // what lines was made of
	width int
	lines []factLine
}

// noFact is the place of what stands above the facts and is none.
const noFact = -1

// factLine is one line of the pane and the fact it belongs to, by its place.
type factLine struct {
	fact int
	text string
}

// factOrder is the order in which an officer reads the facts: what happened
// and when, who, then the answers and the references.
var factOrder = func() []model.Field {
	first := []model.Field{
		model.Offence, model.IncidentDate, model.OutcomeCode, model.OutcomeDate, model.DateOfBirth, model.Summary,
		model.PersonName, model.PersonRole, model.Involvement, model.Grading, model.SourceSystem,
		model.ApplicationType, model.Workforce, model.DueDate, model.SameEventAs,
	}
	listed := model.SetOf(first...)
	for _, f := range model.Fields() {
		if !listed.Has(f) && !f.IsKey() {
			first = append(first, f)
		}
	}
	return append(first, model.ApplicationRef, model.PersonRef, model.IncidentRef)
}()

// field is the fact in hand.
func (p *facts) field() model.Field { return factOrder[p.at] }

// reset shows another incident from its first fact on.
func (p *facts) reset() { p.at, p.top, p.focused, p.of = 0, 0, false, nil }

// build makes the lines, where they are not those of this incident and width.
func (p *facts) build(a *App, width int) {
	if p.of == a.incident && p.width == width {
		return
	}
	p.of, p.width, p.lines = a.incident, width, p.lines[:0]
	for _, text := range noteLines(a, width-2) {
		p.lines = append(p.lines, factLine{noFact, text})
	}
	for i, f := range factOrder {
		for _, text := range factLines(a, f, width-2) {
			p.lines = append(p.lines, factLine{i, text})
		}
	}
}

// factLines are the lines of one fact.
func factLines(a *App, f model.Field, width int) []string {
	b := a.incident.Fact(f)
	var lines []string
	if f.Kind() == model.KindLong && a.incident.Facts().Recorded(f) {
		lines = append(lines, a.look.Render(term.Dim, b.Label))
		lines = append(lines, term.Wrap(a.look.SafeText(b.Text), width)...)
	} else {
		lines = labelled(a, b.Label, a.look.SafeLine(b.Text), width)
	}
	return append(lines, indent(indent(a.tellBelow(b.Below, width-2)))...)
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
	p.height = max(height-1-len(foot), 1)
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
	return append(exactly(lines, height-len(foot)), foot...)
}

func (p *facts) line(a *App, i int) string {
	mark := a.look.Symbols.NoCursor + " "
	if p.focused && p.lines[i].fact == p.at {
		if i == 0 || p.lines[i-1].fact != p.at || i == p.top {
			mark = a.look.Render(term.Selected, a.look.Symbols.Cursor) + " "
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

// factsKeys are those of the facts where a rationale hides them.
func factsKeys() table {
	return table{name: "The facts, while a rationale is written", actions: append(
		scrolling(func(a *App, n int) { a.facts.top = max(a.facts.top+n, 0) }, func(a *App) int { return max(a.facts.height-1, 1) }),
		backKeyAs("back to the text", "back to the text"), menuKey(), helpKey())}
}

// factsBeside says why a rationale has no need of a screen of the facts.
func factsBeside(a *App) string {
	if a.layout.width >= factsByText {
		return "the facts stand beside the text"
	}
	return ""
}

// span is the first line of the fact in hand and the line after its last.
func (p *facts) span() (from, to int) {
	from = len(p.lines)
	for i, l := range p.lines {
		if l.fact == p.at {
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
	from, to := p.span()
	switch {
	case by > 0 && to > p.top+p.height:
		p.top++
	case by < 0 && (from < p.top || p.at == 0 && p.top > 0): // above the first fact may be a note
		p.top--
	default:
		p.at = min(max(p.at+by, 0), len(factOrder)-1)
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
		p.at = max(p.lines[p.top].fact, 0)
	}
}
