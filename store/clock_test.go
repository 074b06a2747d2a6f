package store

import (
	"testing"
	"time"

	"gd8/model"
)

func TestNothingIsDatedBeforeTheNewestEntryWhenTheClockGoesBack(t *testing.T) {
	s, c := clockedStore(t, t.TempDir())
	defer s.Close()
	importText(t, s, generated(0, 3, "old"))
	newest := c.now
	c.now = newest.Add(-48 * time.Hour)
	went := c.now
	n := numberOf(t, s, "I-0")
	answer(t, s, n, model.Offence, "as told")
	decide(t, s, n, model.Refer)
	if err := s.SaveDraft(officer, n, Draft{Kind: model.Consider, Sections: filled("Drafted")}); err != nil {
		t.Fatal(err)
	}
	importText(t, s, generated(0, 3, "new"))
	byHand := add(t, s, cleanFacts(t, "A-9", "P-9", "by hand"))
	for _, m := range []Number{n, byHand} {
		changes, err := s.History(m)
		if err != nil {
			t.Fatal(err)
		}
		for _, change := range changes {
			if !change.At.Equal(newest) {
				t.Errorf("record %d: %+v is dated %v, before the newest entry of %v", m, change, change.At, newest)
			}
		}
	}
	d, err := s.Dossier(n)
	if err != nil {
		t.Fatal(err)
	}
	if at := d.Item().Drafts[0].At; !at.Equal(newest) {
		t.Errorf("the draft is dated %v", at)
	}
	back := 0
	err = s.Journal(func(e Entry) bool {
		if !e.At.Equal(newest) {
			t.Errorf("entry %d (%s) is dated %v", e.Number, e.Action, e.At)
		}
		if !e.ClockBack.IsZero() {
			back++
			if !e.ClockBack.Equal(went) {
				t.Errorf("entry %d says the clock said %v", e.Number, e.ClockBack)
			}
		}
		return true
	})
	if err != nil || back != 4 { // answer, decision, import, record by hand
		t.Errorf("%d entries say that the clock had gone back (%v)", back, err)
	}
	mustVerify(t, "clock back", s)
}

func TestOnceTheClockHasCaughtUpItsOwnTimeIsKept(t *testing.T) {
	s, c := clockedStore(t, t.TempDir())
	defer s.Close()
	n := add(t, s, cleanFacts(t, "A", "P", "I"))
	c.now = someday.Add(-time.Hour)
	answer(t, s, n, model.Offence, "while it is back")
	c.now = someday.Add(time.Minute)
	answer(t, s, n, model.Offence, "after it caught up")
	var at, back []time.Time
	if err := s.Journal(func(e Entry) bool { at, back = append(at, e.At), append(back, e.ClockBack); return true }); err != nil {
		t.Fatal(err)
	}
	if !at[0].Equal(c.now) || !back[0].IsZero() || !at[1].Equal(someday) || back[1].IsZero() {
		t.Errorf("newest first, at %v, clock back %v", at, back)
	}
}
