package review

import (
	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/session"
)

// askClock asks, before anything is read, whether a clock is right that is more
// than a day from the newest entry. asked is false where it is not.
func (a *App) askClock() (asked bool) {
	if a.o.Demo {
		return false // its store is made up, with its times
	}
	said, err := a.sit.AskClock()
	if err != nil {
		a.sayError(err)
	}
	if said == "" {
		return false
	}
	a.openDialog(&dialog{
		title: "Is the clock right?",
		body:  []string{a.look.SafeLine(said), "y: it is right   n: it is wrong"},
		asks:  true,
		accept: func(string) tea.Cmd {
			a.dialog = nil
			return a.startReview()
		},
		refuse: func() tea.Cmd {
			a.dialog.problem = session.SetClock + " ctrl+c leaves; y goes on with this clock."
			return nil
		},
	}, "")
	return true
}

// startReview begins where a sitting does, once its purpose is known.
func (a *App) startReview() tea.Cmd {
	if a.screen() == inPurpose {
		return nil
	}
	return a.begin()
}
