package session

import (
	"errors"
	"fmt"
	"slices"

	"gd8/model"
	"gd8/store"
	"gd8/ui/report"
)

// Step is one thing done in this sitting that can be undone: an answer, its
// withdrawal, or a decision.
type Step struct {
	Number   store.Number
	Key      model.Key
	Field    model.Field        // of an answer
	Decision model.DecisionKind // NoDecision where the step is an answer

	undone   model.Answer // what Undo took back; the zero value for a withdrawal
	sequence uint32       // by which the store undoes an answer
	asked    bool         // the field had not been answered in this sitting before

	separated bool           // "not the same individual" was said; undone is what was said
	decided   model.Proposal // the decision that Undo took back
}

// String says what the step was: "the answer to Outcome on CR/1". The
// reference in it is as the source wrote it.
func (s Step) String() string {
	if s.Decision != model.NoDecision {
		return "the decision on " + s.Key.Incident + " (" + report.InSentence(s.Decision.Done()) + ")"
	}
	if s.separated {
		return "the answer that " + s.undone.Value + " is not the same individual, on " + s.Key.Incident
	}
	return "the answer to " + s.Field.Title() + " on " + s.Key.Incident
}

// Texts are the reason of an answer that was undone, by what it is typed for:
// it is offered again with the next answer.
func (s Step) Texts() map[string]string {
	texts := map[string]string{}
	if s.undone.Reason != "" {
		texts[reasonTyped(s.undone, s.separated)] = s.undone.Reason
	}
	return texts
}

// ErrNothingToUndo says that this sitting has nothing left to undo.
var ErrNothingToUndo = errors.New("nothing was answered or decided in this sitting that could be undone")

// CanUndo gives the step that Undo would undo.
func (t *Sitting) CanUndo() (Step, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.steps) == 0 {
		return Step{}, false
	}
	return t.steps[len(t.steps)-1], true
}

// Undo undoes the last answer or decision of this sitting. A decision becomes
// a withdrawn version, which reopens its incident; an answer is marked undone,
// and what stood before stands again. Both stay in the history. A step that can
// no longer be undone is given up, and the error names the one before it.
func (t *Sitting) Undo() (Step, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.steps) == 0 {
		return Step{}, ErrNothingToUndo
	}
	last := len(t.steps) - 1
	step := t.steps[last]
	if step.Decision != model.NoDecision {
		d, err := t.store.Dossier(step.Number)
		if err != nil {
			return step, err
		}
		if was := d.Item().Decision; was.Stands() {
			step.decided = model.Proposal{Kind: was.Kind, Sections: was.Sections, Remind: was.Remind, Representations: was.Representations, Advice: was.Advice}
		}
		if err := t.store.WithdrawDecision(t.actor(), step.Number); err != nil {
			return step, t.giveUp(step, err)
		}
		t.kept.Decided--
	} else {
		d, err := t.store.Dossier(step.Number)
		if err != nil {
			return step, err
		}
		if !step.separated {
			step.undone, _ = d.Record().Answered(step.Field)
		}
		if err := t.store.UndoAnswer(t.actor(), step.Number, step.sequence); err != nil {
			return step, err
		}
		t.kept.Answered--
		if step.asked {
			t.answered[step.Number] &^= model.SetOf(step.Field)
		}
	}
	t.steps = t.steps[:last]
	t.undone = append(t.undone, step)
	return step, t.keepSecond(step.Number)
}

// ErrNothingToRedo says that nothing was undone that could be done again.
var ErrNothingToRedo = errors.New("nothing was undone since the last answer or decision that could be done again")

// CanRedo gives the step that Redo would do again.
func (t *Sitting) CanRedo() (Step, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.undone) == 0 {
		return Step{}, false
	}
	return t.undone[len(t.undone)-1], true
}

// WhyNotRedo says why nothing can be done again; blank where something can.
func (t *Sitting) WhyNotRedo() string {
	if _, ok := t.CanRedo(); !ok {
		return ErrNothingToRedo.Error()
	}
	return ""
}

// Redo does again what Undo undid last: the same answer with its reason, or the
// same decision with its text, as a new version that is checked like any other.
// An answer or decision in between leaves nothing to do again. What is refused
// is given up.
func (t *Sitting) Redo() (Step, error) {
	step, ok := t.CanRedo()
	if !ok {
		return Step{}, ErrNothingToRedo
	}
	t.mu.Lock()
	before := t.undone[:len(t.undone)-1]
	t.mu.Unlock()
	var err error
	switch {
	case step.Decision != model.NoDecision:
		_, err = t.decide(step.Number, step.decided)
	case step.separated:
		err = t.separate(step.Number, step.undone)
	case step.undone.Field == step.Field && step.undone.By != "":
		err = t.Answer(step.Number, step.undone)
	default:
		err = t.WithdrawAnswer(step.Number, step.Field)
	}
	t.mu.Lock()
	t.undone = before
	t.mu.Unlock()
	if err != nil {
		return step, fmt.Errorf("%s could not be done again: %w", step, err)
	}
	return step, nil
}

// did notes a step, after which nothing undone before can be done again.
func (t *Sitting) did(s Step) {
	t.steps, t.undone = append(t.steps, s), nil
}

// giveUp drops the last step, a decision, where the store has none standing
// any more, so that it does not bar the way to those before it. Any other
// failure is left for another try.
func (t *Sitting) giveUp(step Step, failed error) error {
	d, err := t.store.Dossier(step.Number)
	if err != nil {
		return failed
	}
	for i := range d.Items {
		if d.Case.SameEvent(i, d.At) && d.Items[i].Decision.Stands() {
			return failed
		}
	}
	t.steps = t.steps[:len(t.steps)-1]
	if len(t.steps) == 0 {
		return fmt.Errorf("%s no longer stands, and nothing else of this sitting can be undone", step)
	}
	return fmt.Errorf("%s no longer stands; undo once more undoes %s", step, t.steps[len(t.steps)-1])
}

// forget drops the steps at record n, or only its decisions, and reports
// whether a decision was among them.
func (t *Sitting) forget(n store.Number, decisions bool) (decided bool) {
	t.steps = slices.DeleteFunc(t.steps, func(s Step) bool {
		of := s.Number == n && (!decisions || s.Decision != model.NoDecision)
		decided = decided || of && s.Decision != model.NoDecision
		return of
	})
	return decided
}
