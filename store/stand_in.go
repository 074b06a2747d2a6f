package store

import (
	"errors"
	"gd8/model"
	"gd8/store/vault"
)

// This file gives an officer two ways on where the store's name is no longer
// that of the open file: to put what gd8 has open back under the name, which
// is PutBack, or to keep a text as a draft in the store that has the name now.

// StandIn is what has the store's name now.
type StandIn struct {
	Path string
	Gone bool // nothing has the name
	// NoStore says why what is there cannot be used: it is no store, another
	// gd8 has it open, or its passphrase is not known. nil where it can.
	NoStore error
	// Same says that it is a copy of this store; Entries and Own are how many
	// journal entries it has, and how many the open file has.
	Same         bool
	Entries, Own uint64
}

// InItsPlace looks at what has the store's name now; ok is false where that is
// still the open file.
func (s *Store) InItsPlace() (in StandIn, ok bool, err error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	var replaced *ReplacedError
	if err := s.checkNamed(); !errors.As(err, &replaced) {
		return in, false, err
	}
	in = StandIn{Path: s.path, Gone: replaced.Gone}
	if err := s.view(func(r *reader) error { in.Own = r.entries; return nil }); err != nil || in.Gone {
		return in, true, err
	}
	other, err := s.openStandIn()
	if err != nil {
		in.NoStore = err
		return in, true, nil
	}
	defer other.Close()
	in.Same = other.ID() == s.ID()
	err = other.view(func(r *reader) error { in.Entries = r.entries; return nil })
	return in, true, err
}

// openStandIn opens the store that has the name now, with this store's key
// where it has the same.
func (s *Store) openStandIn() (*Store, error) {
	f, err := s.openNamed(layout())
	if err != nil {
		return nil, err
	}
	return of(f), nil
}

// DraftInItsPlace keeps a rationale as a draft in the store that has the name
// now, for the incident with the same references there. It takes the place of
// a draft there only where that is no newer than the one in the open file.
func (s *Store) DraftInItsPlace(actor Actor, key model.Key, d Draft) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	var replaced *ReplacedError
	if err := s.checkNamed(); !errors.As(err, &replaced) {
		return err
	}
	own, err := s.draftOf(key, d.Kind)
	if err != nil {
		return err
	}
	other, err := s.openStandIn()
	if err != nil {
		return &vault.PathError{Path: s.path, Err: err}
	}
	defer other.Close()
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
}

// drafted is a record, 0 for none, and its draft of one kind, nil for none.
type drafted struct {
	number Number
	draft  *Draft
}

func (s *Store) draftOf(key model.Key, kind model.DecisionKind) (of drafted, err error) {
	err = s.view(func(r *reader) error {
		if of.number, err = r.find(key); err != nil || of.number == 0 {
			return err
		}
		value, err := r.get(bucketDrafts, s.draftKey(of.number, kind))
		if err != nil || value == nil {
			return err
		}
		d, err := decodeDraft(value)
		of.draft = &d
		return err
	})
	return of, err
}
