package incident

import (
	tea "github.com/charmbracelet/bubbletea"

	"gd8/store"
	"gd8/ui/review/desk"
	"gd8/ui/session"
	"gd8/ui/term"
)

// besideAsked says, above the reason, whom or what an answer is about and what
// it would do: in a low window there is no room for that under the question.
func (v *Review) besideAsked(w *session.Answering) func(width int) []string {
	return func(width int) (lines []string) {
		if w.Asked != nil {
			return append(term.Wrap(v.Look.SafeLine(w.Asked.Asks()), width), v.Compared(&w.Asked.Beside, "", width)...)
		}
		for _, said := range w.Beside() {
			lines = append(lines, term.Wrap(v.Look.SafeLine(said), width)...)
		}
		return lines
	}
}

// answerSame answers the question about individuals in hand.
func (v *Review) answerSame(same bool) tea.Cmd {
	if !same {
		return v.Answer(v.Sit.NotSame(v.Incident))
	}
	w, err := v.Sit.Same(v.Incident)
	if err != nil {
		v.SayError(err)
		return nil
	}
	return v.Answer(w)
}

// withdrawParted takes a "not the same" back, so that it is asked again.
func (v *Review) withdrawParted(parted *store.Separation) tea.Cmd {
	sit := v.Sit
	reread := v.Reread(func() {
		v.Say(term.Saved, "Withdrawn: not the same individual, by "+parted.By+". The question is open again.")
	})
	return v.Ask(desk.OnChange, v.Incident.Number, nil, func() (func() tea.Cmd, error) {
		if err := sit.WithdrawParted(parted); err != nil {
			return nil, err
		}
		return reread()
	})
}
