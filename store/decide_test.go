package store_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gd8/model"
	. "gd8/store"
	"gd8/store/history"
)

func TestADiscardIsRefusedWhereTheTestDoesNotSayThatItApplies(t *testing.T) {
	for _, tt := range []struct {
		name    string
		changes []string
		second  []string // of another record of the case, where there is one
		verdict model.Verdict
		want    string
	}{
		{"outcome not recorded", []string{"outcome", ""}, nil, model.Undetermined, "the discard needs question"},
		{"youth produced not recorded", []string{"youth_produced", ""}, nil, model.Undetermined, "the discard needs question"},
		{"a question of further information open", []string{"indicator_of_risk", ""}, nil, model.Undetermined, "the discard needs question 6 answered first"},
		{"another outcome", []string{"outcome", "22"}, nil, model.DoesNotApply, "does not apply: criterion 3"},
		{"an aggravating factor", []string{"grooming", "yes"}, nil, model.DoesNotApply, "does not apply: criterion 5"},
		{"a pattern of behaviour", []string{"pattern_of_behaviour", "yes"}, nil, model.DoesNotApply, "does not apply: criterion 6"},
		{"a second incident", nil, []string{}, model.DoesNotApply, "does not apply: criterion 4"},
		{"a linked record with an aggravating factor", nil, []string{"same_event_as", "I-1", "grooming", "yes"}, model.DoesNotApply, "does not apply: criterion 5"},
		{"not youth produced", []string{"youth_produced", "no"}, nil, model.OutOfScope, "does not apply: criterion 2"},
		{"not relevant", []string{"relevant", "no"}, nil, model.OutOfScope, "not relevant"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, _ := clockedStore(t, t.TempDir())
			defer s.Close()
			n := add(t, s, cleanFacts(t, "A", "P", "I-1", tt.changes...))
			if tt.second != nil {
				add(t, s, cleanFacts(t, "A", "P", "I-2", tt.second...))
			}
			if row := rowOfNumber(t, s, n); row.Verdict != tt.verdict {
				t.Fatalf("the verdict is %v", row.Verdict)
			}
			before := dump(t, s)
			_, err := s.Decide(officer, n, model.Discard, filled("Discarded"), 0)
			if refused := (*model.DecisionError)(nil); !errors.As(err, &refused) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error: %v, want %q", err, tt.want)
			}
			mustEqualDump(t, "refused", dump(t, s), before)
		})
	}
}

// event makes a case with one event of two records, one of which may be
// withdrawn again, and a discard of it; the numbers are those it was written
// for.
func event(t testing.TB, s *Store) []Number {
	t.Helper()
	importText(t, s, columns+"A-1,P-1,I-1,2019-03-14,2004-01-02,21,yes,no,no,as told\n")
	linked := add(t, s, cleanFacts(t, "A-1", "P-1", "I-2", "same_event_as", "I-1"))
	add(t, s, cleanFacts(t, "A-2", "P-2", "I-1", "date_of_birth", "2003-05-06")) // another's
	written := decide(t, s, linked, model.Discard)
	if !slices.Equal(written, []Number{numberOf(t, s, "I-2") - 1, linked}) {
		t.Fatalf("the decision was written for %v", written)
	}
	return written
}

func TestADecisionIsWrittenForEveryRecordOfItsEventAndNoOther(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	written := event(t, s)
	var first *model.Decision
	for _, n := range written {
		d, err := s.Dossier(n)
		if err != nil {
			t.Fatal(err)
		}
		got := d.Item().Decision
		if first == nil {
			first = got
		}
		if d.Item().State != model.StateDecided || !reflect.DeepEqual(got, first) {
			t.Errorf("record %d: %v, %+v", n, d.Item().State, got)
		}
	}
	if row := rowOfNumber(t, s, written[1]+1); row.State != model.StateToDo || row.Decision != model.NoDecision {
		t.Errorf("another's record: %+v", row)
	}
	mustVerify(t, "decided", s)
}

func TestARecordOfTheEventThatIsNotRelevantIsNotWritten(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	n := add(t, s, cleanFacts(t, "A", "P", "I-1"))
	not := add(t, s, cleanFacts(t, "A", "P", "I-2", "same_event_as", "I-1", "relevant", "no"))
	if written := decide(t, s, n, model.Discard); !slices.Equal(written, []Number{n}) {
		t.Errorf("written for %v", written)
	}
	if row := rowOfNumber(t, s, not); row.State != model.StateNotRelevant || row.Decision != model.NoDecision {
		t.Errorf("the other: %+v", row)
	}
	mustVerify(t, "decided", s)
}

func TestADecisionFallsOutOfDateForAllOfItsEventWithWhatItRestedOn(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(t *testing.T, s *Store, event []Number)
		want   model.QueueState
	}{
		{"an answer to it", func(t *testing.T, s *Store, event []Number) { answer(t, s, event[0], model.OutcomeCode, "22") }, model.StateOutOfDate},
		{"an answer to the other record of the event", func(t *testing.T, s *Store, event []Number) {
			answer(t, s, event[1], model.PatternOfBehaviour, "yes")
		}, model.StateOutOfDate},
		{"a changed source", func(t *testing.T, s *Store, _ []Number) {
			importText(t, s, columns+"A-1,P-1,I-1,2019-03-14,2004-01-02,22,yes,no,no,as told\n")
		}, model.StateOutOfDate},
		{"a second incident of the case", func(t *testing.T, s *Store, _ []Number) { add(t, s, cleanFacts(t, "A-1", "P-1", "I-9")) }, model.StateOutOfDate},
		{"a further record of the event", func(t *testing.T, s *Store, _ []Number) {
			add(t, s, cleanFacts(t, "A-1", "P-1", "I-9", "same_event_as", "I-2"))
		}, model.StateOutOfDate},
		{"an incident of the individual under another application", func(t *testing.T, s *Store, _ []Number) {
			add(t, s, cleanFacts(t, "A-9", "P-1", "I-9"))
		}, model.StateOutOfDate},
		{"a record withdrawn", func(t *testing.T, s *Store, event []Number) {
			if err := s.Withdraw(officer, event[1], "entered twice"); err != nil {
				t.Fatal(err)
			}
		}, model.StateOutOfDate},
		{"a link answered away", func(t *testing.T, s *Store, event []Number) { answer(t, s, event[1], model.SameEventAs, "") }, model.StateOutOfDate},

		{"the same incident under another application", func(t *testing.T, s *Store, _ []Number) {
			add(t, s, cleanFacts(t, "A-9", "P-1", "I-1"))
		}, model.StateDecided},
		{"another's incident", func(t *testing.T, s *Store, _ []Number) {
			add(t, s, cleanFacts(t, "A-1", "P-9", "I-9", "person_role", "third_party"))
		}, model.StateDecided},
		{"the same file again", func(t *testing.T, s *Store, _ []Number) {
			importText(t, s, columns+"A-1,P-1,I-1,2019-03-14,2004-01-02,21,yes,no,no,as told\n")
		}, model.StateDecided},
		{"an answer undone", func(t *testing.T, s *Store, event []Number) {
			if err := s.UndoAnswer(officer, event[0], answer(t, s, event[0], model.OutcomeCode, "22")); err != nil {
				t.Fatal(err)
			}
		}, model.StateDecided},
		{"opened, noted and drafted", func(t *testing.T, s *Store, event []Number) {
			err := errors.Join(s.Consult(officer, event[0], "open"), s.SaveNote(officer, event[0], "ring the force"),
				s.SaveDraft(officer, event[0], Draft{Kind: model.Refer, Sections: filled("Drafted")}))
			if err != nil {
				t.Fatal(err)
			}
		}, model.StateDecided},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, _ := clockedStore(t, t.TempDir())
			defer s.Close()
			event := event(t, s)
			tt.change(t, s, event)
			for _, n := range event {
				if _, err := s.Dossier(n); err != nil {
					continue // withdrawn
				}
				if row := rowOfNumber(t, s, n); row.State != tt.want || row.Decision != model.Discard {
					t.Errorf("record %d is %v with the decision %v, want %v", n, row.State, row.Decision, tt.want)
				}
			}
			mustVerify(t, tt.name, s)
		})
	}
}

func TestAnEditIsAVersionAndAWithdrawalReopens(t *testing.T) {
	s, c := clockedStore(t, t.TempDir())
	defer s.Close()
	n := add(t, s, cleanFacts(t, "A", "P", "I"))
	if err := s.WithdrawDecision(officer, n); err == nil {
		t.Error("a decision that was never made was withdrawn")
	}
	save := func(kind model.DecisionKind, text string) {
		t.Helper()
		c.Now = c.Now.AddDate(0, 0, 1)
		if _, err := s.Decide(officer, n, kind, filled(text), 0); err != nil {
			t.Fatal(err)
		}
	}
	save(model.Discard, "One")
	save(model.Discard, "Two")
	c.Now = c.Now.AddDate(0, 0, 1)
	if err := s.WithdrawDecision(officer, n); err != nil {
		t.Fatal(err)
	}
	if row := rowOfNumber(t, s, n); row.State != model.StateToDo || row.Decision != model.NoDecision {
		t.Errorf("after the withdrawal: %+v", row)
	}
	if err := s.WithdrawDecision(officer, n); err == nil {
		t.Error("a decision was withdrawn twice")
	}
	save(model.Refer, "Four")
	changes, err := history.Of(s, n)
	if err != nil {
		t.Fatal(err)
	}
	type line struct {
		version, replaces int
		kind              model.DecisionKind
		text              string
	}
	var got []line
	for _, change := range changes {
		if d := change.Decision; d != nil {
			got = append(got, line{d.Version, d.Replaces, d.Kind, d.Sections[model.Grounds] + d.Sections[model.Reason]})
		}
	}
	want := []line{
		{4, 0, model.Refer, filled("Four")[model.Reason]}, {3, 2, model.Withdrawn, ""},
		{2, 1, model.Discard, filled("Two")[model.Grounds]}, {1, 0, model.Discard, filled("One")[model.Grounds]},
	}
	if !slices.Equal(got, want) {
		t.Errorf("versions\n%v, want\n%v", got, want)
	}
	mustVerify(t, "four versions", s)
}

func TestAWithdrawalIsOfTheWholeEvent(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	event := event(t, s)
	if err := s.WithdrawDecision(officer, event[0]); err != nil {
		t.Fatal(err)
	}
	for _, n := range event {
		if row := rowOfNumber(t, s, n); row.State != model.StateToDo {
			t.Errorf("record %d: %+v", n, row)
		}
	}
	mustVerify(t, "withdrawn", s)
}

func TestWhatWasDraftedForADecisionGoesWhenItIsSaved(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	event := event(t, s)
	for _, n := range event {
		for _, kind := range []model.DecisionKind{model.Consider, model.Refer} {
			if err := s.SaveDraft(officer, n, Draft{Kind: kind, Sections: filled("Drafted")}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := s.Decide(officer, event[0], model.Refer, model.Sections{}, 0); err == nil {
		t.Fatal("a decision without its rationale was made")
	}
	for _, n := range event {
		if drafts := draftsOf(t, s, n); len(drafts) != 2 {
			t.Errorf("after a refused decision record %d has the drafts %+v", n, drafts)
		}
	}
	decide(t, s, event[0], model.Refer)
	for _, n := range event {
		if drafts := draftsOf(t, s, n); len(drafts) != 1 || drafts[0].Kind != model.Consider {
			t.Errorf("record %d has the drafts %+v", n, drafts)
		}
	}
}

func TestTheSameTextIsNamedInAnotherCaseAlone(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	const text = "The same words for each."
	save := func(n Number) {
		t.Helper()
		if _, err := s.Decide(officer, n, model.Refer, model.Sections{model.Reason: text}, 0); err != nil {
			t.Fatal(err)
		}
	}
	own := add(t, s, cleanFacts(t, "A", "P", "I-1"))
	second := add(t, s, cleanFacts(t, "A", "P", "I-2"))
	elsewhere := add(t, s, cleanFacts(t, "B", "P", "I-3"))
	save(own)
	save(second)
	save(own) // a second version of its own
	mustName := func(n Number, section model.Section, text string, want *model.Key) {
		t.Helper()
		key, ok, err := s.SameText(n, section, text)
		if err != nil || ok != (want != nil) || ok && key != *want {
			t.Errorf("record %d: %+v, %v (%v)", n, key, ok, err)
		}
	}
	mustName(own, model.Reason, text, nil)
	mustName(second, model.Reason, text, nil)
	mustName(elsewhere, model.Reason, text, &model.Key{Application: "A", Person: "P", Incident: "I-1"})
	mustName(elsewhere, model.Grounds, text, nil)
	mustName(elsewhere, model.Reason, text+" ", nil)
	save(elsewhere)
	mustName(own, model.Reason, text, &model.Key{Application: "B", Person: "P", Incident: "I-3"})
}
