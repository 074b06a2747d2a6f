package draw

import (
	"bytes"
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gd8/model"
	"gd8/store"
	"gd8/store/quality"
)

// Request says what is to be drawn.
type Request struct {
	// Said is what somebody other than the drawer said aloud: a date, the fall
	// of dice. It keeps the drawer from steering the draw.
	Said  string
	All   bool       // from all decisions, not from discards with others mixed in
	Since model.Date // only decisions made on this day or later; zero for all
	Size  int        // of the sample; 0 for the size that Percent needs
	// Percent is the share in a hundred of which the sample is to show, where
	// none of it is found wrong, that fewer discards are wrong. It counts where
	// Size is 0.
	Percent int
	// Weights are those of the strata; all zero to draw discards without regard
	// to them.
	Weights quality.PerStratum
}

// Errors that say why nothing was drawn.
var (
	ErrNothingSaid = errors.New("a draw needs what somebody else says aloud, such as today's date or the fall of dice: give it with --said TEXT, so that nobody can steer what is drawn")
	ErrNoDiscards  = errors.New("no discard stands that could be drawn: of those out of date, and of those made before the day given, none is")
	ErrNoDecisions = errors.New("no decision stands that could be drawn: of those out of date, and of those made before the day given, none is")
)

// tries is how often a draw is begun anew because the store was written to
// meanwhile, as by a review that is open.
const tries = 3

// Draw draws a sample and keeps it, with its entry in the journal.
func Draw(ctx context.Context, s *store.Store, actor store.Actor, want Request, show Progress) (*Sample, error) {
	want.Said = strings.TrimSpace(want.Said)
	if want.Said == "" {
		return nil, ErrNothingSaid
	}
	for try := 1; ; try++ {
		f, err := readFrame(ctx, s, want.Since, 0, show)
		if err != nil {
			return nil, err
		}
		if err := want.check(f); err != nil {
			return nil, err
		}
		frameHash := hash(f.all())
		sample, err := keep(s, actor, f.writes, want.Said, func(head [32]byte) (Sample, error) {
			seed := quality.NewSeed(head, want.Said)
			return Sample{
				Part: 1, All: want.All, Since: want.Since, Weights: want.Weights,
				Seed: seed, FrameHash: frameHash, Frame: f.kept(), Drawn: f.draw(seed, want.parts(f)),
			}, ctx.Err()
		})
		if !errors.Is(err, errMovedOn) || try == tries {
			return sample, err
		}
	}
}

func (want *Request) check(f *frame) error {
	n := f.sizes().Total()
	switch {
	case n == 0 && !want.All:
		return ErrNoDiscards
	case n+len(f.others) == 0:
		return ErrNoDecisions
	case want.weighted() && quality.Allocate(n, f.sizes(), want.Weights).Total() < n:
		return errors.New("a stratum of weight 0 holds discards, of which nothing would then be known; give each stratum a weight of 1 or more")
	}
	return nil
}

func (want *Request) weighted() bool { return want.Weights != quality.PerStratum{} }

// parts is how many are drawn from each part of the frame.
type parts struct {
	discards int // from all discards alike
	strata   quality.PerStratum
	others   int
	all      int // from discards and others alike
}

// parts says how many are to be drawn of which part. Where there are fewer
// other decisions than a fifth of the sample, all of them are drawn and the
// rest are discards.
func (want *Request) parts(f *frame) parts {
	sizes := f.sizes()
	discards, others := sizes.Total(), len(f.others)
	if want.All {
		n := want.Size
		if n == 0 {
			n = quality.SizeToShow(discards+others, want.Percent)
		}
		return parts{all: min(n, discards+others)}
	}
	n := want.Size
	if n == 0 {
		n = quality.SampleFor(quality.SizeToShow(discards, want.Percent))
		others = min(others, quality.OtherKinds(n))
		n = quality.SizeToShow(discards, want.Percent) + others
	}
	p := parts{others: min(others, quality.OtherKinds(n))}
	p.discards = min(discards, n-p.others)
	if want.weighted() {
		p.strata, p.discards = quality.Allocate(p.discards, sizes, want.Weights), 0
	}
	return p
}

// draw gives what is drawn, in the order of ranks.
func (f *frame) draw(seed quality.Seed, p parts) []Drawn {
	var drawn []ranked
	take := func(n int, of ...[]member) {
		drawn = append(drawn, smallest(seed, n, of...)...)
	}
	if p.all > 0 {
		take(p.all, append(f.discards[:], f.others)...)
	}
	take(p.discards, f.discards[:]...)
	for s, n := range p.strata {
		take(n, f.discards[s])
	}
	take(p.others, f.others)
	slices.SortFunc(drawn, compareRanks)
	list := make([]Drawn, len(drawn))
	for i := range drawn {
		list[i] = drawn[i].Drawn
	}
	return list
}

// ranked is a member with its place in the order of the draw.
type ranked struct {
	member
	rank [32]byte
}

func compareRanks(a, b ranked) int {
	return cmp.Or(bytes.Compare(a.rank[:], b.rank[:]), cmp.Compare(a.Number, b.Number))
}

// smallest are the n members of the smallest ranks, in their order. No more
// than twice as many are held, however large the frame is.
func smallest(seed quality.Seed, n int, of ...[]member) []ranked {
	if n <= 0 {
		return nil
	}
	var held []ranked
	var limit *ranked // once n are held that are smaller
	cut := func() {
		slices.SortFunc(held, compareRanks)
		if held = held[:min(n, len(held))]; len(held) == n {
			last := held[n-1]
			limit = &last
		}
	}
	for _, members := range of {
		for _, m := range members {
			if m.key == (model.Key{}) {
				continue // erased
			}
			one := ranked{m, seed.Rank(m.key)}
			if limit != nil && compareRanks(one, *limit) > 0 {
				continue
			}
			if held = append(held, one); len(held) >= 2*n {
				cut()
			}
		}
	}
	cut()
	return held
}

// describe says in the journal what was drawn, and from what.
func (s *Sample) describe() string {
	words := fmt.Sprintf("sample %d: ", s.Number)
	if s.Chosen {
		return words + fmt.Sprintf("%d chosen", len(s.Drawn))
	}
	sizes := s.Frame.Sizes()
	words += fmt.Sprintf("%d drawn; seed %s; frame of %s (", len(s.Drawn), hex.EncodeToString(s.Seed[:]), number(sizes.Total(), "discard", "discards"))
	for k, stratum := range quality.Strata() {
		if k > 0 {
			words += ", "
		}
		words += fmt.Sprintf("%s %d", stratum, sizes[stratum])
	}
	return words + fmt.Sprintf(") and %s, SHA-256 %s", number(int(s.Frame.Others.GetCardinality()), "other decision", "other decisions"), hex.EncodeToString(s.FrameHash[:]))
}
