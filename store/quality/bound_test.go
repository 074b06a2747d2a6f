package quality

import (
	"fmt"
	"math"
	"math/big"
	"testing"
	"time"
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 0.5e-6 {
		t.Errorf("%s is %.7f, want %.6f", what, got, want)
	}
}

func float(r *big.Rat) float64 { f, _ := r.Float64(); return f }

func TestMostWrongOfAFiniteLot(t *testing.T) {
	for _, row := range []struct {
		size, sampled, wrong, most int
		at, above                  float64
	}{
		{240, 59, 0, 10, 0.055884, 0.041548},
		{240, 60, 0, 10, 0.052796, 0.039023},
		{240, 60, 1, 16, 0.057334, 0.044447},
		{240, 60, 2, 22, 0.052354, 0.041551},
		{1000, 59, 0, 48, 0.050182, 0.047072},
		{228, 57, 3, 27, 0.055233, 0.044567},
		{40, 40, 0, 0, 1, 0},
	} {
		l := Lot{row.size, row.sampled, row.wrong}
		name := fmt.Sprint(l)
		if got := l.MostWrong(); got != row.most {
			t.Errorf("%s: at most %d, want %d", name, got, row.most)
		}
		near(t, name+" chance at the bound", float(l.ChanceAtMost(row.most)), row.at)
		if row.above > 0 {
			near(t, name+" chance above it", float(l.ChanceAtMost(row.most+1)), row.above)
		}
	}
}

func TestSizeToShowFewerThanFivePercent(t *testing.T) {
	for size, want := range map[int]int{40: 31, 100: 45, 240: 52, 500: 56, 1000: 57, 5000: 59} {
		if got := SizeToShow(size, 5); got != want {
			t.Errorf("of %d: %d, want %d", size, got, want)
		}
	}
}

// The bound must hold in at least 95 of 100 samples, whatever the lot holds.
func TestBoundCoversEveryLotUpToThirty(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes long and has no two things at once: the whole run has it")
	}
	worst := big.NewRat(1, 1)
	for size := 1; size <= 30; size++ {
		for sampled := 0; sampled <= size; sampled++ {
			bounds := make([]int, sampled+1)
			for found := range bounds {
				bounds[found] = Lot{size, sampled, found}.MostWrong()
				if found > 0 && bounds[found] < bounds[found-1] {
					t.Fatalf("%d of %d: the bound falls from %d to %d wrong", sampled, size, found-1, found)
				}
				if smaller := (Lot{size, sampled - 1, found}); found < sampled && smaller.MostWrong() < bounds[found] {
					t.Fatalf("%d of %d, %d wrong: a larger sample has a higher bound", sampled, size, found)
				}
				if sampled == size && bounds[found] != found {
					t.Fatalf("all %d were reviewed and the bound on %d wrong is %d", size, found, bounds[found])
				}
			}
			for wrong := 0; wrong <= size; wrong++ {
				covered := new(big.Rat)
				for found := max(0, sampled-(size-wrong)); found <= min(sampled, wrong); found++ {
					if bounds[found] < wrong {
						continue
					}
					ways := new(big.Int).Mul(binomial(wrong, found), binomial(size-wrong, sampled-found))
					covered.Add(covered, new(big.Rat).SetFrac(ways, binomial(size, sampled)))
				}
				if covered.Cmp(worst) < 0 {
					worst = covered
				}
			}
		}
	}
	if worst.Cmp(big.NewRat(19, 20)) < 0 {
		t.Errorf("the bound holds in %s of samples at worst, want 0.95", worst.FloatString(6))
	}
	if got := worst.FloatString(6); got != "0.950000" {
		t.Errorf("the worst coverage is %s, want 0.950000", got)
	}
}

func TestBoundOverStrata(t *testing.T) {
	none := []Lot{{180, 33, 0}, {40, 15, 0}, {20, 12, 0}}
	if got := MostWrongOf(none); got != 14 {
		t.Errorf("none found: at most %d, want 14", got)
	}
	near(t, "its joint chance", float(Lot{180, 33, 0}.ChanceAtMost(14)), 0.052049)
	if got := MostWrongOf([]Lot{{180, 33, 0}, {40, 15, 1}, {20, 12, 0}}); got != 33 {
		t.Errorf("one found: at most %d, want 33", got)
	}
	if got := MostWrongOf([]Lot{{240, 60, 0}, {0, 0, 0}}); got != 10 {
		t.Errorf("one stratum: at most %d, want 10 as without strata", got)
	}
	if got := MostWrongOf([]Lot{{5, 5, 0}, {3, 3, 0}}); got != 0 {
		t.Errorf("all reviewed, none found: at most %d, want 0", got)
	}
}

// Trying every way to spread the wrong ones gives what the search gives.
func TestBoundOverStrataAgainstEverySpread(t *testing.T) {
	for _, lots := range [][]Lot{
		{{9, 3, 0}, {7, 4, 0}, {5, 1, 0}},
		{{12, 5, 0}, {4, 0, 0}, {6, 6, 0}},
		{{3, 1, 0}, {20, 10, 0}, {8, 2, 0}},
	} {
		best := 0
		for a := 0; a <= lots[0].Size-lots[0].Sampled; a++ {
			for b := 0; b <= lots[1].Size-lots[1].Sampled; b++ {
				for c := 0; c <= lots[2].Size-lots[2].Sampled; c++ {
					p := new(big.Rat).Mul(lots[0].ChanceAtMost(a), lots[1].ChanceAtMost(b))
					if p.Mul(p, lots[2].ChanceAtMost(c)).Cmp(oneInTwenty) > 0 {
						best = max(best, a+b+c)
					}
				}
			}
		}
		if got := MostWrongOf(lots); got != best {
			t.Errorf("%v: at most %d, want %d", lots, got, best)
		}
	}
}

func TestUpperLimitOfAShare(t *testing.T) {
	for s, want := range map[Share]float64{
		{0, 59}: 0.049508, {0, 60}: 0.048703, {1, 60}: 0.076640, {2, 60}: 0.101236, {0, 300}: 0.009936,
		{60, 60}: 1,
	} {
		near(t, fmt.Sprint(s), s.AtMost(), want)
	}
}

// A bound and a size take no longer for a million decisions than a person waits.
func TestLargeLotsTakeNoTime(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes long and has no two things at once: the whole run has it")
	}
	start := time.Now()
	if got := SizeToShow(1_000_000, 5); got != 59 {
		t.Errorf("to show fewer than 5%% of a million: %d, want 59", got)
	}
	if got := SizeToShow(1_000_000, 1); got != 299 {
		t.Errorf("to show fewer than 1%% of a million: %d, want 299", got)
	}
	for _, l := range []Lot{{1_000_000, 60, 0}, {1_000_000, 60, 3}, {1_000_000, 500_000, 2}, {1_000_000, 999_999, 0}, {1_000_000, 1_000_000, 5}, {1_000_000, 2_000, 40}} {
		most := l.MostWrong()
		if l.ChanceAtMost(most).Cmp(oneInTwenty) <= 0 && most > l.Wrong || most < l.Size-l.Sampled+l.Wrong && l.ChanceAtMost(most+1).Cmp(oneInTwenty) > 0 {
			t.Errorf("%v: %d is not the bound", l, most)
		}
	}
	if MostWrongOf([]Lot{{800_000, 33, 0}, {150_000, 15, 0}, {50_000, 12, 0}}) < 1 {
		t.Error("no bound over strata")
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
}
