package queue

import (
	"strings"
	"testing"
	"time"

	"gd8/model"
	"gd8/store"
)

func TestWhatIsLeftIsWhatNeedsAttentionByVerdict(t *testing.T) {
	s, c := clockedStore(t, t.TempDir())
	defer s.Close()
	applies := add(t, s, cleanFacts(t, "A-1", "P-1", "I-1"))
	add(t, s, cleanFacts(t, "A-2", "P-2", "I-2", "indicator_of_risk", "")) // one fact away
	add(t, s, cleanFacts(t, "A-3", "P-3", "I-3", "outcome", "10"))
	add(t, s, cleanFacts(t, "A-4", "P-4", "I-4", "youth_produced", "no"))
	add(t, s, cleanFacts(t, "A-5", "P-5", "I-5", "relevant", "no"))
	left := func() Left {
		t.Helper()
		l, err := Of(s).Left()
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	want := Left{OneFact: 1}
	for _, v := range []model.Verdict{model.Applies, model.Undetermined, model.DoesNotApply, model.OutOfScope} {
		want.Verdicts[v] = 1
	}
	if got := left(); got != want {
		t.Errorf("left %+v, want %+v", got, want)
	}
	if _, err := s.Decide(officer, applies, model.Defer, filled("Deferred"), model.DateOf(someday.AddDate(0, 0, 1))); err != nil {
		t.Fatal(err)
	}
	want.Verdicts[model.Applies] = 0
	want.Decisions[model.Defer] = 1
	if got := left(); got != want {
		t.Errorf("once deferred %+v, want %+v", got, want)
	}
	c.Now = someday.AddDate(0, 0, 1)
	want.Verdicts[model.Applies] = 1
	if got := left(); got != want {
		t.Errorf("on the reminder date %+v, want %+v", got, want)
	}
	add(t, s, cleanFacts(t, "A-1", "P-1", "I-9")) // which puts the decision out of date
	want.Verdicts[model.Applies], want.Decisions[model.Defer] = 0, 0
	want.Verdicts[model.DoesNotApply] += 2
	if got := left(); got != want {
		t.Errorf("with the decision out of date %+v, want %+v", got, want)
	}
}

func TestWhatWaitsComesInTheOrderOfItsReminders(t *testing.T) {
	s, c := clockedStore(t, t.TempDir())
	defer s.Close()
	for incident, days := range map[string]int{"I-1": 0, "I-2": 5, "I-3": 1} {
		n := add(t, s, cleanFacts(t, "A-"+incident, "P-"+incident, incident))
		day := model.Date(0)
		if days > 0 {
			day = model.DateOf(someday.AddDate(0, 0, days))
		}
		if _, err := s.Decide(officer, n, model.Defer, model.Sections{model.Needed: "the record of " + incident}, day); err != nil {
			t.Fatal(err)
		}
	}
	c.Now = someday.AddDate(0, 0, 1)
	said := func(most int) string {
		t.Helper()
		list, err := Of(s).Waiting(most)
		if err != nil {
			t.Fatal(err)
		}
		var parts []string
		for _, w := range list {
			part := w.Key.Incident + " " + w.Needed
			if w.Due {
				part += " due"
			}
			parts = append(parts, part)
		}
		return strings.Join(parts, "; ")
	}
	if got, want := said(9), "I-3 the record of I-3 due; I-2 the record of I-2; I-1 the record of I-1"; got != want {
		t.Errorf("waiting %q, want %q", got, want)
	}
	if got, want := said(1), "I-3 the record of I-3 due"; got != want {
		t.Errorf("the first waiting %q, want %q", got, want)
	}
}

// A reminder date is a date of where the officer is: in British Summer Time an
// incident comes back at midnight there, an hour before that of UTC.
func TestAReminderComesDueAtMidnightWhereTheOfficerIs(t *testing.T) {
	s, c := clockedStore(t, t.TempDir())
	defer s.Close()
	summer := time.FixedZone("BST", 3600)
	c.Now = time.Date(2026, 6, 10, 12, 0, 0, 0, summer)
	n := add(t, s, cleanFacts(t, "A-1", "P-1", "I-1"))
	if _, err := s.Decide(officer, n, model.Defer, filled("Deferred"), model.NewDate(2026, 6, 12)); err != nil {
		t.Fatal(err)
	}
	writes := func() (n uint64) {
		t.Helper()
		if err := s.View(func(r *store.Reader) error { n = r.Writes; return nil }); err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := writes()
	for _, tt := range []struct {
		at  time.Time
		due int
	}{
		{time.Date(2026, 6, 11, 23, 59, 59, 0, summer), 0},
		{time.Date(2026, 6, 12, 0, 0, 0, 0, summer), 1}, // 11 June in UTC
		{time.Date(2026, 6, 11, 23, 59, 59, 0, summer), 0},
	} {
		c.Now = tt.at
		counts, err := Of(s).Counts()
		v, err2 := Of(s).View(FilterAttention, AsImported, nil)
		if err != nil || err2 != nil || counts.Filters[FilterAttention] != tt.due || counts.RemindersDue != tt.due || v.Len() != tt.due || v.Has(n) != (tt.due == 1) {
			t.Errorf("at %s: %d due, %d in the queue, want %d (%v, %v)", tt.at, counts.RemindersDue, v.Len(), tt.due, err, err2)
		}
	}
	if writes() != before {
		t.Error("something was written when the date changed: nothing has to be assessed again for it")
	}
}

// What is decided comes back when representations are due, until they are noted
// as received.
func TestRepresentationsComeDueUntilTheyAreReceived(t *testing.T) {
	s, c := clockedStore(t, t.TempDir())
	defer s.Close()
	n := add(t, s, cleanFacts(t, "A-1", "P-1", "I-1"))
	today := model.DateOf(someday)
	due := func(after int) model.Representations {
		return model.Representations{Asked: today, Due: model.DateOf(someday.AddDate(0, 0, after))}
	}
	decide := func(r model.Representations) {
		t.Helper()
		if _, err := s.DecideAs(officer, n, model.Proposal{Kind: model.Consider, Sections: filled("Considered"), Representations: r}); err != nil {
			t.Fatal(err)
		}
	}
	wants := func(when string, attention, awaited int) {
		t.Helper()
		counts, err := Of(s).Counts()
		v, err2 := Of(s).View(FilterAttention, AsImported, nil)
		waiting, err3 := Of(s).Waiting(9)
		if err != nil || err2 != nil || err3 != nil {
			t.Fatal(err, err2, err3)
		}
		if counts.Filters[FilterAttention] != attention || counts.RepresentationsDue != attention || v.Len() != attention ||
			counts.Represented != awaited || len(waiting) != awaited || counts.RemindersDue != 0 || counts.Done != 1 {
			t.Errorf("%s: %+v, %d in the queue, waiting %+v", when, counts, v.Len(), waiting)
		}
	}
	decide(due(7))
	wants("asked for", 0, 1)
	c.Now = someday.AddDate(0, 0, 7)
	wants("on the day", 1, 1)
	decide(due(9))
	wants("put off", 0, 1)
	received := due(9)
	received.Received = today
	c.Now = someday.AddDate(0, 0, 30)
	decide(received)
	wants("received", 0, 0)
	decide(model.Representations{Asked: today})
	wants("asked for without a day", 0, 0)
}
