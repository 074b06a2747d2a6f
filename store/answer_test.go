package store_test

import (
	"strings"
	"testing"

	"gd8/model"
	. "gd8/store"
	"gd8/store/history"
)

func TestAnAnswerNeedsItsOfficersName(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	n := add(t, s, cleanFacts(t, "A", "P", "I"))
	markIncomplete(t, s, n)
	sequence := answer(t, s, n, model.Offence, "as told")
	before := dump(t, s)
	for _, name := range []string{"", " \t\u00a0"} {
		nobody := Actor{Officer: name, Purpose: "Enhanced check"}
		_, given := s.Answer(nobody, n, model.Answer{Field: model.Offence, Value: "other", Reason: "checked"})
		_, withdrawn := s.WithdrawAnswer(nobody, n, model.Offence)
		for what, err := range map[string]error{
			"answer": given, "withdraw": withdrawn, "undo": s.UndoAnswer(nobody, n, sequence), "incomplete": s.AnswerIncomplete(nobody, n, "asked the force"),
		} {
			if err == nil || err.Error() != "an answer needs the name of the officer who gives it; give --officer NAME" {
				t.Errorf("%s by %q: %v", what, name, err)
			}
		}
	}
	mustEqualDump(t, "refused", dump(t, s), before)
}

func TestAnsweringForAnIncompleteCaseAnswersOnEveryMarkedRecordOfItAlone(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	// Three records of one event, two of them marked, and another case.
	first := add(t, s, cleanFacts(t, "A", "P", "I-1"))
	marked := add(t, s, cleanFacts(t, "A", "P", "I-2", "same_event_as", "I-1"))
	other := add(t, s, cleanFacts(t, "B", "Q", "I-1", "date_of_birth", "2003-05-06"))
	plain := add(t, s, cleanFacts(t, "A", "P", "I-3", "same_event_as", "I-1"))
	for _, n := range []Number{first, marked, other} {
		markIncomplete(t, s, n)
	}
	if _, err := s.Decide(officer, first, model.Discard, filled("Early"), 0); err == nil || !strings.Contains(err.Error(), "known to be missing") {
		t.Fatalf("a discard in an incomplete case: %v", err)
	}
	for _, reason := range []string{"", " \n", strings.Repeat("x", model.MaxLong+1)} {
		if err := s.AnswerIncomplete(officer, first, reason); err == nil {
			t.Errorf("a reason of %d bytes was taken", len(reason))
		}
	}
	if err := s.AnswerIncomplete(officer, plain, "The force sent the whole file again."); err != nil {
		t.Fatal(err)
	}
	for n, want := range map[Number]int{first: 1, marked: 1, plain: 0, other: 0} {
		changes, err := history.Of(s, n)
		if err != nil {
			t.Fatal(err)
		}
		answered := 0
		for _, c := range changes {
			if c.Answer != nil && c.Answer.ForIncomplete {
				answered++
			}
		}
		if answered != want {
			t.Errorf("record %d has %d answers for its case, want %d", n, answered, want)
		}
		if flagged := rowOfNumber(t, s, n).Flags.Has(model.IncompleteCase); flagged != (n == other) {
			t.Errorf("record %d is flagged as of an incomplete case: %v", n, flagged)
		}
	}
	decide(t, s, first, model.Discard)
	if err := s.AnswerIncomplete(officer, add(t, s, cleanFacts(t, "C", "R", "I-1", "date_of_birth", "2005-05-06")), "none is missing"); err == nil {
		t.Error("a case that is not incomplete was answered for")
	}
	mustVerify(t, "answered for", s)
}

func TestAnAnswerIsUndoneAsIfItHadNotBeen(t *testing.T) {
	s, c := clockedStore(t, t.TempDir())
	defer s.Close()
	n := add(t, s, cleanFacts(t, "A", "P", "I", "offence", "of the file"))
	effective := func() string {
		t.Helper()
		d, err := s.Dossier(n)
		if err != nil {
			t.Fatal(err)
		}
		return d.Case.Facts(d.At).Text(model.Offence)
	}
	expect := func(what, want string) {
		t.Helper()
		if got := effective(); got != want {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
	answer(t, s, n, model.Offence, "one")
	c.Now = c.Now.AddDate(0, 0, 1)
	two := answer(t, s, n, model.Offence, "two")
	withdrawal, err := s.WithdrawAnswer(officer, n, model.Offence)
	if err != nil {
		t.Fatal(err)
	}
	expect("withdrawn", "of the file")
	if _, err := s.WithdrawAnswer(officer, n, model.Offence); err == nil {
		t.Error("an answer was withdrawn twice")
	}
	undo := func(sequence uint32) {
		t.Helper()
		if err := s.UndoAnswer(officer, n, sequence); err != nil {
			t.Fatal(err)
		}
	}
	undo(withdrawal)
	expect("withdrawal undone", "two")
	undo(two)
	expect("the second undone", "one")
	d, err := s.Dossier(n)
	if err != nil {
		t.Fatal(err)
	}
	if a, ok := d.Record().Answered(model.Offence); !ok || !a.At.Equal(someday) {
		t.Errorf("the first answer stands again with %+v", a)
	}
	if err := s.UndoAnswer(officer, n, 999); err == nil {
		t.Error("an answer that was never given was undone")
	}
	mustVerify(t, "undone", s)
}

func TestACaseMarkedIncompleteBarsTheDiscardUntilAnOfficerAnswersForIt(t *testing.T) {
	s := newStore(t)
	importText(t, s, columns+"A-1,P-1,I-1,2019-03-14,2004-01-02,21,yes,no,no,one\n")
	n := numberOf(t, s, "I-1")
	if err := s.MarkIncomplete(officer, n); err != nil {
		t.Fatal(err)
	}
	if got := rowOfIncident(t, s, "I-1"); !got.Flags.Has(model.IncompleteCase) || got.Verdict != model.Applies {
		t.Fatalf("marked: %+v", got)
	}
	if _, err := s.Decide(officer, n, model.Discard, grounds, 0); err == nil {
		t.Fatal("a discard was taken in an incomplete case")
	}
	if err := s.AnswerIncomplete(officer, n, "The file was looked at on paper; no other hit is in it."); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Decide(officer, n, model.Discard, grounds, 0); err != nil {
		t.Fatal(err)
	}
	if bad := findings(t, s, nil); len(bad) > 0 {
		t.Fatal(bad)
	}
}
