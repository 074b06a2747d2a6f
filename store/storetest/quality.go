package storetest

import (
	"fmt"
	"strings"

	"gd8/model"
	"gd8/store"
)

// Second and Third are officers who look at what Officer decided.
var (
	Second = store.Actor{Officer: "S. Second", Purpose: "Second review", Sitting: "second"}
	Third  = store.Actor{Officer: "T. Third", Purpose: "Adjudication", Sitting: "third"}
)

// DecideMany fills a store with discards and then other decisions, each of an
// individual of their own; records are numbered from 1 on in that order. Of the
// first eight an officer had to answer whether there is a pattern of behaviour;
// of the first the answer contradicts the source.
func DecideMany(t Failer, s *store.Store, discards, others int) {
	t.Helper()
	for i := 1; i <= discards+others; i++ {
		pattern := "no"
		switch {
		case i == 1:
			pattern = "yes"
		case i <= 8:
			pattern = ""
		}
		n := Add(t, s, CleanFacts(t, fmt.Sprintf("APP-%03d", i), fmt.Sprintf("P-%03d", i), fmt.Sprintf("I/%03d", i),
			"date_of_birth", fmt.Sprintf("2004-%02d-%02d", 1+i/28, 1+i%28), "pattern_of_behaviour", pattern, "relevant", "yes",
			"abusive", "no", "exploitation", "no", "grooming", "no", "profit_motive", "no", "malicious_intent", "no", "persistent_behaviour", "no"))
		if i <= 8 {
			Answer(t, s, n, model.PatternOfBehaviour, "no")
		}
		kind := model.Discard
		if i > discards {
			kind = model.Refer
		}
		Decide(t, s, n, kind)
	}
}

// Opine writes a second opinion on a record, in a sample: that the first
// decision is right, or another kind.
func Opine(t Failer, s *store.Store, sample int, n store.Number, kind model.DecisionKind) {
	t.Helper()
	OpineOn(t, s, sample, n, latest(t, s, n), kind)
}

// OpineOn is Opine on one version of the decision, which may not be the newest.
func OpineOn(t Failer, s *store.Store, sample int, n store.Number, version int, kind model.DecisionKind) {
	t.Helper()
	err := s.Write(Second, func(w *store.Writer) error {
		first, err := w.DecisionVersion(n, version)
		if err != nil {
			return err
		}
		o := model.Opinion{Sample: sample, Version: first.Version, Decision: *first}
		o.Decision.Officer, o.Decision.At, o.Decision.Kind = Second.Officer, w.Now, kind
		o.Decision.Sections = Filled("Second of " + fmt.Sprint(n))
		if kind == model.Consider {
			o.Decision.Criteria[model.CriterionNoFurtherInformation] = model.Standing{State: model.NotMet, Basis: model.BasisOfficer, Why: "A pattern."}
		}
		w.Entry.Operation, w.Entry.Action = "alteration", "second opinion"
		_, err = w.AddOpinion(n, o)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Rule adjudicates the first opinion on a record, in a sample.
func Rule(t Failer, s *store.Store, sample int, n store.Number, outcome model.RulingOutcome) {
	t.Helper()
	RuleOn(t, s, sample, n, latest(t, s, n), outcome)
}

// RuleOn is Rule on one version of the decision, which may not be the newest.
func RuleOn(t Failer, s *store.Store, sample int, n store.Number, version int, outcome model.RulingOutcome) {
	t.Helper()
	err := s.Write(Third, func(w *store.Writer) error {
		w.Entry.Operation, w.Entry.Action = "alteration", "adjudicate"
		err := w.AddRuling(n, model.Ruling{
			Sample: sample, Version: version, Opinion: 1, Outcome: outcome, Officer: Third.Officer, At: w.Now,
			Rationale: strings.ToUpper(outcome.String()[:1]) + outcome.String()[1:] + ", as the record of the other force says.",
		})
		if err != nil {
			return err
		}
		return w.Reassess(n)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// latest is the newest version of the decision on a record.
func latest(t Failer, s *store.Store, n store.Number) (version int) {
	t.Helper()
	err := s.View(func(r *store.Reader) error {
		d, err := r.LatestDecision(n)
		if err == nil {
			version = d.Version
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return version
}
