package review

import (
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store"
	"gd8/ui/review/editor"
	"gd8/ui/session"
	"gd8/ui/term"
)

// open opens an incident for review; said is put into the status line then.
func (a *App) open(n store.Number, said status) tea.Cmd {
	if n == 0 {
		return nil
	}
	sit := a.sit
	return a.ask(onChange, n, nil, func() (func(*App) tea.Cmd, error) {
		in, err := sit.Open(n)
		return func(a *App) tea.Cmd {
			a.showIncident(in)
			a.status = said
			return nil
		}, err
	})
}

// showIncident puts an incident on the review screen, the cursor on the first
// question not answered.
func (a *App) showIncident(in *session.Incident) {
	a.incident = in
	a.facts.reset()
	a.checklist.field = firstQuestion(in)
	a.queue.cursor = in.Number
	a.on = []screen{inQueue, inReview}
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
			return askedOf(in, model.CriterionID(id))[0]
		}
	}
	return model.OutcomeCode
}

// step goes to the next incident that needs attention, or the one before.
func (a *App) step(forward bool) tea.Cmd {
	a.settles = time.Time{}
	sit, n := a.sit, a.incident.Number
	return a.ask(onChange, n, nil, func() (func(*App) tea.Cmd, error) {
		next, err := sit.Next(n, forward)
		return func(a *App) tea.Cmd {
			switch {
			case next != 0:
				return a.open(next, status{})
			case forward:
				a.say(term.Dim, "No incident after this one in the list needs attention. < goes back.")
			default:
				a.say(term.Dim, "No incident before this one in the list needs attention. > goes on.")
			}
			return nil
		}, err
	})
}

// backToQueue leaves the review; the queue is read again, for what was done.
func (a *App) backToQueue() tea.Cmd {
	a.settles = time.Time{} // what is opened next is opened by hand
	a.on = []screen{inQueue}
	return a.refresh()
}

// reread shows the incident in hand as it is now.
func (a *App) reread(then func(*App)) work {
	sit, n := a.sit, a.incident.Number
	return func() (func(*App) tea.Cmd, error) {
		in, err := sit.Reread(n)
		if err != nil {
			return nil, err
		}
		counts, err := sit.Counts()
		return func(a *App) tea.Cmd {
			a.incident, a.counts = in, counts
			then(a)
			return nil
		}, err
	}
}

// fieldInHand is the question or fact the cursor is on.
func (a *App) fieldInHand() model.Field {
	if a.facts.focused {
		return a.facts.field()
	}
	return a.checklist.field
}

// answerField answers the field in hand.
func (a *App) answerField(value string) tea.Cmd {
	if f := a.fieldInHand(); f != model.SamePersonAs {
		return a.answerWith(f, value)
	}
	return a.answerSame(value == model.Yes.String())
}

// answerWith answers a field of the incident in hand.
func (a *App) answerWith(f model.Field, value string) tea.Cmd {
	return a.answer(a.sit.Answering(a.incident, a.incident.At, model.Answer{Field: f, Value: value}))
}

// answer asks what an answer still needs, then saves it and moves to the next
// question not answered.
func (a *App) answer(w *session.Answering) tea.Cmd {
	ask, err := w.Ask()
	switch {
	case err != nil:
		return failDialog(a, err)
	case ask != nil:
		a.askFor(w, ask)
		return nil
	}
	reread := a.reread(func(a *App) {
		a.closeDialog()
		w.Used(a.keeper)
		a.answered(w)
	})
	return a.ask(onChange, a.incident.Number, failDialog, func() (func(*App) tea.Cmd, error) {
		if err := w.Save(); err != nil {
			return nil, err
		}
		return reread()
	})
}

// askFor asks for what an answer still needs: its reason.
func (a *App) askFor(w *session.Answering, ask *session.Ask) {
	keep := w.Key()
	if a.dialog != nil && a.dialog.keep == keep {
		a.dialog.problem = "A reason is needed; esc leaves without an answer."
		return
	}
	a.dialog = nil // what was typed in it is kept until the answer is
	a.openDialog(&dialog{
		title: a.look.SafeLine(w.Answer.Field.Title() + ": " + w.Content()),
		above: a.besideAsked(w),
		body:  []string{a.look.SafeLine(ask.Question), "Reason:"},
		keep:  keep,
		accept: func(a *App, text string) tea.Cmd {
			w.Give(text)
			return a.answer(w)
		},
	}, "")
}

// answered moves on from a field that was just answered, and says where the
// verdict stands, and how to take the answer back where it turned it.
func (a *App) answered(w *session.Answering) {
	in := a.incident
	again := w.Answer.Field == model.SamePersonAs && in.Alike != nil // the next of several
	if next, ok := after(in.Questions, w.Answer.Field); ok && !a.facts.focused && !again {
		a.checklist.field = next
	}
	if !slices.Contains(allQuestions(in), a.checklist.field) {
		a.checklist.field = firstQuestion(in)
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
		a.say(term.VerdictRole(verdict), said)
	}
	if did != "" && w.Answer.Field == model.SameEventAs {
		a.say(term.Saved, did)
	}
	if did != "" && w.Answer.Field == model.SamePersonAs {
		said := did + " " + verdict.Title() + "."
		if in.Alike != nil {
			said = did + " " + in.Alike.Asks()
		}
		a.say(term.Saved, said+" z undoes.")
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
func (a *App) edit() tea.Cmd {
	f := a.fieldInHand()
	if f == model.NoField {
		_, missing := a.incident.ToldFacts(factOrder)
		a.facts.open, a.facts.on = true, missing[0]
		return nil
	}
	value := ""
	if in := a.incident.Facts(); in.Recorded(f) {
		value = in.Show(f)
	}
	a.openDialog(&dialog{
		title: f.Title(),
		body:  []string{accepted(f)},
		long:  f.Kind() == model.KindLong,
		keep:  a.inputKey(session.TypedValue, f),
		accept: func(a *App, text string) tea.Cmd {
			if a.incident.Unchanged(f, typedValue(f, text), a.sit.Today()) { // looked at, not answered
				a.closeDialog()
				a.say(term.Dim, f.Title()+" is as it was; nothing was recorded.")
				return nil
			}
			return a.answerWith(f, typedValue(f, text))
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
func (a *App) withdrawAnswer() tea.Cmd {
	sit, n, f := a.sit, a.incident.Number, a.fieldInHand()
	if parted := a.incident.Parted(f); parted != nil {
		return a.withdrawParted(parted)
	}
	reread := a.reread(func(a *App) {
		a.say(term.Saved, "Your answer to "+f.Title()+" is withdrawn: the source's value stands again.")
	})
	return a.ask(onChange, n, nil, func() (func(*App) tea.Cmd, error) {
		if err := sit.WithdrawAnswer(n, f); err != nil {
			return nil, err
		}
		return reread()
	})
}

// undo undoes the last answer or decision of the sitting and goes back to its
// incident. A decision on another incident than the one in hand is undone on a
// yes.
func (a *App) undo() tea.Cmd {
	step, _ := a.sit.CanUndo()
	here := a.base() == inReview && a.incident != nil && a.incident.Number == step.Number
	if here || step.Decision == model.NoDecision {
		return a.undoLast()
	}
	a.openDialog(&dialog{
		asks:  true,
		title: "Undo a decision on another incident",
		body:  []string{a.look.SafeLine("Undo " + step.String() + "? It is reopened, and its text is kept.")},
		accept: func(a *App, _ string) tea.Cmd {
			a.dialog = nil
			return a.undoLast()
		},
	}, "")
	return nil
}

func (a *App) undoLast() tea.Cmd { return a.stepBack("Undone: ", a.sit.Undo) }

// redo does again what was undone last and goes to its incident. A decision on
// another incident than the one in hand is made again on a yes.
func (a *App) redo() tea.Cmd {
	step, _ := a.sit.CanRedo()
	again := func() tea.Cmd { return a.stepBack("Done again: ", a.sit.Redo) }
	here := a.base() == inReview && a.incident != nil && a.incident.Number == step.Number
	if here || step.Decision == model.NoDecision {
		return again()
	}
	a.openDialog(&dialog{
		asks:  true,
		title: "Make a decision on another incident again",
		body:  []string{a.look.SafeLine("Make " + step.String() + " again, with its text?")},
		accept: func(a *App, _ string) tea.Cmd {
			a.dialog = nil
			return again()
		},
	}, "")
	return nil
}

// stepBack undoes a step, or does one again, and shows its incident as it then
// is.
func (a *App) stepBack(did string, do func() (session.Step, error)) tea.Cmd {
	sit := a.sit
	undoing := did == "Undone: "
	return a.ask(onChange, 0, nil, func() (func(*App) tea.Cmd, error) {
		step, err := do()
		if err != nil {
			return nil, err
		}
		in, err := sit.Open(step.Number)
		if err != nil {
			return nil, err
		}
		counts, err := sit.Counts()
		return func(a *App) tea.Cmd {
			a.counts = counts
			a.showIncident(in)
			for what, text := range step.Texts() {
				if key := (session.InputKey{Number: step.Number, For: what}); undoing {
					a.keeper.Set(key, text, "")
				} else {
					a.keeper.Drop(key)
				}
			}
			if step.Decision == model.NoDecision && slices.Contains(allQuestions(in), step.Field) {
				a.checklist.field = step.Field
			}
			said := did + step.String() + "."
			if undoing {
				said += " Z does it again."
			}
			a.say(term.Saved, said)
			return nil
		}, err
	})
}

// answerIncomplete asks for the reason to go on with an incomplete case.
func (a *App) answerIncomplete() tea.Cmd {
	n := a.incident.Number
	a.openDialog(&dialog{
		title: "Records of this case are known to be missing",
		body:  []string{"Why can it be decided all the same: what was checked, and where? The reason is kept with your name."},
		keep:  session.InputKey{Number: n, For: session.TypedIncomplete},
		accept: func(a *App, text string) tea.Cmd {
			sit := a.sit
			reread := a.reread(func(a *App) {
				a.closeDialog()
				a.say(term.Saved, "Reason saved. The case can be decided.")
			})
			return a.ask(onChange, n, failDialog, func() (func(*App) tea.Cmd, error) {
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
