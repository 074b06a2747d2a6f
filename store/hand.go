package store

import (
	"errors"
	"fmt"
	"strings"

	"gd8/model"
	"gd8/store/codec"
	"gd8/store/vault"
)

// Add enters a record by hand. Its key must be new, or that of a record that
// was withdrawn, which then counts again. The officer is its source. One of a
// case that was erased is refused with an *ErasedError; see AddAgain.
func (s *Store) Add(actor Actor, facts model.Facts) (n Number, err error) {
	return s.AddAgain(actor, facts, "")
}

// AddAgain is Add for a case that may have been erased before; the reason for
// which it is entered all the same is journalled.
func (s *Store) AddAgain(actor Actor, facts model.Facts, reason string) (n Number, err error) {
	err = s.Write(actor, func(w *Writer) error {
		if err := model.CheckSource(&facts); err != nil {
			return err
		}
		key := facts.Key()
		there, err := w.Find(key)
		if err != nil {
			return err
		}
		if there == 0 {
			if err := w.checkErased(key.Case(), reason); err != nil {
				return err
			}
		}
		src := codec.Source{Facts: facts, By: actor.Officer, At: w.Now}
		if n, err = w.place(key, there, &src); err != nil {
			return err
		}
		w.Revision++
		w.Entry.Operation, w.Entry.Action, w.Entry.Keys = vault.Collection, "add by hand", []model.Key{key}
		return w.change(n, key, func() error { return w.PutSource(n, src) })
	})
	if err != nil {
		return 0, err
	}
	return n, nil
}

// place gives the number for a new record, or that of a withdrawn one of the
// same key, whose mark of an incomplete case src then has too.
func (w *Writer) place(key model.Key, there Number, src *codec.Source) (Number, error) {
	if there == 0 {
		n := Number(w.Next)
		w.Next++
		return n, w.PutKeys(key, n)
	}
	old, err := w.SourceOf(there)
	if err == nil && !old.Withdrawn {
		err = fmt.Errorf("incident %q of this individual and application is already in the store; correct it there instead", key.Incident)
	}
	src.Incomplete, src.Mark = old.Incomplete, old.Mark
	return there, err
}

// Correct enters a new version of a record that was entered by hand. Its key
// stays as it is. reason may be blank.
func (s *Store) Correct(actor Actor, n Number, facts model.Facts, reason string) error {
	return s.replace(actor, n, "correct by hand", func(old *codec.Source) (codec.Source, error) {
		if err := model.CheckSource(&facts); err != nil {
			return codec.Source{}, err
		}
		if old.Facts.Key() != facts.Key() {
			return codec.Source{}, errors.New("a record's references stay as they are; withdraw it with a reason and add the right one")
		}
		return codec.Source{Facts: facts, Reason: reason, Incomplete: old.Incomplete, Mark: old.Mark}, nil
	})
}

// Withdraw withdraws a record that was entered by hand, with a reason. It no
// longer counts, and its case's decisions fall out of date.
func (s *Store) Withdraw(actor Actor, n Number, reason string) error {
	return s.replace(actor, n, "withdraw record", func(old *codec.Source) (codec.Source, error) {
		if strings.TrimSpace(reason) == "" {
			return codec.Source{}, errors.New("withdrawing a record needs a reason")
		}
		gone := *old
		gone.Withdrawn, gone.Reason = true, reason
		return gone, nil
	})
}

func (s *Store) replace(actor Actor, n Number, action string, change func(old *codec.Source) (codec.Source, error)) error {
	return s.Write(actor, func(w *Writer) error {
		old, err := w.SourceOf(n)
		if err != nil {
			return err
		}
		switch {
		case old.Withdrawn:
			return errWithdrawn
		case old.Origin != "":
			return errors.New("this record came from a file, which is its source; answer its facts instead, or import a corrected file")
		}
		src, err := change(&old)
		if err != nil {
			return err
		}
		src.By, src.At = actor.Officer, w.Now
		w.Revision++
		key := old.Facts.Key()
		w.Entry.Operation, w.Entry.Action, w.Entry.Keys = vault.Alteration, action, []model.Key{key}
		if src.Withdrawn {
			if err := w.SetRow(n, QueueRow{}); err != nil {
				return err
			}
		}
		put := func() error { return w.PutSource(n, src) }
		if !src.Withdrawn {
			return w.change(n, key, put)
		}
		joined, err := w.Joined(n)
		if err != nil {
			return err
		}
		if err := w.change(n, key, put); err != nil {
			return err
		}
		return w.KeepJoined(joined, actor, "They were joined on a record that was withdrawn since.")
	})
}

// PutSource writes a record's source as the newest revision.
func (w *Writer) PutSource(n Number, src codec.Source) error {
	var e vault.Encoder
	src.Encode(&e)
	return w.PutStamped(BucketSources, PairKey(n, w.Revision), e.B)
}

// PutKeys makes a record findable by individual, case and reference.
func (w *Writer) PutKeys(key model.Key, n Number) error {
	if err := w.Put(BucketPersons, w.s.PersonsKey(key, n), nil); err != nil {
		return err
	}
	return w.Put(BucketRefs, w.s.RefsKey(key, n), nil)
}
