package store

import (
	"time"

	"gd8/model"
)

// Consult writes into the journal that the officer opened an incident. A
// sitting does so once an incident.
func (s *Store) Consult(actor Actor, n Number, action string) error {
	return s.write(actor, func(w *writer) error { return w.consult(n, action) })
}

// ConsultIn is Consult that also keeps how far the sitting has come with it,
// as SaveSitting does: one action, and one wait for the disk.
func (s *Store) ConsultIn(t Sitting, actor Actor, n Number, action string) error {
	return s.write(actor, func(w *writer) error {
		if err := w.consult(n, action); err != nil {
			return err
		}
		return w.put(bucketSittings, t.key(), t.encode())
	})
}

func (w *writer) consult(n Number, action string) error {
	h, err := w.headOf(n)
	if err != nil {
		return err
	}
	w.entry.Operation, w.entry.Action, w.entry.Keys = Consultation, action, []model.Key{h.key}
	return nil
}

// ConsultMany writes into the journal that the officer consulted count
// records at once: the queue, a search, the journal itself.
func (s *Store) ConsultMany(actor Actor, action, detail string, count int) error {
	return s.write(actor, func(w *writer) error {
		w.entry = Entry{Operation: Consultation, Action: action, Detail: detail, Count: count}
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

func (t *Sitting) key() []byte {
	return append(entryKey(uint64(t.Started.UnixMicro())), t.ID...)
}

// SaveSitting keeps how far a sitting has come, over what it kept before.
func (s *Store) SaveSitting(t Sitting) error {
	return s.write(Actor{Officer: t.Officer}, func(w *writer) error {
		return w.put(bucketSittings, t.key(), t.encode())
	})
}

func (t *Sitting) encode() []byte {
	var e encoder
	e.byte(codecVersion)
	e.text(t.ID)
	e.text(t.Officer)
	e.text(t.Purpose)
	e.time(t.Started)
	e.time(t.Ended)
	e.uint(uint64(t.Last))
	e.text(t.LastKey.Application)
	e.text(t.LastKey.Person)
	e.text(t.LastKey.Incident)
	e.uint(uint64(t.Answered))
	e.uint(uint64(t.Decided))
	e.uint(uint64(len(t.Spent)))
	for _, seconds := range t.Spent {
		e.uint(uint64(seconds))
	}
	return e.b
}

func decodeSitting(b []byte) (Sitting, error) {
	d := decoder{b: b}
	d.version()
	t := Sitting{ID: d.text(), Officer: d.text(), Purpose: d.text(), Started: d.time(), Ended: d.time(), Last: Number(d.int())}
	t.LastKey = model.Key{Application: d.text(), Person: d.text(), Incident: d.text()}
	t.Answered, t.Decided = d.int(), d.int()
	for n := d.int(); n > 0 && d.err == nil; n-- {
		t.Spent = append(t.Spent, d.int())
	}
	return t, d.end()
}

// Sittings reads the newest sittings, newest first, at most limit.
func (s *Store) Sittings(limit int) ([]Sitting, error) {
	var list []Sitting
	err := s.view(func(r *reader) error {
		c := r.tx.Bucket(bucketSittings).Cursor()
		for k, stored := c.Last(); k != nil && len(list) < limit; k, stored = c.Prev() {
			b, err := s.sealer.Open(nil, string(bucketSittings), k, stored)
			if err != nil {
				return err
			}
			t, err := decodeSitting(b)
			if err != nil {
				return err
			}
			list = append(list, t)
		}
		return nil
	})
	return list, err
}
