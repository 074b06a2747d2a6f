package session

import (
	"fmt"

	"gd8/model"
	"gd8/store"
	"gd8/store/assurance"
	"gd8/ui/report"
)

// Answer keeps an officer's answer beside the source's value. The error is a
// *model.AnswerError with NeedsReason where it contradicts the source and no
// reason was given.
func (t *Sitting) Answer(n store.Number, a model.Answer) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.answer(n, a.Field, func(actor store.Actor) (uint32, error) { return t.store.Answer(actor, n, a) })
}

// WithdrawAnswer takes an answer back, so that the source's value stands again.
func (t *Sitting) WithdrawAnswer(n store.Number, f model.Field) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.answer(n, f, func(actor store.Actor) (uint32, error) { return t.store.WithdrawAnswer(actor, n, f) })
}

// answer writes an answer or its withdrawal and notes it: it can be undone, and
// the cursor does not visit the field by itself again.
func (t *Sitting) answer(n store.Number, f model.Field, write func(store.Actor) (uint32, error)) error {
	if t.second != nil && t.second.WhyNotGive(n) == assurance.ErrGiven {
		return assurance.ErrGiven
	}
	key, err := t.keyOf(n)
	if err != nil {
		return err
	}
	sequence, err := write(t.actor())
	if err != nil {
		return err
	}
	t.did(Step{Number: n, Key: key, Field: f, sequence: sequence, asked: !t.answered[n].Has(f)})
	t.answered[n] = t.answered[n].With(f)
	t.kept.Answered++
	return t.keepSecond(n)
}

// AnswerIncomplete keeps the officer's reason for going on with a case of
// which records are known to be missing.
func (t *Sitting) AnswerIncomplete(n store.Number, reason string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.store.AnswerIncomplete(t.actor(), n, reason); err != nil {
		return err
	}
	return t.keepSecond(n)
}

// Decided is what became of a decision that was saved.
type Decided struct {
	Kind   model.DecisionKind
	Key    model.Key
	Remind model.Date // when a deferred incident comes back
	// Hits is how many hits of the event the decision was written for.
	Hits int
	// Opinion says that it is one of a blind second review, and no decision.
	Opinion bool
	// Next is the incident to open now, 0 where nothing more needs attention,
	// or where Lost.
	Next store.Number
	// Lost says that the next incident could not be looked up, so that it is
	// not known whether anything needs attention; Note says why.
	Lost bool
	// Beyond says that the list walked holds no more that needs attention, so
	// that Next is of all incidents.
	Beyond bool
	// Note says what failed after the decision was safe; blank for nothing.
	Note string
}

// Said is what was saved, in one sentence: "Saved: CR/1, discarded under AT2, on
// all 2 hits of the event." The reference in it is as the source wrote it.
func (d *Decided) Said() string {
	said := "Saved: " + d.Key.Incident + ", " + report.InSentence(d.Kind.Done())
	if d.Opinion {
		return "Your opinion on " + d.Key.Incident + " is given: " + report.InSentence(d.Kind.Done()) + "."
	}
	if d.Hits > 1 {
		said += fmt.Sprintf(", on all %d hits of the event", d.Hits)
	}
	switch {
	case d.Remind.Known():
		said += "; it comes back on " + d.Remind.String()
	case d.Kind == model.Defer:
		said += "; without a date, it does not come back by itself"
	}
	return said + "."
}

// Offers says what can be handed on after a decision that somebody else has to
// complete; blank after any other.
func (d *Decided) Offers() string {
	if d.Opinion || d.Kind != model.Refer && d.Kind != model.Consider {
		return ""
	}
	which := `--person "` + d.Key.Person + `"`
	if d.Key.Application != "" {
		which = `--application "` + d.Key.Application + `"`
	}
	return "For a Decision Maker: gd8 export briefing " + which
}

// Follows says what follows the decision; blank where the next incident does.
func (d *Decided) Follows() string {
	switch {
	case d.Lost:
		return ""
	case d.Next == 0 && d.Opinion:
		return "That was the last of this sample for you."
	case d.Next == 0:
		return "Nothing more needs attention."
	case d.Beyond:
		return "That was the last in this list. Opening the next incident."
	}
	return ""
}

// CheckReminder refuses a reminder that is not after today: its incident would
// need attention at once, and nothing would be deferred.
func (t *Sitting) CheckReminder(day model.Date) error {
	switch today := t.store.Today(); {
	case !day.Known() || day > today:
		return nil
	case day == today:
		return fmt.Errorf("%s is today, so nothing would be deferred; give a later date, or none", day)
	default:
		return fmt.Errorf("%s has passed; give a date after today (%s), or none", day, today)
	}
}

// Decide saves a decision. Once it returns without an error the decision is
// kept, whatever Note says. The error is a *model.DecisionError where the
// decision was refused.
func (t *Sitting) Decide(n store.Number, kind model.DecisionKind, sections model.Sections, remind model.Date) (Decided, error) {
	return t.DecideAs(n, model.Proposal{Kind: kind, Sections: sections, Remind: remind})
}

// DecideAs is Decide for a decision with all that it may keep. The advice is
// the sitting's own.
func (t *Sitting) DecideAs(n store.Number, p model.Proposal) (Decided, error) {
	done, err := t.decide(n, p)
	if err != nil {
		return done, err
	}
	if done.Next, done.Beyond, err = t.after(n); err != nil {
		done.Lost = true
		done.Note = "the next incident could not be looked up: " + err.Error()
	}
	return done, nil
}

func (t *Sitting) decide(n store.Number, p model.Proposal) (Decided, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.CheckReminder(p.Remind); err != nil {
		return Decided{}, fmt.Errorf("the reminder date: %w", err)
	}
	key, err := t.keyOf(n)
	if err != nil {
		return Decided{}, err
	}
	if d, err := t.store.Dossier(n); err == nil && p.Advice == nil {
		// What stands against the text is kept with it; that it could not be
		// looked up stops no decision.
		p.Advice, _ = t.advice(n, append(d.Case.Required(d.At, p.Kind), p.Kind.Optional()...), p.Sections, 0)
	}
	if why := t.whyNotGive(n); why != "" {
		return Decided{}, &model.DecisionError{Kind: p.Kind, Problem: why}
	}
	written, err := t.store.DecideAs(t.actor(), n, p)
	if err == nil {
		err = t.give(n)
	}
	if err != nil {
		return Decided{}, err
	}
	done := Decided{Kind: p.Kind, Key: key, Remind: p.Remind, Hits: len(written), Opinion: t.second != nil}
	edited := false
	for _, hit := range written { // an edit is one step with what it edits
		edited = t.forget(hit, true) || edited
	}
	if t.second == nil {
		t.did(Step{Number: n, Key: key, Decision: p.Kind})
	} else { // an opinion that was given is not undone, nor what it rests on
		t.forget(n, false)
		if err := t.keepSecond(n); err != nil {
			done.Note = "what was half typed is still kept: " + err.Error()
		}
	}
	if !edited {
		t.kept.Decided++
	}
	if since, ok := t.opened[n]; ok {
		t.kept.Spent = append(t.kept.Spent, int(t.store.Now().Sub(since).Seconds()))
		delete(t.opened, n) // an edit of it later is not timed again
	}
	if err := t.save(); err != nil {
		done.Note = "how far this sitting has come could not be kept: " + err.Error()
	}
	return done, nil
}

func (t *Sitting) keyOf(n store.Number) (model.Key, error) {
	rows, err := t.store.Rows([]store.Number{n})
	if err != nil {
		return model.Key{}, err
	}
	return rows[0].Key, nil
}

// AddAgain enters a record by hand. Where its case was erased before, reason is
// why it is entered again, and one without it is refused with a
// *store.ErasedError.
func (t *Sitting) AddAgain(f model.Facts, reason string) (store.Number, error) {
	return t.store.AddAgain(t.Actor(), f, reason)
}

// WithdrawalAsks is what is asked before a record entered by hand is withdrawn.
const WithdrawalAsks = "It will no longer count, and decisions of its case fall out of date. Why is it withdrawn?"

// Correct enters a new version of a record that was entered by hand.
func (t *Sitting) Correct(n store.Number, f model.Facts, reason string) error {
	return t.store.Correct(t.Actor(), n, f, reason)
}

// Withdraw withdraws a record that was entered by hand, with a reason.
// Nothing of it can be undone then.
func (t *Sitting) Withdraw(n store.Number, reason string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.store.Withdraw(t.actor(), n, reason); err != nil {
		return err
	}
	t.forget(n, false)
	t.undone = nil
	return nil
}
