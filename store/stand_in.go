package store

import (
	"errors"

	"gd8/model"
	"gd8/store/codec"
	"gd8/store/vault"
)

// This file gives an officer another way on than PutBack where the store's name
// is no longer that of the open file: to keep a text as a draft in the store
// that has the name now.

// DraftInItsPlace keeps a rationale as a draft in the store that has the name
// now, for the incident with the same references there. It takes the place of
// a draft there only where that is no newer than the one in the open file.
func (s *Store) DraftInItsPlace(actor Actor, key model.Key, d Draft) error {
	return s.WithStandIn(func(f *vault.File) error {
		other := Of(f)
		own, err := s.draftOf(key, d.Kind)
		if err != nil {
			return err
		}
		there, err := other.draftOf(key, d.Kind)
		if err != nil {
			return err
		}
		if there.number == 0 {
			return errors.New("the store that is there now does not have this incident, so the text cannot be kept there; write it to a file")
		}
		if there.draft != nil && (own.draft == nil || there.draft.At.After(own.draft.At)) {
			return errors.New("the store that is there now has a newer draft of this decision, which is not replaced; write the text to a file")
		}
		return other.SaveDraft(actor, there.number, d)
	})
}

// drafted is a record, 0 for none, and its draft of one kind, nil for none.
type drafted struct {
	number Number
	draft  *Draft
}

func (s *Store) draftOf(key model.Key, kind model.DecisionKind) (of drafted, err error) {
	err = s.View(func(r *Reader) error {
		if of.number, err = r.Find(key); err != nil || of.number == 0 {
			return err
		}
		value, err := r.Get(BucketDrafts, s.DraftKey(of.number, kind))
		if err != nil || value == nil {
			return err
		}
		d, err := codec.DecodeDraft(value)
		of.draft = &d
		return err
	})
	return of, err
}
