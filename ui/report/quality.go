package report

import (
	"fmt"

	"gd8/store/export"
)

// Quality tells how good the decisions are: parts with a heading each, and what
// belongs below. The bars stand below the first part, or the second.
func Quality(q *export.Quality) []Block {
	var list []Block
	if q.Sample == nil {
		list = append(list, Block{Label: "How many discards may be wrong", Below: []Block{
			{Text: "No sample was drawn yet, so that nothing is known. gd8 sample draw draws one."}}})
	} else {
		list = append(list, bound(q.Sample), agreed(q.Sample), differing(q.Sample))
	}
	return append(list, overrides(q.Overrides), unlikeOf(&q.Unlike))
}

// Shares are so many of so many each, beside one another, to be shown as bars
// with their numbers.
type Shares struct {
	Labels []string
	Counts []int
	Of     []int
}

func (s *Shares) add(label string, n, of int) {
	s.Labels, s.Counts, s.Of = append(s.Labels, label), append(s.Counts, n), append(s.Of, of)
}

// QualityShares are the shares of a sample that are shown as bars: how far it is
// reviewed, and how many agreed on the decision and on each criterion.
func QualityShares(q *export.Quality) (list Shares) {
	s := q.Sample
	if s == nil {
		return list
	}
	list.add("Reviewed", s.Reviewed, s.Count)
	if s.Decision.Of > 0 {
		list.add("Decision agreed", s.Decision.Agreed, s.Decision.Of)
	}
	for i := range s.Criteria {
		if c := &s.Criteria[i]; c.Of > 0 {
			list.add(c.Title+" agreed", c.Agreed, c.Of)
		}
	}
	return list
}

func bound(s *export.SampleQuality) Block {
	b := Block{Label: "How many discards may be wrong", Below: []Block{{Text: s.Head()}}}
	if s.Bound != nil {
		b.Below = append(b.Below, Block{Text: s.Bound.Sentence()})
	}
	for _, said := range s.Remarks() {
		b.Below = append(b.Below, Block{Text: said})
	}
	if s.Bound != nil {
		for _, part := range s.Bound.Strata {
			b.Below = append(b.Below, Block{Label: "Stratum " + part.Stratum, Text: fmt.Sprintf("%d wrong of %d reviewed of %d", part.Wrong, part.Reviewed, part.Size)})
		}
	}
	return b
}

func agreed(s *export.SampleQuality) Block {
	b := Block{Label: "How far two officers agree", Below: []Block{{Label: "Decision", Text: s.Decision.Sentence()}}}
	if s.Discards != nil {
		b.Below = append(b.Below, Block{Text: s.Discards.Sentence()})
	}
	for _, said := range s.Decision.Coefficients() {
		b.Below = append(b.Below, Block{Text: said})
	}
	if s.Reviewed == 0 {
		return b
	}
	for i := range s.Criteria {
		c := &s.Criteria[i]
		one := Block{Label: c.Title, Text: c.Sentence()}
		for _, said := range c.Coefficients() {
			one.Below = append(one.Below, Block{Text: said})
		}
		b.Below = append(b.Below, one)
	}
	return b
}

func differing(s *export.SampleQuality) Block {
	b := Block{Label: "Decided differently, with both reasons"}
	if len(s.Disagreements) == 0 {
		b.Below = []Block{{Text: "None of those reviewed."}}
	}
	for i := range s.Disagreements {
		d := &s.Disagreements[i]
		one := Block{Label: d.Title(), Text: d.Said()}
		if d.First != "" {
			one.Below = append(one.Below, reasons("First decision", d.First, d.FirstTexts()), reasons("Second opinion", d.Second, d.SecondTexts()),
				Block{Label: "Rationale of the adjudication", Text: d.Rationale})
		}
		b.Below = append(b.Below, one)
	}
	return b
}

func reasons(who, decision string, texts []export.TitledText) Block {
	b := Block{Label: who, Text: InSentence(export.DecisionTitle(decision))}
	for _, t := range texts {
		b.Below = append(b.Below, Block{Label: t.Title, Text: t.Text})
	}
	return b
}

func overrides(list []export.Override) Block {
	b := Block{Label: "Answers that override the source"}
	if len(list) == 0 {
		b.Below = []Block{{Text: "None that stands."}}
	}
	for _, o := range list {
		said := o.Field
		if o.Source != "" {
			said += ", " + o.Source + " in the source, answered " + o.Answer
		}
		b.Below = append(b.Below, Block{Label: fmt.Sprintf("%s times", fmt.Sprint(o.Count)), Text: said + ": " + o.Reason})
		if o.Count == 1 {
			b.Below[len(b.Below)-1].Label = "Once"
		}
	}
	return b
}

func unlikeOf(f *export.UnlikeFound) Block {
	return Block{Label: "Equal facts, decided unlike", Below: append([]Block{{Text: f.Said()}}, UnlikePairs(f)...)}
}

// UnlikePairs tell of the incidents with equal profiles that were decided
// unlike, in pairs, and in which facts they differ.
func UnlikePairs(f *export.UnlikeFound) []Block {
	var list []Block
	for i := range f.Pairs {
		p := &f.Pairs[i]
		one := Block{Label: p.First.Title(), Text: "beside " + p.Second.Title()}
		for _, d := range p.Differs {
			one.Below = append(one.Below, Block{Text: d.Said()})
		}
		if len(p.Differs) == 0 {
			one.Below = []Block{{Text: "No recorded fact differs."}}
		}
		list = append(list, one)
	}
	return list
}
