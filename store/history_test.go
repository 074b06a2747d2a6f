package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"gd8/model"
	"gd8/store/history"
)

// said names an entry of a history in a word or two.
func said(c history.Change) string {
	switch {
	case c.Source != nil && c.Source.Origin.Withdrawn:
		return "withdrawn: " + c.Source.Origin.Reason
	case c.Source != nil:
		return "facts: " + c.Source.Facts.Text(model.Offence)
	case c.Decision != nil:
		return fmt.Sprint("decision ", c.Decision.Version)
	case c.Answer.Withdrawn:
		return "answer withdrawn"
	case c.Answer.Undone:
		return "undone"
	}
	return "answer: " + c.Answer.Answer.Value
}

func TestAHistoryIsNewestFirstWhateverTheClockSaid(t *testing.T) {
	for _, tt := range []struct {
		name string
		step time.Duration
	}{{"the clock goes on", time.Minute}, {"the clock stands still", 0}, {"the clock goes back", -time.Minute}} {
		t.Run(tt.name, func(t *testing.T) {
			s, c := clockedStore(t, t.TempDir())
			defer s.Close()
			pass := func() { c.Now = c.Now.Add(tt.step) }
			n := add(t, s, cleanFacts(t, "A", "P", "I", "offence", "one"))
			other := add(t, s, cleanFacts(t, "A", "P", "J", "same_event_as", "I"))
			pass()
			decide(t, s, n, model.Refer)
			pass()
			undone := answer(t, s, n, model.Offence, "told")
			pass()
			if err := s.UndoAnswer(officer, n, undone); err != nil {
				t.Fatal(err)
			}
			pass()
			if err := s.Correct(officer, n, cleanFacts(t, "A", "P", "I", "offence", "two"), "misread"); err != nil {
				t.Fatal(err)
			}
			pass()
			answer(t, s, n, model.Offence, "told again")
			pass()
			if _, err := s.WithdrawAnswer(officer, n, model.Offence); err != nil {
				t.Fatal(err)
			}
			pass()
			if err := s.WithdrawDecision(officer, n); err != nil {
				t.Fatal(err)
			}
			pass()
			if err := s.Withdraw(officer, n, "entered twice"); err != nil {
				t.Fatal(err)
			}
			want := []string{
				"withdrawn: entered twice", "decision 2", "answer withdrawn", "answer: told again", "facts: two", "undone", "answer: told", "decision 1", "facts: one",
			}
			changes, err := history.Of(s, n)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i, change := range changes {
				got = append(got, said(change))
				if change.By != officer.Officer {
					t.Errorf("%s is by %q at %v", got[i], change.By, change.At)
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%q\nwant %q", got, want)
			}
			if changes, err := history.Of(s, other); err != nil || len(changes) != 3 { // facts and two versions of the event's decision
				t.Errorf("the other record has %d changes (%v)", len(changes), err)
			}
		})
	}
}

func TestWhatAnImportStagesIsNotYetHistory(t *testing.T) {
	s, sources, _ := staged(t)
	n := numberOf(t, s, "I-151") // which the import changes
	leaveStaged(t, s, sources)
	changes, err := history.Of(s, n)
	if err != nil || len(changes) != 1 {
		t.Errorf("%d changes (%v)", len(changes), err)
	}
}
