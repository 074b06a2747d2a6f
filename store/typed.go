package store

import (
	"time"

	"gd8/model"
	"gd8/store/codec"
	"gd8/store/vault"
)

// NewRecord stands for the record that is being entered by hand, of which
// texts are typed before it has a number.
const NewRecord Number = 0

// typedKey is the place of the texts typed for a record: beside its drafts,
// where no draft of a decision is.
func (s *Store) typedKey(n Number) []byte { return s.DraftKey(n, model.NoDecision) }

// SaveTyped keeps the texts typed for a record in the place of those kept
// before; none deletes them. One that was kept before and is as it was stays
// that of who typed it; any other is the actor's, typed now.
func (s *Store) SaveTyped(actor Actor, n Number, texts Typed) error {
	return s.Write(actor, func(w *Writer) error {
		if n != NewRecord {
			if _, err := w.latestSource(n); err != nil {
				return err
			}
		}
		if len(texts) == 0 {
			return w.Remove(BucketDrafts, w.s.typedKey(n))
		}
		before, err := w.typed(n)
		if err != nil {
			return err
		}
		kept := Typed{}
		for what, t := range texts {
			if had, ok := before[what]; ok && had.Text == t.Text {
				kept[what] = had
			} else {
				kept[what] = TypedText{Text: t.Text, Officer: actor.Officer, At: w.Now}
			}
		}
		var e vault.Encoder
		kept.Encode(&e)
		return w.Put(BucketDrafts, w.s.typedKey(n), e.B)
	})
}

// TypedFor gives the texts typed for a record.
func (s *Store) TypedFor(n Number) (Typed, error) {
	var texts Typed
	err := s.View(func(r *Reader) (err error) {
		texts, err = r.typed(n)
		return err
	})
	return texts, err
}

// typed gives the texts typed for a record, nil where there are none.
func (r *Reader) typed(n Number) (Typed, error) {
	value, err := r.Get(BucketDrafts, r.s.typedKey(n))
	if err != nil || value == nil {
		return nil, err
	}
	return codec.DecodeTyped(value)
}

// AllTyped gives the texts typed for every record.
func (s *Store) AllTyped() (map[Number]Typed, error) {
	all := map[Number]Typed{}
	err := s.View(func(r *Reader) error {
		c := r.Cursor(BucketDrafts)
		for key, _ := c.First(); key != nil; key, _ = c.Next() {
			n := Number(KeyUint(key, 0))
			if string(key) != string(s.typedKey(n)) {
				continue
			}
			value, err := r.Get(BucketDrafts, key)
			if err != nil {
				return err
			}
			if all[n], err = codec.DecodeTyped(value); err != nil {
				return err
			}
		}
		return nil
	})
	return all, err
}

// EraseTyped deletes the texts typed for a new record where they name what is
// erased. Those of a record go with it.
func (w *Writer) EraseTyped(names func(string) bool) error {
	kept, err := w.typed(NewRecord)
	if err != nil {
		return err
	}
	for _, t := range kept {
		if names(t.Text) {
			return w.Remove(BucketDrafts, w.s.typedKey(NewRecord))
		}
	}
	return nil
}

// KeptAt is when a value of the drafts was kept, whichever kind it is.
func KeptAt(value []byte) (time.Time, error) {
	if d, err := codec.DecodeDraft(value); err == nil {
		return d.At, nil
	}
	var last time.Time
	texts, err := codec.DecodeTyped(value)
	for _, t := range texts {
		if t.At.After(last) {
			last = t.At
		}
	}
	return last, err
}
