package session

import (
	"gd8/model"
	"gd8/store"
)

// Prefill is what a rationale starts from.
type Prefill struct {
	Sections model.Sections
	Remind   model.Date
	From     Origin
}

// Origin says where a prefilled text comes from.
type Origin uint8

// The origins of a prefilled text.
const (
	Nowhere     Origin = iota // the rationale starts blank
	FromDraft                 // the draft kept for it
	FromVersion               // this incident's own earlier decision of that kind
)

// Prefill gives the text that a rationale of kind k starts from: the draft,
// else that of this incident's own newest decision of that kind, standing, out
// of date or withdrawn. The text of another incident is never offered.
func (t *Sitting) Prefill(in *Incident, k model.DecisionKind) (Prefill, error) {
	if d, ok := in.Draft(k); ok {
		return Prefill{d.Sections, d.Remind, FromDraft}, nil
	}
	if d := in.Item().Decision; d == nil {
		return Prefill{}, nil
	} else if d.Kind == k {
		return Prefill{d.Sections, d.Remind, FromVersion}, nil
	}
	changes, err := t.store.History(in.Number)
	if err != nil {
		return Prefill{}, err
	}
	for _, c := range changes {
		if c.Decision != nil && c.Decision.Kind == k {
			return Prefill{c.Decision.Sections, c.Decision.Remind, FromVersion}, nil
		}
	}
	return Prefill{}, nil
}

// SaveDraft keeps a rationale that is not yet saved as a decision; a blank one
// is deleted.
func (t *Sitting) SaveDraft(n store.Number, d store.Draft) error {
	return t.store.SaveDraft(t.Actor(), n, d)
}

// DeleteDraft deletes a draft.
func (t *Sitting) DeleteDraft(n store.Number, k model.DecisionKind) error {
	return t.store.DeleteDraft(t.Actor(), n, k)
}

// SaveNote keeps the officer's note to themselves on an incident; a blank one
// is deleted.
func (t *Sitting) SaveNote(n store.Number, text string) error {
	return t.store.SaveNote(t.Actor(), n, text)
}

// Advice is what the officer may want to look at again in a rationale. It
// never stops a decision. References in it are as the source wrote them.
func (t *Sitting) Advice(n store.Number, required []model.Section, s model.Sections) ([]string, error) {
	var failed error
	advice := model.Advice(required, s, func(section model.Section) string {
		key, same, err := t.store.SameText(n, section, s[section])
		if err != nil {
			failed = err
		}
		if !same {
			return ""
		}
		return key.Incident
	})
	return advice, failed
}
