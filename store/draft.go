package store

import (
	"errors"
	"slices"

	"gd8/model"
)

func draftKey(n Number, kind model.DecisionKind) []byte { return append(numberKey(n), byte(kind)) }

// SaveDraft keeps a rationale that is not yet saved. There is one a record
// and decision, of a kind that an officer can make, and it is not journalled.
// A blank draft is deleted.
func (s *Store) SaveDraft(actor Actor, n Number, d Draft) error {
	if !slices.Contains(model.DecisionKinds(), d.Kind) {
		return errors.New("not drafted: gd8 knows no such decision; choose one of those it offers")
	}
	return s.write(actor, func(w *writer) error {
		if _, err := w.latestSource(n); err != nil {
			return err
		}
		if d.Sections.Blank() {
			return w.remove(bucketDrafts, draftKey(n, d.Kind))
		}
		d.Officer, d.At = actor.Officer, w.now
		var e encoder
		d.encode(&e)
		return w.put(bucketDrafts, draftKey(n, d.Kind), e.b)
	})
}

// DeleteDraft deletes a draft.
func (s *Store) DeleteDraft(actor Actor, n Number, kind model.DecisionKind) error {
	return s.write(actor, func(w *writer) error { return w.remove(bucketDrafts, draftKey(n, kind)) })
}

func (r *reader) drafts(n Number) ([]Draft, error) {
	var list []Draft
	err := r.each(bucketDrafts, numberKey(n), func(key, value []byte) (bool, error) {
		if string(key) == string(typedKey(n)) {
			return true, nil
		}
		d, err := decodeDraft(value)
		list = append(list, d)
		return true, err
	})
	return list, err
}

// SaveNote keeps an officer's note to themselves on a record; blank deletes
// it. It is no part of the rationale.
func (s *Store) SaveNote(actor Actor, n Number, text string) error {
	return s.write(actor, func(w *writer) error {
		if _, err := w.latestSource(n); err != nil {
			return err
		}
		if text == "" {
			return w.remove(bucketNotes, numberKey(n))
		}
		return w.put(bucketNotes, numberKey(n), []byte(text))
	})
}
