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
	*desk
	quality     *quality
	list        []assurance.Dispute
	refused     []string
	at          int
	top, height int
}

func (s *dispute) disputeKey() action {
	return action{keys: []string{"J"}, does: "settle where two officers differ", footer: always, footerLabel: "settle", disabledReason: func() string {
		if q := s.quality.q; q == nil || q.Sample == nil || q.Sample.NotSettled == 0 {
			return "nothing of the newest sample is to be settled; gd8 adjudicate names another sample"
		}
		return ""
	}, do: s.openDispute}
}

// openDispute reads what this officer can settle.
func (s *dispute) openDispute() tea.Cmd {
	sit, ctx, sample := s.sit, s.ctx, s.quality.q.Sample.Sample
	return s.ask(onChange, 0, nil, func() (func() tea.Cmd, error) {
		list, refused, err := sit.Disputes(ctx, sample)
		if err != nil {
			return nil, err
		}
		return func() tea.Cmd {
			if len(list) == 0 {
				s.say(term.Warning, "J: "+s.look.SafeLine(strings.Join(refused, "; ")))
				return nil
			}
			s.list, s.refused, s.at = list, refused, 0
			s.enter(inDispute)
			return s.seeDispute()
		}, nil
	})
}

// seeDispute writes into the journal that the one in hand is read.
func (s *dispute) seeDispute() tea.Cmd {
	sit, n := s.sit, s.list[s.at].Number
	s.top = 0
	return s.ask(onChange, n, nil, func() (func() tea.Cmd, error) {
		return func() tea.Cmd { return nil }, sit.ConsultDispute(n)
	})
}

func (s *dispute) disputeKeys() table {
	choose := func(c assurance.Choice) func() tea.Cmd {
		return func() tea.Cmd { return s.chooseDispute(c) }
	}
	return table{name: "Where two officers differ", actions: append([]action{
		{keys: []string{"a"}, does: "A is right", footer: always, do: choose(assurance.AIsRight)},
		{keys: []string{"b"}, does: "B is right", footer: always, do: choose(assurance.BIsRight)},
		{keys: []string{"n"}, does: "neither is right", footer: always, footerLabel: "neither", do: choose(assurance.NeitherIsRight)},
		{keys: []string{"f"}, does: "facts are to be confirmed first", footer: always, footerLabel: "facts first", do: choose(assurance.AskForFacts)},
		{keys: []string{">"}, does: "leave it for later", footer: ifRoom, footerLabel: "later", do: s.nextDispute},
	}, append(scrolling(func(n int) { s.top = max(s.top+n, 0) }, func() int { return s.height }),
		s.closeKey("back", s.leave), s.menuKey(), s.helpKey())...)}
}

// nextDispute goes on to the next, or back where there is none.
func (s *dispute) nextDispute() tea.Cmd {
	if s.at++; s.at >= len(s.list) {
		s.leave()
		s.quality.leaveQuality()
		return nil
	}
	return s.seeDispute()
}

// chooseDispute asks why, and saves the adjudication.
func (s *dispute) chooseDispute(c assurance.Choice) tea.Cmd {
	d := &s.list[s.at]
	s.openDialog(&dialog{
		title: upperFirst(report.ChoiceSaid(c)), body: []string{"Why? The rationale is your own, and is kept with your name."}, long: true,
		keep: session.InputKey{Number: d.Number, For: session.TypedRuling},
		accept: func(text string) tea.Cmd {
			sit := s.sit
			return s.ask(onChange, d.Number, s.failDialog, func() (func() tea.Cmd, error) {
				said, err := sit.Adjudicate(d, c, text)
				if err != nil {
					return nil, err
				}
				return func() tea.Cmd {
					s.closeDialog()
					next := s.nextDispute()
					s.say(term.Saved, s.look.SafeLine(said))
					return next
				}, nil
			})
		},
	}, "")
	return nil
}

// view draws facts above, and both texts beside each other.
func (s *dispute) view() []string {
	width, height := s.layout.width-2, s.layout.body
	d := &s.list[s.at]
	in := report.DisputeFacts(d, s.sit.Store().Now().Location(), s.sit.Today())
	var lines []string
	lines = append(lines, s.paragraph(term.Text, report.DisputeAsks, width)...)
	for _, b := range report.DisputeCriteria(d) {
		lines = append(lines, s.hanging(term.Text, "  ", s.look.SafeLine(b.String()), width)...)
	}
	lines = append(lines, "")
	column := (width - 3) / 2
	left, right := s.side("A", &d.A, column), s.side("B", &d.B, column)
	for i := range max(len(left), len(right)) {
		var l, r string
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		lines = append(lines, s.look.Fit(l, column)+" "+s.look.Render(term.Border, s.look.Frame.Left)+" "+s.look.Fit(r, column))
	}
	told, missing := in.ToldFacts(model.Fields())
	lines = append(lines, "", s.look.Render(term.Title, "The facts as the source has them"))
	lines = append(lines, s.tellBelow(told, width)...)
	if len(missing) > 0 {
		lines = append(lines, s.tellBelow([]report.Block{report.Missing(missing)}, width)...)
	}
	s.height = max(height-1, 1)
	s.top = max(min(s.top, len(lines)-s.height), 0)
	title := fmt.Sprintf("%s, %d of %d to settle", s.look.SafeLine(d.Key.Incident), s.at+1, len(s.list))
	if len(lines) > s.height {
		title += fmt.Sprintf("  lines %d to %d of %d", s.top+1, min(s.top+s.height, len(lines)), len(lines))
	}
	return indent(append([]string{term.CursorMark + s.look.Render(term.Title, title)}, lines[s.top:min(s.top+s.height, len(lines))]...))
}

// side is one of the two texts.
func (s *dispute) side(letter string, argued *assurance.Argued, width int) []string {
	b := report.DisputeText(letter, argued)
	return append(s.hanging(term.Title, "", s.look.SafeLine(b.Label+": "+b.Text), width), s.tellBelow(b.Below, width)...)
}

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
