package review

import (
	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/review/desk"
	"gd8/ui/session"
)

// askClock asks, before anything is read, whether a clock is right that is more
// than a day from the newest entry. asked is false where it is not.
func (a *App) askClock() (asked bool) {
	if a.Options.Demo {
		return false // its store is made up, with its times
	}
	said, err := a.Sit.AskClock()
	if err != nil {
		a.SayError(err)
	}
	if said == "" {
		return false
	}
	a.OpenDialog(&desk.Dialog{
		Title: "Is the clock right?",
		Body:  []string{a.Look.SafeLine(said), "y: it is right   n: it is wrong"},
		Asks:  true,
		Accept: func(string) tea.Cmd {
			a.Dialog = nil
			return a.startReview()
		},
		Refuse: func() tea.Cmd {
			a.Dialog.Problem = session.SetClock + " ctrl+c leaves; y goes on with this clock."
			return nil
		},
	}, "")
	return true
}

// startReview begins where a sitting does, once its purpose is known.
func (a *App) startReview() tea.Cmd {
	if a.Screen() == desk.InPurpose {
		return nil
	}
	return a.begin()
}
