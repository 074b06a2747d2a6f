package review

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/term"
	"gd8/ui/term/console"
)

// This file copies to the clipboard what an officer would else type again. It
// leaves gd8 by that: the journal has it first, and a setting switches it off.

// copyKey copies the incident in hand; copyTextKey the rationale, where letters
// are text.
func copyKey() action {
	return action{keys: []string{"Y"}, does: "copy reference, verdict and reasons", disabledReason: notCopied, do: func(a *App) tea.Cmd {
		return a.copyOut("Reference, verdict and reasons of "+a.incident.Key().Incident, a.incident.Copied())
	}}
}

func copyTextKey() action {
	return action{keys: []string{"alt+y"}, does: "copy the rationale", disabledReason: notCopied, do: func(a *App) tea.Cmd {
		a.takeIn()
		return a.copyOut("The rationale on "+a.incident.Key().Incident, a.rationale.plain())
	}}
}

// notCopied says why nothing is copied.
func notCopied(a *App) string {
	if a.o.NoCopy {
		return "copying is switched off in the settings (copy = false)"
	}
	return notInSecond(a)
}

// copyOut writes into the journal that a text is copied, and copies it under the
// security marking.
func (a *App) copyOut(what, text string) tea.Cmd {
	sit, n, to := a.sit, a.incident.Number, a.o.clipboard
	text = term.SafeText(a.o.Marking + "\n" + text)
	return a.ask(onChange, n, nil, func() (func(*App) tea.Cmd, error) {
		if err := sit.Copied(n); err != nil {
			return nil, fmt.Errorf("nothing was copied, as the journal could not take it: %w", err)
		}
		sure, err := to(text)
		return func(a *App) tea.Cmd {
			said := what + ": copied."
			if !sure {
				said = what + ": handed to the terminal, whose clipboard may be switched off."
			}
			a.say(term.Saved, said+" It leaves gd8 by that, and the journal says so.")
			return nil
		}, err
	})
}

// copyTo copies to the system's clipboard where it has one for all programs, else
// hands the text to the terminal; sure is false then.
func (a *App) copyTo(text string) (sure bool, err error) {
	if done, err := console.Copy(text); done {
		return true, err
	}
	return false, term.Copy(a.screenOut, text)
}
