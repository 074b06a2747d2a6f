package store_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"gd8/model"
	. "gd8/store"
	"gd8/store/history"
	"gd8/store/vault"
)

func TestWhatCannotBeEnteredByHand(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	importText(t, s, columns+"A-1,P-1,I-1,2019-03-14,2004-01-02,21,yes,no,no,as told\n")
	ofFile := numberOf(t, s, "I-1")
	n := add(t, s, cleanFacts(t, "A", "P", "I"))
	gone := add(t, s, cleanFacts(t, "A", "P", "gone"))
	if err := s.Withdraw(officer, gone, "entered twice"); err != nil {
		t.Fatal(err)
	}
	enter := func(application, person, incident string, changes ...string) func() error {
		return func() error {
			_, err := s.Add(officer, cleanFacts(t, application, person, incident, changes...))
			return err
		}
	}
	without := func(reference model.Field) model.Facts {
		f := cleanFacts(t, "A", "P", "I-2")
		f.SetText(reference, "")
		return f
	}
	correct := func(n Number, f model.Facts) func() error {
		return func() error { return s.Correct(officer, n, f, "misread") }
	}
	for _, tt := range []struct {
		name string
		do   func() error
		want string
	}{
		{"no individual", func() error { _, err := s.Add(officer, without(model.PersonRef)); return err }, "person_ref"},
		{"no incident", func() error { _, err := s.Add(officer, without(model.IncidentRef)); return err }, "incident_ref"},
		{"linked to itself", enter("A", "P", "I-2", "same_event_as", "I-2"), "same event as itself"},
		{"a key that is there", enter("A", "P", "I"), `incident "I" of this individual and application is already in the store; correct it there instead`},
		{"a key that came from a file", enter("A-1", "P-1", "I-1"), "already in the store"},
		{"a correction of the key", correct(n, cleanFacts(t, "A", "P", "J")), "a record's references stay as they are"},
		{"a correction without an incident", correct(n, without(model.IncidentRef)), "incident_ref"},
		{"a correction of a file's record", correct(ofFile, cleanFacts(t, "A-1", "P-1", "I-1")), "this record came from a file, which is its source"},
		{"a correction of a withdrawn record", correct(gone, cleanFacts(t, "A", "P", "gone")), "this record was withdrawn"},
		{"a correction of no record", correct(99, cleanFacts(t, "A", "P", "I")), "missing"},
		{"a withdrawal without a reason", func() error { return s.Withdraw(officer, n, " \n") }, "withdrawing a record needs a reason"},
		{"a withdrawal of a file's record", func() error { return s.Withdraw(officer, ofFile, "wrong") }, "this record came from a file"},
		{"a second withdrawal", func() error { return s.Withdraw(officer, gone, "again") }, "this record was withdrawn"},
		{"an answer to a withdrawn record", func() error {
			_, err := s.Answer(officer, gone, model.Answer{Field: model.Grooming, Value: "no", Reason: "checked"})
			return err
		}, "this record was withdrawn"},
		{"a decision about a withdrawn record", func() error {
			_, err := s.Decide(officer, gone, model.Refer, filled("Referred"), 0)
			return err
		}, "this record was withdrawn"},
		{"a decision withdrawn of a withdrawn record", func() error { return s.WithdrawDecision(officer, gone) }, "this record was withdrawn"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := dump(t, s)
			err := tt.do()
			if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("error: %v, want %q", err, tt.want)
			}
			mustEqualDump(t, "refused", dump(t, s), before)
		})
	}
	mustVerify(t, "refused", s)
}

func TestACorrectionIsAVersionBesideWhichAnswersStand(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	n := add(t, s, cleanFacts(t, "A", "P", "I", "offence", "one", "grooming", "no"))
	answer(t, s, n, model.Grooming, "yes")
	if err := s.Correct(officer, n, cleanFacts(t, "A", "P", "I", "offence", "two", "grooming", ""), ""); err != nil {
		t.Fatal(err)
	}
	d, err := s.Dossier(n)
	if err != nil {
		t.Fatal(err)
	}
	f := d.Case.Facts(d.At)
	if f.Text(model.Offence) != "two" || f.Tri(model.Grooming) != model.Yes || !d.Item().Origin.ByHand() || d.Item().Origin.By != officer.Officer {
		t.Errorf("offence %q, grooming %v, origin %+v", f.Text(model.Offence), f.Tri(model.Grooming), d.Item().Origin)
	}
	changes, err := history.Of(s, n)
	if err != nil || len(changes) != 3 || changes[2].Source.Facts.Text(model.Offence) != "one" {
		t.Errorf("history: %+v (%v)", changes, err)
	}
	mustVerify(t, "corrected", s)
}

func TestAWithdrawnRecordNoLongerCountsUntilItIsEnteredAgain(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	stays := add(t, s, cleanFacts(t, "A", "P", "I"))
	n := add(t, s, cleanFacts(t, "A", "P", "J"))
	if row := rowOfNumber(t, s, stays); row.Verdict != model.DoesNotApply || row.Events != 2 {
		t.Fatalf("with two incidents: %+v", row)
	}
	if err := s.Withdraw(officer, n, "entered twice"); err != nil {
		t.Fatal(err)
	}
	if row := rowOfNumber(t, s, stays); row.Verdict != model.Applies || row.Events != 1 {
		t.Errorf("with one of them withdrawn: %+v", row)
	}
	for in := Set(0); in < SetCount; in++ {
		if slices.Contains(numbersIn(t, s, in), n) {
			t.Errorf("set %d of the index holds a withdrawn record", in)
		}
	}
	if rows, err := s.Find("J", nil, nil); err != nil || len(rows) > 0 {
		t.Errorf("a withdrawn record is found: %+v (%v)", rows, err)
	}
	if again := add(t, s, cleanFacts(t, "A", "P", "J")); again != n {
		t.Errorf("entered again it is record %d, and was %d", again, n)
	}
	if row := rowOfNumber(t, s, stays); row.Verdict != model.DoesNotApply || row.Events != 2 {
		t.Errorf("entered again: %+v", row)
	}
	mustVerify(t, "entered again", s)
}

func TestANumberOfNoRecordIsAnError(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	add(t, s, cleanFacts(t, "A", "P", "I"))
	for _, n := range []Number{0, 2, 1<<32 - 1} {
		_, dossier := s.Dossier(n)
		_, rows := s.Rows([]Number{n})
		_, decided := s.Decide(officer, n, model.Refer, filled("Referred"), 0)
		_, answered := s.Answer(officer, n, model.Answer{Field: model.Grooming, Value: "no"})
		for what, err := range map[string]error{
			"dossier": dossier, "rows": rows, "decide": decided, "answer": answered,
			"incomplete": s.AnswerIncomplete(officer, n, "asked"), "note": s.SaveNote(officer, n, "x"), "withdraw": s.Withdraw(officer, n, "x"),
		} {
			if !errors.Is(err, vault.ErrMissing) {
				t.Errorf("%s of record %d: %v", what, n, err)
			}
		}
	}
}

func TestWithdrawingTheIncidentThatClosedADiscardDoesNotBringItBackUnseen(t *testing.T) {
	s := newStore(t)
	importText(t, s, columns+"A-1,P-1,I-1,2019-03-14,2004-01-02,21,yes,no,no,one\n")
	if _, err := s.Decide(officer, numberOf(t, s, "I-1"), model.Discard, grounds, 0); err != nil {
		t.Fatal(err)
	}
	var second model.Facts
	second.SetText(model.ApplicationRef, "A-1")
	second.SetText(model.PersonRef, "P-1")
	second.SetText(model.IncidentRef, "I-2")
	n, err := s.Add(officer, second)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Withdraw(officer, n, "Entered for the wrong individual"); err != nil {
		t.Fatal(err)
	}
	if got := rowOfIncident(t, s, "I-1"); got.State != model.StateOutOfDate || got.Verdict != model.Applies {
		t.Fatalf("after the withdrawal: %+v", got)
	}
	if _, err := s.Decide(officer, numberOf(t, s, "I-1"), model.Discard, grounds, 0); err != nil {
		t.Fatal(err)
	}
	if got := rowOfIncident(t, s, "I-1"); got.State != model.StateDecided {
		t.Fatalf("decided again: %+v", got)
	}
	if bad := findings(t, s, nil); len(bad) > 0 {
		t.Fatal(bad)
	}
}
