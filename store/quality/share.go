package quality

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Share is so many of so many, such as 56 agreed of 60.
type Share struct {
	Count, Of int
}

// Value is the share itself, 0 to 1; 0 of nothing is 0.
func (s Share) Value() float64 {
	if s.Of == 0 {
		return 0
	}
	return float64(s.Count) / float64(s.Of)
}

// Interval is a lower and an upper limit.
type Interval struct {
	Low, High float64
}

// Interval is the exact two-sided 95% interval of the share, that of Clopper
// and Pearson. Of nothing it is 0 to 1.
func (s Share) Interval() Interval { return Interval{s.lower(alpha / 2), s.upper(alpha / 2)} }

// AtMost is the exact one-sided 95% upper limit of the share, for where there
// is no finite lot to speak of.
func (s Share) AtMost() float64 { return s.upper(alpha) }

func (s Share) upper(tail float64) float64 {
	if s.Count >= s.Of {
		return 1
	}
	return mathext.InvRegIncBeta(float64(s.Count+1), float64(s.Of-s.Count), 1-tail)
}

func (s Share) lower(tail float64) float64 {
	if s.Count == 0 {
		return 0
	}
	return mathext.InvRegIncBeta(float64(s.Count), float64(s.Of-s.Count+1), tail)
}

// StratumShare is the share of a stratum's sample, with the size of the
// stratum it stands for.
type StratumShare struct {
	Share
	Size int
}

// Weighted is the share over all strata, each weighted by its size, and its
// standard error with the correction for finite lots. A plain share over the
// whole sample would be that of the sample, not of the lot, where strata were
// not drawn in proportion. A stratum of which nothing was drawn has no weight.
func Weighted(strata []StratumShare) (value, standardError float64) {
	size := 0
	for _, s := range strata {
		if s.Of > 0 {
			size += s.Size
		}
	}
	variance := 0.0
	for _, s := range strata {
		if s.Of == 0 {
			continue
		}
		weight, p := float64(s.Size)/float64(size), s.Value()
		value += weight * p
		if s.Of > 1 {
			unseen := 1 - float64(s.Of)/float64(s.Size)
			variance += weight * weight * unseen * p * (1 - p) / float64(s.Of-1)
		}
	}
	return value, math.Sqrt(variance)
}
