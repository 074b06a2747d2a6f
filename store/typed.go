package store

import (
	"maps"
	"slices"
	"time"

	"gd8/model"
)

// Typed are texts that an officer typed for a record and has neither used nor
// thrown away, such as a reason or the fields of a form, by what they were
// typed for. Like drafts they are temporary and not journalled.
type Typed map[string]string

// NewRecord stands for the record that is being entered by hand, of which
// texts are typed before it has a number.
const NewRecord Number = 0

// typedKey is the place of the texts typed for a record: beside its drafts,
// where no draft of a decision is.
func (s *Store) typedKey(n Number) []byte { return s.draftKey(n, model.NoDecision) }

// SaveTyped keeps the texts typed for a record in the place of those kept
// before; none deletes them.
func (s *Store) SaveTyped(actor Actor, n Number, texts Typed) error {
	return s.write(actor, func(w *writer) error {
		if n != NewRecord {
			if _, err := w.latestSource(n); err != nil {
				return err
			}
		}
		if len(texts) == 0 {
			return w.remove(bucketDrafts, w.s.typedKey(n))
		}
		kept := typedTexts{officer: actor.Officer, at: w.now, texts: texts}
		var e encoder
		kept.encode(&e)
		return w.put(bucketDrafts, w.s.typedKey(n), e.b)
	})
}

// TypedFor gives the texts typed for a record.
func (s *Store) TypedFor(n Number) (Typed, error) {
	var texts Typed
	err := s.view(func(r *reader) error {
		value, err := r.get(bucketDrafts, s.typedKey(n))
		if err != nil || value == nil {
			return err
		}
		kept, err := decodeTyped(value)
		texts = kept.texts
		return err
	})
	return texts, err
}

// AllTyped gives the texts typed for every record.
func (s *Store) AllTyped() (map[Number]Typed, error) {
	all := map[Number]Typed{}
	err := s.view(func(r *reader) error {
		c := r.tx.Bucket(bucketDrafts).Cursor()
		for key, _ := c.First(); key != nil; key, _ = c.Next() {
			n := Number(keyUint(key, 0))
			if string(key) != string(s.typedKey(n)) {
				continue
			}
			value, err := r.get(bucketDrafts, key)
			if err != nil {
				return err
			}
			kept, err := decodeTyped(value)
			if err != nil {
				return err
			}
			all[n] = kept.texts
		}
		return nil
	})
	return all, err
}

// eraseTyped deletes the texts typed for a new record where they name what is
// erased. Those of a record go with it.
func (w *writer) eraseTyped(names func(string) bool) error {
	value, err := w.get(bucketDrafts, w.s.typedKey(NewRecord))
	if err != nil || value == nil {
		return err
	}
	kept, err := decodeTyped(value)
	if err != nil {
		return err
	}
	for _, text := range kept.texts {
		if names(text) {
			return w.remove(bucketDrafts, w.s.typedKey(NewRecord))
		}
	}
	return nil
}

// keptAt is when a value of the drafts was kept, whichever kind it is.
func keptAt(value []byte) (time.Time, error) {
	if d, err := decodeDraft(value); err == nil {
		return d.At, nil
	}
	t, err := decodeTyped(value)
	return t.at, err
}

// typedTexts are texts as they are kept.
type typedTexts struct {
	officer string
	at      time.Time
	texts   Typed
}

func (t *typedTexts) encode(e *encoder) {
	e.byte(codecVersion)
	e.text(t.officer)
	e.time(t.at)
	e.uint(uint64(len(t.texts)))
	for _, what := range slices.Sorted(maps.Keys(t.texts)) {
		e.text(what)
		e.text(t.texts[what])
	}
}

func decodeTyped(b []byte) (typedTexts, error) {
	d := decoder{b: b}
	d.version()
	t := typedTexts{officer: d.text(), at: d.time(), texts: Typed{}}
	for n := d.int(); n > 0 && d.err == nil; n-- {
		what := d.text()
		t.texts[what] = d.text()
	}
	return t, d.end()
}
