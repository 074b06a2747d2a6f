package panes

import (
	"fmt"
	"strings"

	"gd8/model"
	"gd8/ui/report"
	"gd8/ui/review/desk"
	"gd8/ui/term"
)

// This file draws what an officer must see before anything else: whose
// incident it is, what the test says, and each warning.

// roomForHead is from how many lines of body on the head may take two.
const roomForHead = 13

// HeadLines say who the individual is and which application is answered, in
// two lines where one does not hold them.
func (c *Checklist) HeadLines() []string {
	width, most := c.Layout.Width-2, 2
	if c.Layout.Body-c.Covered() < roomForHead { // the verdict and the criteria need it
		most = 1
	}
	individual, application := c.Incident.Individual(), c.Incident.Application()
	said := c.Look.SafeLine(individual.Text)
	behind := c.Look.SafeLine(application.String())
	if most == 2 && term.Width(said)+term.Width(behind)+3 > width && term.Width(said) <= width && term.Width(behind) <= width {
		return desk.Indent([]string{c.Look.Render(term.Title, said), behind})
	}
	lines := term.Wrap(said+" "+c.Look.Symbols.Separator+" "+behind, width)
	lines[0] = c.Look.Render(term.Title, lines[0])
	return desk.Indent(c.Shorten(lines, most, width))
}

// verdictLine is the verdict with the number of warnings, and what it comes
// from.
func (c *Checklist) verdictLine(width int) string {
	as := &c.Incident.Assessment
	word := strings.ToUpper(as.Verdict.Title())
	unread := c.describeUnread()
	if unread != "" {
		width -= term.Width(unread) + 2
	}
	warns := strings.TrimPrefix(c.Incident.Verdict().Text, as.Verdict.Title())
	because := describeVerdict(as, "is not met", "are not met")
	if term.Width(word+warns+because) > width {
		because = describeVerdict(as, "not met", "not met")
	}
	if term.Width(word+warns+because) > width {
		because = ""
	}
	said := c.Look.Render(term.VerdictRole(as.Verdict), word) + c.Look.Render(term.Warning, warns) + c.Look.Cut(because, width-term.Width(word+warns))
	if unread != "" {
		said = c.Look.Fit(said, width) + "  " + c.Look.Render(term.Warning, unread)
	}
	return said
}

func describeVerdict(as *model.Assessment, one, several string) string {
	switch as.Verdict {
	case model.Undetermined:
		return ": " + report.Counted(as.ToConfirm.Len(), "fact") + " to confirm"
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

// flagLines are the warnings in full, each on lines of its own.
func (c *Checklist) flagLines(width int) []string {
	var lines []string
	for _, b := range c.Incident.Warnings() {
		lines = append(lines, c.Hanging(term.Warning, c.Look.Symbols.Warning+" ", b.Text, width)...)
	}
	return lines
}

// flagsShort are the warnings in so many lines at most: each with what to do
// about it, or each on one line, or all by name.
func (c *Checklist) flagsShort(width, most int) []string {
	var wrapped, lines, names []string
	mark := c.Look.Symbols.Warning + " "
	for _, f := range c.Incident.Assessment.Flags.Flags() {
		said := f.Title()
		if do := advice(f); do != "" {
			said += ": " + do
		}
		wrapped = append(wrapped, c.Hanging(term.Warning, mark, said, width)...)
		if term.Width(mark+said) > width {
			said = f.Title()
		}
		names = append(names, f.Title())
		lines = append(lines, c.Look.Render(term.Warning, c.Look.Cut(mark+said, width)))
	}
	switch {
	case len(wrapped) <= most:
		return wrapped
	case len(lines) <= most:
		return lines
	}
	return c.Shorten(c.Hanging(term.Warning, mark, strings.Join(names, "; "), width), most, width)
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
