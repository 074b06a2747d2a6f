package panes

import (
	"fmt"
	"slices"
	"strings"

	"gd8/model"
	"gd8/ui/report"
	"gd8/ui/review/desk"
	"gd8/ui/term"
)

// share is a part of the checklist: its lines, and how many of them there is
// room for.
type share struct {
	lines []string
	n     int
}

// give gives a part up to want of its lines, out of the room there is.
func (s *share) give(want int, room *int) {
	n := max(min(want, len(s.lines))-s.n, 0)
	n = min(n, max(*room, 0))
	s.n += n
	*room -= n
}

// giveAll gives a part all its lines where there is room for all.
func (s *share) giveAll(room *int) bool {
	if len(s.lines)-s.n > *room {
		return false
	}
	s.give(len(s.lines), room)
	return true
}

// View draws the pane. The verdict, a line of each warning, the six criteria
// and the question in hand are always there. What is left goes first to the
// least of what else must be said, then to all of it, in the order of what an
// officer needs most. What there is no room for is cut with a mark, and never
// falls off the end.
func (c *Checklist) View(width, height int) []string {
	in := c.Incident
	if in == nil {
		return nil
	}
	if c.low(height - c.Covered()) {
		return c.lowView(width, height-c.Covered())
	}
	id := CriterionOf(c.Field)
	questions := share{lines: make([]string, len(AskedOf(in, id)))}
	standing := share{lines: term.Wrap(c.describeStanding(), width)}
	why := share{lines: c.whyLines(id, width)}
	would := share{lines: c.Paragraph(term.Title, c.DescribeChange(), width)}
	if c.describeStanding() == "" {
		standing.lines = nil
	}

	height -= c.Covered()
	room := height - 1 - int(model.CriterionCount)
	questions.give(1, &room)
	standing.give(1, &room)
	flags := share{lines: c.flagsShort(width, max(room, 1))}
	flags.give(1, &room)
	would.give(1, &room)
	flags.give(len(flags.lines), &room)
	would.give(len(would.lines), &room)
	help := share{lines: c.helpOf(c.Field, width)}
	if c.Field == model.SamePersonAs { // who is asked about is never left out for the rest
		help.give(len(help.lines), &room)
	}
	why.give(2, &room)
	questions.give(len(AskedOf(in, id)), &room)
	for _, part := range []*share{&why, &standing} {
		part.give(len(part.lines), &room)
	}
	if whole := (share{lines: c.flagLines(width), n: flags.n}); flags.n == len(flags.lines) && whole.giveAll(&room) {
		flags = whole
	}
	help.giveAll(&room)
	gaps := 0 // a blank line above and below the criteria, where there is room for both
	if room >= 2 {
		gaps = 1
		room -= 2
	}
	l := listed{open: questions.n, why: why.shown(&c.Canvas, width), help: help.shown(&c.Canvas, width)}
	l.questions = questions.n == len(AskedOf(in, id)) && room >= len(AllQuestions(in))-len(AskedOf(in, id))
	if l.questions {
		room -= len(AllQuestions(in)) - len(AskedOf(in, id))
	}
	l.reasons = l.questions && why.n == len(why.lines) && room >= c.otherReasons(id, width)
	if l.reasons {
		room -= c.otherReasons(id, width)
	}
	var passage share
	if c.Layout.Panes < 3 && c.Screen() != desk.InGuide && c.Screen() != desk.InFind && gaps > 0 && room > 1 {
		room--
		passage.lines = c.passageLines(id, width)
		passage.giveAll(&room)
	}

	lines := append([]string{c.verdictLine(width)}, flags.shown(&c.Canvas, width)...)
	lines = append(lines, standing.shown(&c.Canvas, width)...)
	lines = append(lines, make([]string, gaps)...)
	lines = append(lines, c.list(width, l)...)
	bottom := stacked(gaps > 0, passage.shown(&c.Canvas, width), would.shown(&c.Canvas, width))
	lines = desk.Exactly(lines, max(height-len(bottom), len(lines)))
	return append(lines, bottom...)
}

// whyLines are the sentence on a criterion, with its passage, as they stand
// under it.
func (c *Checklist) whyLines(id model.CriterionID, width int) []string {
	said := c.Look.SafeLine(c.Incident.Criterion(id).Below[0].Text)
	return c.Hanging(term.Dim, "    ", said, width)
}

// helpOf is the line about a question as it stands under it.
func (c *Checklist) helpOf(f model.Field, width int) []string {
	if f == model.SamePersonAs && c.Incident.Alike != nil {
		return c.sameBelow(width)
	}
	said := report.Help(f)
	if said == "" {
		return nil
	}
	return c.Hanging(term.Dim, "        ", said, width)
}

// otherReasons is how many lines the sentences on all criteria but one take.
func (c *Checklist) otherReasons(but model.CriterionID, width int) (lines int) {
	for id := range model.CriterionCount {
		if id != but {
			lines += len(c.whyLines(id, width))
		}
	}
	return lines
}

// describeUnread says how much of the summary was not on the screen yet, where the
// facts are not beside the checklist; blank for nothing.
func (c *Checklist) describeUnread() string {
	if c.Layout.Panes > 1 || c.Layout.Body >= desk.TallBody || !c.Incident.Facts().Recorded(model.Summary) {
		return ""
	}
	c.Facts.build(c.Layout.Width - 2)
	if n := c.Facts.unseen(); n > 0 {
		return fmt.Sprintf("summary: %s not shown", report.Counted(n, "line"))
	}
	return ""
}

// listed is how much of the criteria there is room for.
type listed struct {
	open      int      // questions of the criterion in hand
	questions bool     // those of all criteria
	why       []string // the sentence on the criterion in hand
	reasons   bool     // those on all criteria
	help      []string // the line about the question in hand
}

// stacked is parts below each other, a blank line between them where there is
// room for it.
func stacked(gaps bool, parts ...[]string) []string {
	var lines []string
	for _, part := range parts {
		if len(lines) > 0 && len(part) > 0 && gaps {
			lines = append(lines, "")
		}
		lines = append(lines, part...)
	}
	return lines
}

// shown are the lines of a part that there is room for; where that is not all,
// the last says so.
func (s *share) shown(v *desk.Canvas, width int) []string {
	if s.n == 0 {
		return nil
	}
	return v.Shorten(s.lines, s.n, width)
}

// standingSaid is what was decided about the incident, and what is drafted; or
// that there is nothing to decide.
func (c *Checklist) describeStanding() string {
	item := c.Incident.Item()
	var parts []string
	if item.State == model.StateNotRelevant {
		parts = append(parts, "NOTHING TO DECIDE: the hit is not relevant")
	}
	if standing, ok := c.Incident.Standing(); ok {
		said := c.Look.SafeLine(standing.Text)
		if outOfDate, ok := c.Incident.OutOfDate(); ok {
			said = strings.ToUpper(outOfDate.Label) + ": " + c.Look.SafeLine(outOfDate.Text) + "; " + said
		}
		if c.WhyNotEdit() == "" {
			said += " (e edits it)"
		}
		parts = append(parts, strings.ToUpper(said[:1])+said[1:])
	}
	for _, d := range item.Drafts {
		parts = append(parts, "draft kept: "+d.Kind.String())
	}
	return strings.Join(parts, "; ")
}

// list are the criteria, why each stands so and its questions: all of them, or
// those of the criterion in hand, the one in hand among them.
func (c *Checklist) list(width int, l listed) []string {
	in, as := c.Incident, &c.Incident.Assessment
	var lines []string
	for id := range model.CriterionCount {
		lines = append(lines, c.criterionLine(id, as.Criteria[id], width))
		under := AskedOf(in, id)
		at := slices.Index(under, c.Field)
		switch {
		case at >= 0:
			lines = append(lines, l.why...)
		case l.reasons:
			lines = append(lines, c.whyLines(id, width)...)
		}
		switch {
		case l.questions:
		case at < 0:
			continue
		default:
			from := max(min(at-l.open/2, len(under)-l.open), 0)
			under = under[from:min(from+l.open, len(under))]
		}
		for _, f := range under {
			place := ""
			if n := len(AskedOf(in, id)); len(under) < n {
				place = fmt.Sprintf("  %d of %d", slices.Index(AskedOf(in, id), f)+1, n)
			}
			lines = append(lines, c.question(f, place, width))
			if f == c.Field {
				lines = append(lines, l.help...)
			}
		}
	}
	return lines
}

// criterionLine is a criterion with its state.
func (c *Checklist) criterionLine(id model.CriterionID, cr model.Criterion, width int) string {
	name := fmt.Sprintf("%s %d %s", c.Look.Symbols.State(cr.State), id+1, id.Title())
	said := StateWord(id, cr)
	column := max(min(27, width-1-term.Width(said)), term.Width(name))
	return c.Look.Render(term.StateRole(cr.State), c.Look.Cut(c.Look.Fit(name, column)+" "+said, width))
}

// DescribeChange is what would change the verdict, less what stands under the
// criterion in hand already, and the keys that do it.
func (c *Checklist) DescribeChange() string {
	as := &c.Incident.Assessment
	would := c.Incident.WouldChange()
	if rest, said := strings.CutPrefix(would, c.Incident.Why(CriterionOf(c.Field))); said && strings.TrimSpace(rest) != "" {
		would = strings.TrimSpace(rest) // the rest stands under the criterion
	}
	would = c.Look.SafeLine(would)
	if as.Criteria[model.CriterionSingleIncident].State == model.NotMet && c.Incident.Case.MayBeOneEvent(c.Incident.At) {
		would += " Keys: p, then l."
	}
	return would
}

// passageLines is the guidance behind a criterion.
func (c *Checklist) passageLines(id model.CriterionID, width int) []string {
	for _, p := range model.Passages() {
		if p.Cite == id.Cite() {
			return c.Paragraph(term.Dim, p.Cite+": "+p.Text, width)
		}
	}
	return nil
}
