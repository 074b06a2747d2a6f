package assurance_test

import (
	"context"
	"strings"
	"testing"

	"gd8/model"
	"gd8/store"
	"gd8/store/assurance"
	"gd8/store/draw"
	"gd8/store/lapse"
	"gd8/store/purge"
	"gd8/store/storetest"
)

var third = store.Actor{Officer: "T. Third", Purpose: "Adjudication"}

// disputed makes a store of n discards that a second reviewer would all refer.
func disputed(t *testing.T, n int) (*store.Store, *draw.Sample) {
	t.Helper()
	s, _ := planted(t, n)
	sample := drawn(t, s, n)
	v, err := assurance.StartSecond(context.Background(), s, second, sample.Number)
	must(t, err)
	defer v.Close()
	for _, m := range v.Members(true) {
		_, err := v.Copy.Decide(second, m, model.Refer, model.Sections{model.Reason: "SECOND-RATIONALE"}, 0)
		must(t, err)
		must(t, v.Give(second, m))
	}
	return s, sample
}

func TestADifferenceIsSettledWithoutNamesAndByAThirdOfficer(t *testing.T) {
	ctx := context.Background()
	s, sample := disputed(t, 4)
	for _, officer := range []string{"r second", "c canary officer"} {
		list, refused, err := assurance.Disputes(ctx, s, officer, sample.Number)
		if err != nil || len(list) != 0 || len(refused) != 4 || !strings.Contains(refused[0], "an adjudication is by a third officer") {
			t.Errorf("%s: %d, %q (%v)", officer, len(list), refused, err)
		}
	}
	list, refused, err := assurance.Disputes(ctx, s, third.Officer, sample.Number)
	must(t, err)
	if len(list) != 4 || len(refused) != 0 {
		t.Fatalf("%d to settle, refused %q", len(list), refused)
	}
	want := map[int]model.RulingOutcome{}
	for i := range list {
		d := &list[i]
		decisionIsA := d.A.Kind == model.Discard
		if d.A.Kind == d.B.Kind || (d.A.Sections[model.Grounds] == "CANARY-RATIONALE grounds") != decisionIsA {
			t.Fatalf("A is %+v, B %+v", d.A, d.B)
		}
		for _, a := range append(d.A.Answers, d.B.Answers...) {
			if a.Answer.By != "" {
				t.Errorf("an answer names %s", a.Answer.By)
			}
		}
		if facts := d.Facts.Case.Facts(d.Facts.At); facts.Text(model.Offence) != "" || d.Facts.Item().Origin.By != "" {
			t.Errorf("the facts are not those of the source: %q, %+v", facts.Text(model.Offence), d.Facts.Item().Origin)
		}
		if _, err := assurance.Adjudicate(s, third, d, assurance.AIsRight, " \n"); err == nil {
			t.Error("without a rationale")
		}
		if _, err := assurance.Adjudicate(s, second, d, assurance.AIsRight, "x"); err == nil {
			t.Error("by the second reviewer")
		}
		choice := []assurance.Choice{assurance.AIsRight, assurance.BIsRight, assurance.NeitherIsRight, assurance.AskForFacts}[i]
		ruled, err := assurance.Adjudicate(s, third, d, choice, "Weighed both.")
		must(t, err)
		switch choice {
		case assurance.AskForFacts:
			want[i] = model.FactsToBeConfirmed
		case assurance.NeitherIsRight:
			want[i] = model.ToBeMadeAnew
		default:
			want[i] = model.ToBeMadeAnew
			if (choice == assurance.AIsRight) == decisionIsA {
				want[i] = model.DecisionStands
			}
		}
		if ruled.Outcome != want[i] || ruled.DecisionIsA != decisionIsA || ruled.Decider != firstOfficer.Officer || ruled.Second != second.Officer {
			t.Errorf("%+v, want %v", ruled, want[i])
		}
		state := map[model.RulingOutcome]model.QueueState{
			model.DecisionStands: model.StateDecided, model.ToBeMadeAnew: model.StateOutOfDate, model.FactsToBeConfirmed: model.StateReturned,
		}[want[i]]
		dossier, err := s.Dossier(d.Number)
		must(t, err)
		if item := dossier.Item(); item.State != state || item.Decision.Version != 1 || item.Rulings[0].OpinionFirst == decisionIsA {
			t.Errorf("%v, version %d, %+v; want %v", item.State, item.Decision.Version, item.Rulings, state)
		}
		if _, err := assurance.Adjudicate(s, third, d, choice, "Again."); (err == nil) != (choice == assurance.AskForFacts) {
			t.Errorf("settled twice: %v", err)
		}
	}
	storetest.MustVerify(t, "all settled", s)
	left, _, err := assurance.Disputes(ctx, s, third.Officer, sample.Number)
	if err != nil || len(left) != 1 {
		t.Errorf("%d left to settle (%v): facts are still to be confirmed for one", len(left), err)
	}
	mustBeOutOfDateBecauseOfIt(t, s, list)
}

func mustBeOutOfDateBecauseOfIt(t *testing.T, s *store.Store, list []assurance.Dispute) {
	t.Helper()
	for i := range list {
		lapses, err := lapse.WhyOutOfDate(s, list[i].Number)
		must(t, err)
		for _, l := range lapses {
			if l.Kind != lapse.Ruled || l.Reason != "Weighed both." || l.By != "T. Third" {
				t.Errorf("%+v", l)
			}
		}
	}
}

func TestAPurgeTakesOpinionsAndRulingsOfASample(t *testing.T) {
	ctx := context.Background()
	s, sample := disputed(t, 2)
	list, _, err := assurance.Disputes(ctx, s, third.Officer, sample.Number)
	must(t, err)
	for i := range list {
		_, err := assurance.Adjudicate(s, third, &list[i], assurance.NeitherIsRight, "Weighed both.")
		must(t, err)
	}
	plan, err := purge.Find(s, purge.Request{Application: &list[0].Key.Application})
	must(t, err)
	must(t, purge.Purge(ctx, s, third, plan, "Retention period over"))
	storetest.MustVerify(t, "purged", s)
	result, err := draw.ResultOf(ctx, s, sample)
	must(t, err)
	if result.Count(func(r *draw.Review) bool { return r.Outcome == draw.Erased }) != 1 || result.Count(func(r *draw.Review) bool { return r.Outcome == draw.Anew }) != 1 {
		t.Errorf("%+v", result.Reviews)
	}
}
