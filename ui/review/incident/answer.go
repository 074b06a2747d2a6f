package incident

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/ui/review/desk"
	"gd8/ui/review/editor"
	"gd8/ui/review/panes"
	"gd8/ui/session"
	"gd8/ui/term"
)

// fieldInHand is the question or fact the cursor is on.
func (v *Review) fieldInHand() model.Field {
	if v.Facts.Focused {
		return v.Facts.Field()
	}
	return v.Checklist.Field
}

// answerField answers the field in hand.
func (v *Review) answerField(value string) tea.Cmd {
	if f := v.fieldInHand(); f != model.SamePersonAs {
		return v.AnswerWith(f, value)
	}
	return v.answerSame(value == model.Yes.String())
}

// AnswerWith answers a field of the incident in hand.
func (v *Review) AnswerWith(f model.Field, value string) tea.Cmd {
	return v.Answer(v.Sit.Answering(v.Incident, v.Incident.At, model.Answer{Field: f, Value: value}))
}

// Answer asks what an answer still needs, then saves it and moves to the next
// question not answered.
func (v *Review) Answer(w *session.Answering) tea.Cmd {
	ask, err := w.Ask()
	switch {
	case err != nil:
		return v.FailDialog(err)
	case ask != nil:
		v.askFor(w, ask)
		return nil
	}
	reread := v.Reread(func() {
		v.CloseDialog()
		w.Used(v.Keeper)
		v.answered(w)
	})
	return v.Ask(desk.OnChange, v.Incident.Number, v.FailDialog, func() (func() tea.Cmd, error) {
		if err := w.Save(); err != nil {
			return nil, err
		}
		return reread()
	})
}

// askFor asks for what an answer still needs: its reason.
func (v *Review) askFor(w *session.Answering, ask *session.Ask) {
	keep := w.Key()
	if v.Dialog != nil && v.Dialog.Keep == keep {
		v.Dialog.Problem = "A reason is needed; esc leaves without an answer."
		return
	}
	v.Dialog = nil // what was typed in it is kept until the answer is
	v.OpenDialog(&desk.Dialog{
		Title: v.Look.SafeLine(w.Answer.Field.Title() + ": " + w.Content()),
		Above: v.besideAsked(w),
		Body:  []string{v.Look.SafeLine(ask.Question), "Reason:"},
		Keep:  keep,
		Accept: func(text string) tea.Cmd {
			w.Give(text)
			return v.Answer(w)
		},
	}, "")
}

// answered moves on from a field that was just answered, and says where the
// verdict stands, and how to take the answer back where it turned it.
func (v *Review) answered(w *session.Answering) {
	in := v.Incident
	again := w.Answer.Field == model.SamePersonAs && in.Alike != nil // the next of several
	if next, ok := after(in.Questions, w.Answer.Field); ok && !v.Facts.Focused && !again {
		v.Checklist.Field = next
	}
	if !slices.Contains(panes.AllQuestions(in), v.Checklist.Field) {
		v.Checklist.Field = firstQuestion(in)
	}
	verdict, turned := in.Assessment.Verdict, w.Turned(in)
	did := w.Did(in)
	if len(in.Questions) == 0 || turned {
		said := verdict.Title() + "."
		switch {
		case in.Item().State == model.StateNotRelevant:
			said = did + " It counts as done."
		case verdict == model.Applies:
			said += " d discards, c considers for disclosure."
		}
		if turned {
			said += " z undoes."
		}
		v.Say(term.VerdictRole(verdict), said)
	}
	if did != "" && w.Answer.Field == model.SameEventAs {
		v.Say(term.Saved, did)
	}
	if did != "" && w.Answer.Field == model.SamePersonAs {
		said := did + " " + verdict.Title() + "."
		if in.Alike != nil {
			said = did + " " + in.Alike.Asks()
		}
		v.Say(term.Saved, said+" z undoes.")
	}
}

// after is the first question after a field in the list's order, else the
// first of all.
func after(list []model.Field, f model.Field) (model.Field, bool) {
	for _, q := range list {
		if q > f {
			return q, true
		}
	}
	if len(list) == 0 {
		return f, false
	}
	return list[0], true
}

// edit opens the small editor of the field in hand.
func (v *Review) edit() tea.Cmd {
	f := v.fieldInHand()
	if f == model.NoField {
		_, missing := v.Incident.ToldFacts(panes.FactOrder)
		v.Facts.Open, v.Facts.On = true, missing[0]
		return nil
	}
	value := ""
	if in := v.Incident.Facts(); in.Recorded(f) {
		value = in.Show(f)
	}
	v.OpenDialog(&desk.Dialog{
		Title: f.Title(),
		Body:  []string{Accepted(f)},
		Long:  f.Kind() == model.KindLong,
		Keep:  v.inputKey(session.TypedValue, f),
		Accept: func(text string) tea.Cmd {
			if v.Incident.Unchanged(f, typedValue(f, text), v.Sit.Today()) { // looked at, not answered
				v.CloseDialog()
				v.Say(term.Dim, f.Title()+" is as it was; nothing was recorded.")
				return nil
			}
			return v.AnswerWith(f, typedValue(f, text))
		},
	}, value)
	return nil
}

// Accepted says what a field takes.
func Accepted(f model.Field) string {
	switch f.Kind() {
	case model.KindDate:
		return "gd8 takes " + model.AcceptedDates + "; blank for not recorded."
	case model.KindOutcome:
		return "gd8 takes " + model.AcceptedOutcome + "."
	case model.KindRole:
		return "gd8 takes " + model.AcceptedRole + "."
	case model.KindLong:
		return "Your reading stands beside the source's text. At most 64 KiB."
	}
	if f == model.SamePersonAs {
		return "The reference of another individual who is the same human being; blank for none. It replaces the one named here."
	}
	if f == model.SameEventAs {
		return "The incident reference of another record of this individual that describes the same event; blank for none. p shows them side by side."
	}
	return "A text of at most 256 bytes; blank for not recorded."
}

// withdrawAnswer takes the officer's answer to the field in hand back.
func (v *Review) withdrawAnswer() tea.Cmd {
	sit, n, f := v.Sit, v.Incident.Number, v.fieldInHand()
	if parted := v.Incident.Parted(f); parted != nil {
		return v.withdrawParted(parted)
	}
	reread := v.Reread(func() {
		v.Say(term.Saved, "Your answer to "+f.Title()+" is withdrawn: the source's value stands again.")
	})
	return v.Ask(desk.OnChange, n, nil, func() (func() tea.Cmd, error) {
		if err := sit.WithdrawAnswer(n, f); err != nil {
			return nil, err
		}
		return reread()
	})
}

// answerIncomplete asks for the reason to go on with an incomplete case.
func (v *Review) answerIncomplete() tea.Cmd {
	n := v.Incident.Number
	v.OpenDialog(&desk.Dialog{
		Title: "Records of this case are known to be missing",
		Body:  []string{"Why can it be decided all the same: what was checked, and where? The reason is kept with your name."},
		Keep:  session.InputKey{Number: n, For: session.TypedIncomplete},
		Accept: func(text string) tea.Cmd {
			sit := v.Sit
			reread := v.Reread(func() {
				v.CloseDialog()
				v.Say(term.Saved, "Reason saved. The case can be decided.")
			})
			return v.Ask(desk.OnChange, n, v.FailDialog, func() (func() tea.Cmd, error) {
				if err := sit.AnswerIncomplete(n, text); err != nil {
					return nil, err
				}
				return reread()
			})
		},
	}, "")
	return nil
}

// typedValue is a typed text as a value of a field: one line, but for the
// summary.
func typedValue(f model.Field, text string) string {
	if f.Kind() == model.KindLong {
		return text
	}
	return editor.OneLine(text)
}

// inputKey is what a text about a field of the incident in hand is typed for:
// its value, the note or the reason of an answer.
func (v *Review) inputKey(what string, f model.Field) session.InputKey {
	return session.InputKey{Number: v.Incident.Number, For: session.TypedFor(what, f)}
}
