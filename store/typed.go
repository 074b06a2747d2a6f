package store

import (
	"maps"
	"slices"
	"time"

	"gd8/model"
	"gd8/store/vault"
)

// Typed are texts that an officer typed for a record and has neither used nor
// thrown away, such as a reason or the fields of a form, by what they were
// typed for. Like drafts they are temporary and not journalled.
type Typed map[string]TypedText

// TypedText is a text with who typed it and when, which the store notes: words
// must not become another officer's because both worked on a record.
type TypedText struct {
	Text    string
	Officer string
	At      time.Time
}

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
				kept[what] = TypedText{t.Text, actor.Officer, w.Now}
			}
		}
		var e vault.Encoder
		kept.encode(&e)
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
	return decodeTyped(value)
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
			if all[n], err = decodeTyped(value); err != nil {
				return err
			}
		}
		return nil
	})
	return all, err
}

// eraseTyped deletes the texts typed for a new record where they name what is
// erased. Those of a record go with it.
func (w *Writer) eraseTyped(names func(string) bool) error {
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
	if d, err := decodeDraft(value); err == nil {
		return d.At, nil
	}
	var last time.Time
	texts, err := decodeTyped(value)
	for _, t := range texts {
		if t.At.After(last) {
			last = t.At
		}
	}
	return last, err
}

// typedVersion begins texts of which each has its officer and time. Before it
// all of a record had those of the last one saved, and began as every value.
const typedVersion = vault.CodecVersion + 1

func (t Typed) encode(e *vault.Encoder) {
	e.Byte(typedVersion)
	e.Uint(uint64(len(t)))
	for _, what := range slices.Sorted(maps.Keys(t)) {
		e.Text(what)
		e.Text(t[what].Text)
		e.Text(t[what].Officer)
		e.Time(t[what].At)
	}
}

func decodeTyped(b []byte) (Typed, error) {
	d := vault.Decoder{B: b}
	each := len(b) > 0 && b[0] == typedVersion
	var t TypedText
	if each {
		d.Byte()
	} else {
		d.Version()
		t.Officer, t.At = d.Text(), d.Time()
	}
	texts := Typed{}
	for n := d.Int(); n > 0 && d.Err == nil; n-- {
		what := d.Text()
		if t.Text = d.Text(); each {
			t.Officer, t.At = d.Text(), d.Time()
		}
		texts[what] = t
	}
	return texts, d.End()
}
