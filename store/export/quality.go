package export

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/draw"
	"gd8/store/quality"
	"gd8/store/standing"
	"gd8/store/unlike"
)

// This file gathers how good the decisions are: what a sample's second review
// came to, which answers override the source, and what was decided unlike. It
// has no figure of one officer, and names none.

// Quality is how good the decisions are, as far as gd8 can say.
type Quality struct {
	What      string         `json:"what"`
	Marking   string         `json:"marking"`
	Sample    *SampleQuality `json:"sample"`    // null where none was drawn
	Overrides []Override     `json:"overrides"` // answers that stand and contradict the source
	Unlike    UnlikeFound    `json:"decided_unlike"`
	Note      string         `json:"note"`
}

// SampleQuality is what the second review of a sample came to.
type SampleQuality struct {
	ListedSample
	Reviewed      int               `json:"reviewed"`
	NotReviewed   int               `json:"not_reviewed"`
	Erased        int               `json:"erased"`
	NotSettled    int               `json:"not_settled"` // disagreements
	OneOfficer    bool              `json:"one_officer"` // decided all that were reviewed
	Bound         *Bound            `json:"bound"`       // null for a dip sample, which enters no rate
	Decision      Agreement         `json:"decision"`
	Discards      *WeightedShare    `json:"discards_agreed_weighted"` // null where there are no strata to weigh
	Criteria      []CriterionAgreed `json:"criteria"`
	Disagreements []Disagreement    `json:"disagreements"`
}

// Bound is how many discards may be wrong.
type Bound struct {
	Wrong    int            `json:"wrong"`    // of those reviewed; a disagreement that is not settled counts, and what was erased
	Reviewed int            `json:"reviewed"` // discards, with those erased since
	Erased   int            `json:"erased"`   // discards of the sample, since; each counts as wrong
	Of       int            `json:"of"`       // discards that the sample was drawn from
	Most     int            `json:"most"`     // of all of them, with 95% confidence
	Plainly  *int           `json:"most_drawn_without_strata"`
	Strata   []StratumBound `json:"strata"` // empty where there are none
}

// StratumBound is one stratum's part of a Bound.
type StratumBound struct {
	Stratum  string `json:"stratum"`
	Size     int    `json:"size"`
	Reviewed int    `json:"reviewed"`
	Wrong    int    `json:"wrong"`
}

// Agreement is how far two officers agree. Shares are rounded to six digits.
type Agreement struct {
	Agreed     int          `json:"agreed"`
	Of         int          `json:"of"`
	Share      float64      `json:"share"`
	Low        float64      `json:"low"` // of the exact two-sided 95% interval
	High       float64      `json:"high"`
	Categories []string     `json:"categories"`
	Table      [][]int      `json:"table"` // first officer by second, in the order of the categories
	AC1        *Coefficient `json:"ac1"`   // Gwet's; null where nothing was reviewed
	Kappa      *Coefficient `json:"kappa"` // Cohen's; null where it is not defined
	// DifferAtMost is, where all are alike and no coefficient has an interval,
	// the one-sided 95% bound on the share that differs.
	DifferAtMost *float64 `json:"differ_at_most"`
}

// Coefficient is a measure of agreement beyond chance. Without an interval the
// last three are null.
type Coefficient struct {
	Value float64  `json:"value"`
	SE    *float64 `json:"standard_error"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
}

// WeightedShare is a share in which each stratum counts by its size.
type WeightedShare struct {
	Share float64 `json:"share"`
	SE    float64 `json:"standard_error"`
}

// CriterionAgreed is the agreement on one criterion, over the incidents in which
// one of the two had to answer for it. Without is in how many neither had to:
// there it was recorded, derived or inferred.
type CriterionAgreed struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Without int    `json:"no_answer_needed"`
	Agreement
}

// Disagreement is an incident that the two decided differently. Until it is
// settled nothing but its references is given, so that whoever adjudicates it
// has not read here who decided what.
type Disagreement struct {
	SampleEntry
	Outcome        string         `json:"outcome"` // not_settled, unconfirmed, stands or made_anew
	First          string         `json:"first_decision"`
	FirstSections  Object[string] `json:"first_sections"`
	Second         string         `json:"second_decision"`
	SecondSections Object[string] `json:"second_sections"`
	Rationale      string         `json:"rationale"` // of the adjudication
}

// QualityWanted says what is wanted.
type QualityWanted struct {
	Marking string
	Sample  int // the sample's number; 0 for the newest that was drawn
	Show    func(phase string, done, of int)
}

const qualityNote = "No figure here is of one officer, and none is a score. Intervals are at 95%. Reasons and rationales are officers' own words; read them for others before they leave the unit."

// GatherQuality reads how good the decisions are. Where a sample is named that
// is not there the error is a draw.NotFoundError.
func GatherQuality(ctx context.Context, s *store.Store, want QualityWanted) (*Quality, error) {
	q := &Quality{What: "Quality of decisions", Marking: want.Marking, Overrides: []Override{}, Note: qualityNote}
	sample, err := sampleWanted(s, want.Sample)
	if err != nil {
		return nil, err
	}
	if sample != nil {
		result, err := draw.ResultOf(ctx, s, sample)
		if err != nil {
			return nil, err
		}
		if q.Sample, err = sampleQuality(s, result); err != nil {
			return nil, err
		}
	}
	show := func(phase string) func(done, of int) {
		return func(done, of int) {
			if want.Show != nil {
				want.Show(phase, done, of)
			}
		}
	}
	if q.Overrides, err = allOverrides(ctx, s, show("reading answers")); err != nil {
		return nil, err
	}
	found, err := unlike.Find(ctx, s, show("comparing"))
	if err != nil {
		return nil, err
	}
	q.Unlike = ShowUnlike(found)
	return q, nil
}

// Of says in the journal what was read.
func (q *Quality) Of() string {
	if q.Sample == nil {
		return "no sample"
	}
	return fmt.Sprintf("sample %d", q.Sample.Sample)
}

// Named is how many incidents it names.
func (q *Quality) Named() int {
	n := 2 * len(q.Unlike.Pairs)
	if q.Sample != nil {
		n += len(q.Sample.Disagreements)
	}
	return n
}

// sampleWanted is the sample named, or the newest drawn one; nil where none was
// drawn.
func sampleWanted(s *store.Store, number int) (*draw.Sample, error) {
	if number != 0 {
		return draw.Named(s, number)
	}
	list, err := draw.Samples(s)
	for _, one := range slices.Backward(list) {
		if !one.Chosen {
			return &one, err
		}
	}
	return nil, err
}

func sampleQuality(s *store.Store, r *draw.Result) (*SampleQuality, error) {
	said, ok, err := r.Sample.Said(s)
	if err != nil {
		return nil, err
	}
	q := &SampleQuality{ListedSample: ListSample(r.Sample, &said), Disagreements: []Disagreement{}, Criteria: []CriterionAgreed{}}
	if !ok {
		q.Said = nil
	}
	q.Reviewed = r.Reviewed()
	q.Erased = r.Count(func(v *draw.Review) bool { return v.Outcome == draw.Erased })
	q.NotReviewed = len(r.Reviews) - q.Reviewed - q.Erased
	q.NotSettled = r.Count(func(v *draw.Review) bool { return v.Outcome.Differs() && !v.Outcome.Settled() })
	q.OneOfficer = r.OneOfficer()
	if !r.Sample.Chosen {
		q.Bound = boundOf(r)
	}
	var kinds []string
	for _, k := range model.DecisionKinds() {
		kinds = append(kinds, k.String())
	}
	q.Decision = agreement(r.Decisions(), kinds)
	if r.Sample.Weighted() && q.Bound != nil && q.Bound.Reviewed > q.Bound.Erased {
		share, se := r.DiscardsAgreed()
		q.Discards = &WeightedShare{six(share), six(se)}
	}
	var states []string
	for _, state := range draw.CriterionStates() {
		states = append(states, state.String())
	}
	for id := range model.CriterionCount {
		table, without := r.Criterion(id)
		q.Criteria = append(q.Criteria, CriterionAgreed{id.String(), id.Title(), without, agreement(table, states[:len(table)])})
	}
	for i := range r.Reviews {
		if v := &r.Reviews[i]; v.Outcome.Differs() {
			q.Disagreements = append(q.Disagreements, disagreement(v))
		}
	}
	slices.SortFunc(q.Disagreements, func(a, b Disagreement) int {
		return cmp.Or(cmp.Compare(a.ApplicationRef, b.ApplicationRef), cmp.Compare(a.PersonRef, b.PersonRef), cmp.Compare(a.IncidentRef, b.IncidentRef))
	})
	return q, nil
}

func boundOf(r *draw.Result) *Bound {
	b := &Bound{Strata: []StratumBound{}}
	b.Most, b.Wrong, b.Reviewed, b.Of = r.MostWrong()
	b.Erased = r.ErasedDiscards()
	if !r.Sample.Weighted() {
		return b
	}
	for i, l := range r.Lots() {
		b.Strata = append(b.Strata, StratumBound{quality.Strata()[i].String(), l.Size, l.Sampled, l.Wrong})
	}
	plainly := (quality.Lot{Size: b.Of, Sampled: b.Reviewed, Wrong: b.Wrong}).MostWrong()
	b.Plainly = &plainly
	return b
}

// six is a figure as it is given: to six digits after the point.
func six(x float64) float64 { return math.Round(x*1e6) / 1e6 }

func agreement(t quality.Table, categories []string) Agreement {
	share := t.Agreed()
	interval := share.Interval()
	a := Agreement{
		Agreed: share.Count, Of: share.Of, Share: six(share.Value()), Low: six(interval.Low), High: six(interval.High),
		Categories: categories, Table: t,
	}
	a.AC1, a.Kappa = coefficient(t.AC1()), coefficient(t.Kappa())
	if share.Of > 0 && t.AllAlike() {
		most := six((quality.Share{Of: share.Of}).AtMost())
		a.DifferAtMost = &most
	}
	return a
}

func coefficient(c quality.Coefficient) *Coefficient {
	if !c.Defined {
		return nil
	}
	shown := &Coefficient{Value: six(c.Value)}
	if se := six(c.StandardError); se > 0 {
		shown.SE = &se
	}
	if c.Interval != (quality.Interval{}) {
		low, high := six(c.Interval.Low), six(c.Interval.High)
		shown.Low, shown.High = &low, &high
	}
	return shown
}

func disagreement(v *draw.Review) Disagreement {
	d := Disagreement{SampleEntry: SampleEntry{v.Key.Application, v.Key.Person, v.Key.Incident}}
	switch v.Outcome {
	case draw.Stands:
		d.Outcome = "stands"
	case draw.Anew:
		d.Outcome = "made_anew"
	case draw.Unconfirmed: // which is adjudicated again
		d.Outcome = "unconfirmed"
		return d
	default:
		d.Outcome = "not_settled"
		return d
	}
	d.First, d.FirstSections = v.First.Kind.String(), sections(&v.First.Sections)
	d.Second, d.SecondSections = v.Opinion.Decision.Kind.String(), sections(&v.Opinion.Decision.Sections)
	d.Rationale = v.Ruling.Rationale
	return d
}

// allOverrides are the answers that contradict the source on the incidents of
// the store, with how many are alike. show is told how far it is.
func allOverrides(ctx context.Context, s *store.Store, show func(done, of int)) ([]Override, error) {
	flagged, err := standing.Flagged(ctx, s, model.SourceContradictsAnswer)
	if err != nil {
		return nil, err
	}
	keys, err := s.KeysOf(ctx, flagged)
	if err != nil || len(keys) == 0 {
		return []Override{}, err
	}
	wanted := map[model.CaseKey]bool{}
	for _, k := range keys {
		wanted[k.Case()] = true
	}
	cases, err := s.Cases(func(c model.CaseKey) bool { return wanted[c] })
	if err != nil {
		return nil, err
	}
	counts, done := map[Override]int{}, 0
	err = s.EachCase(ctx, cases, func(d *store.Dossier) error {
		show(done, len(cases))
		done++
		hide := hider(d)
		for i := range d.Case.Records {
			countOverrides(counts, &d.Case.Records[i], hide, func(time.Time) bool { return true })
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return sortedOverrides(counts), nil
}

// countOverrides counts the answers to a record that contradict its source and
// were given when within accepts.
func countOverrides(counts map[Override]int, record *model.Record, hide func(string) string, within func(time.Time) bool) {
	for _, a := range record.Answers {
		if !record.Contradicts(a) || !within(a.At) {
			continue
		}
		o := Override{Field: a.Field.Title(), Reason: hide(a.Reason)}
		if kind := a.Field.Kind(); kind == model.KindTri || kind == model.KindOutcome {
			effective := record.Effective()
			o.Source, o.Answer = record.Source.Show(a.Field), effective.Show(a.Field)
		}
		counts[o]++
	}
}

// sortedOverrides are those of which there are most first.
func sortedOverrides(counts map[Override]int) []Override {
	list := []Override{}
	for o, n := range counts {
		o.Count = n
		list = append(list, o)
	}
	slices.SortFunc(list, func(a, b Override) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Field, b.Field), cmp.Compare(a.Reason, b.Reason),
			cmp.Compare(a.Source, b.Source), cmp.Compare(a.Answer, b.Answer))
	})
	return list
}
