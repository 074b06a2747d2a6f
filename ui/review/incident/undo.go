package incident

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/ui/review/desk"
	"gd8/ui/review/panes"
	"gd8/ui/session"
	"gd8/ui/term"
)

// undo undoes the last answer or decision of the sitting and goes back to its
// incident. A decision on another incident than the one in hand is undone on a
// yes.
func (v *Review) undo() tea.Cmd {
	step, _ := v.Sit.CanUndo()
	here := v.Base() == desk.InReview && v.Incident != nil && v.Incident.Number == step.Number
	if here || step.Decision == model.NoDecision {
		return v.undoLast()
	}
	v.OpenDialog(&desk.Dialog{
		Asks:  true,
		Title: "Undo a decision on another incident",
		Body:  []string{v.Look.SafeLine("Undo " + step.String() + "? It is reopened, and its text is kept.")},
		Accept: func(string) tea.Cmd {
			v.Dialog = nil
			return v.undoLast()
		},
	}, "")
	return nil
}

func (v *Review) undoLast() tea.Cmd { return v.stepBack("Undone: ", v.Sit.Undo) }

// redo does again what was undone last and goes to its incident. A decision on
// another incident than the one in hand is made again on a yes.
func (v *Review) redo() tea.Cmd {
	step, _ := v.Sit.CanRedo()
	again := func() tea.Cmd { return v.stepBack("Done again: ", v.Sit.Redo) }
	here := v.Base() == desk.InReview && v.Incident != nil && v.Incident.Number == step.Number
	if here || step.Decision == model.NoDecision {
		return again()
	}
	v.OpenDialog(&desk.Dialog{
		Asks:  true,
		Title: "Make a decision on another incident again",
		Body:  []string{v.Look.SafeLine("Make " + step.String() + " again, with its text?")},
		Accept: func(string) tea.Cmd {
			v.Dialog = nil
			return again()
		},
	}, "")
	return nil
}

// stepBack undoes a step, or does one again, and shows its incident as it then
// is.
func (v *Review) stepBack(did string, do func() (session.Step, error)) tea.Cmd {
	sit := v.Sit
	undoing := did == "Undone: "
	return v.Ask(desk.OnChange, 0, nil, func() (func() tea.Cmd, error) {
		step, err := do()
		if err != nil {
			return nil, err
		}
		in, err := sit.Open(step.Number)
		if err != nil {
			return nil, err
		}
		counts, err := sit.Counts()
		return func() tea.Cmd {
			v.Counts = counts
			v.showIncident(in)
			for what, text := range step.Texts() {
				if key := (session.InputKey{Number: step.Number, For: what}); undoing {
					v.Keeper.Set(key, text, "")
				} else {
					v.Keeper.Drop(key)
				}
			}
			if step.Decision == model.NoDecision && slices.Contains(panes.AllQuestions(in), step.Field) {
				v.Checklist.Field = step.Field
			}
			said := did + step.String() + "."
			if undoing {
				said += " Z does it again."
			}
			v.Say(term.Saved, said)
			return nil
		}, err
	})
}
