package draw

import (
	"context"
	"fmt"
	"slices"

	"gd8/model"
	"gd8/store"
	"gd8/store/quality"
	"gd8/store/vault"
)

// Checked is what drawing a sample again comes to.
type Checked struct {
	// Differs says, a line each, in what the sample is not what it should be;
	// empty where it agrees.
	Differs []string
	// Left says what could not be looked at, and why, a line each.
	Left   []string
	Erased int // of the frame, since the draw
}

func (c *Checked) differs(format string, args ...any) {
	c.Differs = append(c.Differs, fmt.Sprintf(format, args...))
}

// Check draws a sample again: from the journal's head at the draw and what was
// said, its seed; from the versions of decisions that the journal holds, what it
// was drawn from; and from both, what was drawn. What has been erased since is
// left out of it, and the rest must still be what the seed gives.
func Check(ctx context.Context, s *store.Store, number int, show Progress) (*Checked, error) {
	parts, err := Parts(s, number)
	if err != nil {
		return nil, err
	}
	c := &Checked{}
	if parts[0].Chosen {
		c.Left = append(c.Left, "it was chosen, not drawn: there is nothing to draw again")
		return c, nil
	}
	first := &parts[0]
	if err := c.checkSeed(s, first); err != nil {
		return nil, err
	}
	kept, err := frameOf(ctx, s, &first.Frame)
	if err != nil {
		return nil, err
	}
	c.checkHash(kept, first)
	if err := c.checkFrame(ctx, s, kept, first, show); err != nil {
		return nil, err
	}
	for i := range parts {
		c.checkDrawn(kept, &parts[i])
		if i > 0 && !holds(&parts[i], &parts[i-1]) {
			c.differs("when it was extended to %d, incidents that had been drawn were left out", len(parts[i].Drawn))
		}
	}
	return c, nil
}

// checkSeed makes the seed again.
func (c *Checked) checkSeed(s *store.Store, sample *Sample) error {
	head, ok, err := headBefore(s, sample.Entry)
	if err != nil {
		return err
	}
	if !ok {
		c.Left = append(c.Left, "the journal's entry before the draw was lost, so the seed that is kept was taken")
		return nil
	}
	said, ok, err := sample.Said(s)
	if err != nil {
		return err
	}
	if !ok {
		c.Left = append(c.Left, "what was said aloud was erased with a case that it named, so the seed that is kept was taken")
		return nil
	}
	if quality.NewSeed(head, said) != sample.Seed {
		c.differs("the seed is not that of the journal's head and of what was said")
	}
	return nil
}

// headBefore is the head of the journal before an entry; ok is false where a
// rescue did not find it.
func headBefore(s *store.Store, entry uint64) (head [32]byte, ok bool, err error) {
	if entry <= 1 {
		return head, true, nil
	}
	err = s.View(func(r *store.Reader) error {
		b, err := r.Get(vault.BucketChain, vault.EntryKey(entry-1))
		if err != nil || b == nil {
			return err
		}
		head, _, err = vault.DecodeLink(b)
		ok = err == nil
		return err
	})
	return head, ok, err
}

func (c *Checked) checkHash(kept *frame, sample *Sample) {
	all := kept.all()
	for _, m := range all {
		if m.erased() {
			c.Erased++
		}
	}
	if c.Erased > 0 {
		c.Left = append(c.Left, fmt.Sprintf("of the %d that it was drawn from, %s been erased since: the SHA-256 over all of them cannot be made again", len(all), number(c.Erased, "has", "have")))
		return
	}
	if hash(all) != sample.FrameHash {
		c.differs("the SHA-256 of what it was drawn from is another than the one kept")
	}
}

// number is a number with the words for one, or for any other number.
func number(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func (m *member) erased() bool { return m.key == (model.Key{}) }

// checkFrame finds in the versions of decisions what stood when the sample was
// drawn, and holds what it was drawn from to that: nothing that stood was left
// out but what was out of date, and nothing else is in it.
func (c *Checked) checkFrame(ctx context.Context, s *store.Store, kept *frame, sample *Sample, show Progress) error {
	then, err := readFrame(ctx, s, sample.Since, sample.Entry, show)
	if err != nil {
		return err
	}
	stood := map[store.Number]bool{}
	missing, misplaced := 0, 0
	look := func(list []member, in func(n uint32) bool) {
		for _, m := range list {
			stood[m.Number] = true
			n := uint32(m.Number)
			switch {
			case in(n) || sample.Frame.OutOfDate.Contains(n):
			case sample.Frame.has(n):
				misplaced++
			default:
				missing++
			}
		}
	}
	for stratum := range then.discards {
		look(then.discards[stratum], sample.Frame.Strata[stratum].Contains)
	}
	look(then.others, sample.Frame.Others.Contains)
	if missing > 0 {
		c.differs("%s left out of what it was drawn from", number(missing, "decision that stood when it was drawn was", "decisions that stood when it was drawn were"))
	}
	if misplaced > 0 {
		c.differs("%s in another stratum than the decision as it is kept gives", number(misplaced, "decision is", "decisions are"))
	}
	extra := 0
	for _, m := range slices.Concat(kept.all(), kept.outOfDate) {
		if !m.erased() && !stood[m.Number] {
			extra++
		}
	}
	if extra > 0 {
		c.differs("%d of what it was drawn from had no decision that stood then", extra)
	}
	return nil
}

func (f *Frame) has(n uint32) bool {
	_, discard := f.Stratum(store.Number(n))
	return discard || f.Others.Contains(n)
}

// checkDrawn draws again, as many of each part as were drawn of it.
func (c *Checked) checkDrawn(kept *frame, sample *Sample) {
	erased := map[store.Number]bool{}
	for _, m := range kept.all() {
		if m.erased() {
			erased[m.Number] = true
		}
	}
	left := *sample
	left.Drawn = slices.DeleteFunc(slices.Clone(sample.Drawn), func(d Drawn) bool { return erased[d.Number] })
	p := count(&left)
	switch {
	case sample.All:
		p = parts{all: len(left.Drawn)}
	case !sample.Weighted():
		p.discards, p.strata = p.strata.Total(), quality.PerStratum{}
	}
	again := kept.draw(sample.Seed, p)
	if !slices.EqualFunc(again, left.Drawn, func(a, b Drawn) bool { return a.Number == b.Number }) {
		c.differs("drawn again, it is not the same %d incidents in the same order", len(left.Drawn))
	}
}

// holds reports whether a sample has all that it had before it was extended.
func holds(later, earlier *Sample) bool {
	has := map[store.Number]bool{}
	for _, d := range later.Drawn {
		has[d.Number] = true
	}
	return !slices.ContainsFunc(earlier.Drawn, func(d Drawn) bool { return !has[d.Number] })
}
