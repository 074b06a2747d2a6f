package audit_test

import (
	"path/filepath"
	"slices"
	"testing"

	"gd8/model"
	. "gd8/store"
	"gd8/store/lapse"
	"gd8/store/vault"
)

// lastOf is the place of a record's newest value in a bucket.
func lastOf(t testing.TB, s *Store, bucket []byte, n Number) (last vault.Pair) {
	t.Helper()
	err := s.View(func(r *Reader) error {
		return r.Each(bucket, NumberKey(n), func(key, _ []byte) (bool, error) {
			last = vault.Pair{Key: bucket, Value: slices.Clone(key)}
			return true, nil
		})
	})
	if err != nil || last.Value == nil {
		t.Fatalf("record %d has nothing in %s (%v)", n, bucket, err)
	}
	return last
}

// Whatever put a discard out of date, or took it back, may be what a rescue
// did not find.
func TestNoDecisionMadeBeforeALossStandsAfterTheRescue(t *testing.T) {
	for name, lose := range map[string]func(t *testing.T, s *Store, n Number) vault.Pair{
		"the newest answer": func(t *testing.T, s *Store, n Number) vault.Pair {
			answer(t, s, n, model.Exploitation, "yes")
			return lastOf(t, s, BucketAnswers, n)
		},
		"the newest facts": func(t *testing.T, s *Store, n Number) vault.Pair {
			importText(t, s, "application_ref,person_ref,incident_ref,abusive\nB-1,Q-1,J-1,yes\n")
			return lastOf(t, s, BucketSources, n)
		},
		"its withdrawal": func(t *testing.T, s *Store, n Number) vault.Pair {
			if err := s.WithdrawDecision(officer, n); err != nil {
				t.Fatal(err)
			}
			return lastOf(t, s, BucketDecisions, n)
		},
		"another decision in its place": func(t *testing.T, s *Store, n Number) vault.Pair {
			decide(t, s, n, model.Refer)
			return lastOf(t, s, BucketDecisions, n)
		},
		"a second incident": func(t *testing.T, s *Store, n Number) vault.Pair {
			return lastOf(t, s, BucketSources, add(t, s, cleanFacts(t, "B-1", "Q-1", "J-2")))
		},
		"a second incident of a file": func(t *testing.T, s *Store, n Number) vault.Pair {
			importText(t, s, factorRows(100, "no")+"B-1,Q-1,J-2000,2019-03-14,2004-01-02,21,yes,no,no,no,second\n")
			return lastOf(t, s, BucketSources, numberOf(t, s, "J-2000"))
		},
		"an incident under another application": func(t *testing.T, s *Store, n Number) vault.Pair {
			return lastOf(t, s, BucketSources, add(t, s, cleanFacts(t, "B-2", "Q-1", "J-2")))
		},
		"an incident of a file under another application": func(t *testing.T, s *Store, n Number) vault.Pair {
			importText(t, s, factorRows(100, "no")+"B-2000,Q-1,J-2000,2019-03-14,2004-01-02,21,yes,no,no,no,second\n")
			return lastOf(t, s, BucketSources, numberOf(t, s, "J-2000"))
		},
		"an incident of a joined individual": func(t *testing.T, s *Store, n Number) vault.Pair {
			other := add(t, s, cleanFacts(t, "A-2", "X-1", "I-2"))
			answer(t, s, n, model.SamePersonAs, "X-1")
			nothingFurther(t, s, n)
			decide(t, s, n, model.Discard)
			return lastOf(t, s, BucketSources, other)
		},
		"an incident of a file of an individual joined through another": func(t *testing.T, s *Store, n Number) vault.Pair {
			through := add(t, s, cleanFacts(t, "A-2", "X-1", "I-2", "relevant", "no"))
			answer(t, s, through, model.SamePersonAs, "X-2")
			answer(t, s, n, model.SamePersonAs, "X-1")
			importText(t, s, factorRows(100, "no")+"A-2000,X-2,I-2000,2019-03-14,2004-01-02,21,yes,no,no,no,second\n")
			nothingFurther(t, s, n)
			decide(t, s, n, model.Discard)
			return lastOf(t, s, BucketSources, numberOf(t, s, "I-2000"))
		},
		"an incident withdrawn under another application": func(t *testing.T, s *Store, n Number) vault.Pair {
			other := add(t, s, cleanFacts(t, "B-2", "Q-1", "J-2"))
			decide(t, s, n, model.Refer)
			if err := s.Withdraw(officer, other, "entered by mistake"); err != nil {
				t.Fatal(err)
			}
			return lastOf(t, s, BucketSources, other)
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "gd8.db")
			s := openStore(t, path)
			n := add(t, s, cleanFacts(t, "B-1", "Q-1", "J-1"))
			apart := add(t, s, cleanFacts(t, "B-9", "Q-9", "J-9"))
			decide(t, s, n, model.Discard)
			decide(t, s, apart, model.Discard)
			takeAway(t, s, lose(t, s, n))
			again, report := rescued(t, path)
			row := rowOfIncident(t, again, "J-1")
			if row.State != model.StateOutOfDate || !row.Flags.Has(model.IncompleteCase) {
				t.Errorf("%s, %v (%+v)", row.State, row.Flags.Names(), report)
			}
			lapses, err := lapse.WhyOutOfDate(again, row.Number)
			if err != nil || !slices.ContainsFunc(lapses, func(l lapse.Lapse) bool { return l.Kind == lapse.Incomplete && !l.At.IsZero() }) {
				t.Errorf("out of date as %+v (%v)", lapses, err)
			}
			if row := rowOfIncident(t, again, "J-9"); row.State != model.StateDecided || row.Flags.Has(model.IncompleteCase) {
				t.Errorf("another individual's: %s, %v (%+v)", row.State, row.Flags.Names(), report)
			}
			mustVerify(t, name, again)
		})
	}
}

// What is lost of an individual marks each of their records, wherever it stands
// among the others.
func TestARescueMarksEveryCaseOfWhomItLostSomething(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gd8.db")
	s := openStore(t, path)
	for _, k := range []struct{ application, person, incident string }{
		{"B-1", "Q-1", "J-1"}, {"B-2", "Q-2", "J-2"}, {"B-3", "Q-1", "J-3"}, {"B-4", "Q-1", "J-4"}, {"B-5", "Q-5", "J-5"}, {"B-4", "Q-1", "J-6"},
	} {
		decide(t, s, add(t, s, cleanFacts(t, k.application, k.person, k.incident)), model.Refer)
	}
	answer(t, s, numberOf(t, s, "J-3"), model.Exploitation, "yes")
	takeAway(t, s, lastOf(t, s, BucketAnswers, numberOf(t, s, "J-3")))
	again, report := rescued(t, path)
	if len(report.Incomplete) != 3 {
		t.Errorf("marked %+v", report.Incomplete)
	}
	for _, incident := range []string{"J-1", "J-2", "J-3", "J-4", "J-5", "J-6"} {
		row := rowOfIncident(t, again, incident)
		if marked := row.Flags.Has(model.IncompleteCase); marked != (row.Key.Person == "Q-1") || marked != (row.State == model.StateOutOfDate) {
			t.Errorf("%s of %s: %s, %v", incident, row.Key.Person, row.State, row.Flags.Names())
		}
	}
}

func TestAnAnswerForAnIncompleteCaseCountsForNoLaterMark(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gd8.db")
	s := openStore(t, path)
	n := add(t, s, cleanFacts(t, "B-1", "Q-1", "J-1"))
	markIncomplete(t, s, n)
	if err := s.AnswerIncomplete(officer, n, "The file was looked at on paper; no other hit is in it."); err != nil {
		t.Fatal(err)
	}
	decide(t, s, n, model.Discard)
	if row := rowOfNumber(t, s, n); row.State != model.StateDecided {
		t.Fatalf("answered for and decided: %s", row.State)
	}
	// Neither facts from a file nor hands make the mark another.
	importText(t, s, "application_ref,person_ref,incident_ref,source\nB-1,Q-1,J-1,PNC\n")
	decide(t, s, n, model.Discard)

	lost := add(t, s, cleanFacts(t, "B-1", "Q-1", "J-2"))
	takeAway(t, s, lastOf(t, s, BucketSources, lost))
	again, report := rescued(t, path)
	row := rowOfIncident(t, again, "J-1")
	if row.State != model.StateOutOfDate || !row.Flags.Has(model.IncompleteCase) {
		t.Fatalf("%s, %v (%+v)", row.State, row.Flags.Names(), report)
	}
	if _, err := again.Decide(officer, row.Number, model.Discard, grounds, 0); err == nil {
		t.Fatal("an answer for an earlier loss let a discard through")
	}
	if err := again.AnswerIncomplete(officer, row.Number, "J-2 was found again: it is not relevant."); err != nil {
		t.Fatal(err)
	}
	if row := rowOfNumber(t, again, row.Number); row.State != model.StateOutOfDate {
		t.Errorf("an answer for the loss brought the old discard back: %s", row.State)
	}
	decide(t, again, row.Number, model.Discard)
	if row := rowOfNumber(t, again, row.Number); row.State != model.StateDecided {
		t.Errorf("decided after the answer: %s", row.State)
	}
	if err := again.MarkIncomplete(officer, row.Number); err != nil {
		t.Fatal(err)
	}
	if row := rowOfNumber(t, again, row.Number); row.State != model.StateOutOfDate || !row.Flags.Has(model.IncompleteCase) {
		t.Errorf("marked by hand: %s, %v", row.State, row.Flags.Names())
	}
	mustVerify(t, "in the end", again)
}

// nothingFurther answers what another application of the individual asks for.
func nothingFurther(t failer, s *Store, n Number) {
	t.Helper()
	answer(t, s, n, model.PatternOfBehaviour, "no")
	answer(t, s, n, model.IndicatorOfRisk, "no")
}
