package lapse_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"gd8/model"
	. "gd8/store"
	"gd8/store/lapse"
	"gd8/store/purge"
	"gd8/store/sitting"
)

// saidLapses are lapses as a test compares them: kind, reference, fields.
func saidLapses(list []lapse.Lapse) string {
	kinds := [...]string{
		lapse.Unknown: "unknown", lapse.Arrived: "arrived", lapse.Changed: "changed", lapse.Answered: "answered", lapse.Reopened: "reopened",
		lapse.Withdrawn: "withdrawn", lapse.Elsewhere: "elsewhere", lapse.ElsewhereWithdrawn: "elsewhere withdrawn", lapse.Test: "test",
	}
	var said []string
	for _, l := range list {
		s := kinds[l.Kind] + " " + l.Key.Incident
		for _, f := range l.Fields.Fields() {
			s += " " + f.Name()
		}
		if l.Kind == lapse.Arrived {
			s += fmt.Sprintf(" counts=%v joined=%v", l.Counts, l.Joined)
		}
		if l.File != "" {
			s += " from " + l.File
		}
		said = append(said, strings.TrimSpace(s))
	}
	return strings.Join(said, "; ")
}

func TestTheReasonADecisionIsOutOfDateIsNamed(t *testing.T) {
	row := func(application, incident, more string) string {
		return columns + application + ",P-1," + incident + ",2019-03-14,2004-01-02,21,yes," + more + "\n"
	}
	for name, tt := range map[string]struct {
		change func(t *testing.T, s *Store, n Number)
		want   string
	}{
		"nothing changed":            {func(*testing.T, *Store, Number) {}, ""},
		"a second incident imported": {func(t *testing.T, s *Store, _ Number) { importText(t, s, row("A-1", "I-2", "no,no,more")) }, "arrived I-2 counts=true joined=false from hits.csv"},
		"one that came and was withdrawn again counts for nothing": {func(t *testing.T, s *Store, n Number) {
			second := add(t, s, cleanFacts(t, "A-1", "P-1", "I-2"))
			if err := s.Withdraw(officer, second, "entered twice"); err != nil {
				t.Fatal(err)
			}
			answer(t, s, n, model.Grooming, "no")
		}, "answered I-1 grooming"},
		"one that is not relevant by hand": {func(t *testing.T, s *Store, _ Number) {
			add(t, s, cleanFacts(t, "A-1", "P-1", "I-2", "relevant", "no"))
		}, "arrived I-2 counts=false joined=false"},
		"another hit of the event": {func(t *testing.T, s *Store, _ Number) {
			add(t, s, cleanFacts(t, "A-1", "P-1", "I-2", "same_event_as", "I-1"))
		}, "arrived I-2 counts=true joined=true"},
		"facts changed by an import": {func(t *testing.T, s *Store, _ Number) { importText(t, s, row("A-1", "I-1", "no,no,other words")) }, "changed I-1 summary from hits.csv"},
		"an answer": {func(t *testing.T, s *Store, n Number) {
			answer(t, s, n, model.Abusive, "no")
			answer(t, s, n, model.PatternOfBehaviour, "yes")
		}, "answered I-1 pattern_of_behaviour; answered I-1 abusive"},
		"an answer that was undone counts for nothing": {func(t *testing.T, s *Store, n Number) {
			sequence := answer(t, s, n, model.Abusive, "no")
			if err := s.UndoAnswer(officer, n, sequence); err != nil {
				t.Fatal(err)
			}
			answer(t, s, n, model.Grooming, "no")
		}, "answered I-1 grooming"},
		"an answer that says what the source says counts for nothing": {func(t *testing.T, s *Store, n Number) {
			answer(t, s, n, model.PatternOfBehaviour, "no")
			answer(t, s, n, model.Grooming, "no")
		}, "answered I-1 grooming"},
		"the answer decided on is withdrawn": {func(t *testing.T, s *Store, n Number) {
			if _, err := s.WithdrawAnswer(officer, n, model.Exploitation); err != nil {
				t.Fatal(err)
			}
		}, "reopened I-1 exploitation"},
		"an incident under another application": {func(t *testing.T, s *Store, _ Number) { importText(t, s, row("A-2", "I-9", "no,no,more")) }, "elsewhere I-9 from hits.csv"},
		"the same incident under another application is nothing new": {func(t *testing.T, s *Store, n Number) {
			importText(t, s, row("A-2", "I-1", "no,no,more"))
			answer(t, s, n, model.Grooming, "no")
		}, "answered I-1 grooming"},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := clockedStore(t, t.TempDir())
			defer s.Close()
			importText(t, s, row("A-1", "I-1", "no,no,words"))
			n := Number(1)
			answer(t, s, n, model.Exploitation, "no")
			decide(t, s, n, model.Consider)
			tt.change(t, s, n)
			got, err := lapse.WhyOutOfDate(s, n)
			if err != nil || saidLapses(got) != tt.want {
				t.Errorf("%q (%v), want %q", saidLapses(got), err, tt.want)
			}
			if out := rowOfNumber(t, s, n).State == model.StateOutOfDate; out != (tt.want != "") {
				t.Errorf("the incident is out of date: %v", out)
			}
		})
	}
}

func TestAWithdrawnRecordIsTheReasonItsCaseIsOutOfDate(t *testing.T) {
	s, c := clockedStore(t, t.TempDir())
	defer s.Close()
	first := add(t, s, cleanFacts(t, "A-1", "P-1", "I-1"))
	second := add(t, s, cleanFacts(t, "A-1", "P-1", "I-2"))
	other := add(t, s, cleanFacts(t, "A-2", "P-1", "I-3"))
	decide(t, s, first, model.Refer)
	decide(t, s, other, model.Refer)
	c.Now = someday.AddDate(0, 0, 2)
	if err := s.Withdraw(officer, second, "entered twice"); err != nil {
		t.Fatal(err)
	}
	for n, want := range map[Number]string{first: "withdrawn I-2", other: "elsewhere withdrawn I-2"} {
		got, err := lapse.WhyOutOfDate(s, n)
		if err != nil || saidLapses(got) != want {
			t.Errorf("record %d: %q (%v), want %q", n, saidLapses(got), err, want)
		}
	}
	found, err := lapse.OutOfDateSince(s, sitting.Sitting{Ended: c.Now.Add(-time.Second)}, 9)
	list := found.Lapsed
	if err != nil || len(list) != 2 || found.Count != 2 || found.CutShort || list[0].Number != first || list[1].Number != other || !list[0].Since().Equal(c.Now) || list[0].Lapses[0].By != officer.Officer {
		t.Errorf("out of date: %+v (%v)", list, err)
	}
	if found, err := lapse.OutOfDateSince(s, sitting.Sitting{Ended: time.Time{}}, 1); err != nil || len(found.Lapsed) != 1 || found.Count != 2 {
		t.Errorf("at most one was asked for: %+v (%v)", found, err)
	}
	if found, err := lapse.OutOfDateSince(s, sitting.Sitting{Ended: c.Now}, 9); err != nil || found.Count != 0 {
		t.Errorf("nothing came since: %+v (%v)", found, err)
	}
}

// The case of one individual may have thousands of records, and each of its
// decisions is held against all of them.
func TestOfVeryLargeCasesNotAllIsLookedAt(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes long and has no two things at once: the whole run has it")
	}
	s, c := clockedStore(t, t.TempDir())
	defer s.Close()
	var file strings.Builder
	file.WriteString(columns)
	const incidents = 120
	for i := range incidents {
		fmt.Fprintf(&file, "A-1,P-1,I-%d,2019-03-14,2004-01-02,21,yes,no,no,words\n", i)
	}
	importText(t, s, file.String())
	decisions := lapse.MaxRecords/incidents + 2
	for n := range decisions {
		decide(t, s, Number(n+1), model.Refer)
	}
	before := c.Now
	c.Now = someday.AddDate(0, 0, 2)
	add(t, s, cleanFacts(t, "A-1", "P-1", "one more"))
	found, err := lapse.OutOfDateSince(s, sitting.Sitting{Ended: before}, 3)
	if err != nil || !found.CutShort || len(found.Lapsed) != 3 || found.Count < 4 || found.Count >= decisions {
		t.Errorf("of %d decisions %d were counted and %d listed, cut short: %v (%v)", decisions, found.Count, len(found.Lapsed), found.CutShort, err)
	}
}

// What a record says may change after it came: the decision is out of date since
// it came all the same.
func TestARecordArrivedWhenItsFirstVersionDid(t *testing.T) {
	s, c := clockedStore(t, t.TempDir())
	defer s.Close()
	first := add(t, s, cleanFacts(t, "A-1", "P-1", "I-1"))
	other := add(t, s, cleanFacts(t, "A-2", "P-1", "I-3"))
	decide(t, s, first, model.Refer)
	decide(t, s, other, model.Refer)
	day := func(n int) time.Time { return someday.AddDate(0, 0, n) }
	row := func(words string) string {
		return columns + "A-1,P-1,I-2,2019-03-14,2004-01-02,21,yes,no,no," + words + "\n"
	}
	c.Now = day(2)
	importText(t, s, row("words"))
	c.Now = day(6)
	importText(t, s, row("other words"))
	for n, want := range map[Number]string{first: "arrived I-2 counts=true joined=false from hits.csv", other: "elsewhere I-2 from hits.csv"} {
		got, err := lapse.WhyOutOfDate(s, n)
		if err != nil || saidLapses(got) != want || !got[0].At.Equal(day(2)) {
			t.Errorf("record %d: %q of %v (%v), want %q of %v", n, saidLapses(got), got[0].At, err, want, day(2))
		}
		if since := (&lapse.Lapsed{Lapses: got}).Since(); !since.Equal(day(2)) {
			t.Errorf("record %d is out of date since %v", n, since)
		}
	}
}

// A record that was withdrawn and is entered anew arrived when it came back.
func TestARecordThatCameBackArrivedThen(t *testing.T) {
	s, c := clockedStore(t, t.TempDir())
	defer s.Close()
	first := add(t, s, cleanFacts(t, "A-1", "P-1", "I-1"))
	second := add(t, s, cleanFacts(t, "A-1", "P-1", "I-2"))
	if err := s.Withdraw(officer, second, "entered for another"); err != nil {
		t.Fatal(err)
	}
	decide(t, s, first, model.Refer)
	c.Now = someday.AddDate(0, 0, 3)
	add(t, s, cleanFacts(t, "A-1", "P-1", "I-2"))
	got, err := lapse.WhyOutOfDate(s, first)
	if err != nil || saidLapses(got) != "arrived I-2 counts=true joined=false" || !got[0].At.Equal(c.Now) {
		t.Errorf("%q of %v (%v)", saidLapses(got), got[0].At, err)
	}
}

// An erased record has left no version that could be named.
func TestAnErasureElsewhereLeavesNoReasonToName(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	n := add(t, s, cleanFacts(t, "A-1", "P-1", "I-1"))
	add(t, s, cleanFacts(t, "A-2", "P-1", "I-2"))
	decide(t, s, n, model.Refer)
	application := "A-2"
	plan, err := purge.Find(s, purge.Request{Application: &application})
	if err != nil {
		t.Fatal(err)
	}
	if err := purge.Purge(t.Context(), s, officer, plan, "retention"); err != nil {
		t.Fatal(err)
	}
	got, err := lapse.WhyOutOfDate(s, n)
	if err != nil || saidLapses(got) != "unknown" {
		t.Errorf("%q (%v)", saidLapses(got), err)
	}
	if l := (&lapse.Lapsed{Lapses: got}); !l.Since().IsZero() {
		t.Errorf("since %v", l.Since())
	}
}
