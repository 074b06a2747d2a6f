package review

import (
	"fmt"
	"strings"

	"gd8/model"
	"gd8/ui/term"
)

// checklist is the pane that says whether the discard applies: the verdict,
// the six criteria and the questions under them.
type checklist struct {
	field model.Field // the question in hand
}

// asked are the questions the checklist shows under each criterion. Dates and
// names that a criterion also reads are answered among the facts.
var asked = [model.CriterionCount][]model.Field{
	{model.Relevant},
	{model.YouthProduced, model.AdultInvolved},
	{model.OutcomeCode},
	{model.SameEventAs},
	model.Factors(),
	{model.PatternOfBehaviour, model.IndicatorOfRisk},
}

// questions are all of them, in order.
func questions() []model.Field {
	var list []model.Field
	for _, under := range asked {
		list = append(list, under...)
	}
	return list
}

// criterionOf is the criterion a question stands under.
func criterionOf(f model.Field) model.CriterionID {
	for id, under := range asked {
		for _, q := range under {
			if q == f {
				return model.CriterionID(id)
			}
		}
	}
	return model.CriterionRelevant
}

// move goes to the question by so many places on.
func (c *checklist) move(by int) {
	list := questions()
	for i, f := range list {
		if f == c.field {
			c.field = list[min(max(i+by, 0), len(list)-1)]
			return
		}
	}
	c.field = list[0]
}

func (c *checklist) first() { c.field = questions()[0] }

func (c *checklist) last() { list := questions(); c.field = list[len(list)-1] }

// view draws the pane. The verdict, the sentence of the criterion in hand, the
// warnings and what would change the verdict are always there; the criteria
// get what is left, scrolled to the question in hand.
func (c *checklist) view(a *App, width, height int) []string {
	in := a.incident
	if in == nil {
		return nil
	}
	top := a.verdictLines(width, height)
	list, at := c.list(a, width, true)
	bottom := a.belowList(c, width, height-len(top)-len(list))
	room := height - len(top) - len(bottom)
	if room < len(list) { // only the criterion in hand is open
		list, at = c.list(a, width, false)
		bottom = a.belowList(c, width, height-len(top)-len(list))
		room = height - len(top) - len(bottom)
	}
	if room < len(list) {
		from := min(max(at-room/2, 0), len(list)-max(room, 0))
		list = list[from:min(from+max(room, 0), len(list))]
	}
	lines := append(top, list...)
	for len(lines)+len(bottom) < height && len(lines) < height {
		lines = append(lines, "")
	}
	return append(lines, bottom...)
}

// verdictLines are the verdict and where the incident stands.
func (a *App) verdictLines(width, height int) []string {
	in := a.incident
	as := &in.Assessment
	role := term.VerdictRole(as.Verdict)
	var lines []string
	if height >= 18 {
		lines = append(lines, a.look.Render(term.Title, "Does the AT2 discard apply?"))
	}
	lines = append(lines, a.look.Render(role, a.look.Cut(strings.ToUpper(as.Verdict.Title())+verdictSaid(as), width)))
	if said := a.standingSaid(); said != "" && height >= 14 {
		standing := term.Wrap(said, width)
		if len(standing) > 2 || height < 18 {
			standing = []string{a.look.Cut(said, width)}
		}
		lines = append(lines, standing...)
	}
	return lines
}

func verdictSaid(as *model.Assessment) string {
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
		return ": criterion " + not[0] + " is not met"
	}
	return ": criteria " + strings.Join(not[:len(not)-1], ", ") + " and " + not[len(not)-1] + " are not met"
}

// standingSaid is what was decided about the incident, and what is drafted.
func (a *App) standingSaid() string {
	item := a.incident.Item()
	var parts []string
	if d := item.Decision; d.Stands() {
		said := d.Kind.Done() + ", " + a.look.SafeLine(d.Officer) + ", " + model.DateOf(d.At.In(a.sit.Store().Now().Location())).Short()
		if d.Remind.Known() {
			said += ", until " + d.Remind.Short()
		}
		if item.State == model.StateOutOfDate {
			said = "OUT OF DATE, the facts changed since: " + said
		}
		parts = append(parts, said)
	}
	for _, d := range item.Drafts {
		parts = append(parts, "draft kept: "+d.Kind.String()+" "+a.look.Symbols.Unsaved)
	}
	return strings.Join(parts, "; ")
}

// list are the criteria with their questions; at is the line of the one in
// hand. Where not all are open, only the criterion in hand shows its questions.
func (c *checklist) list(a *App, width int, all bool) (lines []string, at int) {
	as := &a.incident.Assessment
	for id := range model.CriterionCount {
		cr := as.Criteria[id]
		state := stateWord(cr)
		name := fmt.Sprintf("%s %d %s", a.look.Symbols.State(cr.State), id+1, id.Title())
		lines = append(lines, a.look.Render(term.StateRole(cr.State), a.look.Fit(name, min(29, width-14))+" "+state))
		if !all && id != criterionOf(c.field) {
			continue
		}
		for _, f := range asked[id] {
			if f == c.field {
				at = len(lines)
			}
			lines = append(lines, c.question(a, f, width))
		}
	}
	return lines, at
}

// stateWord is a criterion's state and what it rests on, in words.
func stateWord(c model.Criterion) string {
	switch c.State {
	case model.Unknown:
		return "not recorded"
	case model.NotMet:
		return "NOT MET, " + c.Basis.Title()
	}
	return "met, " + c.Basis.Title()
}

// question is one question, with its answer and the keys that answer it.
func (c *checklist) question(a *App, f model.Field, width int) string {
	in := a.incident
	inHand := f == c.field && !a.facts.focused
	mark := a.look.Symbols.NoCursor
	if inHand {
		mark = a.look.Symbols.Cursor
	}
	text := "     " + mark + " " + a.look.Fit(f.Title()+"?", 22) + " "
	value := a.look.SafeLine(in.Facts().Show(f))
	if value == "not recorded" {
		value = "-"
		if f.Kind() == model.KindTri {
			value = "y n u"
		}
	}
	if answer, ok := in.Record().Answered(f); ok {
		if answer.Value == "" {
			value = "not recorded"
		}
		value += " (officer)"
	}
	text = a.look.Cut(text+" "+value, width)
	if inHand {
		return a.look.Render(term.Selected, a.look.Fit(text, width))
	}
	return text
}

func toConfirm(list []model.Field, f model.Field) bool {
	for _, q := range list {
		if q == f {
			return true
		}
	}
	return false
}

// belowList is what stands under the criteria: why the one in hand stands as
// it does, the warnings, what would change the verdict, and the guidance where
// there is room for it. room is what the criteria leave.
func (a *App) belowList(c *checklist, width, room int) []string {
	in := a.incident
	id := criterionOf(c.field)
	why := a.look.SafeLine(in.Case.Why(in.At, &in.Assessment, id))
	would := a.look.SafeLine(in.Case.WhatWouldChange(in.At, &in.Assessment))
	whyLines := a.hanging(term.Dim, fmt.Sprintf("%d: ", id+1), why+" ["+id.Cite()+"]", width)
	wouldLines := a.paragraph(term.Title, would, width)
	flags := a.flagLines(width)
	if len(whyLines)+len(wouldLines)+len(flags) > room {
		flags = a.flagsShort(width)
	}
	if over := len(whyLines) + len(wouldLines) + len(flags) - max(room, 6); over > 0 {
		whyLines = a.shorten(whyLines, max(len(whyLines)-over, 1), width)
	}
	if over := len(whyLines) + len(wouldLines) + len(flags) - max(room, 6); over > 0 {
		wouldLines = a.shorten(wouldLines, max(len(wouldLines)-over, 2), width)
	}
	var lines []string
	gap := len(whyLines)+len(wouldLines)+len(flags)+2 <= room
	add := func(part []string) {
		if gap && len(part) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, part...)
	}
	add(whyLines)
	if passage := a.passageLines(id, width); len(passage)+len(lines)+len(flags)+len(wouldLines)+4 <= room {
		add(passage)
	}
	add(flags)
	add(wouldLines)
	return lines
}

// shorten cuts lines to n, and says so at the end of the last.
func (a *App) shorten(lines []string, n, width int) []string {
	if len(lines) <= n {
		return lines
	}
	lines = lines[:n]
	lines[n-1] = a.look.Cut(lines[n-1], width-2) + a.look.Symbols.Ellipsis
	return lines
}

func (a *App) flagLines(width int) []string {
	var lines []string
	for _, f := range a.incident.Assessment.Flags.Flags() {
		lines = append(lines, a.hanging(term.Warning, a.look.Symbols.Warning+" ", f.Warning(), width)...)
	}
	return lines
}

// flagsShort names the warnings on one line, for a window with no room to say
// them in full.
func (a *App) flagsShort(width int) []string {
	var names []string
	for _, f := range a.incident.Assessment.Flags.Flags() {
		names = append(names, f.Title())
	}
	if len(names) == 0 {
		return nil
	}
	said := strings.Join(names, ", ")
	return []string{a.look.Render(term.Warning, a.look.Cut(a.look.Symbols.Warning+" "+said, width))}
}

// passageLines is the guidance behind a criterion.
func (a *App) passageLines(id model.CriterionID, width int) []string {
	for _, p := range model.Passages() {
		if p.Cite == id.Cite() {
			return a.paragraph(term.Dim, p.Cite+": "+p.Text, width)
		}
	}
	return nil
}
