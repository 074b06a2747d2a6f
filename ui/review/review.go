package review

import (
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store"
	"gd8/ui/review/desk"
	"gd8/ui/review/editor"
	"gd8/ui/review/panes"
	"gd8/ui/review/worklist"
	"gd8/ui/session"
	"gd8/ui/term"
)

// reviewing is the review of the incident in hand: opening one, answering its
// questions, undoing, and going on to the next.
type reviewing struct {
	*desk.Desk
	queue     *worklist.List
	checklist *panes.Checklist
	facts     *panes.Facts
	writing   *writing
}

// open opens an incident for review; said is put into the status line then.
func (v *reviewing) open(n store.Number, said desk.Status) tea.Cmd {
	if n == 0 {
		return nil
	}
	sit := v.Sit
	return v.Ask(desk.OnChange, n, nil, func() (func() tea.Cmd, error) {
		in, err := sit.Open(n)
		return func() tea.Cmd {
			v.showIncident(in)
			v.Status = said
			return nil
		}, err
	})
}

// showIncident puts an incident on the review screen, the cursor on the first
// question not answered.
func (v *reviewing) showIncident(in *session.Incident) {
	v.Incident = in
	v.facts.Reset()
	v.checklist.Field = firstQuestion(in)
	v.queue.Cursor = in.Number
	v.Open = []desk.Screen{desk.InQueue, desk.InReview}
}

// firstQuestion is where the cursor starts: at the first question not
// answered, else at the criterion that decided the verdict. Where all of them
// are met it is at the outcome, which one letter does not answer: no key pressed
// in passing turns the verdict of an incident that is complete.
func firstQuestion(in *session.Incident) model.Field {
	if len(in.Questions) > 0 {
		return in.Questions[0]
	}
	want := model.NotMet
	if in.Assessment.Verdict == model.Undetermined {
		want = model.Unknown
	}
	for id, cr := range in.Assessment.Criteria {
		if cr.State == want {
			return panes.AskedOf(in, model.CriterionID(id))[0]
		}
	}
	return model.OutcomeCode
}

// step goes to the next incident that needs attention, or the one before.
func (v *reviewing) step(forward bool) tea.Cmd {
	v.Settles = time.Time{}
	sit, n := v.Sit, v.Incident.Number
	return v.Ask(desk.OnChange, n, nil, func() (func() tea.Cmd, error) {
		next, err := sit.Next(n, forward)
		return func() tea.Cmd {
			switch {
			case next != 0:
				return v.open(next, desk.Status{})
			case forward:
				v.Say(term.Dim, "No incident after this one in the list needs attention. < goes back.")
			default:
				v.Say(term.Dim, "No incident before this one in the list needs attention. > goes on.")
			}
			return nil
		}, err
	})
}

// backToQueue leaves the review; the queue is read again, for what was done.
func (v *reviewing) backToQueue() tea.Cmd {
	v.Settles = time.Time{} // what is opened next is opened by hand
	v.Open = []desk.Screen{desk.InQueue}
	return v.queue.Refresh()
}

// reread shows the incident in hand as it is now.
func (v *reviewing) reread(then func()) desk.Work {
	sit, n := v.Sit, v.Incident.Number
	return func() (func() tea.Cmd, error) {
		in, err := sit.Reread(n)
		if err != nil {
			return nil, err
		}
		counts, err := sit.Counts()
		return func() tea.Cmd {
			v.Incident, v.Counts = in, counts
			then()
			return nil
		}, err
	}
}

// fieldInHand is the question or fact the cursor is on.
func (v *reviewing) fieldInHand() model.Field {
	if v.facts.Focused {
		return v.facts.Field()
	}
	return v.checklist.Field
}

// answerField answers the field in hand.
func (v *reviewing) answerField(value string) tea.Cmd {
	if f := v.fieldInHand(); f != model.SamePersonAs {
		return v.answerWith(f, value)
	}
	return v.answerSame(value == model.Yes.String())
}

// answerWith answers a field of the incident in hand.
func (v *reviewing) answerWith(f model.Field, value string) tea.Cmd {
	return v.answer(v.Sit.Answering(v.Incident, v.Incident.At, model.Answer{Field: f, Value: value}))
}

// answer asks what an answer still needs, then saves it and moves to the next
// question not answered.
func (v *reviewing) answer(w *session.Answering) tea.Cmd {
	ask, err := w.Ask()
	switch {
	case err != nil:
		return v.FailDialog(err)
	case ask != nil:
		v.askFor(w, ask)
		return nil
	}
	reread := v.reread(func() {
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
func (v *reviewing) askFor(w *session.Answering, ask *session.Ask) {
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
			return v.answer(w)
		},
	}, "")
}

// answered moves on from a field that was just answered, and says where the
// verdict stands, and how to take the answer back where it turned it.
func (v *reviewing) answered(w *session.Answering) {
	in := v.Incident
	again := w.Answer.Field == model.SamePersonAs && in.Alike != nil // the next of several
	if next, ok := after(in.Questions, w.Answer.Field); ok && !v.facts.Focused && !again {
		v.checklist.Field = next
	}
	if !slices.Contains(panes.AllQuestions(in), v.checklist.Field) {
		v.checklist.Field = firstQuestion(in)
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
func (v *reviewing) edit() tea.Cmd {
	f := v.fieldInHand()
	if f == model.NoField {
		_, missing := v.Incident.ToldFacts(panes.FactOrder)
		v.facts.Open, v.facts.On = true, missing[0]
		return nil
	}
	value := ""
	if in := v.Incident.Facts(); in.Recorded(f) {
		value = in.Show(f)
	}
	v.OpenDialog(&desk.Dialog{
		Title: f.Title(),
		Body:  []string{accepted(f)},
		Long:  f.Kind() == model.KindLong,
		Keep:  v.inputKey(session.TypedValue, f),
		Accept: func(text string) tea.Cmd {
			if v.Incident.Unchanged(f, typedValue(f, text), v.Sit.Today()) { // looked at, not answered
				v.CloseDialog()
				v.Say(term.Dim, f.Title()+" is as it was; nothing was recorded.")
				return nil
			}
			return v.answerWith(f, typedValue(f, text))
		},
	}, value)
	return nil
}

// accepted says what a field takes.
func accepted(f model.Field) string {
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
func (v *reviewing) withdrawAnswer() tea.Cmd {
	sit, n, f := v.Sit, v.Incident.Number, v.fieldInHand()
	if parted := v.Incident.Parted(f); parted != nil {
		return v.withdrawParted(parted)
	}
	reread := v.reread(func() {
		v.Say(term.Saved, "Your answer to "+f.Title()+" is withdrawn: the source's value stands again.")
	})
	return v.Ask(desk.OnChange, n, nil, func() (func() tea.Cmd, error) {
		if err := sit.WithdrawAnswer(n, f); err != nil {
			return nil, err
		}
		return reread()
	})
}

// undo undoes the last answer or decision of the sitting and goes back to its
// incident. A decision on another incident than the one in hand is undone on a
// yes.
func (v *reviewing) undo() tea.Cmd {
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

func (v *reviewing) undoLast() tea.Cmd { return v.stepBack("Undone: ", v.Sit.Undo) }

// redo does again what was undone last and goes to its incident. A decision on
// another incident than the one in hand is made again on a yes.
func (v *reviewing) redo() tea.Cmd {
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
func (v *reviewing) stepBack(did string, do func() (session.Step, error)) tea.Cmd {
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
				v.checklist.Field = step.Field
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

// answerIncomplete asks for the reason to go on with an incomplete case.
func (v *reviewing) answerIncomplete() tea.Cmd {
	n := v.Incident.Number
	v.OpenDialog(&desk.Dialog{
		Title: "Records of this case are known to be missing",
		Body:  []string{"Why can it be decided all the same: what was checked, and where? The reason is kept with your name."},
		Keep:  session.InputKey{Number: n, For: session.TypedIncomplete},
		Accept: func(text string) tea.Cmd {
			sit := v.Sit
			reread := v.reread(func() {
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
