package quality

import (
	"cmp"
	"math/big"
	"slices"
)

// Stratum is a part of the discards from which a share of the sample is drawn.
type Stratum uint8

// The strata of discards, in the order in which they are tried: a discard is
// of the first that fits it.
const (
	Override     Stratum = iota // an officer's answer contradicts the source, or a flag stood
	Inferred                    // no factor was recorded, but inferred from Outcome 21; or the age was not checked
	Plain                       // every other
	StratumCount                // their number; not a stratum
)

// String is the stratum's name, as it is kept and as an officer reads it.
func (s Stratum) String() string { return [...]string{"override", "inferred", "plain"}[s] }

// Strata are all strata in order.
func Strata() []Stratum { return []Stratum{Override, Inferred, Plain} }

// PerStratum is a number for each stratum.
type PerStratum [StratumCount]int

// Total is the sum over the strata.
func (p PerStratum) Total() int {
	n := 0
	for _, v := range p {
		n += v
	}
	return n
}

// Allocate shares n draws among strata of the sizes given, in proportion to
// weight times size, by largest remainder; equal remainders go by the
// stratum's name. No stratum is given more than it holds: what is over is
// shared again among the others. Weights under zero count as zero.
func Allocate(n int, sizes, weights PerStratum) PerStratum {
	var got PerStratum
	open := Strata()
	for n = min(n, reachable(sizes, weights)); n > got.Total(); {
		open = slices.DeleteFunc(open, func(s Stratum) bool { return got[s] >= sizes[s] || weights[s] <= 0 })
		shares := largestRemainder(n-got.Total(), open, sizes, weights)
		for _, s := range open {
			got[s] = min(sizes[s], got[s]+shares[s])
		}
	}
	return got
}

// reachable is how many can be drawn at all: a stratum of weight zero gives none.
func reachable(sizes, weights PerStratum) int {
	n := 0
	for s := range sizes {
		if weights[s] > 0 {
			n += sizes[s]
		}
	}
	return n
}

// largestRemainder shares n among the strata named.
func largestRemainder(n int, among []Stratum, sizes, weights PerStratum) PerStratum {
	total := new(big.Int)
	for _, s := range among {
		total.Add(total, product(sizes[s], weights[s]))
	}
	var shares PerStratum
	var remainders [StratumCount]*big.Int
	for _, s := range among {
		whole, rest := new(big.Int).DivMod(product(n, sizes[s], weights[s]), total, new(big.Int))
		shares[s], remainders[s] = int(whole.Int64()), rest
	}
	order := slices.Clone(among)
	slices.SortFunc(order, func(a, b Stratum) int {
		return cmp.Or(remainders[b].Cmp(remainders[a]), cmp.Compare(a.String(), b.String()))
	})
	for i := 0; shares.Total() < n; i++ {
		shares[order[i%len(order)]]++
	}
	return shares
}

func product(factors ...int) *big.Int {
	p := big.NewInt(1)
	for _, f := range factors {
		p.Mul(p, big.NewInt(int64(f)))
	}
	return p
}

// OtherKinds is how many of a sample of n are drawn from other decisions than
// discards: a fifth, rounded up. They are mixed in so that being in the sample
// tells a reviewer nothing.
func OtherKinds(n int) int { return (n + 4) / 5 }

// SampleFor is the size of the sample in which, OtherKinds apart, there is room
// for the number of discards given.
func SampleFor(discards int) int {
	n := discards
	for n-OtherKinds(n) < discards {
		n++
	}
	return n
}
