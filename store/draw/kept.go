package draw

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"gd8/model"
	"gd8/store"
	"gd8/store/quality"
	"gd8/store/unnumbered"
	"gd8/store/vault"
)

// Sample is decisions that were drawn, or chosen, to be decided again by
// another officer. It names records by number alone, so that nothing is left in
// it of one that is erased. What was said aloud for the draw, and why incidents
// were chosen, stands in the journal's entry, from which an erasure takes what
// names a case.
type Sample struct {
	Number int  // by which officers name it
	Part   int  // 1 as it was drawn, one more for each time it was extended
	Chosen bool // a dip sample: picked, not drawn, so it enters no rate
	All    bool // drawn from all decisions, not from discards with others mixed in
	Since  model.Date
	// Weights are those of the strata; all zero where discards were drawn
	// without regard to them.
	Weights   quality.PerStratum
	Seed      quality.Seed
	FrameHash [32]byte // SHA-256 of the sorted frame
	Frame     Frame
	Drawn     []Drawn // in the order of ranks, or as they were chosen
	Officer   string
	At        time.Time // UTC

	Entry uint64 // of the journal, that keeps it
	First uint64 // of the journal, that keeps it as it was drawn at first
}

// Drawn is one incident of a sample.
type Drawn struct {
	Number  store.Number // the event's first hit by incident_ref
	Version int          // of its decision that stood when the sample was drawn
}

// Frame is what a sample was drawn from: the first hits of events, by record
// number.
type Frame struct {
	Strata    [quality.StratumCount]*roaring.Bitmap // discards
	Others    *roaring.Bitmap                       // other decisions
	OutOfDate *roaring.Bitmap                       // stood and were out of date, so they were left out
}

func newFrame() (f Frame) {
	for _, part := range f.parts() {
		*part = roaring.New()
	}
	return f
}

func (f *Frame) parts() []**roaring.Bitmap {
	list := []**roaring.Bitmap{}
	for i := range f.Strata {
		list = append(list, &f.Strata[i])
	}
	return append(list, &f.Others, &f.OutOfDate)
}

// Sizes are how many discards each stratum has.
func (f *Frame) Sizes() (n quality.PerStratum) {
	for s, part := range f.Strata {
		n[s] = int(part.GetCardinality())
	}
	return n
}

// Stratum is which stratum of discards holds a record; ok is false for none.
func (f *Frame) Stratum(n store.Number) (stratum quality.Stratum, ok bool) {
	for _, s := range quality.Strata() {
		if f.Strata[s].Contains(uint32(n)) {
			return s, true
		}
	}
	return 0, false
}

// Has finds a record in the sample.
func (s *Sample) Has(n store.Number) (Drawn, bool) {
	for _, d := range s.Drawn {
		if d.Number == n {
			return d, true
		}
	}
	return Drawn{}, false
}

// Weighted reports whether discards were drawn by strata.
func (s *Sample) Weighted() bool { return s.Weights != quality.PerStratum{} }

// NotFoundError says that there is no sample of a number.
type NotFoundError int

func (e NotFoundError) Error() string {
	return fmt.Sprintf("there is no sample %d; gd8 sample list names those there are", int(e))
}

// errMovedOn says that the store was written to after what a sample is made of
// was read.
var errMovedOn = errors.New("the store was changed while the sample was drawn; try again when nobody else is at work in it")

// keep writes a sample and its entry of the journal, before anybody has seen
// it. make makes it, given the journal's head and the sample's own number. It is
// refused as errMovedOn where the store was written to since it had so many
// writes.
func keep(s *store.Store, actor store.Actor, writes uint64, said string, make func(head [32]byte) (Sample, error)) (*Sample, error) {
	var kept Sample
	err := s.Write(actor, func(w *store.Writer) error {
		if w.Writes != writes {
			return errMovedOn
		}
		var err error
		if kept, err = make(w.Head); err != nil {
			return err
		}
		kept.Officer, kept.At, kept.Entry = actor.Officer, w.Now, w.Entries+1
		action := unnumbered.ActionDraw
		if kept.Chosen {
			action = unnumbered.ActionPick
		}
		id, err := unnumbered.AddSample(w, action, nil, kept.encode())
		if err != nil {
			return err
		}
		if kept.Part == 1 {
			kept.Number, kept.First = int(id), kept.Entry
		}
		w.Entry.Count, w.Entry.Detail = len(kept.Drawn), saidBefore+strconv.Quote(said)+"; "+kept.describe()
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &kept, nil
}

// Samples are all samples by number, each as far as it was drawn last.
func Samples(s *store.Store) ([]Sample, error) {
	all, err := stored(s)
	var list []Sample
next:
	for _, part := range all {
		for i := range list {
			if list[i].Number == part.Number {
				list[i] = part
				continue next
			}
		}
		list = append(list, part)
	}
	return list, err
}

// Named is the sample of a number, as far as it was drawn last. Where there is
// none the error is a NotFoundError.
func Named(s *store.Store, number int) (*Sample, error) {
	parts, err := Parts(s, number)
	if err != nil {
		return nil, err
	}
	return &parts[len(parts)-1], nil
}

// Parts is a sample as it was drawn, and as it was each time that it was
// extended.
func Parts(s *store.Store, number int) ([]Sample, error) {
	all, err := stored(s)
	if err != nil {
		return nil, err
	}
	var parts []Sample
	for _, part := range all {
		if part.Number == number {
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		return nil, NotFoundError(number)
	}
	return parts, nil
}

// stored are all samples and their extensions, in the order in which they were
// drawn.
func stored(s *store.Store) (list []Sample, err error) {
	var all []store.Kept
	err = s.View(func(r *store.Reader) (err error) {
		all, err = unnumbered.Samples(r)
		return err
	})
	if err != nil {
		return nil, err
	}
	for i := range all {
		one, err := decode(all[i].Body)
		if err != nil {
			return nil, err
		}
		if one.Entry = all[i].Entry; one.Part == 1 {
			one.Number, one.First = int(all[i].ID), one.Entry
		}
		for k := range list {
			if list[k].Number == one.Number {
				one.First = list[k].First
			}
		}
		list = append(list, one)
	}
	return list, nil
}

// version is the first byte of a sample as it is kept.
const version = 1

// What a sample is, as its second byte keeps it.
const (
	ofAll = 1 << iota
	chosen
	kinds // all kinds are below
)

func (s *Sample) encode() []byte {
	var e vault.Encoder
	e.Byte(version)
	kind := byte(0)
	if s.All {
		kind |= ofAll
	}
	if s.Chosen {
		kind |= chosen
	}
	e.Byte(kind)
	e.Uint(uint64(s.Part))
	if s.Part > 1 { // else it is the sample's own id
		e.Uint(uint64(s.Number))
	}
	e.Date(s.Since)
	for _, weight := range s.Weights {
		e.Uint(uint64(weight))
	}
	e.Fixed(s.Seed[:])
	e.Fixed(s.FrameHash[:])
	for _, part := range s.Frame.parts() {
		(*part).RunOptimize()
		b, err := (*part).ToBytes()
		if err != nil {
			panic(err) // it is written into memory
		}
		e.Text(string(b))
	}
	e.Uint(uint64(len(s.Drawn)))
	for _, d := range s.Drawn {
		e.Uint(uint64(d.Number))
		e.Uint(uint64(d.Version))
	}
	e.Text(s.Officer)
	e.Time(s.At)
	return e.B
}

func decode(b []byte) (Sample, error) {
	d := vault.Decoder{B: b}
	if v := d.Byte(); d.Err == nil && v != version {
		return Sample{}, fmt.Errorf("the sample is of version %d and this gd8 knows version %d; use the gd8 that wrote it", v, version)
	}
	kind := d.Below(kinds)
	s := Sample{All: kind&ofAll != 0, Chosen: kind&chosen != 0, Part: d.Int(), Frame: newFrame()}
	if s.Part > 1 {
		s.Number = d.Int()
	}
	s.Since = d.Date()
	for i := range s.Weights {
		s.Weights[i] = d.Int()
	}
	copy(s.Seed[:], d.Fixed(len(s.Seed)))
	copy(s.FrameHash[:], d.Fixed(len(s.FrameHash)))
	for _, part := range s.Frame.parts() {
		packed := d.Run()
		if d.Err != nil {
			break
		}
		if err := (*part).UnmarshalBinary(packed); err != nil || (*part).Validate() != nil {
			*part = roaring.New()
			d.Fail()
		}
	}
	for n := d.Int(); n > 0 && d.Err == nil; n-- {
		s.Drawn = append(s.Drawn, Drawn{store.Number(d.Int()), d.Int()})
	}
	s.Officer, s.At = d.Text(), d.Time()
	return s, d.End()
}

// saidBefore stands before what was said aloud, in what the journal's entry of a
// sample says.
const saidBefore = "said "

// Said is what was said aloud for a draw, or why incidents were chosen. ok is
// false where that was erased, because it named a case that was, or is not to be
// found.
func (s *Sample) Said(in *store.Store) (said string, ok bool, err error) {
	err = in.View(func(r *store.Reader) error {
		e, err := r.JournalEntry(s.First)
		if err != nil {
			return err
		}
		quoted, notQuoted := strconv.QuotedPrefix(strings.TrimPrefix(e.Detail, saidBefore))
		if notQuoted == nil {
			said, notQuoted = strconv.Unquote(quoted)
		}
		ok = notQuoted == nil
		return nil
	})
	return said, ok, err
}
