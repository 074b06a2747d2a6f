package session

import (
	"errors"
	"slices"

	"gd8/model"
	"gd8/store"
	"gd8/ui/report"
)

// Alike is the open question in hand about who is one human: whether another
// individual is the same as this incident's. Its texts are as the source wrote
// them.
type Alike struct {
	model.Question
	Other store.Individual
	// Beside sets the two beside each other: what differs first.
	Beside report.Comparison
}

// alikeOf is the first open question of an incident's case; nil for none.
func (t *Sitting) alikeOf(in *Incident) (*Alike, error) {
	if len(in.Case.Questions) == 0 {
		return nil, nil
	}
	return t.alike(in, in.Case.Questions[0])
}

func (t *Sitting) alike(in *Incident, q model.Question) (*Alike, error) {
	other, err := t.store.IndividualOf(q.Person)
	if err != nil {
		return nil, err
	}
	return &Alike{q, other, in.CompareSame(q, &other)}, nil
}

// MayBeSame are all individuals that an open question of the incident's case is
// about, in the order in which they are asked about.
func (t *Sitting) MayBeSame(in *Incident) ([]*Alike, error) {
	var list []*Alike
	for _, q := range in.Case.Questions {
		one, err := t.alike(in, q)
		if err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	return list, nil
}

// Asks is the question in one sentence.
func (l *Alike) Asks() string { return report.AsksSame(l.Person, l.Other.Facts) }

// WhyNotSame says why there is no question about individuals to answer with yes
// or no.
func (in *Incident) WhyNotSame() string {
	if in.Alike == nil {
		return "no question about another individual is open here"
	}
	return ""
}

// LeftOpen says why a question about individuals is not answered with "not
// recorded".
const LeftOpen = "it is not answered so: without a yes or no the question stays open"

// Same is "the same individual", on its way: an answer that joins the two. A
// record names one other, so it is given on a record of either that names none
// yet; one that stands is never replaced by it.
func (t *Sitting) Same(in *Incident) (*Answering, error) {
	naming := func(person string) model.Answer {
		return model.Answer{Field: model.SamePersonAs, Value: person}
	}
	here := func(i int) (*Answering, error) {
		w := t.Answering(in, i, naming(in.Alike.Person))
		w.Asked = in.Alike
		return w, nil
	}
	if !in.Facts().Recorded(model.SamePersonAs) {
		return here(in.At)
	}
	for i := range in.Items {
		if f := in.Case.Facts(i); !f.Recorded(model.SamePersonAs) && f.Text(model.PersonRef) != in.Alike.Person {
			return here(i)
		}
	}
	own := in.Facts().Text(model.PersonRef)
	for i := range in.Alike.Other.Records {
		if in.Alike.Other.Facts[i].Recorded(model.SamePersonAs) {
			continue
		}
		n := in.Alike.Other.Records[i].Number
		d, err := t.store.Dossier(n)
		if err != nil {
			return nil, err
		}
		return &Answering{Answer: naming(own), Number: n, sit: t, record: d.Record(), Asked: in.Alike, before: in.Assessment.Verdict}, nil
	}
	return nil, errors.New("every record of both names another individual already; correct one of those first")
}

// NotSame is "not the same individual", on its way: it closes the question
// between the two, and can open a discard.
func (t *Sitting) NotSame(in *Incident) *Answering {
	w := t.Answering(in, in.At, model.Answer{Field: model.SamePersonAs, Value: in.Alike.Person})
	w.Asked, w.separates = in.Alike, true
	return w
}

// reasonNotSame is what must be said with "not the same".
const reasonNotSame = "This can open a discard: why are they not the same, and what was checked?"

// separate keeps "not the same" and notes it, so that it can be undone.
func (t *Sitting) separate(n store.Number, a model.Answer) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	key, err := t.keyOf(n)
	if err != nil {
		return err
	}
	sequence, err := t.store.Separate(t.actor(), n, a.Value, a.Reason)
	if err != nil {
		return err
	}
	t.did(Step{Number: n, Key: key, Field: a.Field, undone: a, sequence: sequence, separated: true})
	t.kept.Answered++
	return t.keepSecond(n)
}

// Parted is the "not the same individual" that is withdrawn with an answer to
// a field: the last that stands, where the record has no answer of its own to
// same_person_as; nil for none.
func (in *Incident) Parted(f model.Field) *store.Separation {
	_, answered := in.Record().Answered(f)
	if f != model.SamePersonAs || answered || len(in.Separations) == 0 {
		return nil
	}
	return &in.Separations[len(in.Separations)-1]
}

// WithdrawParted takes a "not the same individual" back, whoever said it and
// in whichever sitting: the question between the two is open again.
func (t *Sitting) WithdrawParted(s *store.Separation) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.store.UndoAnswer(t.actor(), s.Number, s.Sequence); err != nil {
		return err
	}
	t.undone = nil
	t.steps = slices.DeleteFunc(t.steps, func(step Step) bool {
		return step.separated && step.Number == s.Number && step.sequence == s.Sequence
	})
	t.kept.Answered++
	return t.keepSecond(s.Number)
}

// reasonTyped is what the reason of an answer is typed for. One about
// individuals is of a pair and of a yes or no: a text begun for one must not
// come back as the reason for another.
func reasonTyped(a model.Answer, separates bool) string {
	typed := TypedFor(TypedReason, a.Field)
	switch {
	case a.Field != model.SamePersonAs:
		return typed
	case separates:
		return typed + " not " + a.Value
	}
	return typed + " " + a.Value
}
