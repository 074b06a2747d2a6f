// Package sitting keeps how far each sitting of an officer has come.
package sitting

import (
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/times"
	"gd8/store/vault"
)

// Sitting is one sitting of one officer at the store.
type Sitting struct {
	ID       string // unique among all stores
	Officer  string
	Purpose  string
	Started  time.Time
	Ended    time.Time    // the last time it was kept
	Last     store.Number // the incident last open, 0 for none
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

// Save keeps how far a sitting has come, over what it kept before.
func Save(s *store.Store, t Sitting) error {
	return s.Write(store.Actor{Officer: t.Officer}, func(w *store.Writer) error {
		return w.Put(store.BucketSittings, t.Key(), t.Encode())
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

// Decode reads a sitting as its bucket keeps it.
func Decode(b []byte) (Sitting, error) {
	d := vault.Decoder{B: b}
	d.Version()
	t := Sitting{ID: d.Text(), Officer: d.Text(), Purpose: d.Text(), Started: d.Time(), Ended: d.Time(), Last: store.Number(d.Int())}
	t.LastKey = model.Key{Application: d.Text(), Person: d.Text(), Incident: d.Text()}
	t.Answered, t.Decided = d.Int(), d.Int()
	for n := d.Int(); n > 0 && d.Err == nil; n-- {
		t.Spent = append(t.Spent, d.Int())
	}
	return t, d.End()
}

// Newest reads the newest sittings, newest first, at most limit. Those of a
// clock that was ahead come last: they are no newer than the others.
func Newest(s *store.Store, limit int) ([]Sitting, error) {
	var list, ahead []Sitting
	sane := s.Now().Add(times.MostOff)
	err := s.View(func(r *store.Reader) error {
		c := r.Cursor(store.BucketSittings)
		for k, stored := c.Last(); k != nil && len(list) < limit; k, stored = c.Prev() {
			b, err := s.Sealer().Open(nil, string(store.BucketSittings), k, stored)
			if err != nil {
				return err
			}
			t, err := Decode(b)
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

// Consult is Store.Consult that also keeps how far the sitting has come with it,
// as Save does: one action, and one wait for the disk.
func Consult(s *store.Store, t Sitting, actor store.Actor, n store.Number, action string) error {
	return s.Write(actor, func(w *store.Writer) error {
		if err := w.Consult(n, action); err != nil {
			return err
		}
		return w.Put(store.BucketSittings, t.Key(), t.Encode())
	})
}
