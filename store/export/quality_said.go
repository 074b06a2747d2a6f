package export

import (
	"fmt"
	"strings"

	"gd8/model"
	"gd8/store/quality"
)

// This file says in words what the figures of quality come to, so that the page,
// the text and the screen say the same.

// Sentence is the bound in one sentence.
func (b *Bound) Sentence() string {
	if b.Reviewed == 0 {
		return fmt.Sprintf("No discard of the sample was reviewed yet, so that nothing is known: all %d may be wrong.", b.Of)
	}
	were := "were"
	if b.Wrong == 1 {
		were = "was"
	}
	are := "are"
	if b.Most == 1 {
		are = "is"
	}
	said := fmt.Sprintf("%d of %d %s wrong; with 95%% confidence at most %d of the %d %s.", b.Wrong, b.Reviewed, were, b.Most, b.Of, are)
	switch {
	case b.Erased == 1:
		said += " 1 was erased since and counts as wrong."
	case b.Erased > 1:
		said += fmt.Sprintf(" %d were erased since and count as wrong.", b.Erased)
	}
	return said
}

// Remarks say what a reader of the bound is to know beside it.
func (q *SampleQuality) Remarks() []string {
	var list []string
	if q.Chosen {
		list = append(list, "This is a dip sample, which was chosen and not drawn: it says nothing of what was not chosen, and no bound follows from it.")
	}
	if q.NotReviewed > 0 {
		are := "are"
		if q.NotReviewed == 1 {
			are = "is"
		}
		list = append(list, fmt.Sprintf("%d of the sample's %d %s not reviewed yet; the figures are of the others, and hold once all are.", q.NotReviewed, q.Count, are))
	}
	if q.Erased > 0 {
		said := "1 of the sample's %[2]d has been erased since with its case"
		if q.Erased > 1 {
			said = "%[1]d of the sample's %[2]d have been erased since with their cases"
		}
		list = append(list, fmt.Sprintf(said+"; how far officers agree is of the others.", q.Erased, q.Count))
	}
	if q.OneOfficer && q.Reviewed < quality.MinAboutOfficer {
		list = append(list, fmt.Sprintf("One officer decided all of these, with %d reviewed: too few to say anything of a person.", q.Reviewed))
	}
	if b := q.Bound; b != nil {
		if q.NotSettled > 0 {
			list = append(list, "A disagreement about a discard counts as wrong until it is settled.")
		}
		if b.Plainly != nil && *b.Plainly < b.Most {
			list = append(list, fmt.Sprintf("As many drawn without regard to strata would show at most %d: drawing more of the risky costs certainty of the whole.", *b.Plainly))
		}
	}
	return list
}

// percent is a share as an officer reads it.
func percent(share float64) string { return fmt.Sprintf("%.1f%%", 100*share) }

// Sentence is the agreed share, with its interval.
func (a *Agreement) Sentence() string {
	if a.Of == 0 {
		return "None was reviewed."
	}
	return fmt.Sprintf("%d of %d agreed: %s (95%% interval %s to %s).", a.Agreed, a.Of, percent(a.Share), percent(a.Low), percent(a.High))
}

// Coefficients say what the coefficients come to, a line each.
func (a *Agreement) Coefficients() []string {
	if a.Of == 0 {
		return nil
	}
	var list []string
	if a.DifferAtMost != nil {
		list = append(list, fmt.Sprintf("All are alike, so that no coefficient has an interval: with 95%% confidence at most %.4f%% differ.", 100**a.DifferAtMost))
	}
	if a.AC1 != nil {
		list = append(list, "Gwet's AC1 "+a.AC1.words()+".")
	}
	if a.Kappa == nil {
		return append(list, "Cohen's kappa is not defined: both used one and the same category alone.")
	}
	first, second := a.margins()
	return append(list, fmt.Sprintf("Cohen's kappa %s, of %s by the first and %s by the second. Where nearly all are of one kind it says nothing, and it is no measure to pass or fail.", a.Kappa.words(), first, second))
}

func (c *Coefficient) words() string {
	said := fmt.Sprintf("%.3f", c.Value)
	switch {
	case c.Low != nil && c.SE != nil:
		return said + fmt.Sprintf(" (standard error %.3f; 95%% interval %.3f to %.3f)", *c.SE, *c.Low, *c.High)
	case c.SE != nil:
		return said + fmt.Sprintf(" (standard error %.3f)", *c.SE)
	}
	return said
}

// margins are how often each officer used which category.
func (a *Agreement) margins() (first, second string) {
	rows, columns := make([]int, len(a.Table)), make([]int, len(a.Table))
	for i, row := range a.Table {
		for j, n := range row {
			rows[i] += n
			columns[j] += n
		}
	}
	said := func(counts []int) string {
		var parts []string
		for i, n := range counts {
			if n > 0 {
				parts = append(parts, fmt.Sprintf("%d %s", n, strings.ReplaceAll(a.Categories[i], "_", " ")))
			}
		}
		return strings.Join(parts, ", ")
	}
	return said(rows), said(columns)
}

// Sentence is the agreement on a criterion.
func (c *CriterionAgreed) Sentence() string {
	if c.Of == 0 {
		return "No answer was needed: it was recorded, derived or inferred in all."
	}
	said := c.Agreement.Sentence()
	if c.Without > 0 {
		said += fmt.Sprintf(" In %d others no answer was needed: there it was recorded, derived or inferred.", c.Without)
	}
	return said
}

// Sentence is the share of discards agreed, each stratum weighted by its size.
func (w *WeightedShare) Sentence() string {
	return fmt.Sprintf("Of the discards %s agreed, each stratum weighted by its size (standard error %s).", percent(w.Share), percent(w.SE))
}

// Said is what became of a disagreement.
func (d *Disagreement) Said() string {
	switch d.Outcome {
	case "stands":
		return "Adjudicated: the decision stands."
	case "made_anew":
		return "Adjudicated: the decision is to be made anew."
	case "unconfirmed":
		return "Adjudicated: facts are to be confirmed; it is adjudicated again once they are. Until then what the two wrote is not shown here."
	}
	return "Not adjudicated yet. What the two wrote is shown to whoever adjudicates it, without names."
}

// DecisionTitle is a decision by its name in JSON, as an officer reads it.
func DecisionTitle(name string) string {
	kind, _ := model.DecisionNamed(name)
	return kind.Done()
}
