package review

import (
	"fmt"
	"slices"
	"strings"

	"gd8/model"
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

// view draws the pane. The verdict, the six criteria and the question in hand
// are always there. What is left goes first to the least of what else must be
// said, then to all of it, in the order of what an officer needs most. What
// there is no room for is cut with a mark, and never falls off the end.
func (c *checklist) view(a *App, width, height int) []string {
	in := a.incident
	if in == nil {
		return nil
	}
	id := criterionOf(c.field)
	said := a.look.SafeLine(in.Case.Why(in.At, &in.Assessment, id))
	title := share{lines: []string{a.look.Render(term.Title, "Does the AT2 discard apply?")}}
	questions := share{lines: make([]string, len(asked[id]))}
	standing := share{lines: term.Wrap(a.standingSaid(), width)}
	why := share{lines: a.hanging(term.Dim, fmt.Sprintf("%d: ", id+1), said+" ["+id.Cite()+"]", width)}
	flags := share{lines: a.flagsShort(width)}
	would := share{lines: a.paragraph(term.Title, a.wouldSaid(said), width)}
	if a.standingSaid() == "" {
		standing.lines = nil
	}

	height -= a.covered()
	room := height - 1 - int(model.CriterionCount)
	questions.give(1, &room)
	standing.give(1, &room)
	flags.give(2, &room)
	for _, part := range []*share{&would, &flags} {
		part.give(len(part.lines), &room)
	}
	why.give(2, &room)
	questions.give(len(asked[id]), &room)
	for _, part := range []*share{&why, &standing} {
		part.give(len(part.lines), &room)
	}
	if whole := (share{lines: a.flagLines(width), n: flags.n}); flags.n == len(flags.lines) && whole.giveAll(&room) {
		flags = whole
	}
	title.give(1, &room)
	var passage share
	gaps := 0 // a blank line above each part of the bottom, where there is room for all
	if room >= 3 {
		gaps = 3
	}
	room -= gaps
	all := room >= len(allQuestions())-len(asked[id]) && questions.n == len(asked[id])
	if all {
		room -= len(allQuestions()) - len(asked[id])
	}
	if a.layout.panes < 3 && a.screen() != inGuide && a.screen() != inFind && gaps == 3 && room > 0 {
		room--
		passage.lines = a.passageLines(id, width)
		passage.giveAll(&room)
	}

	lines := append(title.shown(a, width), a.verdictLine(width))
	lines = append(lines, standing.shown(a, width)...)
	lines = append(lines, c.list(a, width, questions.n, all)...)
	bottom := stacked(gaps > 0, why.shown(a, width), passage.shown(a, width), flags.shown(a, width), would.shown(a, width))
	lines = exactly(lines, max(height-len(bottom), len(lines)))
	return append(lines, bottom...)
}

// covered is how many of the pane's last lines a long status line lies over:
// what stood there is put above it.
func (a *App) covered() int {
	if a.layout.panes == 1 && a.layout.body >= tallBody {
		return 0 // the facts are below
	}
	return max(len(a.statusLines(a.status))-1, 0)
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
func (s *share) shown(a *App, width int) []string {
	if s.n == 0 {
		return nil
	}
	return a.shorten(s.lines, s.n, width)
}

// verdictLine is the verdict and what it comes from.
func (a *App) verdictLine(width int) string {
	as := &a.incident.Assessment
	word := strings.ToUpper(as.Verdict.Title())
	said := word + verdictSaid(as, "is not met", "are not met")
	if term.Width(said) > width {
		said = word + verdictSaid(as, "not met", "not met")
	}
	said = a.look.Render(term.VerdictRole(as.Verdict), a.look.Cut(said, width))
	const facts = "tab: facts"
	if a.layout.panes == 1 && a.layout.body < tallBody && term.Width(said)+term.Width(facts)+2 <= width {
		return a.look.Fit(said, width-term.Width(facts)) + a.look.Render(term.Dim, facts)
	}
	return said
}

func verdictSaid(as *model.Assessment, one, several string) string {
	switch as.Verdict {
	case model.Undetermined:
		if n := as.ToConfirm.Len(); n != 1 {
			return fmt.Sprintf(": %d facts to confirm", n)
		}
		return ": 1 fact to confirm"
	case model.Applies:
		return ": the discard is open to you"
	}
	var not []string
	for id, cr := range as.Criteria {
		if cr.State == model.NotMet {
			not = append(not, fmt.Sprint(id+1))
		}
	}
	if len(not) == 1 {
		return ": criterion " + not[0] + " " + one
	}
	return ": criteria " + strings.Join(not[:len(not)-1], ", ") + " and " + not[len(not)-1] + " " + several
}

// standingSaid is what was decided about the incident, and what is drafted; or
// that there is nothing to decide.
func (a *App) standingSaid() string {
	item := a.incident.Item()
	var parts []string
	if item.State == model.StateNotRelevant {
		parts = append(parts, "NOTHING TO DECIDE: the hit is not relevant")
	}
	if standing, ok := a.incident.Standing(); ok {
		said := a.look.SafeLine(standing.Text)
		if outOfDate, ok := a.incident.OutOfDate(); ok {
			said += ": OUT OF DATE, " + a.look.SafeLine(outOfDate.Text)
		}
		if whyNotEdit(a) == "" {
			said += " (e edits it)"
		}
		parts = append(parts, strings.ToUpper(said[:1])+said[1:])
	}
	for _, d := range item.Drafts {
		parts = append(parts, "draft kept: "+d.Kind.String())
	}
	return strings.Join(parts, "; ")
}

// list are the criteria with their questions: all of them, or those of the
// criterion in hand, as many as open says, the one in hand among them.
func (c *checklist) list(a *App, width, open int, all bool) []string {
	as := &a.incident.Assessment
	var lines []string
	for id := range model.CriterionCount {
		cr := as.Criteria[id]
		name := fmt.Sprintf("%s %d %s", a.look.Symbols.State(cr.State), id+1, id.Title())
		said := stateWord(id, cr)
		column := max(min(27, width-1-term.Width(said)), term.Width(name))
		lines = append(lines, a.look.Render(term.StateRole(cr.State), a.look.Cut(a.look.Fit(name, column)+" "+said, width)))
		under := asked[id]
		switch at := slices.Index(under, c.field); {
		case all:
		case at < 0:
			continue
		default:
			from := max(min(at-open/2, len(under)-open), 0)
			under = under[from:min(from+open, len(under))]
		}
		for _, f := range under {
			place := ""
			if n := len(asked[id]); len(under) < n {
				place = fmt.Sprintf("  %d of %d", slices.Index(asked[id], f)+1, n)
			}
			lines = append(lines, c.question(a, f, place, width))
		}
	}
	return lines
}

// wouldSaid is what would change the verdict, less what the sentence on the
// criterion in hand says already, and the keys that do it.
func (a *App) wouldSaid(why string) string {
	as := &a.incident.Assessment
	would := a.look.SafeLine(a.incident.Case.WhatWouldChange(a.incident.At, as))
	if as.Criteria[model.CriterionSingleIncident].State == model.NotMet && len(a.incident.Items) > 1 {
		would += " Keys: p, then l."
	}
	if rest, ok := strings.CutPrefix(would, why); ok && strings.TrimSpace(rest) != "" {
		return strings.TrimSpace(rest)
	}
	return would
}

// shorten cuts lines to n, and says so at the end of the last.
func (v *canvas) shorten(lines []string, n, width int) []string {
	if len(lines) <= n {
		return lines
	}
	lines = lines[:n:n]
	if last := lines[n-1]; term.Width(last) < width {
		lines[n-1] = last + v.look.Symbols.Ellipsis
	} else {
		lines[n-1] = v.look.Cut(last+v.look.Symbols.Ellipsis, width)
	}
	return lines
}

func (a *App) flagLines(width int) []string {
	var lines []string
	for _, f := range a.incident.Assessment.Flags.Flags() {
		lines = append(lines, a.hanging(term.Warning, a.look.Symbols.Warning+" ", f.Warning(), width)...)
	}
	return lines
}

// flagsShort names the warnings with what to do about them, for a window with
// no room to say them in full.
func (a *App) flagsShort(width int) []string {
	var said []string
	for i, list := 0, a.incident.Assessment.Flags.Flags(); i < len(list); {
		do := advice(list[i])
		names := list[i].Title()
		for i++; i < len(list) && do != "" && advice(list[i]) == do; i++ {
			names += ", " + strings.ToLower(list[i].Title())
		}
		if do != "" {
			names += ": " + do
		}
		said = append(said, names)
	}
	if len(said) == 0 {
		return nil
	}
	return a.hanging(term.Warning, a.look.Symbols.Warning+" ", strings.Join(said, "; "), width)
}

// advice is what a warning says to do, its last sentence: "query the record".
// It is blank where the warning is one sentence.
func advice(f model.Flag) string {
	sentences := strings.Split(strings.TrimSuffix(f.Warning(), "."), ". ")
	if len(sentences) < 2 {
		return ""
	}
	do := sentences[len(sentences)-1]
	return strings.ToLower(do[:1]) + do[1:]
}

// passageLines is the guidance behind a criterion.
func (v *canvas) passageLines(id model.CriterionID, width int) []string {
	for _, p := range model.Passages() {
		if p.Cite == id.Cite() {
			return v.paragraph(term.Dim, p.Cite+": "+p.Text, width)
		}
	}
	return nil
}
