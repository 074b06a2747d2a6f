package review

import (
	"fmt"
	"strings"

	"gd8/model"
	"gd8/ui/term"
)

// draw is the whole screen: as many lines as the window has, none wider.
func (a *App) draw() string {
	l := a.layout
	var lines []string
	if l.small {
		lines = term.Wrap(l.tooSmall(), max(l.width, 1))
	} else {
		lines = append(lines, a.header())
		lines = append(lines, a.withDialog(exactly(a.body(), l.body))...)
		lines = append(lines, a.statusLine(), a.footer())
	}
	lines = exactly(lines, max(l.height, 1))
	for i, line := range lines {
		lines[i] = a.look.Paint(a.look.Cut(line, l.width), l.width)
	}
	return strings.Join(lines, "\n")
}

// exactly is lines cut or filled up to n.
func exactly(lines []string, n int) []string {
	if len(lines) > n {
		return lines[:n]
	}
	for len(lines) < n {
		lines = append(lines, "")
	}
	return lines
}

func (a *App) header() string {
	left := " " + a.look.Render(term.Marking, " "+a.look.SafeLine(a.o.Marking)+" ")
	if a.o.Demo {
		left += " " + a.look.Render(term.Warning, "DEMO, made-up incidents")
	}
	if a.incident != nil && a.base() == inReview {
		left += "  " + a.headOf(a.incident.Key(), a.incident.Facts().Role())
	}
	right := a.progress()
	if officer := a.look.Cut(a.look.SafeLine(a.sit.Officer()), 24); term.Width(left)+term.Width(right)+term.Width(officer)+4 <= a.layout.width {
		right = officer + "   " + right
	}
	room := a.layout.width - term.Width(right) - 2
	return a.look.Fit(left, room) + " " + right
}

// headOf names an incident: application, individual and role, incident.
func (a *App) headOf(k model.Key, role model.Role) string {
	roleName := "applicant"
	if role == model.ThirdParty {
		roleName = "third party"
	}
	parts := []string{a.look.Render(term.Title, a.look.SafeLine(k.Incident)), a.look.SafeLine(k.Person) + " " + roleName}
	if k.Application != "" {
		parts = append(parts, a.look.SafeLine(k.Application))
	}
	return strings.Join(parts, "  ")
}

// progress is how far the work is, with a bar where there is room.
func (a *App) progress() string {
	if a.screen() == inPurpose {
		return ""
	}
	said := fmt.Sprintf("%d of %d done", a.counts.Done, a.counts.Total)
	const cells = 20
	if a.layout.width < 120 || a.counts.Total == 0 {
		return said
	}
	full := cells * a.counts.Done / a.counts.Total
	return strings.Repeat(a.look.Symbols.Full, full) + strings.Repeat(a.look.Symbols.Empty, cells-full) + " " + said
}

func (a *App) statusLine() string {
	s := a.status
	if s.text == "" {
		return ""
	}
	mark := ""
	switch s.role {
	case term.Error:
		mark = a.look.Symbols.Error + " "
	case term.Warning:
		mark = a.look.Symbols.Warning + " "
	case term.Saved:
		mark = a.look.Symbols.Done + " "
	}
	return " " + a.look.Render(s.role, a.look.Cut(mark+s.text, a.layout.width-1))
}

func (a *App) footer() string {
	t := a.tables[a.screen()]
	if a.dialog != nil {
		t = a.dialog.table()
	}
	return t.footer(a, a.layout.width)
}

// body is what stands between header and status line.
func (a *App) body() []string {
	l := a.layout
	switch a.screen() {
	case inPurpose:
		return a.purposeView()
	case inQueue, inSearch:
		return a.queue.view(a)
	case inRationale:
		return a.rationaleBody()
	case inGuide, inFind:
		return a.beside(a.guide.view)
	case inHistory:
		return a.history.view(a, l.width-2, l.body)
	case inOthers:
		return a.others.view(a, l.width-2, l.body)
	case inForm:
		return a.form.view(a, l.width-2, l.body)
	case inPath:
		return a.path.view(a)
	case inImport:
		return a.importing.view(a)
	case inHelp:
		return a.helpView()
	}
	return a.reviewBody()
}

// reviewBody is facts and checklist beside each other, or the one in hand.
func (a *App) reviewBody() []string {
	l := a.layout
	switch {
	case l.panes:
		return a.join(a.facts.view(a, l.left, l.body), a.checklist.view(a, l.right, l.body))
	case l.body >= 34:
		top := l.body/2 + 4
		lines := exactly(a.checklist.view(a, l.right, top-1), top-1)
		lines = append(indent(lines), a.rule(""))
		return append(lines, indent(a.facts.view(a, l.right, l.body-top))...)
	case a.facts.focused:
		return indent(a.facts.view(a, l.right, l.body))
	}
	return indent(a.checklist.view(a, l.right, l.body))
}

// beside draws a pane beside the checklist where there is room for both to be
// read in comfort, else alone.
func (a *App) beside(view func(a *App, width, height int) []string) []string {
	l := a.layout
	if l.width < 120 || a.base() != inReview {
		return indent(view(a, l.width-2, l.body))
	}
	return a.join(view(a, l.left, l.body), a.checklist.view(a, l.right, l.body))
}

// join puts two panes beside each other, each line cut to its pane.
func (a *App) join(left, right []string) []string {
	l := a.layout
	left, right = exactly(left, l.body), exactly(right, l.body)
	bar := " " + a.look.Render(term.Border, a.look.Frame.Left) + " "
	lines := make([]string, l.body)
	for i := range lines {
		lines[i] = " " + a.look.Fit(left[i], l.left) + bar + a.look.Cut(right[i], l.right)
	}
	return lines
}

func indent(lines []string) []string {
	for i := range lines {
		lines[i] = " " + lines[i]
	}
	return lines
}

// rule is a line across the window with a word in it.
func (a *App) rule(word string) string {
	h := a.look.Frame.Top
	if word == "" {
		return a.look.Render(term.Border, " "+strings.Repeat(h, max(a.layout.width-2, 0)))
	}
	word = " " + a.look.Cut(word, a.layout.width-8) + " "
	return a.look.Render(term.Border, " "+strings.Repeat(h, 2)) + word +
		a.look.Render(term.Border, strings.Repeat(h, max(a.layout.width-4-term.Width(word), 0)))
}

// paragraphs is safe text wrapped to width, each line in a role.
func (a *App) paragraph(role term.Role, safe string, width int) []string {
	lines := term.Wrap(safe, width)
	for i := range lines {
		lines[i] = a.look.Render(role, lines[i])
	}
	return lines
}

// hanging is safe text wrapped to width behind a mark, the lines after the
// first set in by the mark's width.
func (a *App) hanging(role term.Role, mark, safe string, width int) []string {
	in := term.Width(mark)
	lines := a.paragraph(role, safe, max(width-in, 10))
	for i := range lines {
		if i == 0 {
			lines[i] = a.look.Render(role, mark) + lines[i]
			continue
		}
		lines[i] = strings.Repeat(" ", in) + lines[i]
	}
	return lines
}

func (a *App) purposeView() []string {
	w := min(a.layout.width-4, 76)
	lines := []string{"", a.look.Render(term.Title, " Why are these records consulted?"), ""}
	lines = append(lines, indent(a.paragraph(term.Text, "The Data Protection Act 2018 (section 62) asks police systems to log the justification with every consultation and disclosure. gd8 asks once a sitting and writes it beside what you do.", w))...)
	return append(lines, "", " Purpose: "+a.purpose.view(w-10, true), "", a.look.Render(term.Dim, " For example: Enhanced DBS checks, quality assurance, a dispute"))
}
