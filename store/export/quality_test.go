package export

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"gd8/model"
	"gd8/store"
	"gd8/store/draw"
	"gd8/store/purge"
	"gd8/store/release"
	"gd8/store/storetest"
)

// reviewedStore has 40 discards and 10 other decisions, all in one sample, of
// which 9 discards and 2 others are not reviewed. Of the rest, four were decided
// differently: one stands, one is to be made anew, one needs facts, and one is
// not settled.
func reviewedStore(t *testing.T) *store.Store {
	t.Helper()
	s, _ := storetest.Clocked(t, t.TempDir())
	t.Cleanup(func() { s.Close() })
	storetest.DecideMany(t, s, 40, 10)
	sample, err := draw.Draw(context.Background(), s, storetest.Officer, draw.Request{Said: "three and five", Size: 50}, nil)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[store.Number]model.DecisionKind{3: model.Consider, 4: model.Consider, 10: model.Refer, 11: model.Defer}
	for n := store.Number(1); n <= 50; n++ {
		if n > 31 && n <= 40 || n > 48 {
			continue
		}
		kind := kinds[n]
		if kind == model.NoDecision {
			kind = model.Discard
			if n > 40 {
				kind = model.Refer
			}
		}
		storetest.Opine(t, s, sample.Number, n, kind)
	}
	storetest.Rule(t, s, sample.Number, 3, model.DecisionStands)
	storetest.Rule(t, s, sample.Number, 4, model.ToBeMadeAnew)
	storetest.Rule(t, s, sample.Number, 10, model.FactsToBeConfirmed)
	return s
}

func gatherQuality(t *testing.T, s *store.Store, sample int) *Quality {
	t.Helper()
	q, err := GatherQuality(context.Background(), s, QualityWanted{Marking: DefaultMarking, Sample: sample})
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func TestQualityOfAReviewedSample(t *testing.T) {
	q := gatherQuality(t, reviewedStore(t), 0)
	s := q.Sample
	if s.Reviewed != 39 || s.NotReviewed != 11 || s.NotSettled != 2 {
		t.Errorf("reviewed %d, not %d, not settled %d", s.Reviewed, s.NotReviewed, s.NotSettled)
	}
	// Stands is not wrong; made anew, unconfirmed and not settled are.
	if got, want := s.Bound.Sentence(), "3 of 31 were wrong; with 95% confidence at most 6 of the 40 are."; got != want {
		t.Errorf("the bound: %q, want %q", got, want)
	}
	if s.Decision.Agreed != 35 || s.Decision.Of != 39 {
		t.Errorf("agreed %d of %d", s.Decision.Agreed, s.Decision.Of)
	}
	further := s.Criteria[model.CriterionNoFurtherInformation]
	if further.Of != 8 || further.Agreed != 6 || further.Without != 31 {
		t.Errorf("criterion 6: %d of %d, without %d", further.Agreed, further.Of, further.Without)
	}
	if relevant := s.Criteria[model.CriterionRelevant]; relevant.Of != 0 || !strings.Contains(relevant.Sentence(), "No answer was needed") {
		t.Errorf("criterion 1: %+v: %s", relevant, relevant.Sentence())
	}
	for _, d := range s.Disagreements {
		if hidden := d.Outcome == "not_settled" || d.Outcome == "unconfirmed"; hidden != (d.First == "") || hidden != (d.SecondSections == nil) {
			t.Errorf("%s, %s: %+v", d.IncidentRef, d.Outcome, d)
		}
	}
	if len(q.Overrides) != 1 || q.Overrides[0].Count != 1 || q.Overrides[0].Source != "yes" {
		t.Errorf("overrides %+v", q.Overrides)
	}
	for _, name := range []string{"J. Officer", "S. Second", "T. Third"} {
		var b bytes.Buffer
		q.Sample.Officer = "" // who drew it
		if err := errors.Join(WriteObject(&b, q), WriteQualityPage(&b, q)); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), name) {
			t.Errorf("%s is named", name)
		}
	}
}

// An erasure must not make a sample look better than it came out.
func TestAnErasedDiscardCountsAsWrong(t *testing.T) {
	s := reviewedStore(t)
	for _, erased := range []struct{ application, bound string }{
		{"APP-004", "3 of 31 were wrong; with 95% confidence at most 6 of the 40 are. 1 was erased since and counts as wrong."}, // wrong before
		{"APP-020", "4 of 31 were wrong; with 95% confidence at most 8 of the 40 are. 2 were erased since and count as wrong."}, // right before
		{"APP-045", "4 of 31 were wrong; with 95% confidence at most 8 of the 40 are. 2 were erased since and count as wrong."}, // no discard
	} {
		plan, err := purge.Find(s, purge.Request{Application: &erased.application})
		if err != nil {
			t.Fatal(err)
		}
		if err := purge.Purge(context.Background(), s, storetest.Officer, plan, "retention"); err != nil {
			t.Fatal(err)
		}
		q := gatherQuality(t, s, 0)
		if got := q.Sample.Bound.Sentence(); got != erased.bound {
			t.Errorf("without %s: %q", erased.application, got)
		}
		var page, object bytes.Buffer
		if err := errors.Join(WriteQualityPage(&page, q), WriteObject(&object, q)); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(page.String(), "erased since and count") || !strings.Contains(object.String(), `"erased": `) {
			t.Errorf("without %s page and JSON do not say so", erased.application)
		}
	}
	if q := gatherQuality(t, s, 0); q.Sample.Erased != 3 || q.Sample.Reviewed != 36 || q.Sample.Bound.Erased != 2 || !strings.Contains(strings.Join(q.Sample.Remarks(), " "), "3 of the sample's 50 have been erased since with their cases") {
		t.Errorf("%+v, %q", q.Sample.Bound, q.Sample.Remarks())
	}
	c, err := release.Check(context.Background(), s, release.Scope{Since: model.DateOf(storetest.Someday)}, release.Options{})
	if err != nil {
		t.Fatal(err)
	}
	shown := ShowRelease(c)
	if got := shown.Bound.Sentence(); !strings.Contains(got, "4 of 31 were wrong; with 95% confidence at most 8 of the 40 are. 2 were erased since and count as wrong.") {
		t.Errorf("a release says %q", got)
	}
}

func TestQualityWithoutASample(t *testing.T) {
	s, _ := storetest.Clocked(t, t.TempDir())
	defer s.Close()
	q := gatherQuality(t, s, 0)
	var b bytes.Buffer
	if err := WriteQualityPage(&b, q); err != nil || q.Sample != nil || !strings.Contains(b.String(), "No sample was drawn yet") {
		t.Errorf("%v: %+v", err, q.Sample)
	}
	var missing draw.NotFoundError
	if _, err := GatherQuality(context.Background(), s, QualityWanted{Sample: 4}); !errors.As(err, &missing) {
		t.Errorf("a sample that is not there: %v", err)
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	storetest.DecideMany(t, s, 3, 1)
	sample, err := draw.Draw(context.Background(), s, storetest.Officer, draw.Request{Said: "x", Size: 4}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := GatherQuality(stopped, s, QualityWanted{}); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	if got := gatherQuality(t, s, sample.Number).Sample.Bound.Sentence(); !strings.Contains(got, "nothing is known: all 3 may be wrong") {
		t.Errorf("nothing reviewed: %q", got)
	}
}

func TestADipSampleHasNoBound(t *testing.T) {
	s, _ := storetest.Clocked(t, t.TempDir())
	defer s.Close()
	storetest.DecideMany(t, s, 3, 1)
	picked, err := draw.Pick(s, storetest.Officer, []store.Number{1, 2}, "a complaint")
	if err != nil {
		t.Fatal(err)
	}
	storetest.Opine(t, s, picked.Number, 1, model.Discard)
	if q := gatherQuality(t, s, 0); q.Sample != nil {
		t.Errorf("a dip sample is taken for one that was drawn: %+v", q.Sample)
	}
	q := gatherQuality(t, s, picked.Number)
	if q.Sample.Bound != nil || !strings.Contains(strings.Join(q.Sample.Remarks(), " "), "says nothing of what was not chosen") {
		t.Errorf("the bound of a dip sample: %+v, %q", q.Sample.Bound, q.Sample.Remarks())
	}
	if !strings.Contains(strings.Join(q.Sample.Remarks(), " "), "1 reviewed: too few to say anything of a person") {
		t.Errorf("of one officer: %q", q.Sample.Remarks())
	}
	if q.Sample.Decision.DifferAtMost == nil || *q.Sample.Decision.DifferAtMost != 0.95 {
		t.Errorf("one of one alike: %+v", q.Sample.Decision)
	}
}

func TestAStratifiedSampleWeighsItsStrata(t *testing.T) {
	s, _ := storetest.Clocked(t, t.TempDir())
	defer s.Close()
	storetest.DecideMany(t, s, 12, 3)
	sample, err := draw.Draw(context.Background(), s, storetest.Officer, draw.Request{Said: "x", Size: 10, Weights: [3]int{4, 2, 1}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range sample.Drawn {
		kind := model.Discard
		if d.Number > 12 {
			kind = model.Refer
		}
		storetest.Opine(t, s, sample.Number, d.Number, kind)
	}
	q := gatherQuality(t, s, 0).Sample
	if len(q.Bound.Strata) != 3 || q.Bound.Strata[0].Size != 1 || q.Bound.Plainly == nil || q.Discards == nil || q.Discards.Share != 1 {
		t.Errorf("%+v, %+v", q.Bound, q.Discards)
	}
}

// The wording of the worked examples.
func TestQualityInWords(t *testing.T) {
	if got := (&Bound{Reviewed: 60, Of: 240, Most: 10}).Sentence(); got != "0 of 60 were wrong; with 95% confidence at most 10 of the 240 are." {
		t.Error(got)
	}
	if got := (&Bound{Wrong: 1, Reviewed: 60, Of: 240, Most: 16}).Sentence(); got != "1 of 60 was wrong; with 95% confidence at most 16 of the 240 are." {
		t.Error(got)
	}
	a := agreement([][]int{{54, 2, 1, 0}, {1, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 0}}, []string{"discard", "consider", "refer", "defer"})
	if got := a.Sentence(); got != "56 of 60 agreed: 93.3% (95% interval 83.8% to 98.2%)." {
		t.Error(got)
	}
	if got := strings.Join(a.Coefficients(), " "); !strings.Contains(got, "AC1 0.930 (standard error 0.035; 95% interval 0.861 to 1.000)") ||
		!strings.Contains(got, "kappa 0.475 (standard error 0.223), of 57 discard, 2 consider, 1 refer by the first and 55 discard, 3 consider, 2 refer by the second") {
		t.Error(got)
	}
	alike := agreement([][]int{{60, 0}, {0, 0}}, []string{"met", "not_met"})
	if got := strings.Join(alike.Coefficients(), " "); !strings.Contains(got, "at most 4.8703% differ") || !strings.Contains(got, "kappa is not defined") {
		t.Error(got)
	}
}

func TestGoldenQuality(t *testing.T) {
	q := gatherQuality(t, reviewedStore(t), 1)
	q.Sample.Seed = strings.Repeat("5eed", 16) // it follows from the journal, which is never twice the same
	var object, page bytes.Buffer
	if err := errors.Join(WriteObject(&object, q), WriteQualityPage(&page, q)); err != nil {
		t.Fatal(err)
	}
	golden(t, "quality.json", object.String())
	golden(t, "quality.html", page.String())
}

// exampleQualityPage is the page of the example.
func exampleQualityPage(t *testing.T) string {
	t.Helper()
	var page bytes.Buffer
	if err := WriteQualityPage(&page, gatherQuality(t, reviewedStore(t), 1)); err != nil {
		t.Fatal(err)
	}
	return page.String()
}
