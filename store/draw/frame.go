package draw

import (
	"context"

	"gd8/model"
	"gd8/store"
	"gd8/store/quality"
	"gd8/store/standing"
)

// frame is what is drawn from, with the keys by which ranks are made.
type frame struct {
	discards  [quality.StratumCount][]member
	others    []member
	outOfDate []member // left out
	writes    uint64   // the last of the store that was seen
}

// member is one event of the frame.
type member struct {
	Drawn
	key model.Key // blank where it was erased
}

// Progress is told how far a reading is: its phase, and so many done of so many.
type Progress func(phase string, done, of int)

func (p Progress) phase(name string) func(done, of int) {
	if p == nil {
		return nil
	}
	return func(done, of int) { p(name, done, of) }
}

// StratumOf is the stratum of a discard, from the decision as it is kept. A
// flag that says that the age was not checked makes it inferred; any other,
// that of an answer which contradicts the source among them, makes it override.
func StratumOf(d *standing.Decision) quality.Stratum {
	unchecked := model.FlagSet(1 << model.AgeNotChecked)
	switch {
	case d.Flags&^unchecked != 0:
		return quality.Override
	case d.Flags&unchecked != 0, d.Criteria[model.CriterionNoAggravatingFactor].Basis == model.BasisInferred:
		return quality.Inferred
	}
	return quality.Plain
}

// readFrame reads the frame as it is now, or all that stood before an entry of
// the journal, out of date or not.
func readFrame(ctx context.Context, s *store.Store, since model.Date, before uint64, show Progress) (*frame, error) {
	all, writes, err := standing.Read(ctx, s, standing.Pass{Before: before, Show: show.phase("reading")})
	if err != nil {
		return nil, err
	}
	zone := s.Now().Location()
	numbers := make([]store.Number, 0, len(all))
	for i := range all {
		numbers = append(numbers, all[i].Number)
	}
	keys, err := s.KeysOf(ctx, numbers)
	if err != nil {
		return nil, err
	}
	f := &frame{writes: writes}
	for i := range all {
		d := &all[i]
		if since.Known() && model.DateOf(d.At.In(zone)) < since {
			continue
		}
		one := member{Drawn{d.Number, d.Version}, keys[i]}
		switch {
		case d.OutOfDate && before == 0: // which is known of today alone
			f.outOfDate = append(f.outOfDate, one)
		case d.Kind == model.Discard:
			in := &f.discards[StratumOf(d)]
			*in = append(*in, one)
		default:
			f.others = append(f.others, one)
		}
	}
	return f, nil
}

// sizes are how many discards each stratum has.
func (f *frame) sizes() (n quality.PerStratum) {
	for s := range f.discards {
		n[s] = len(f.discards[s])
	}
	return n
}

// all are the members of the frame.
func (f *frame) all() []member {
	var list []member
	for _, part := range f.discards {
		list = append(list, part...)
	}
	return append(list, f.others...)
}

// hash is that of the frame's keys.
func hash(members []member) [32]byte {
	keys := make([]model.Key, len(members))
	for i := range members {
		keys[i] = members[i].key
	}
	return quality.FrameHash(keys)
}

// kept is the frame as a sample keeps it.
func (f *frame) kept() Frame {
	k := newFrame()
	for s, part := range f.discards {
		for _, m := range part {
			k.Strata[s].Add(uint32(m.Number))
		}
	}
	for _, m := range f.others {
		k.Others.Add(uint32(m.Number))
	}
	for _, m := range f.outOfDate {
		k.OutOfDate.Add(uint32(m.Number))
	}
	return k
}
