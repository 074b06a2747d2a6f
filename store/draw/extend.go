package draw

import (
	"context"
	"errors"
	"fmt"

	"gd8/store"
	"gd8/store/quality"
	"gd8/store/standing"
)

// Extend draws more for a sample, to size in all, from what it was drawn from
// at first. All that was drawn stays in it.
func Extend(ctx context.Context, s *store.Store, actor store.Actor, number, size int) (*Sample, error) {
	for try := 1; ; try++ {
		var writes uint64
		if err := s.View(func(r *store.Reader) error { writes = r.Writes; return nil }); err != nil {
			return nil, err
		}
		old, err := Named(s, number)
		if err != nil {
			return nil, err
		}
		if old.Chosen {
			return nil, fmt.Errorf("sample %d was chosen, not drawn, so there is nothing to draw on from; gd8 sample pick chooses another", number)
		}
		f, err := frameOf(ctx, s, &old.Frame)
		if err != nil {
			return nil, err
		}
		p, err := extension(old, f, size)
		if err != nil {
			return nil, err
		}
		drawn := f.draw(old.Seed, p)
		if err := withVersions(ctx, s, old, drawn); err != nil {
			return nil, err
		}
		drawn = withOld(old, drawn)
		if len(drawn) == len(old.Drawn) {
			return nil, errors.New("all that the sample was drawn from is in it, or was erased; draw another with gd8 sample draw")
		}
		sample, err := keep(s, actor, writes, "", func([32]byte) (Sample, error) {
			one := *old
			one.Part, one.Drawn = old.Part+1, drawn
			return one, ctx.Err()
		})
		if !errors.Is(err, errMovedOn) || try == tries {
			return sample, err
		}
	}
}

// withVersions adds to what was drawn which version of its decision stood when
// the sample was drawn at first.
func withVersions(ctx context.Context, s *store.Store, old *Sample, drawn []Drawn) error {
	parts, err := Parts(s, old.Number)
	if err != nil {
		return err
	}
	then, _, err := standing.Read(ctx, s, standing.Pass{Before: parts[0].Entry})
	if err != nil {
		return err
	}
	versions := make(map[store.Number]int, len(drawn))
	for i := range then {
		versions[then[i].Number] = then[i].Version
	}
	for i := range drawn {
		drawn[i].Version = versions[drawn[i].Number]
	}
	return nil
}

// withOld is what was drawn, and of what had been drawn before, what has been
// erased since and so has no rank, at its end.
func withOld(old *Sample, drawn []Drawn) []Drawn {
	has := map[store.Number]bool{}
	for _, d := range drawn {
		has[d.Number] = true
	}
	for _, d := range old.Drawn {
		if !has[d.Number] {
			drawn = append(drawn, d)
		}
	}
	return drawn
}

// frameOf is the frame that a sample was drawn from, with the keys of what of
// it has not been erased.
func frameOf(ctx context.Context, s *store.Store, kept *Frame) (*frame, error) {
	f := &frame{}
	fill := func(into *[]member, numbers []uint32) error {
		list := make([]store.Number, len(numbers))
		for i, n := range numbers {
			list[i] = store.Number(n)
		}
		keys, err := s.KeysOf(ctx, list)
		for i, n := range list {
			*into = append(*into, member{Drawn{Number: n}, keys[i]})
		}
		return err
	}
	for stratum := range kept.Strata {
		if err := fill(&f.discards[stratum], kept.Strata[stratum].ToArray()); err != nil {
			return nil, err
		}
	}
	if err := fill(&f.others, kept.Others.ToArray()); err != nil {
		return nil, err
	}
	return f, fill(&f.outOfDate, kept.OutOfDate.ToArray())
}

// extension is how many are drawn of each part for a sample of size in all:
// no part gives fewer than it gave.
func extension(old *Sample, f *frame, size int) (parts, error) {
	if size <= len(old.Drawn) {
		return parts{}, fmt.Errorf("sample %d has %d already, and a sample is only ever extended; give a larger size", old.Number, len(old.Drawn))
	}
	want := Request{All: old.All, Size: size, Weights: old.Weights}
	p, had := want.parts(f), count(old)
	if old.All {
		return p, nil
	}
	p.others = max(p.others, had.others)
	if !want.weighted() {
		return p, nil
	}
	// Largest remainders may give a stratum fewer of a larger sample.
	for s := range p.strata {
		p.strata[s] = max(p.strata[s], had.strata[s])
	}
	for p.strata.Total()+p.others > size {
		for s := range p.strata {
			if p.strata[s] > had.strata[s] {
				p.strata[s]--
				break
			}
		}
	}
	return p, nil
}

// count is how many of a sample are of each part of its frame.
func count(s *Sample) (p parts) {
	for _, d := range s.Drawn {
		if stratum, ok := s.Frame.Stratum(d.Number); ok {
			p.strata[quality.Stratum(stratum)]++
		} else {
			p.others++
		}
	}
	return p
}
