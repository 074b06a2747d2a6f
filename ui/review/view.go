package review

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"gd8/model"
	"gd8/ui/term"
)

// draw is the whole screen: as many lines as the window has, none wider.
func (a *App) draw() string {
	l := a.layout
	var lines []string
	switch {
	case a.locked:
		lines = a.lock.lockedFrame()
	case l.small:
		lines = term.Wrap(l.tooSmall(), max(l.width, 1))
	default:
		lines = append(lines, a.header())
		body := a.withDialog(exactly(a.body(), l.body))
		said := a.statusLines(a.status)
		lines = append(lines, body[:max(len(body)+1-len(said), 0)]...)
		lines = append(append(append(lines, a.tour.view()...), said...), a.footer())
	}
	lines = exactly(lines, max(l.height, 1))
	for i, line := range lines {
		lines[i] = a.look.Cut(line, l.width)
	}
	a.cursor = cursorIn(lines)
	for i, line := range lines {
		lines[i] = a.look.Paint(line, l.width)
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
		text := ansi.Strip(lineAt(lines, i))
		if left := strings.TrimLeft(text, " "); left != "" {
			return cell{i, len(text) - len(left)}
		}
	}
	return cell{}
}

// header is the marking, the incident in hand and how far the work is: as much
// of it as fits, what matters less left out whole rather than cut.
func (a *App) header() string {
	marking := a.marking()
	demos := []string{""}
	if a.o.Demo {
		demos = []string{" " + a.look.Render(term.Warning, "DEMO, made-up incidents"), " " + a.look.Render(term.Warning, "DEMO")}
	}
	heads := []string{""}
	if a.incident != nil && a.base() == inReview {
		heads = a.headsOf(a.incident.Key(), a.incident.Facts().Role())
		if a.screen() == inReview { // the body is headed by the individual
			heads = heads[len(heads)-1:]
			if a.o.now().Before(a.settles) {
				heads[0] = "  " + a.look.Render(term.Selected, " "+a.look.SafeLine(a.incident.Key().Incident)+" ")
			}
		}
	}
	left, right := "", ""
	for _, try := range headerOrder {
		left = marking + demos[min(try.demo, len(demos)-1)] + heads[min(try.head, len(heads)-1)]
		right = a.headerRight(try.right)
		if term.Width(left)+term.Width(right)+2 <= a.layout.width {
			break
		}
	}
	return a.look.Fit(left, a.layout.width-term.Width(right)-1) + right
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
	incident := "  " + a.look.Render(term.Title, a.look.SafeLine(k.Incident))
	person := incident + "  " + a.look.SafeLine(k.Person)
	whole := person + " " + roleName
	if k.Application != "" {
		return []string{whole + "  " + a.look.SafeLine(k.Application), whole, person, incident}
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
		said = a.look.Cut(a.look.SafeLine(a.sit.Officer()), 24) + "   " + said
	}
	if short < 1 && a.layout.width >= 110 && a.incident != nil && a.base() == inReview {
		if place := a.queue.placeOf(a.incident.Number); place != "" {
			said = place + "   " + said
		}
	}
	return said
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
	return a.look.Bar(a.counts.Done, a.counts.Total, cells) + " " + said
}

func (a *App) footer() string {
	t := a.tables[a.screen()]
	if a.dialog != nil {
		t = a.dialog.table()
	}
	return t.footer(a.look, a.layout.width)
}

// body is what stands between header and status line.
func (a *App) body() []string {
	l := a.layout
	switch a.screen() {
	case inPurpose:
		return a.who.view()
	case inQueue, inSearch:
		return a.queue.view()
	case inRationale:
		return a.rationaleBody()
	case inGuide, inFind:
		return a.guideBody()
	case inHistory:
		return a.withVerdict(a.history.view(l.width-2, l.body))
	case inOthers:
		return a.withVerdict(a.others.view(l.width-2, l.body))
	case inForm:
		return a.forms.form.view(l.width-2, l.body)
	case inPath:
		return a.path.view()
	case inImport:
		return a.importing.view()
	case inMapping:
		return a.mapping.view()
	case inHelp:
		return a.help.helpView()
	case inPalette:
		return a.palette.view()
	case inOpening:
		return a.opening.view()
	case inSummary:
		return a.summary.view()
	case inApplication:
		return a.application.view()
	case inQuality:
		return a.quality.view()
	case inDispute:
		return a.dispute.view()
	case inNote:
		return a.noteBody()
	case inAdvice:
		return a.withVerdict(indent(a.advice.view(l.width-2, l.body)))
	case inFacts:
		return a.withVerdict(indent(a.facts.view(l.width-2, l.body)))
	}
	return a.reviewBody()
}

// reviewBody is the head over facts, checklist and guidance beside each other,
// or as many of them as there is room for.
func (a *App) reviewBody() []string {
	head := a.review.headLines()
	return append(head, a.reviewPanes(a.layout.body-len(head))...)
}

func (a *App) reviewPanes(height int) []string {
	l := a.layout
	switch {
	case l.panes == 3:
		return a.threePanes(a.facts.view(l.left, height), a.checklist.view(l.right, height), a.guide.guideBeside(), height)
	case l.panes == 2:
		return a.join(a.facts.view(l.left, height), a.checklist.view(l.right, height), height)
	case l.body >= tallBody:
		top := height/2 + 4
		lines := exactly(a.checklist.view(l.right, top-1), top-1)
		lines = append(indent(lines), a.rule(""))
		return append(lines, indent(a.facts.view(l.right, height-top))...)
	case a.facts.focused:
		return a.withVerdict(indent(a.facts.view(l.right, height)))
	}
	return indent(a.checklist.view(l.right, height))
}

// guideBody is the guidance with what it was opened from beside it, where there
// is room.
func (a *App) guideBody() []string {
	l := a.layout
	switch {
	case a.base() != inReview:
		return indent(a.guide.view(l.width-2, l.body))
	case l.panes == 3 && a.writing.rationale != nil:
		return a.threePanes(a.facts.view(l.left, l.body), a.writing.rationale.view(l.right, l.body), a.guide.view(l.third, l.body), l.body)
	case l.panes == 3:
		head := a.review.headLines()
		height := l.body - len(head)
		return append(head, a.threePanes(a.facts.view(l.left, height), a.checklist.view(l.right, height), a.guide.view(l.third, height), height)...)
	case l.width >= 120:
		head := a.review.headLines()
		height := l.body - len(head)
		return append(head, a.join(a.guide.view(l.left, height), a.checklist.view(l.right, height), height)...)
	}
	return a.withVerdict(indent(a.guide.view(l.width-2, l.body)))
}
