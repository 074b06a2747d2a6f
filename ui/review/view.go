package review

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"gd8/model"
	"gd8/ui/review/desk"
	"gd8/ui/term"
)

// draw is the whole screen: as many lines as the window has, none wider.
func (a *App) draw() string {
	l := a.Layout
	var lines []string
	switch {
	case a.Locked:
		lines = a.lock.lockedFrame()
	case l.Small:
		lines = term.Wrap(l.TooSmall(), max(l.Width, 1))
	default:
		lines = append(lines, a.header())
		body := a.WithDialog(desk.Exactly(a.body(), l.Body))
		said := a.StatusLines(a.Status)
		lines = append(lines, body[:max(len(body)+1-len(said), 0)]...)
		lines = append(append(append(lines, a.tour.View()...), said...), a.footer())
	}
	lines = desk.Exactly(lines, max(l.Height, 1))
	for i, line := range lines {
		lines[i] = a.Look.Cut(line, l.Width)
	}
	a.cursor = cursorIn(lines)
	for i, line := range lines {
		lines[i] = a.Look.Paint(line, l.Width)
	}
	return strings.Join(lines, "\n")
}

// cell is a place in the window, from 0 on.
type cell struct{ line, cell int }

// cursorIn is where the terminal's cursor stands in a frame: on the row or
// letter in hand, or where there is none, at the start of the text below the
// title. Its marks are taken out.
func cursorIn(lines []string) cell {
	if line, at, found := term.TakeCursor(lines); found {
		return cell{line, at}
	}
	for _, i := range []int{2, 3, 1} {
		text := ansi.Strip(desk.LineAt(lines, i))
		if left := strings.TrimLeft(text, " "); left != "" {
			return cell{i, len(text) - len(left)}
		}
	}
	return cell{}
}

// header is the marking, the incident in hand and how far the work is: as much
// of it as fits, what matters less left out whole rather than cut.
func (a *App) header() string {
	marking := a.Marking()
	demos := []string{""}
	if a.Options.Demo {
		demos = []string{" " + a.Look.Render(term.Warning, "DEMO, made-up incidents"), " " + a.Look.Render(term.Warning, "DEMO")}
	}
	heads := []string{""}
	if a.Incident != nil && a.Base() == desk.InReview {
		heads = a.headsOf(a.Incident.Key(), a.Incident.Facts().Role())
		if a.Screen() == desk.InReview { // the body is headed by the individual
			heads = heads[len(heads)-1:]
			if a.Options.Now().Before(a.Settles) {
				heads[0] = "  " + a.Look.Render(term.Selected, " "+a.Look.SafeLine(a.Incident.Key().Incident)+" ")
			}
		}
	}
	left, right := "", ""
	for _, try := range headerOrder {
		left = marking + demos[min(try.demo, len(demos)-1)] + heads[min(try.head, len(heads)-1)]
		right = a.headerRight(try.right)
		if term.Width(left)+term.Width(right)+2 <= a.Layout.Width {
			break
		}
	}
	return a.Look.Fit(left, a.Layout.Width-term.Width(right)-1) + right
}

// headerOrder is what the header leaves out, in the order in which it does: the
// number says how short each part is made.
var headerOrder = []struct{ demo, head, right int }{
	{0, 0, 0}, {0, 0, 1}, {1, 0, 1}, {1, 0, 2}, {1, 1, 2}, {1, 2, 2}, {1, 3, 2},
}

// headsOf name an incident, the fullest first: incident, individual, role,
// application.
func (a *App) headsOf(k model.Key, role model.Role) []string {
	roleName := "applicant"
	if role == model.ThirdParty {
		roleName = "third party"
	}
	incident := "  " + a.Look.Render(term.Title, a.Look.SafeLine(k.Incident))
	person := incident + "  " + a.Look.SafeLine(k.Person)
	whole := person + " " + roleName
	if k.Application != "" {
		return []string{whole + "  " + a.Look.SafeLine(k.Application), whole, person, incident}
	}
	return []string{whole, whole, person, incident}
}

// headerRight is the right end of the header, shorter the higher the number:
// where in the list the incident is, who sits, and how far the work is.
func (a *App) headerRight(short int) string {
	said := a.progress()
	if said == "" {
		return ""
	}
	if short < 2 {
		said = a.Look.Cut(a.Look.SafeLine(a.Sit.Officer()), 24) + "   " + said
	}
	if short < 1 && a.Layout.Width >= 110 && a.Incident != nil && a.Base() == desk.InReview {
		if place := a.queue.PlaceOf(a.Incident.Number); place != "" {
			said = place + "   " + said
		}
	}
	return said
}

// progress is how far the work is, with a bar where there is room.
func (a *App) progress() string {
	if a.Screen() == desk.InPurpose {
		return ""
	}
	said := fmt.Sprintf("%d of %d done", a.Counts.Done, a.Counts.Total)
	const cells = 20
	if a.Layout.Width < 120 || a.Counts.Total == 0 {
		return said
	}
	return a.Look.Bar(a.Counts.Done, a.Counts.Total, cells) + " " + said
}

func (a *App) footer() string {
	t := a.Tables[a.Screen()]
	if a.Dialog != nil {
		t = a.Dialog.Table()
	}
	return t.Footer(a.Look, a.Layout.Width)
}

// body is what stands between header and status line.
func (a *App) body() []string {
	l := a.Layout
	switch a.Screen() {
	case desk.InPurpose:
		return a.who.view()
	case desk.InQueue, desk.InSearch:
		return a.queue.View()
	case desk.InRationale:
		return a.rationaleBody()
	case desk.InGuide, desk.InFind:
		return a.guideBody()
	case desk.InHistory:
		return a.WithVerdict(a.history.View(l.Width-2, l.Body))
	case desk.InOthers:
		return a.WithVerdict(a.others.View(l.Width-2, l.Body))
	case desk.InForm:
		return a.forms.Form.View(l.Width-2, l.Body)
	case desk.InPath:
		return a.importing.Prompt.View()
	case desk.InImport:
		return a.importing.View()
	case desk.InMapping:
		return a.importing.Mapping.View()
	case desk.InHelp:
		return a.help.View()
	case desk.InPalette:
		return a.palette.View()
	case desk.InOpening:
		return a.opening.view()
	case desk.InSummary:
		return a.summary.view()
	case desk.InApplication:
		return a.application.View()
	case desk.InQuality:
		return a.quality.view()
	case desk.InDispute:
		return a.dispute.view()
	case desk.InNote:
		return a.noteBody()
	case desk.InAdvice:
		return a.WithVerdict(desk.Indent(a.writing.Advice.View(l.Width-2, l.Body)))
	case desk.InFacts:
		return a.WithVerdict(desk.Indent(a.facts.View(l.Width-2, l.Body)))
	}
	return a.reviewBody()
}

// reviewBody is the head over facts, checklist and guidance beside each other,
// or as many of them as there is room for.
func (a *App) reviewBody() []string {
	head := a.checklist.HeadLines()
	return append(head, a.reviewPanes(a.Layout.Body-len(head))...)
}

func (a *App) reviewPanes(height int) []string {
	l := a.Layout
	switch {
	case l.Panes == 3:
		return a.ThreePanes(a.facts.View(l.Left, height), a.checklist.View(l.Right, height), a.guide.Beside(), height)
	case l.Panes == 2:
		return a.Join(a.facts.View(l.Left, height), a.checklist.View(l.Right, height), height)
	case l.Body >= desk.TallBody:
		top := height/2 + 4
		lines := desk.Exactly(a.checklist.View(l.Right, top-1), top-1)
		lines = append(desk.Indent(lines), a.Rule(""))
		return append(lines, desk.Indent(a.facts.View(l.Right, height-top))...)
	case a.facts.Focused:
		return a.WithVerdict(desk.Indent(a.facts.View(l.Right, height)))
	}
	return desk.Indent(a.checklist.View(l.Right, height))
}

// guideBody is the guidance with what it was opened from beside it, where there
// is room.
func (a *App) guideBody() []string {
	l := a.Layout
	switch {
	case a.Base() != desk.InReview:
		return desk.Indent(a.guide.View(l.Width-2, l.Body))
	case l.Panes == 3 && a.writing.Rationale != nil:
		return a.ThreePanes(a.facts.View(l.Left, l.Body), a.writing.Rationale.View(l.Right, l.Body), a.guide.View(l.Third, l.Body), l.Body)
	case l.Panes == 3:
		head := a.checklist.HeadLines()
		height := l.Body - len(head)
		return append(head, a.ThreePanes(a.facts.View(l.Left, height), a.checklist.View(l.Right, height), a.guide.View(l.Third, height), height)...)
	case l.Width >= 120:
		head := a.checklist.HeadLines()
		height := l.Body - len(head)
		return append(head, a.Join(a.guide.View(l.Left, height), a.checklist.View(l.Right, height), height)...)
	}
	return a.WithVerdict(desk.Indent(a.guide.View(l.Width-2, l.Body)))
}

// rationaleBody draws the rationale, beside the facts and the guidance where
// there is room for them.
func (a *App) rationaleBody() []string {
	l := a.Layout
	if l.Panes == 3 {
		return a.ThreePanes(a.facts.View(l.Left, l.Body), a.writing.Rationale.View(l.Right, l.Body), a.guide.Beside(), l.Body)
	}
	if l.Width < desk.FactsByText {
		return desk.Indent(a.writing.Rationale.View(l.Width-2, l.Body))
	}
	return a.Join(a.facts.View(l.Left, l.Body), a.writing.Rationale.View(l.Right, l.Body), l.Body)
}

// noteBody draws the note, beside the facts where there is room for both.
func (a *App) noteBody() []string {
	l := a.Layout
	if l.Width < 120 {
		return a.WithVerdict(desk.Indent(a.writing.Note.View(l.Width-2, l.Body)))
	}
	return a.WithVerdict(a.Join(a.facts.View(l.Left, l.Body), a.writing.Note.View(l.Width-l.Left-desk.Divider-1, l.Body), l.Body))
}
