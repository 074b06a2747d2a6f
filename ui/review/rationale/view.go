package rationale

import (
	"fmt"
	"strings"

	"gd8/model"
	"gd8/ui/report"
	"gd8/ui/review/desk"
	"gd8/ui/session"
	"gd8/ui/term"
)

// View draws the decision and the verdict, the headings of all sections, the
// question and text of the one in hand, and the advice.
func (r *Rationale) View(width, height int) []string {
	lines := []string{r.titleLine(width)}
	little := height < roomForOptional
	after := r.headings(r.at+1, width, little)
	lines = append(lines, r.headings(0, width, little)...)
	if r.date != nil && !(little && r.Kind == model.Consider && r.date.Text == "" && !r.onDate()) {
		after = append(after, r.dateLine(width))
	}
	if r.onDate() {
		return append(append(lines, after...), r.adviceLines(width, height/2)...)
	}
	const least = 4 // two rules, and two lines of the text
	free := height - len(lines) - len(after) - least
	trouble := r.adviceLines(width, 0) // no question pushes that out
	prompt := r.Shorten(desk.Indent(desk.Indent(r.Paragraph(term.Text, r.Asked[r.at].Prompt(), width-2))), max(free-len(trouble), 1), width)
	lines = append(lines, prompt...)
	if r.ticks != nil && r.at == 0 {
		tick := r.ticks.lines(r.editors[0].Text, width)
		lines, free = append(lines, tick...), free-len(tick)
	}
	advice := r.adviceLines(width, min(free-len(prompt), max(height/4, 2)))
	after = append(after, advice...)
	room := max(height-len(lines)-len(after)-2, 2)
	unread := r.describeUnread()
	lines = append(lines, r.Look.Render(term.Border, strings.Repeat(r.Look.Frame.Top, max(width-term.Width(unread), 0)))+unread)
	e := r.editors[r.at]
	e.SetSize(width, room)
	lines = append(lines, desk.Exactly(e.View(!r.ticking()), room)...)
	beyond := r.More(e)
	if len(advice) == len(trouble) && len(r.Advised) > 0 { // there is no room for any of it
		beyond = r.Look.Render(term.Warning, " "+report.Counted(len(r.Advised), "piece")+" of advice (ctrl+t)") + beyond
	}
	lines = append(lines, r.Look.Render(term.Border, strings.Repeat(r.Look.Frame.Top, max(width-term.Width(beyond), 0)))+beyond)
	return append(lines, after...)
}

// titleLine names the decision, the verdict with its warnings, and whether what
// is typed is safe; in a narrow window the decision in one word.
func (r *Rationale) titleLine(width int) string {
	v := r.Incident.Verdict()
	as := r.Incident.Assessment.Verdict
	verdict := strings.Replace(v.Text, as.Title(), strings.ToUpper(as.Title()), 1)
	if r.Kind != model.Discard {
		verdict = "AT2 discard: " + verdict
	}
	saved := r.describeSaved()
	name := r.Kind.Title()
	if term.Width(name)+3+term.Width(verdict)+2+term.Width(saved) > width {
		name = strings.ToUpper(r.Kind.String()[:1]) + r.Kind.String()[1:]
	}
	title := r.Look.Render(term.Title, name) + " " + r.Look.Symbols.Separator + " " + r.Look.Render(term.VerdictRole(as), verdict)
	return r.Look.Cut(title, width-term.Width(saved)-2) + "  " + saved
}

// describeUnread says how much of the summary was not on the screen yet; blank for
// nothing.
func (r *Rationale) describeUnread() string {
	n := r.facts.Unshown()
	if n == 0 {
		return ""
	}
	return r.Look.Render(term.Warning, fmt.Sprintf(" %s of the summary not shown (ctrl+f)", report.Counted(n, "line")))
}

// describeSaved says whether what is typed is safe.
func (r *Rationale) describeSaved() string {
	switch {
	case r.refused != "":
		return r.NotSaved(r.doubt)
	case r.Input().Trouble() != "":
		return r.NotSaved(r.Input().InDoubt())
	case r.Input().Unsaved():
		return r.Look.Render(term.Dim, r.Look.Symbols.Unsaved+" typing")
	case r.NoDate():
		return r.Look.Render(term.Error, r.Look.Symbols.Error+" not a date yet")
	case r.DayUnkept(): // the date alone, which is kept as it is typed
		return ""
	case r.Sections.Blank(), r.From == session.FromVersion:
		return ""
	}
	return r.Look.Render(term.Saved, r.Look.Symbols.Done+" draft kept")
}

// roomForOptional is the height from which what may stay blank is named while
// it is; in less room tab still comes to it.
const roomForOptional = 18

// headings names the sections from one on, up to and with the one in hand
// where from is before it. Where there is little room, those that may stay
// blank and are so are left out.
func (r *Rationale) headings(from, width int, little bool) []string {
	var lines []string
	for i := from; i < len(r.Asked); i++ {
		words := len(strings.Fields(r.editors[i].Text))
		if little && words == 0 && i != r.at && r.IsOptional(r.Asked[i]) {
			continue
		}
		said := "blank"
		if r.IsOptional(r.Asked[i]) {
			said = "optional"
		}
		if words > 0 {
			said = report.Counted(words, "word")
		}
		mark := r.Look.Symbols.NoCursor
		if i == r.at {
			mark = r.Look.Symbols.Cursor
		}
		line := r.Look.Cut(fmt.Sprintf("%s %d %s  %s", mark, i+1, r.Asked[i].Title(), said), width)
		if i == r.at {
			return append(lines, r.Look.Render(term.Title, line))
		}
		lines = append(lines, r.Look.Render(term.Dim, line))
	}
	return lines
}

func (r *Rationale) dateLine(width int) string {
	mark := r.Look.Symbols.NoCursor
	if r.onDate() {
		mark = r.Look.Symbols.Cursor
	}
	label := mark + " Come back to it on (optional): "
	if r.Kind == model.Consider {
		label = mark + " Representations asked, due, received (optional): "
	}
	text := r.date.View(max(width-term.Width(label), 4), r.onDate())
	if r.date.Text == "" && !r.onDate() {
		text = r.Look.Render(term.Dim, "no date")
	}
	return r.Look.Render(term.Title, label) + text
}

// adviceLines are what is wrong, always, and of what the officer may want to
// look at again as much as room, in lines, is left for.
func (r *Rationale) adviceLines(width, room int) []string {
	var lines []string
	trouble := r.refused
	if trouble == "" {
		trouble = r.Trouble(r.Input().Trouble())
	}
	if trouble != "" {
		lines = r.Shorten(r.Hanging(term.Error, r.Look.Symbols.Error+" ", trouble, width), 3, width)
	}
	if room -= len(lines); room > 0 {
		lines = append(lines, r.adviceIn(width, room)...)
	}
	return lines
}
