package review

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store/assurance"
	"gd8/ui/report"
	"gd8/ui/session"
	"gd8/ui/term"
)

// dispute is the screen on which an officer settles where a second review
// differs from the decisions: both texts beside each other, without a name.
type dispute struct {
	list        []assurance.Dispute
	refused     []string
	at          int
	top, height int
}

func disputeKey() action {
	return action{keys: []string{"J"}, does: "settle where two officers differ", footer: always, footerLabel: "settle", disabledReason: func(a *App) string {
		if q := a.quality.q; q == nil || q.Sample == nil || q.Sample.NotSettled == 0 {
			return "nothing of the newest sample is to be settled; gd8 adjudicate names another sample"
		}
		return ""
	}, do: (*App).openDispute}
}

// openDispute reads what this officer can settle.
func (a *App) openDispute() tea.Cmd {
	sit, ctx, sample := a.sit, a.ctx, a.quality.q.Sample.Sample
	return a.ask(onChange, 0, nil, func() (func(*App) tea.Cmd, error) {
		list, refused, err := sit.Disputes(ctx, sample)
		if err != nil {
			return nil, err
		}
		return func(a *App) tea.Cmd {
			if len(list) == 0 {
				a.say(term.Warning, "J: "+a.look.SafeLine(strings.Join(refused, "; ")))
				return nil
			}
			a.dispute = dispute{list: list, refused: refused}
			a.enter(inDispute)
			return a.seeDispute()
		}, nil
	})
}

// seeDispute writes into the journal that the one in hand is read.
func (a *App) seeDispute() tea.Cmd {
	sit, n := a.sit, a.dispute.list[a.dispute.at].Number
	a.dispute.top = 0
	return a.ask(onChange, n, nil, func() (func(*App) tea.Cmd, error) {
		return func(*App) tea.Cmd { return nil }, sit.ConsultDispute(n)
	})
}

func disputeKeys() table {
	choose := func(c assurance.Choice) func(*App) tea.Cmd {
		return func(a *App) tea.Cmd { return a.chooseDispute(c) }
	}
	return table{name: "Where two officers differ", actions: append([]action{
		{keys: []string{"a"}, does: "A is right", footer: always, do: choose(assurance.AIsRight)},
		{keys: []string{"b"}, does: "B is right", footer: always, do: choose(assurance.BIsRight)},
		{keys: []string{"n"}, does: "neither is right", footer: always, footerLabel: "neither", do: choose(assurance.NeitherIsRight)},
		{keys: []string{"f"}, does: "facts are to be confirmed first", footer: always, footerLabel: "facts first", do: choose(assurance.AskForFacts)},
		{keys: []string{">"}, does: "leave it for later", footer: ifRoom, footerLabel: "later", do: (*App).nextDispute},
	}, append(scrolling(func(a *App, n int) { a.dispute.top = max(a.dispute.top+n, 0) }, func(a *App) int { return a.dispute.height }),
		closeKey("back", (*App).leave), menuKey(), helpKey())...)}
}

// nextDispute goes on to the next, or back where there is none.
func (a *App) nextDispute() tea.Cmd {
	if a.dispute.at++; a.dispute.at >= len(a.dispute.list) {
		a.leave()
		a.leaveQuality()
		return nil
	}
	return a.seeDispute()
}

// chooseDispute asks why, and saves the adjudication.
func (a *App) chooseDispute(c assurance.Choice) tea.Cmd {
	d := &a.dispute.list[a.dispute.at]
	a.openDialog(&dialog{
		title: upperFirst(report.ChoiceSaid(c)), body: []string{"Why? The rationale is your own, and is kept with your name."}, long: true,
		keep: session.InputKey{Number: d.Number, For: session.TypedRuling},
		accept: func(a *App, text string) tea.Cmd {
			sit := a.sit
			return a.ask(onChange, d.Number, failDialog, func() (func(*App) tea.Cmd, error) {
				said, err := sit.Adjudicate(d, c, text)
				if err != nil {
					return nil, err
				}
				return func(a *App) tea.Cmd {
					a.closeDialog()
					next := a.nextDispute()
					a.say(term.Saved, a.look.SafeLine(said))
					return next
				}, nil
			})
		},
	}, "")
	return nil
}

// view draws facts above, and both texts beside each other.
func (s *dispute) view(a *App) []string {
	width, height := a.layout.width-2, a.layout.body
	d := &s.list[s.at]
	in := report.DisputeFacts(d, a.sit.Store().Now().Location(), a.sit.Today())
	var lines []string
	lines = append(lines, a.paragraph(term.Text, report.DisputeAsks, width)...)
	for _, b := range report.DisputeCriteria(d) {
		lines = append(lines, a.hanging(term.Text, "  ", a.look.SafeLine(b.String()), width)...)
	}
	lines = append(lines, "")
	column := (width - 3) / 2
	left, right := s.side(a, "A", &d.A, column), s.side(a, "B", &d.B, column)
	for i := range max(len(left), len(right)) {
		var l, r string
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		lines = append(lines, a.look.Fit(l, column)+" "+a.look.Render(term.Border, a.look.Frame.Left)+" "+a.look.Fit(r, column))
	}
	told, missing := in.ToldFacts(model.Fields())
	lines = append(lines, "", a.look.Render(term.Title, "The facts as the source has them"))
	lines = append(lines, a.tellBelow(told, width)...)
	if len(missing) > 0 {
		lines = append(lines, a.tellBelow([]report.Block{report.Missing(missing)}, width)...)
	}
	s.height = max(height-1, 1)
	s.top = max(min(s.top, len(lines)-s.height), 0)
	title := fmt.Sprintf("%s, %d of %d to settle", a.look.SafeLine(d.Key.Incident), s.at+1, len(s.list))
	if len(lines) > s.height {
		title += fmt.Sprintf("  lines %d to %d of %d", s.top+1, min(s.top+s.height, len(lines)), len(lines))
	}
	return indent(append([]string{term.CursorMark + a.look.Render(term.Title, title)}, lines[s.top:min(s.top+s.height, len(lines))]...))
}

// side is one of the two texts.
func (s *dispute) side(a *App, letter string, argued *assurance.Argued, width int) []string {
	b := report.DisputeText(letter, argued)
	return append(a.hanging(term.Title, "", a.look.SafeLine(b.Label+": "+b.Text), width), a.tellBelow(b.Below, width)...)
}

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
