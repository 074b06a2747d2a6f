package store_test

import (
	"strings"
	"testing"

	"gd8/model"
	. "gd8/store"
	"gd8/store/purge"
)

// joinedStore has individuals AA (two applications) and CC, whose names and
// dates of birth are unlike, and what an officer joined by.
func joinedStore(t *testing.T) (s *Store, xx, yy, cc Number) {
	t.Helper()
	s, _ = clockedStore(t, t.TempDir())
	t.Cleanup(func() { _ = s.Close() })
	xx = add(t, s, cleanFacts(t, "XX", "AA", "I-1", "person_name", "Ada Example", "date_of_birth", "2004-01-02"))
	yy = add(t, s, cleanFacts(t, "YY", "AA", "I-2", "person_name", "Ada Example", "date_of_birth", "2004-01-02"))
	cc = add(t, s, cleanFacts(t, "YY", "CC", "I-3", "person_role", "third_party", "person_name", "Cora Other", "date_of_birth", "2005-05-06"))
	return s, xx, yy, cc
}

func same(person string) model.Answer {
	return model.Answer{Field: model.SamePersonAs, Value: person, Reason: "One custody photograph."}
}

func join(t *testing.T, s *Store, n Number, person string) {
	t.Helper()
	if _, err := s.Answer(officer, n, same(person)); err != nil {
		t.Fatal(err)
	}
}

// mustBeClosed wants no discard to be open, or to stand, on a record.
func mustBeClosed(t *testing.T, when string, s *Store, numbers ...Number) {
	t.Helper()
	for _, n := range numbers {
		d, err := s.Dossier(n)
		if err != nil {
			t.Fatal(err)
		}
		if a := d.Assess(); a.Verdict == model.Applies || d.Item().State == model.StateDecided {
			t.Errorf("%s: %s is %v, %v; the individual is %v", when, d.Key().Incident, a.Verdict, d.Item().State, d.Case.Persons)
		}
	}
}

// A record names one other individual: a second answer would part the first
// two without a word.
func TestASecondJoinDoesNotDissolveTheFirst(t *testing.T) {
	s, xx, yy, cc := joinedStore(t)
	add(t, s, cleanFacts(t, "ZZ", "BB", "I-4", "person_name", "Bea Third", "date_of_birth", "2003-03-04"))
	join(t, s, yy, "CC")
	_, err := s.Answer(officer, yy, same("BB"))
	if err == nil || !strings.Contains(err.Error(), `names "CC"`) {
		t.Fatalf("the second join gives %v", err)
	}
	mustBeClosed(t, "after a second join", s, yy, cc)
	join(t, s, yy, "CC") // with another reason
	join(t, s, xx, "BB")
	if d, _ := s.Dossier(cc); len(d.Case.Persons) != 3 {
		t.Errorf("joined are %v", d.Case.Persons)
	}
}

func TestAJoinInAnotherSpellingIsRefused(t *testing.T) {
	s, _, yy, _ := joinedStore(t)
	for said, want := range map[string]string{"cc": `"CC" is: answer with that spelling`, "C-C": `"CC" is`} {
		if _, err := s.Answer(officer, yy, same(said)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", said, err, want)
		}
	}
}

// What joins two individuals outlasts the record that it was said on.
func TestAnErasureOfAnotherApplicationPartsNobody(t *testing.T) {
	s, xx, yy, cc := joinedStore(t)
	if _, err := s.Decide(officer, cc, model.Discard, filled("Record"), 0); err != nil {
		t.Fatal(err)
	}
	join(t, s, xx, "CC")
	mustBeClosed(t, "joined", s, yy, cc)
	application := "XX"
	purgeWithin(t, s, purge.Request{Application: &application})
	mustBeClosed(t, "with the application erased that it was said in", s, yy, cc)
	mustVerify(t, "after the erasure", s)
}

// Where the individual who joined two others is erased, they are one still.
func TestTheErasureOfWhoJoinedTwoOthersPartsNobody(t *testing.T) {
	s, _, yy, cc := joinedStore(t)
	bb := add(t, s, cleanFacts(t, "ZZ", "BB", "I-4", "person_name", "Bea Third", "date_of_birth", "2003-03-04"))
	join(t, s, bb, "CC")
	join(t, s, yy, "BB")
	mustBeClosed(t, "joined", s, yy, cc)
	application := "ZZ"
	purgeWithin(t, s, purge.Request{Application: &application})
	mustBeClosed(t, "with the one between erased", s, yy, cc)
	mustVerify(t, "after the erasure", s)
}

func TestTheWithdrawalOfARecordPartsNobody(t *testing.T) {
	s, xx, yy, cc := joinedStore(t)
	join(t, s, xx, "CC")
	if err := s.Withdraw(officer, xx, "Entered twice."); err != nil {
		t.Fatal(err)
	}
	mustBeClosed(t, "with the record withdrawn that it was said on", s, yy, cc)
	mustVerify(t, "after the withdrawal", s)
}
