package quality

import (
	"math/big"
	"sort"
)

// This file holds how many of a finite lot may be wrong, given how many of a
// sample of it were: one-sided, with 95% confidence, in exact whole numbers.

// Lot is a number of decisions of which some were reviewed and some of those
// found wrong. Sampled is at most Size, Wrong at most Sampled.
type Lot struct {
	Size, Sampled, Wrong int
}

var oneInTwenty = big.NewRat(1, 20)

// MostWrong is the largest number of wrong decisions in the lot under which a
// sample as good as this one, or better, has a chance of more than 5%.
func (l Lot) MostWrong() int { return l.mostWrong(oneInTwenty) }

func (l Lot) mostWrong(chance *big.Rat) int {
	least, most := l.Wrong, l.Size-l.Sampled+l.Wrong
	// The chance falls as the number of wrong ones rises. Steps that double keep
	// away from numbers much above the bound, whose chances take long.
	tooMany := func(wrong int) bool { return l.ChanceAtMost(wrong).Cmp(chance) <= 0 }
	step := 1
	for least+step <= most && !tooMany(least+step) {
		least, step = least+step, 2*step
	}
	return least + sort.Search(min(step, most-least), func(i int) bool { return tooMany(least + i + 1) })
}

// ChanceAtMost is P(Hypergeometric(Size, wrong, Sampled) <= Wrong): the chance
// that a sample finds no more wrong ones than this one did, where the lot holds
// wrong of them.
//
// To have sampled so many of those wrong is as likely as to have made so many of
// those sampled wrong, so that the smaller of the two numbers is the one whose
// binomials are taken.
func (l Lot) ChanceAtMost(wrong int) *big.Rat {
	few, many := min(wrong, l.Sampled), max(wrong, l.Sampled)
	k := max(0, few-(l.Size-many))
	if k > l.Wrong {
		return new(big.Rat)
	}
	ways, factor := new(big.Int), new(big.Int)
	term := new(big.Int).Mul(binomial(many, k), binomial(l.Size-many, few-k))
	for {
		ways.Add(ways, term)
		if k >= min(l.Wrong, few) {
			break
		}
		// From C(many, k) C(size-many, few-k) to the same of k + 1.
		term.Mul(term, factor.SetInt64(int64(many-k)))
		term.Mul(term, factor.SetInt64(int64(few-k)))
		term.Quo(term, factor.SetInt64(int64(k+1)))
		term.Quo(term, factor.SetInt64(int64(l.Size-many-few+k+1)))
		k++
	}
	return new(big.Rat).SetFrac(ways, binomial(l.Size, few))
}

func binomial(n, k int) *big.Int {
	if k < 0 || k > n {
		return new(big.Int)
	}
	return new(big.Int).Binomial(int64(n), int64(k))
}

// SizeToShow is the smallest sample of a lot that, where none of it is found
// wrong, shows with 95% confidence that fewer than percent in a hundred are.
// It is the whole lot where no smaller one does.
func SizeToShow(size, percent int) int {
	tooMany := (size*percent + 99) / 100
	// The chance to see none of so many, as a fraction, with one more sampled in
	// each turn.
	seeing, of, twenty := big.NewInt(1), big.NewInt(1), new(big.Int)
	n := 0
	for n < size && twenty.Mul(seeing, big.NewInt(20)).Cmp(of) > 0 {
		seeing.Mul(seeing, big.NewInt(int64(size-tooMany-n)))
		of.Mul(of, big.NewInt(int64(size-n)))
		n++
	}
	return n
}

// MostWrongOf is the bound over a lot that was sampled by strata. Where none
// was found wrong it is the largest number, over all ways of spreading it, with
// a joint chance of more than 5%; where some were, each stratum has its own
// bound at 5% divided by their number, and the bounds are summed.
func MostWrongOf(strata []Lot) int {
	found := 0
	var lots []Lot
	for _, l := range strata {
		if l.Size > 0 {
			lots = append(lots, l)
			found += l.Wrong
		}
	}
	if found == 0 {
		return mostUnseen(lots)
	}
	share := new(big.Rat).Quo(oneInTwenty, big.NewRat(int64(len(lots)), 1))
	total := 0
	for _, l := range lots {
		total += l.mostWrong(share)
	}
	return total
}

// mostUnseen puts wrong ones, one after another, where they lower the joint
// chance of having seen none the least. As each stratum's chance falls by a
// larger factor with each further one, no other spreading of as many has a
// higher chance.
func mostUnseen(lots []Lot) int {
	placed := make([]int, len(lots))
	chance := big.NewRat(1, 1)
	for total := 0; ; total++ {
		best, bestFactor := -1, new(big.Rat)
		for i, l := range lots {
			left := l.Size - placed[i]
			if left <= l.Sampled {
				continue // all that were not looked at are wrong already
			}
			factor := big.NewRat(int64(left-l.Sampled), int64(left))
			if best < 0 || factor.Cmp(bestFactor) > 0 {
				best, bestFactor = i, factor
			}
		}
		if best < 0 {
			return total
		}
		if chance.Mul(chance, bestFactor).Cmp(oneInTwenty) <= 0 {
			return total
		}
		placed[best]++
	}
}
