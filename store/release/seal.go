package release

import (
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/unnumbered"
	"gd8/store/vault"
)

// Sealed is a release as it is kept. It names records by number alone, so that
// nothing is left in it of one that is erased.
type Sealed struct {
	Number    int
	Since     model.Date // zero where it is of one application
	Decisions []Released
	Hash      [32]byte
	Bound     *Bound
	Limit     *int
	Officer   string
	At        time.Time
	Entry     uint64
}

// Released is one decision of a release.
type Released struct {
	Number  store.Number
	Version int
}

// Errors of sealing.
var (
	ErrBlocked = errors.New("nothing was released: something stands in the way")
	errMovedOn = errors.New("nothing was released: the store was changed since it was looked at; try again")
	errNoneYet = errors.New("nothing was released: no decision is there to release; the applications hold nothing relevant")
)

// Seal keeps a release that nothing stands in the way of, with its entry in the
// journal. It is refused where the store was written to since c was made.
func Seal(s *store.Store, actor store.Actor, scope Scope, c *Checked) (*Sealed, error) {
	switch {
	case len(c.Blockers) > 0:
		return nil, ErrBlocked
	case len(c.Decisions) == 0:
		return nil, errNoneYet
	}
	sealed := Sealed{Since: scope.Since, Hash: c.Hash, Bound: c.Bound, Limit: c.Limit, Officer: actor.Officer}
	for i := range c.Decisions {
		sealed.Decisions = append(sealed.Decisions, Released{c.Decisions[i].number, c.Decisions[i].Version})
	}
	err := s.Write(actor, func(w *store.Writer) error {
		if w.Writes != c.writes {
			return errMovedOn
		}
		sealed.At, sealed.Entry = w.Now, w.Entries+1
		id, err := unnumbered.AddRelease(w, nil, sealed.encode())
		if err != nil {
			return err
		}
		sealed.Number = int(id)
		w.Entry.Count, w.Entry.Detail = len(c.Decisions), sealed.describe(scope, c.Erased)
		for i := range c.Decisions {
			if len(c.Decisions) <= vault.MaxEntryKeys {
				w.Entry.Keys = append(w.Entry.Keys, c.Decisions[i].Key)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &sealed, nil
}

// describe says in the journal what was released, and what bound held, with how
// many of the sample's discards count as wrong because they were erased.
func (r *Sealed) describe(scope Scope, erased int) string {
	of := "since " + r.Since.ISO()
	if scope.Application != nil {
		of = fmt.Sprintf("application %q", *scope.Application)
	}
	decisions := fmt.Sprintf("%d decisions", len(r.Decisions))
	if len(r.Decisions) == 1 {
		decisions = "1 decision"
	}
	said := fmt.Sprintf("release %d: %s; %s, SHA-256 %s; ", r.Number, of, decisions, hex.EncodeToString(r.Hash[:]))
	switch {
	case r.Bound == nil:
		said += "no discard among them"
	case r.Bound.Sample == 0:
		said += "no sample was drawn of the discards"
	default:
		said += fmt.Sprintf("by sample %d %d of %d wrong, at most %d of %d", r.Bound.Sample, r.Bound.Wrong, r.Bound.Reviewed, r.Bound.Most, r.Bound.Of)
		if erased > 0 {
			said += fmt.Sprintf(", %d of them erased since and counted as wrong", erased)
		}
		if r.Bound.Outside > 0 {
			plural := "s"
			if r.Bound.Outside == 1 {
				plural = ""
			}
			said += fmt.Sprintf(", %d discard%s outside it", r.Bound.Outside, plural)
		}
	}
	if r.Limit == nil {
		return said + "; no limit was set"
	}
	return said + fmt.Sprintf("; limit %d in a hundred", *r.Limit)
}

// version is the first byte of a release as it is kept.
const version = 1

func (r *Sealed) encode() []byte {
	var e vault.Encoder
	e.Byte(version)
	e.Date(r.Since)
	e.Uint(uint64(len(r.Decisions)))
	for _, d := range r.Decisions {
		e.Uint(uint64(d.Number))
		e.Uint(uint64(d.Version))
	}
	e.Fixed(r.Hash[:])
	if r.Bound == nil {
		e.Byte(0)
	} else {
		e.Byte(1)
		for _, n := range []int{r.Bound.Sample, r.Bound.Wrong, r.Bound.Reviewed, r.Bound.Of, r.Bound.Most, r.Bound.Outside} {
			e.Uint(uint64(n))
		}
	}
	if r.Limit == nil {
		e.Byte(0)
	} else {
		e.Byte(1)
		e.Uint(uint64(*r.Limit))
	}
	e.Text(r.Officer)
	e.Time(r.At)
	return e.B
}

func decode(b []byte) (Sealed, error) {
	d := vault.Decoder{B: b}
	if v := d.Byte(); d.Err == nil && v != version {
		return Sealed{}, fmt.Errorf("the release is of version %d and this gd8 knows version %d; use the gd8 that wrote it", v, version)
	}
	r := Sealed{Since: d.Date()}
	for n := d.Int(); n > 0 && d.Err == nil; n-- {
		r.Decisions = append(r.Decisions, Released{store.Number(d.Int()), d.Int()})
	}
	copy(r.Hash[:], d.Fixed(len(r.Hash)))
	if d.Below(2) == 1 {
		r.Bound = &Bound{Sample: d.Int(), Wrong: d.Int(), Reviewed: d.Int(), Of: d.Int(), Most: d.Int(), Outside: d.Int()}
	}
	if d.Below(2) == 1 {
		limit := d.Int()
		r.Limit = &limit
	}
	r.Officer, r.At = d.Text(), d.Time()
	return r, d.End()
}

// All are all releases, oldest first.
func All(s *store.Store) (list []Sealed, err error) {
	err = s.View(func(r *store.Reader) error {
		kept, err := unnumbered.Releases(r)
		if err != nil {
			return err
		}
		for i := range kept {
			one, err := decode(kept[i].Body)
			if err != nil {
				return err
			}
			one.Number, one.Entry = int(kept[i].ID), kept[i].Entry
			list = append(list, one)
		}
		return nil
	})
	return list, err
}
