package review

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/review/desk"
	"gd8/ui/term"
	"gd8/ui/term/console"
)

// This file copies to the clipboard what an officer would else type again. It
// leaves gd8 by that: the journal has it first, and a setting switches it off.

// copyKey copies the incident in hand; copyTextKey the rationale, where letters
// are text.
func (v *reviewing) copyKey() desk.Action {
	return desk.Action{Keys: []string{"Y"}, Does: "copy reference, verdict and reasons", DisabledReason: v.notCopied, Do: func() tea.Cmd {
		return v.copyOut("Reference, verdict and reasons of "+v.Incident.Key().Incident, v.Incident.Copied())
	}}
}

func (t *writing) copyTextKey() desk.Action {
	return desk.Action{Keys: []string{"alt+y"}, Does: "copy the rationale", DisabledReason: t.review.notCopied, Do: func() tea.Cmd {
		t.keep.takeIn()
		return t.review.copyOut("The rationale on "+t.Incident.Key().Incident, t.rationale.plain())
	}}
}

// notCopied says why nothing is copied.
func (v *reviewing) notCopied() string {
	if v.Options.NoCopy {
		return "copying is switched off in the settings (copy = false)"
	}
	return v.NotInSecond()
}

// copyOut writes into the journal that a text is copied, and copies it under the
// security marking.
func (v *reviewing) copyOut(what, text string) tea.Cmd {
	sit, n, to := v.Sit, v.Incident.Number, v.Options.Clipboard
	text = term.SafeText(v.Options.Marking + "\n" + text)
	return v.Ask(desk.OnChange, n, nil, func() (func() tea.Cmd, error) {
		if err := sit.Copied(n); err != nil {
			return nil, fmt.Errorf("nothing was copied, as the journal could not take it: %w", err)
		}
		sure, err := to(text)
		return func() tea.Cmd {
			said := what + ": copied."
			if !sure {
				said = what + ": handed to the terminal, whose clipboard may be switched off."
			}
			v.Say(term.Saved, said+" It leaves gd8 by that, and the journal says so.")
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
