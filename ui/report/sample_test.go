package report

import (
	"strings"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"

	"gd8/store"
	"gd8/store/draw"
	"gd8/store/quality"
)

// sampleOf is a sample of discards from strata of the sizes given, with so many
// drawn of each, and of so many others.
func sampleOf(sizes, drawn, weights quality.PerStratum, others int) *draw.Sample {
	s := &draw.Sample{Number: 1, Part: 1, Weights: weights}
	next := uint32(1)
	fill := func(size, n int) *roaring.Bitmap {
		b := roaring.New()
		for i := range size {
			b.Add(next)
			if i < n {
				s.Drawn = append(s.Drawn, draw.Drawn{Number: store.Number(next), Version: 1})
			}
			next++
		}
		return b
	}
	for stratum := range s.Frame.Strata {
		s.Frame.Strata[stratum] = fill(sizes[stratum], drawn[stratum])
	}
	s.Frame.Others, s.Frame.OutOfDate = fill(40, others), roaring.New()
	return s
}

// The worked figures of 180 plain, 40 inferred and 20 override discards.
func TestASampleSaysWhatItWouldShow(t *testing.T) {
	sizes := quality.PerStratum{quality.Plain: 180, quality.Inferred: 40, quality.Override: 20}
	plain := Sample{Sample: sampleOf(sizes, quality.PerStratum{quality.Plain: 45, quality.Inferred: 10, quality.Override: 5}, quality.PerStratum{}, 15)}
	if got := plain.Shows(); got != "Where none of its 60 discards is found wrong, that shows with 95% confidence that at most 10 of the 240 are." {
		t.Error(got)
	}
	if got := plain.Few(); got != "" {
		t.Errorf("a fifth of 75 is mixed in, and yet: %s", got)
	}
	strata := Sample{Sample: sampleOf(sizes, quality.PerStratum{quality.Plain: 33, quality.Inferred: 15, quality.Override: 12}, quality.PerStratum{4, 2, 1}, 3)}
	if got := strata.Shows(); !strings.Contains(got, "at most 14 of the 240 are. Drawn without regard to strata it would be 10: drawing more of the risky costs certainty of the whole.") {
		t.Error(got)
	}
	if got := strata.Few(); !strings.Contains(got, "Only 3 other decisions could be mixed in, not 13") {
		t.Error(got)
	}
}
