package panes

import (
	"fmt"
	"slices"
	"strings"

	"gd8/model"
	"gd8/ui/term"
)

// This file draws the checklist where there is no room for a line of each
// criterion: in a low window, or above a long status line. A key must never
// answer a question that is not in sight.

// low reports whether a height is too little for the verdict, a line of the
// warnings, the six criteria and the question in hand.
func (c *Checklist) low(height int) bool {
	need := 1 + int(model.CriterionCount) + 1
	if len(c.Incident.Assessment.Flags.Flags()) > 0 {
		need++
	}
	return height < need
}

// lowView has all criteria on one line, and below it the one in hand with its
// question.
func (c *Checklist) lowView(width, height int) []string {
	in := c.Incident
	id := CriterionOf(c.Field)
	questions := share{lines: make([]string, len(AskedOf(in, id)))}
	would := share{lines: c.Paragraph(term.Title, c.DescribeChange(), width)}
	why := share{lines: c.whyLines(id, width)}
	var standing share
	if said := c.describeStanding(); said != "" {
		standing.lines = term.Wrap(said, width)
	}
	room := height - 3 // the verdict, the criteria and the one in hand
	questions.give(1, &room)
	flags := share{lines: c.flagsShort(width, max(room, 1))}
	for _, part := range []*share{&flags, &standing, &would} {
		part.give(1, &room)
	}
	var help share
	if c.Field == model.SamePersonAs {
		help.lines = c.helpOf(c.Field, width)
	}
	for _, part := range []*share{&flags, &questions, &help, &would, &standing, &why} {
		part.give(len(part.lines), &room)
	}
	lines := append([]string{c.verdictLine(width)}, flags.shown(&c.Canvas, width)...)
	lines = append(lines, standing.shown(&c.Canvas, width)...)
	lines = append(lines, c.criteriaInShort(width), c.criterionLine(id, c.Incident.Assessment.Criteria[id], width))
	lines = append(lines, why.shown(&c.Canvas, width)...)
	lines = append(lines, c.questionsOf(id, questions.n, width)...)
	lines = append(lines, help.shown(&c.Canvas, width)...)
	return append(lines, would.shown(&c.Canvas, width)...)
}

// criteriaInShort is a mark of each criterion, with its number.
func (c *Checklist) criteriaInShort(width int) string {
	var marks []string
	for id, cr := range c.Incident.Assessment.Criteria {
		marks = append(marks, c.Look.Render(term.StateRole(cr.State), fmt.Sprintf("%s %d", strings.TrimSpace(c.Look.Symbols.State(cr.State)), id+1)))
	}
	return c.Look.Cut(strings.Join(marks, "   "), width)
}

// questionsOf are so many of the questions of a criterion, the one in hand
// among them.
func (c *Checklist) questionsOf(id model.CriterionID, open, width int) []string {
	under := AskedOf(c.Incident, id)
	at := slices.Index(under, c.Field)
	from := max(min(at-open/2, len(under)-open), 0)
	var lines []string
	for _, f := range under[from:min(from+open, len(under))] {
		place := ""
		if open < len(under) {
			place = fmt.Sprintf("  %d of %d", slices.Index(under, f)+1, len(under))
		}
		lines = append(lines, c.question(f, place, width))
	}
	return lines
}
