package session

import (
	"errors"
	"strings"

	"gd8/model"
	"gd8/store"
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
	noted  bool // the systems searched were asked for

	separates bool // it says that two individuals are not the same: see NotSame
}

// Ask is what is to be asked before an answer can be saved.
type Ask struct {
	For      string // what the text is kept under
	Title    string // what is asked for: Reason
	Question string // values in it are quoted
	Start    string // what the text begins with
	// StartOf is the question that Start was typed for, where it is another's.
	StartOf  model.Field
	Optional bool // it may be left blank
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
		return &Ask{For: TypedReason, Title: "Reason", Question: reasonNotSame, StartOf: model.NoField}, nil
	case errors.As(err, &refused) && refused.NeedsReason:
		return &Ask{For: TypedReason, Title: "Reason", Question: upperFirst(refused.Problem) + ".", StartOf: model.NoField}, nil
	case err != nil:
		return nil, err
	}
	if start, of, asks := asksSystems(w.record, checked); asks && !w.noted {
		ask := &Ask{For: TypedNote, Title: "Systems searched", Question: "Which systems were searched? This may be left blank.", Start: start, StartOf: model.NoField, Optional: true}
		if of != model.NoField && of != checked.Field {
			ask.StartOf = of
			ask.Question += " It starts as for " + of.Title() + "."
		}
		return ask, nil
	}
	w.Answer = checked
	return nil, nil
}

// Give takes what was asked for.
func (w *Answering) Give(ask *Ask, text string) {
	switch ask.For {
	case TypedReason:
		w.Answer.Reason = strings.TrimSpace(text)
	case TypedNote:
		w.Answer.Note, w.noted = strings.TrimSpace(text), true
	}
}

// Key is what the text of an ask is kept under.
func (w *Answering) Key(ask *Ask) InputKey {
	if ask.For == TypedReason {
		return InputKey{w.Number, reasonTyped(w.Answer, w.separates)}
	}
	return InputKey{w.Number, TypedFor(ask.For, w.Answer.Field)}
}

// Used has a keeper forget what was typed for the answer, which is saved.
func (w *Answering) Used(k *Keeper) {
	k.DropAnswer(w.Number, w.Answer.Field)
	k.Drop(InputKey{w.Number, reasonTyped(w.Answer, w.separates)})
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

// asksSystems reports whether an answer is asked for the systems searched: one
// of yes or no about further information. start is the note it begins with,
// and of the question whose note that is, NoField for none: the one there was,
// else that to the question beside it, as one search often answers both.
func asksSystems(r *model.Record, a model.Answer) (start string, of model.Field, asks bool) {
	if a.Field != model.PatternOfBehaviour && a.Field != model.IndicatorOfRisk || a.Value == "" {
		return "", model.NoField, false
	}
	beside := model.PatternOfBehaviour + model.IndicatorOfRisk - a.Field
	of = model.NoField
	for _, f := range []model.Field{beside, a.Field} {
		if given, ok := r.Answered(f); ok && given.Note != "" {
			start, of = given.Note, f
		}
	}
	return start, of, true
}

// upperFirst is for gd8's own words, which begin in ASCII.
func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
