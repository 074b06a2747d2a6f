package session

import (
	"errors"
	"slices"
	"strings"

	"gd8/model"
	"gd8/store"
	"gd8/ui/report"
)

// Answering is an answer on its way: it is checked, what is missing is asked
// for, it is saved and what it did is said. Both screens go these steps.
type Answering struct {
	Answer model.Answer
	Number store.Number // of the record that is answered
	Asked  *Alike       // the question about individuals that it answers; nil for none

	sit    *Sitting
	in     *Incident // in hand when it was begun; nil where the record is another's
	at     int       // of the record among its case
	record *model.Record
	before model.Verdict

	separates bool // it says that two individuals are not the same: see NotSame
}

// Ask is what is to be asked before an answer can be saved: its reason.
type Ask struct {
	Question string // values in it are quoted
}

// Answering begins an answer on record i of the case.
func (t *Sitting) Answering(in *Incident, i int, a model.Answer) *Answering {
	return &Answering{Answer: a, Number: in.Items[i].Number, sit: t, in: in, at: i, record: &in.Case.Records[i], before: in.Assessment.Verdict}
}

// Beside is what to look at before the answer is given: what it rests on, and
// what it would do. References in it are as the source wrote them.
func (w *Answering) Beside() []string {
	switch {
	case w.Asked != nil:
		return append([]string{w.Asked.Asks()}, w.Asked.Beside.Lines()...)
	case w.in != nil:
		return w.in.BesideAnswer(w.at, w.Answer)
	}
	return nil
}

// Ask checks the answer and gives what is to be asked now; nil where it can be
// saved. The error is a *model.ValueError or a *model.AnswerError.
func (w *Answering) Ask() (*Ask, error) {
	checked, err := model.CheckAnswer(w.record, w.Answer, w.sit.Today())
	var refused *model.AnswerError
	switch {
	case errors.As(err, &refused) && refused.NeedsReason && w.separates:
		return &Ask{reasonNotSame}, nil
	case errors.As(err, &refused) && refused.NeedsReason:
		return &Ask{report.UpperFirst(refused.Problem) + "."}, nil
	case err != nil:
		return nil, err
	}
	w.Answer = checked
	return nil, nil
}

// Give takes the reason.
func (w *Answering) Give(reason string) { w.Answer.Reason = strings.TrimSpace(reason) }

// Key is what the reason is kept under.
func (w *Answering) Key() InputKey { return InputKey{w.Number, reasonTyped(w.Answer, w.separates)} }

// Used has a keeper forget what was typed for the answer, which is saved.
func (w *Answering) Used(k *Keeper) {
	k.DropAnswer(w.Number, w.Answer.Field)
	k.Drop(w.Key())
}

// Content is the answer's value as an officer reads it.
func (w *Answering) Content() string {
	var f model.Facts
	f.Set(w.Answer.Field, w.Answer.Value)
	if w.separates {
		return "not " + f.Show(w.Answer.Field)
	}
	return f.Show(w.Answer.Field)
}

// Save saves the answer.
func (w *Answering) Save() error {
	if w.separates {
		return w.sit.separate(w.Number, w.Answer)
	}
	return w.sit.Answer(w.Number, w.Answer)
}

// Did says what the answer did to the incident as it is now, where that is more
// than its value: that there is nothing to decide, or that records are linked.
// It is blank for nothing.
func (w *Answering) Did(now *Incident) string {
	f := now.Facts()
	switch {
	case now.Item().State == model.StateNotRelevant:
		return "The hit is not relevant: nothing to decide."
	case w.separates:
		return "Kept: " + w.Answer.Value + " is not the same individual."
	case w.Answer.Field == model.SamePersonAs && w.Answer.Value != "" && !slices.Contains(now.Case.Persons, w.Answer.Value):
		return "Kept, and nobody is joined yet: no record of " + w.Answer.Value + " is in the store. Once one comes, the two count as one individual."
	case w.Answer.Field == model.SamePersonAs && w.Answer.Value != "":
		return "Joined: " + w.record.Source.Text(model.PersonRef) + " and " + w.Answer.Value + " count as one individual."
	case w.Answer.Field != model.SameEventAs:
		return ""
	}
	for i := range now.Items {
		ref := now.Case.Records[i].Source.Key().Incident
		named := ref == f.Text(model.SameEventAs)
		if w.Number != now.Number { // the answer is another record's, which names this one
			named = w.Number == now.Items[i].Number
		}
		if named && i != now.At && now.Case.SameEvent(i, now.At) {
			return "Linked: " + now.Key().Incident + " and " + ref + " count as one incident."
		}
	}
	return ""
}

// Turned reports whether the verdict is another than before the answer.
func (w *Answering) Turned(now *Incident) bool { return now.Assessment.Verdict != w.before }
