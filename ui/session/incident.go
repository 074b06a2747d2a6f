package session

import (
	"slices"
	"strings"

	"gd8/model"
	"gd8/store"
	"gd8/store/lapse"
	"gd8/store/sitting"
	"gd8/ui/report"
)

// Incident is one incident as it stands: its whole case, and what the test
// says of it. It is a copy, read at one moment.
type Incident struct {
	report.Incident
	Number store.Number
	// Questions are the fields the cursor visits by itself, in column order:
	// what is to be confirmed less what was answered in this sitting, where
	// "not recorded" is an answer too.
	Questions []model.Field
	// Alike is the open question about another individual; nil for none.
	Alike *Alike
	// Closed is why nothing is decided here, in a blind second review; else
	// blank.
	Closed string
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
	if err := t.logFiltered(); err != nil {
		return err
	}
	if t.second != nil {
		if err := t.second.Consulted(t.actor(), n); err != nil {
			return err
		}
		t.consulted[n] = true
		return t.save()
	}
	t.kept.Ended = t.store.Now().UTC()
	err := sitting.Consult(t.store, t.kept, t.actor(), n, "open")
	t.consulted[n] = err == nil
	return err
}

// Preview reads an incident to be shown beside the queue; the one in hand stays
// what it is. The first time in a sitting that it is seen it writes the
// consultation into the journal; without that entry nothing is shown.
func (t *Sitting) Preview(n store.Number) (*Incident, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	in, err := t.read(n)
	if err != nil || t.consulted[n] || t.previewed[n] {
		return in, err
	}
	if t.second != nil {
		err = t.second.Consulted(t.actor(), n)
	} else {
		err = t.store.Consult(t.actor(), n, "preview")
	}
	if err != nil {
		return nil, err
	}
	t.previewed[n] = true
	return in, nil
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
	in := &Incident{Number: n, Closed: t.whyNotGive(n), Incident: report.Incident{Dossier: d, Assessment: d.Assess(), Zone: t.store.Now().Location(), Today: t.Today()}}
	if d.Item().State == model.StateOutOfDate {
		if in.Lapses, err = lapse.WhyOutOfDate(t.store, n); err != nil {
			return nil, err
		}
	}
	if in.Alike, err = t.alikeOf(in); err != nil {
		return nil, err
	}
	for _, f := range in.Assessment.ToConfirm.Fields() {
		// Several individuals may be asked about, one after another.
		if !t.answered[n].Has(f) || f == model.SamePersonAs {
			in.Questions = append(in.Questions, f)
		}
	}
	return in, nil
}

// Unchanged reports whether a text typed for a fact says what counts already, in
// whichever form: an officer who looks at a fact has not answered it.
func (in *Incident) Unchanged(f model.Field, typed string, today model.Date) bool {
	facts := in.Facts()
	if !facts.Recorded(f) {
		return strings.TrimSpace(typed) == ""
	}
	value, err := model.Canonical(f, typed, today)
	return err == nil && value == facts.Get(f)
}

// Asked are the sections that a decision of kind k asks for, in order, those
// that may be left blank included.
func (in *Incident) Asked(k model.DecisionKind) []model.Section {
	asked := append(in.Case.Required(in.At, k), k.Optional()...)
	slices.Sort(asked)
	return asked
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
