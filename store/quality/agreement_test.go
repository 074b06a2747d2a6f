package quality

import (
	"math"
	"testing"
)

func TestShareAgreedWithItsInterval(t *testing.T) {
	s := Share{56, 60}
	near(t, "the share", s.Value(), 0.933333)
	near(t, "its lower limit", s.Interval().Low, 0.838013)
	near(t, "its upper limit", s.Interval().High, 0.981538)
	if all := (Share{}).Interval(); all != (Interval{0, 1}) {
		t.Errorf("of nothing the interval is %v, want 0 to 1", all)
	}
}

func TestAgreementBeyondChance(t *testing.T) {
	for _, row := range []struct {
		name                          string
		table                         Table
		agreed, kappa, kappaSE        float64
		ac1, ac1SE, ac1Low, ac1UpToOr float64 // the interval is 0 where none is worked out
	}{
		{"decision", Table{{54, 2, 1, 0}, {1, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 0}}, 0.933333, 0.474836, 0.222860, 0.930398, 0.034574, 0.861216, 0.999580},
		{"criterion", Table{{50, 3, 0}, {2, 4, 0}, {0, 0, 1}}, 0.916667, 0.625468, 0.154575, 0.906243, 0.041773, 0, 0},
		{"two states", Table{{40, 5}, {3, 12}}, 0.866667, 0.659574, 0.110103, 0.781022, 0.078574, 0, 0},
	} {
		near(t, row.name+" agreed", row.table.Agreed().Value(), row.agreed)
		kappa, ac1 := row.table.Kappa(), row.table.AC1()
		near(t, row.name+" kappa", kappa.Value, row.kappa)
		near(t, row.name+" SE of kappa", kappa.StandardError, row.kappaSE)
		near(t, row.name+" AC1", ac1.Value, row.ac1)
		near(t, row.name+" SE of AC1", ac1.StandardError, row.ac1SE)
		if row.ac1Low != 0 {
			near(t, row.name+" lower limit of AC1", ac1.Interval.Low, row.ac1Low)
			near(t, row.name+" upper limit of AC1", ac1.Interval.High, row.ac1UpToOr)
		}
	}
}

func TestKappaSaysNothingWhereNearlyAllAreAlike(t *testing.T) {
	table := Table{{58, 1}, {1, 0}}
	near(t, "kappa", table.Kappa().Value, -0.016949)
	near(t, "AC1", table.AC1().Value, 0.965537)
}

// Two dermatologists' ratings of 88 patients, from SAS/STAT User's Guide, The
// FREQ Procedure, Getting Started: simple kappa 0.3449, ASE 0.0724.
func TestKappaOfThePublishedExample(t *testing.T) {
	table := Table{{10, 4, 1, 0}, {5, 10, 12, 2}, {2, 4, 12, 5}, {0, 2, 6, 13}}
	kappa := table.Kappa()
	if math.Abs(kappa.Value-0.3449) > 0.00005 || math.Abs(kappa.StandardError-0.0724) > 0.00005 {
		t.Errorf("kappa is %.4f (%.4f), published as 0.3449 (0.0724)", kappa.Value, kappa.StandardError)
	}
}

// Two abstractors' ratings of 100 pregnancies, from the vignette "Calculating
// Chance-corrected Agreement Coefficients" of Gwet's R package irrCAC 1.0 (the
// data are those of his Handbook of Inter-Rater Reliability, 4th edition, 2014):
// AC1 0.8493305, standard error 0.04321747; Cohen's kappa 0.7964094. That of a
// table divides by n there, and that of single ratings by n - 1, as here.
func TestAC1OfThePublishedExample(t *testing.T) {
	table := Table{{13, 0, 0}, {0, 20, 7}, {0, 4, 56}}
	ac1, n := table.AC1(), 100.0
	near(t, "AC1", ac1.Value, 0.8493305)
	near(t, "its standard error, divided by n", ac1.StandardError*math.Sqrt((n-1)/n), 0.04321747)
	near(t, "kappa", table.Kappa().Value, 0.7964094)
}

func TestNoIntervalWhereAllAreAlike(t *testing.T) {
	table := Table{{60, 0}, {0, 0}}
	if !table.AllAlike() || table.AC1().StandardError != 0 || table.AC1().Interval != (Interval{}) {
		t.Errorf("all alike: %+v", table.AC1())
	}
	if table.Kappa().Defined {
		t.Error("kappa is given where it divides by nothing")
	}
	near(t, "disagreement", Share{0, 60}.AtMost(), 0.048703)
	if NewTable(4).AC1().Defined || NewTable(4).Kappa().Defined {
		t.Error("an empty table has a coefficient")
	}
}

// One pair that differs says nothing about spread.
func TestOnePairHasNoInterval(t *testing.T) {
	for _, table := range []Table{{{0, 1}, {0, 0}}, {{1, 0}, {0, 0}}} {
		if c := table.AC1(); c.StandardError != 0 || c.Interval != (Interval{}) || math.IsNaN(c.Value) {
			t.Errorf("%v: %+v", table, c)
		}
		if k := table.Kappa(); k.StandardError != 0 || math.IsNaN(k.Value) {
			t.Errorf("%v: kappa %+v", table, k)
		}
	}
}

// Every table of few pairs has figures, whatever is in it.
func TestNoSmallTableHasAFigureThatIsNone(t *testing.T) {
	var fill func(cells []int, left int)
	fill = func(cells []int, left int) {
		if len(cells) == 9 {
			table := Table{cells[:3], cells[3:6], cells[6:]}
			a, k := table.AC1(), table.Kappa()
			for _, x := range []float64{a.Value, a.StandardError, a.Interval.Low, a.Interval.High, k.Value, k.StandardError, table.Agreed().Interval().Low} {
				if math.IsNaN(x) || math.IsInf(x, 0) {
					t.Fatalf("%v: %+v, %+v", table, a, k)
				}
			}
			return
		}
		for n := 0; n <= left; n++ {
			fill(append(cells[:len(cells):len(cells)], n), left-n)
		}
	}
	fill(nil, 4)
}

func TestShareOverStrataIsThatOfTheLot(t *testing.T) {
	value, se := Weighted([]StratumShare{{Share{33, 33}, 180}, {Share{13, 15}, 40}, {Share{9, 12}, 20}})
	near(t, "the share", value, 0.956944)
	near(t, "its standard error", se, 0.013807)
}
