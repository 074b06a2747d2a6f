package store

import (
	"time"

	"gd8/model"
	"gd8/store/vault"
)

// Consult writes into the journal that the officer opened an incident. A
// sitting does so once an incident.
func (s *Store) Consult(actor Actor, n Number, action string) error {
	return s.Write(actor, func(w *Writer) error { return w.consult(n, action) })
}

// ConsultIn is Consult that also keeps how far the sitting has come with it,
// as SaveSitting does: one action, and one wait for the disk.
func (s *Store) ConsultIn(t Sitting, actor Actor, n Number, action string) error {
	return s.Write(actor, func(w *Writer) error {
		if err := w.consult(n, action); err != nil {
			return err
		}
		return w.Put(BucketSittings, t.Key(), t.Encode())
	})
}

func (w *Writer) consult(n Number, action string) error {
	h, err := w.HeadOf(n)
	if err != nil {
		return err
	}
	w.Entry.Operation, w.Entry.Action, w.Entry.Keys = vault.Consultation, action, []model.Key{h.Key}
	return nil
}

// ConsultMany writes into the journal that the officer consulted count
// records at once: the queue, a search, the journal itself.
func (s *Store) ConsultMany(actor Actor, action, detail string, count int) error {
	return s.Write(actor, func(w *Writer) error {
		w.Entry = Entry{Operation: vault.Consultation, Action: action, Detail: detail, Count: count}
		return nil
	})
}

// Sitting is one sitting of one officer at the store.
type Sitting struct {
	ID       string // unique among all stores
	Officer  string
	Purpose  string
	Started  time.Time
	Ended    time.Time // the last time it was kept
	Last     Number    // the incident last open, 0 for none
	LastKey  model.Key
	Answered int
	Decided  int
	// Spent is the time from opening an incident to deciding it, summed
	// over the decisions of the sitting in seconds, one each.
	Spent []int
}

// Key is the place of the sitting in its bucket.
func (t *Sitting) Key() []byte {
	return append(vault.EntryKey(uint64(t.Started.UnixMicro())), t.ID...)
}

// SaveSitting keeps how far a sitting has come, over what it kept before.
func (s *Store) SaveSitting(t Sitting) error {
	return s.Write(Actor{Officer: t.Officer}, func(w *Writer) error {
		return w.Put(BucketSittings, t.Key(), t.Encode())
	})
}

// Encode is the sitting as its bucket keeps it.
func (t *Sitting) Encode() []byte {
	var e vault.Encoder
	e.Byte(vault.CodecVersion)
	e.Text(t.ID)
	e.Text(t.Officer)
	e.Text(t.Purpose)
	e.Time(t.Started)
	e.Time(t.Ended)
	e.Uint(uint64(t.Last))
	e.Text(t.LastKey.Application)
	e.Text(t.LastKey.Person)
	e.Text(t.LastKey.Incident)
	e.Uint(uint64(t.Answered))
	e.Uint(uint64(t.Decided))
	e.Uint(uint64(len(t.Spent)))
	for _, seconds := range t.Spent {
		e.Uint(uint64(seconds))
	}
	return e.B
}

// DecodeSitting reads a sitting as its bucket keeps it.
func DecodeSitting(b []byte) (Sitting, error) {
	d := vault.Decoder{B: b}
	d.Version()
	t := Sitting{ID: d.Text(), Officer: d.Text(), Purpose: d.Text(), Started: d.Time(), Ended: d.Time(), Last: Number(d.Int())}
	t.LastKey = model.Key{Application: d.Text(), Person: d.Text(), Incident: d.Text()}
	t.Answered, t.Decided = d.Int(), d.Int()
	for n := d.Int(); n > 0 && d.Err == nil; n-- {
		t.Spent = append(t.Spent, d.Int())
	}
	return t, d.End()
}

// Sittings reads the newest sittings, newest first, at most limit. Those of a
// clock that was ahead come last: they are no newer than the others.
func (s *Store) Sittings(limit int) ([]Sitting, error) {
	var list, ahead []Sitting
	sane := s.Now().Add(mostOff)
	err := s.View(func(r *Reader) error {
		c := r.Cursor(BucketSittings)
		for k, stored := c.Last(); k != nil && len(list) < limit; k, stored = c.Prev() {
			b, err := s.Sealer().Open(nil, string(BucketSittings), k, stored)
			if err != nil {
				return err
			}
			t, err := DecodeSitting(b)
			if err != nil {
				return err
			}
			if t.Started.After(sane) {
				ahead = append(ahead, t)
			} else {
				list = append(list, t)
			}
		}
		return nil
	})
	list = append(list, ahead...)
	return list[:min(len(list), limit)], err
}
