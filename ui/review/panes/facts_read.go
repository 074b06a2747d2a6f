package panes

import (
	"fmt"

	"gd8/model"
	"gd8/ui/report"
	"gd8/ui/session"
	"gd8/ui/term"
)

// reading is the summary among the lines of the facts.
type reading struct {
	text   string // safe
	from   int    // its first line among the lines
	starts []int  // where in text each of its lines begins
}

// newReading finds where in a text its wrapped lines begin.
func newReading(text string, wrapped []string, from int) reading {
	return reading{text: text, from: from, starts: session.LineStarts(text, wrapped)}
}

// count is how many lines the summary has.
func (r *reading) count() int { return len(r.starts) }

// shown notes that the lines of the pane from one on, up to another, are on
// the screen.
func (p *Facts) shown(from, to int) {
	from, to = max(from-p.from, 0), min(to-p.from, p.count())
	if from >= to {
		return
	}
	end := len(p.text)
	if to < p.count() {
		end = p.starts[to]
	}
	p.Sit.Showed(p.Incident.Number, p.text, p.starts[from], end)
}

// unseen is how many lines of the summary were not on the screen yet.
func (p *Facts) unseen() int {
	return p.Sit.Unshown(p.Incident.Number, p.text, p.starts)
}

// Unshown is how many lines of the summary were not on the screen yet, where a
// rationale is written.
func (p *Facts) Unshown() int {
	if !p.Incident.Facts().Recorded(model.Summary) {
		return 0
	}
	p.build(p.factsWidth())
	return p.unseen()
}

// leftSaid says that lines of the summary are out of sight, and of how many
// that holds since the start of the sitting.
func (p *Facts) describeLeft(left int) string {
	if p.unseen() == 0 {
		return p.Look.Render(term.Dim, fmt.Sprintf("%s %s more: space", p.Look.Symbols.Ellipsis, report.Counted(left, "line")))
	}
	return p.Look.Render(term.Warning, fmt.Sprintf("%s %s not shown: space", p.Look.Symbols.Ellipsis, report.Counted(left, "line")))
}
