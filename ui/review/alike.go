package review

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/store"
	"gd8/ui/session"
	"gd8/ui/term"
)

// This file asks whether another individual is the same human as this one:
// police systems hold duplicate nominals, and a discard takes one incident of
// one human.

// sameAsked is the question on its line: whole, or, where there is no room for
// that, by the reference alone.
func (a *App) sameAsked(width int) string {
	l := a.incident.Alike
	for _, said := range []string{l.Asks(), "Is " + l.Person + " the same individual?", l.Person + ": the same?"} {
		if said = a.look.SafeLine(said) + " y n"; term.Width(said) <= width {
			return said
		}
	}
	return "y n  " + a.look.SafeLine(l.Person)
}

// sameBelow is what stands under the question: who is asked about, where the
// line has no room for it, what is alike, and the other's incidents.
func (a *App) sameBelow(width int) []string {
	l := a.incident.Alike
	below := l.Below()
	if asks := l.Asks(); !strings.HasPrefix(a.sameAsked(width-7), a.look.SafeLine(asks)) {
		below = append([]string{asks}, below...)
	}
	var lines []string
	for _, said := range below {
		lines = append(lines, a.hanging(term.Dim, "        ", a.look.SafeLine(said), width)...)
	}
	return lines
}

// besideAsked says, above the reason, whom or what an answer is about and what
// it would do: in a low window there is no room for that under the question.
func (a *App) besideAsked(w *session.Answering) (body []string) {
	for _, said := range w.Beside() {
		body = append(body, a.look.SafeLine(said))
	}
	return body
}

// answerSame answers the question about individuals in hand.
func (a *App) answerSame(same bool) tea.Cmd {
	if !same {
		return a.answer(a.sit.NotSame(a.incident))
	}
	w, err := a.sit.Same(a.incident)
	if err != nil {
		a.sayError(err)
		return nil
	}
	return a.answer(w)
}

// withdrawParted takes a "not the same" back, so that it is asked again.
func (a *App) withdrawParted(parted *store.Separation) tea.Cmd {
	sit := a.sit
	reread := a.reread(func(a *App) {
		a.say(term.Saved, "Withdrawn: not the same individual, by "+parted.By+". The question is open again.")
	})
	return a.ask(onChange, a.incident.Number, nil, func() (func(*App) tea.Cmd, error) {
		if err := sit.WithdrawParted(parted); err != nil {
			return nil, err
		}
		return reread()
	})
}
