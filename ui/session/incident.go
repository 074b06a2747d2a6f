package session

import (
	"gd8/model"
	"gd8/store"
)

// Incident is one incident as it stands: its whole case, and what the test
// says of it. It is a copy, read at one moment.
type Incident struct {
	*store.Dossier
	Number     store.Number
	Assessment model.Assessment
	// Questions are the fields the cursor visits by itself, in column order:
	// what is to be confirmed less what was answered in this sitting, where
	// "not recorded" is an answer too.
	Questions []model.Field
	// Lapses are what put its decision out of date, the newest first; none
	// where it is not.
	Lapses []store.Lapse
}

// Open reads an incident and makes it the one in hand. The first time in a
// sitting it writes the consultation into the journal; without that entry
// nothing is shown.
func (t *Sitting) Open(n store.Number) (*Incident, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	in, err := t.read(n)
	if err != nil {
		return nil, err
	}
	before := t.kept
	t.kept.Last, t.kept.LastKey = n, in.Key()
	if err := t.saveOpened(n); err != nil {
		t.kept.Last, t.kept.LastKey, t.kept.Ended = before.Last, before.LastKey, before.Ended
		return nil, err
	}
	t.opened[n] = t.store.Now()
	return in, nil
}

// saveOpened keeps that the incident is in hand, with its consultation where
// it is the first.
func (t *Sitting) saveOpened(n store.Number) error {
	if t.consulted[n] {
		return t.save()
	}
	t.kept.Ended = t.store.Now().UTC()
	err := t.store.ConsultIn(t.kept, t.actor(), n, "open")
	t.consulted[n] = err == nil
	return err
}

// Reread reads again an incident that is open, after something changed.
func (t *Sitting) Reread(n store.Number) (*Incident, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.read(n)
}

func (t *Sitting) read(n store.Number) (*Incident, error) {
	d, err := t.store.Dossier(n)
	if err != nil {
		return nil, err
	}
	in := &Incident{Dossier: d, Number: n, Assessment: d.Assess()}
	if d.Item().State == model.StateOutOfDate {
		if in.Lapses, err = t.store.WhyOutOfDate(n); err != nil {
			return nil, err
		}
	}
	for _, f := range in.Assessment.ToConfirm.Fields() {
		if !t.answered[n].Has(f) {
			in.Questions = append(in.Questions, f)
		}
	}
	return in, nil
}

// Facts are the effective facts of the incident.
func (in *Incident) Facts() *model.Facts { return in.Case.Facts(in.At) }

// NotRelevant is why no decision is open for a hit that is not relevant.
const NotRelevant = "the hit is not relevant, so there is nothing to decide; if it is relevant, answer question 1"

// Allowed says whether a decision is open for the incident and, where it is
// not, why not and what would open it. What the test says of the facts alone
// leaves refer and defer open for a hit that is not relevant; the store takes
// no decision about one.
func (in *Incident) Allowed(k model.DecisionKind) (bool, string) {
	if in.Item().State == model.StateNotRelevant {
		return false, NotRelevant
	}
	return in.Case.Allowed(in.At, &in.Assessment, k)
}

// Required are the sections that a decision of kind k asks for.
func (in *Incident) Required(k model.DecisionKind) []model.Section {
	return in.Case.Required(in.At, k)
}

// Draft is the draft of a decision of kind k that is kept for the incident.
func (in *Incident) Draft(k model.DecisionKind) (store.Draft, bool) {
	for _, d := range in.Item().Drafts {
		if d.Kind == k {
			return d, true
		}
	}
	return store.Draft{}, false
}
