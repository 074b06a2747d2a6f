package store

import (
	"errors"
	"fmt"
	"strings"

	"gd8/model"
	"gd8/store/vault"
)

// Add enters a record by hand. Its key must be new, or that of a record that
// was withdrawn, which then counts again. The officer is its source.
func (s *Store) Add(actor Actor, facts model.Facts) (n Number, err error) {
	err = s.write(actor, func(w *writer) error {
		if err := model.CheckSource(&facts); err != nil {
			return err
		}
		key := facts.Key()
		there, err := w.find(key)
		if err != nil {
			return err
		}
		src := source{facts: facts, by: actor.Officer, at: w.Now}
		if n, err = w.place(key, there, &src); err != nil {
			return err
		}
		w.Revision++
		w.Entry.Operation, w.Entry.Action, w.Entry.Keys = vault.Collection, "add by hand", []model.Key{key}
		return w.change(n, key, func() error { return w.putSource(n, src) })
	})
	if err != nil {
		return 0, err
	}
	return n, nil
}

// place gives the number for a new record, or that of a withdrawn one of the
// same key, whose mark of an incomplete case src then has too.
func (w *writer) place(key model.Key, there Number, src *source) (Number, error) {
	if there == 0 {
		n := Number(w.Next)
		w.Next++
		return n, w.putKeys(key, n)
	}
	old, err := w.sourceOf(there)
	if err == nil && !old.withdrawn {
		err = fmt.Errorf("incident %q of this individual and application is already in the store; correct it there instead", key.Incident)
	}
	src.incomplete, src.mark = old.incomplete, old.mark
	return there, err
}

// Correct enters a new version of a record that was entered by hand. Its key
// stays as it is. reason may be blank.
func (s *Store) Correct(actor Actor, n Number, facts model.Facts, reason string) error {
	return s.replace(actor, n, "correct by hand", func(old *source) (source, error) {
		if err := model.CheckSource(&facts); err != nil {
			return source{}, err
		}
		if old.facts.Key() != facts.Key() {
			return source{}, errors.New("a record's references stay as they are; withdraw it with a reason and add the right one")
		}
		return source{facts: facts, reason: reason, incomplete: old.incomplete, mark: old.mark}, nil
	})
}

// Withdraw withdraws a record that was entered by hand, with a reason. It no
// longer counts, and its case's decisions fall out of date.
func (s *Store) Withdraw(actor Actor, n Number, reason string) error {
	return s.replace(actor, n, "withdraw record", func(old *source) (source, error) {
		if strings.TrimSpace(reason) == "" {
			return source{}, errors.New("withdrawing a record needs a reason")
		}
		gone := *old
		gone.withdrawn, gone.reason = true, reason
		return gone, nil
	})
}

func (s *Store) replace(actor Actor, n Number, action string, change func(old *source) (source, error)) error {
	return s.write(actor, func(w *writer) error {
		old, err := w.sourceOf(n)
		if err != nil {
			return err
		}
		switch {
		case old.withdrawn:
			return errWithdrawn
		case old.origin != "":
			return errors.New("this record came from a file, which is its source; answer its facts instead, or import a corrected file")
		}
		src, err := change(&old)
		if err != nil {
			return err
		}
		src.by, src.at = actor.Officer, w.Now
		w.Revision++
		key := old.facts.Key()
		w.Entry.Operation, w.Entry.Action, w.Entry.Keys = vault.Alteration, action, []model.Key{key}
		if src.withdrawn {
			if err := w.setRow(n, QueueRow{}); err != nil {
				return err
			}
		}
		return w.change(n, key, func() error { return w.putSource(n, src) })
	})
}

// putSource writes a record's source as the newest revision.
func (w *writer) putSource(n Number, src source) error {
	var e vault.Encoder
	src.encode(&e)
	return w.PutStamped(BucketSources, PairKey(n, w.Revision), e.B)
}

// putKeys makes a record findable by individual, case and reference.
func (w *writer) putKeys(key model.Key, n Number) error {
	if err := w.Put(bucketPersons, w.s.personsKey(key, n), nil); err != nil {
		return err
	}
	return w.Put(bucketRefs, w.s.refsKey(key, n), nil)
}
