package incident

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/review/desk"
	"gd8/ui/term"
)

// This file copies to the clipboard what an officer would else type again. It
// leaves gd8 by that: the journal has it first, and a setting switches it off.

// CopyAction copies the incident in hand.
func (v *Review) CopyAction() desk.Action {
	return desk.Action{Keys: []string{"Y"}, Does: "copy reference, verdict and reasons", DisabledReason: v.NotCopied, Do: func() tea.Cmd {
		return v.CopyOut("Reference, verdict and reasons of "+v.Incident.Key().Incident, v.Incident.Copied())
	}}
}

// NotCopied says why nothing is copied.
func (v *Review) NotCopied() string {
	if v.Options.NoCopy {
		return "copying is switched off in the settings (copy = false)"
	}
	return v.NotInSecond()
}

// CopyOut writes into the journal that a text is copied, and copies it under the
// security marking.
func (v *Review) CopyOut(what, text string) tea.Cmd {
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
