package quality

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Table counts pairs of ratings: Table[i][j] is how often the first officer
// said category i and the second said j. It is square: one row and one column
// for each category that exists, whether or not anybody chose it.
type Table [][]int

// NewTable is an empty table for the number of categories given.
func NewTable(categories int) Table {
	t := make(Table, categories)
	for i := range t {
		t[i] = make([]int, categories)
	}
	return t
}

// Agreed is how many of the pairs were alike.
func (t Table) Agreed() Share {
	var s Share
	for i, row := range t {
		for j, n := range row {
			s.Of += n
			if i == j {
				s.Count += n
			}
		}
	}
	return s
}

// AllAlike reports whether there was no pair that differed. No interval of a
// coefficient says anything then; the bound on disagreement does.
func (t Table) AllAlike() bool {
	s := t.Agreed()
	return s.Count == s.Of
}

// Coefficient is a measure of agreement beyond chance.
type Coefficient struct {
	Value float64
	// StandardError is zero where all were alike, and of one pair; there is no
	// interval then.
	StandardError float64
	// Interval is at 95%, by Student's t, within -1 and 1. Only of AC1.
	Interval Interval
	// Defined is false where the coefficient divides by nothing.
	Defined bool
}

// proportions are the table's shares with both margins.
func (t Table) proportions() (cells [][]float64, first, second []float64, n float64) {
	n = float64(t.Agreed().Of)
	cells = make([][]float64, len(t))
	first, second = make([]float64, len(t)), make([]float64, len(t))
	for i, row := range t {
		cells[i] = make([]float64, len(row))
		for j, count := range row {
			cells[i][j] = float64(count) / n
			first[i] += cells[i][j]
			second[j] += cells[i][j]
		}
	}
	return cells, first, second, n
}

// AC1 is Gwet's coefficient. Its chance of agreeing is
// sum pi_k (1 - pi_k) / (q - 1), where pi_k is the mean of category k's two
// margins and q the number of categories that exist.
func (t Table) AC1() Coefficient {
	if t.Agreed().Of == 0 || len(t) < 2 {
		return Coefficient{}
	}
	cells, first, second, n := t.proportions()
	q := float64(len(t))
	share := make([]float64, len(t))
	chance := 0.0
	for k := range t {
		share[k] = (first[k] + second[k]) / 2
		chance += share[k] * (1 - share[k]) / (q - 1)
	}
	ac1 := (t.Agreed().Value() - chance) / (1 - chance)

	sum := 0.0 // of squared distances of the pairs' own values from ac1
	for i := range t {
		for j := range t {
			alike := 0.0
			if i == j {
				alike = 1
			}
			pairChance := (1 - share[i] + 1 - share[j]) / 2 / (q - 1)
			g := (alike-chance)/(1-chance) - 2*(1-ac1)*(pairChance-chance)/(1-chance)
			sum += n * cells[i][j] * (g - ac1) * (g - ac1)
		}
	}
	c := Coefficient{Value: ac1, Defined: true}
	if !t.AllAlike() && n > 1 {
		c.StandardError = math.Sqrt(sum / (n * (n - 1)))
		reach := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile(1-alpha/2) * c.StandardError
		c.Interval = Interval{max(-1, ac1-reach), min(1, ac1+reach)}
	}
	return c
}

// Kappa is Cohen's coefficient with its standard error by Fleiss, Cohen and
// Everitt. It is given because readers expect it. Where nearly all decisions
// are of one kind it says nothing: 58 alike of 60 can give less than zero.
// It is not defined where both officers used one and the same category alone.
func (t Table) Kappa() Coefficient {
	if t.Agreed().Of == 0 {
		return Coefficient{}
	}
	cells, first, second, n := t.proportions()
	chance := 0.0
	for k := range t {
		chance += first[k] * second[k]
	}
	if chance >= 1 {
		return Coefficient{}
	}
	kappa := (t.Agreed().Value() - chance) / (1 - chance)
	c := Coefficient{Value: kappa, Defined: true}
	if t.AllAlike() {
		return c
	}
	a, b := 0.0, 0.0
	for i := range t {
		for j := range t {
			if i == j {
				d := 1 - (first[i]+second[i])*(1-kappa)
				a += cells[i][i] * d * d
				continue
			}
			d := second[i] + first[j]
			b += cells[i][j] * d * d
		}
	}
	b *= (1 - kappa) * (1 - kappa)
	d := kappa - chance*(1-kappa)
	c.StandardError = math.Sqrt(max(0, a+b-d*d)/n) / (1 - chance)
	return c
}
