package review

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store/assurance"
	"gd8/ui/report"
	"gd8/ui/review/desk"
	"gd8/ui/session"
	"gd8/ui/term"
)

// dispute is the screen on which an officer settles where a second review
// differs from the decisions: both texts beside each other, without a name.
type dispute struct {
	*desk.Desk
	quality     *quality
	list        []assurance.Dispute
	refused     []string
	at          int
	top, height int
}

func (s *dispute) disputeKey() desk.Action {
	return desk.Action{Keys: []string{"J"}, Does: "settle where two officers differ", Footer: desk.Always, FooterLabel: "settle", DisabledReason: func() string {
		if q := s.quality.q; q == nil || q.Sample == nil || q.Sample.NotSettled == 0 {
			return "nothing of the newest sample is to be settled; gd8 adjudicate names another sample"
		}
		return ""
	}, Do: s.openDispute}
}

// openDispute reads what this officer can settle.
func (s *dispute) openDispute() tea.Cmd {
	sit, ctx, sample := s.Sit, s.Ctx, s.quality.q.Sample.Sample
	return s.Ask(desk.OnChange, 0, nil, func() (func() tea.Cmd, error) {
		list, refused, err := sit.Disputes(ctx, sample)
		if err != nil {
			return nil, err
		}
		return func() tea.Cmd {
			if len(list) == 0 {
				s.Say(term.Warning, "J: "+s.Look.SafeLine(strings.Join(refused, "; ")))
				return nil
			}
			s.list, s.refused, s.at = list, refused, 0
			s.Enter(desk.InDispute)
			return s.seeDispute()
		}, nil
	})
}

// seeDispute writes into the journal that the one in hand is read.
func (s *dispute) seeDispute() tea.Cmd {
	sit, n := s.Sit, s.list[s.at].Number
	s.top = 0
	return s.Ask(desk.OnChange, n, nil, func() (func() tea.Cmd, error) {
		return func() tea.Cmd { return nil }, sit.ConsultDispute(n)
	})
}

func (s *dispute) disputeKeys() desk.Table {
	choose := func(c assurance.Choice) func() tea.Cmd {
		return func() tea.Cmd { return s.chooseDispute(c) }
	}
	return desk.Table{Name: "Where two officers differ", Actions: append([]desk.Action{
		{Keys: []string{"a"}, Does: "A is right", Footer: desk.Always, Do: choose(assurance.AIsRight)},
		{Keys: []string{"b"}, Does: "B is right", Footer: desk.Always, Do: choose(assurance.BIsRight)},
		{Keys: []string{"n"}, Does: "neither is right", Footer: desk.Always, FooterLabel: "neither", Do: choose(assurance.NeitherIsRight)},
		{Keys: []string{"f"}, Does: "facts are to be confirmed first", Footer: desk.Always, FooterLabel: "facts first", Do: choose(assurance.AskForFacts)},
		{Keys: []string{">"}, Does: "leave it for later", Footer: desk.IfRoom, FooterLabel: "later", Do: s.nextDispute},
	}, append(desk.Scrolling(func(n int) { s.top = max(s.top+n, 0) }, func() int { return s.height }),
		s.CloseKey("back", s.Leave), s.MenuKey(), s.HelpKey())...)}
}

// nextDispute goes on to the next, or back where there is none.
func (s *dispute) nextDispute() tea.Cmd {
	if s.at++; s.at >= len(s.list) {
		s.Leave()
		s.quality.leaveQuality()
		return nil
	}
	return s.seeDispute()
}

// chooseDispute asks why, and saves the adjudication.
func (s *dispute) chooseDispute(c assurance.Choice) tea.Cmd {
	d := &s.list[s.at]
	s.OpenDialog(&desk.Dialog{
		Title: upperFirst(report.DescribeChoice(c)), Body: []string{"Why? The rationale is your own, and is kept with your name."}, Long: true,
		Keep: session.InputKey{Number: d.Number, For: session.TypedRuling},
		Accept: func(text string) tea.Cmd {
			sit := s.Sit
			return s.Ask(desk.OnChange, d.Number, s.FailDialog, func() (func() tea.Cmd, error) {
				said, err := sit.Adjudicate(d, c, text)
				if err != nil {
					return nil, err
				}
				return func() tea.Cmd {
					s.CloseDialog()
					next := s.nextDispute()
					s.Say(term.Saved, s.Look.SafeLine(said))
					return next
				}, nil
			})
		},
	}, "")
	return nil
}

// view draws facts above, and both texts beside each other.
func (s *dispute) view() []string {
	width, height := s.Layout.Width-2, s.Layout.Body
	d := &s.list[s.at]
	in := report.DisputeFacts(d, s.Sit.Store().Now().Location(), s.Sit.Today())
	var lines []string
	lines = append(lines, s.Paragraph(term.Text, report.DisputeAsks, width)...)
	for _, b := range report.DisputeCriteria(d) {
		lines = append(lines, s.Hanging(term.Text, "  ", s.Look.SafeLine(b.String()), width)...)
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
		lines = append(lines, s.Look.Fit(l, column)+" "+s.Look.Render(term.Border, s.Look.Frame.Left)+" "+s.Look.Fit(r, column))
	}
	told, missing := in.ToldFacts(model.Fields())
	lines = append(lines, "", s.Look.Render(term.Title, "The facts as the source has them"))
	lines = append(lines, s.TellBelow(told, width)...)
	if len(missing) > 0 {
		lines = append(lines, s.TellBelow([]report.Block{report.Missing(missing)}, width)...)
	}
	s.height = max(height-1, 1)
	s.top = max(min(s.top, len(lines)-s.height), 0)
	title := fmt.Sprintf("%s, %d of %d to settle", s.Look.SafeLine(d.Key.Incident), s.at+1, len(s.list))
	if len(lines) > s.height {
		title += fmt.Sprintf("  lines %d to %d of %d", s.top+1, min(s.top+s.height, len(lines)), len(lines))
	}
	return desk.Indent(append([]string{term.CursorMark + s.Look.Render(term.Title, title)}, lines[s.top:min(s.top+s.height, len(lines))]...))
}

// side is one of the two texts.
func (s *dispute) side(letter string, argued *assurance.Argued, width int) []string {
	b := report.DisputeText(letter, argued)
	return append(s.Hanging(term.Title, "", s.Look.SafeLine(b.Label+": "+b.Text), width), s.TellBelow(b.Below, width)...)
}

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
