package store_test

import (
	"testing"
	"time"

	"gd8/model"
	. "gd8/store"
	"gd8/store/history"
	"gd8/store/lapse"
	"gd8/store/purge"
	"gd8/store/sitting"
	"gd8/store/times"
	"gd8/store/vault"
)

// One sitting with a clock that is wrong dates nothing but itself.
func TestEverythingBearsTheClocksOwnTimeAndTheJournalHasTheOrder(t *testing.T) {
	for name, wrong := range map[string]time.Duration{"ahead": 2 * 365 * 24 * time.Hour, "behind": -2 * 365 * 24 * time.Hour, "a little behind": -time.Minute} {
		t.Run(name, func(t *testing.T) {
			s, c := clockedStore(t, t.TempDir())
			defer s.Close()
			importText(t, s, generated(0, 3, "old"))
			n := numberOf(t, s, "I-0")
			c.Now = someday.Add(wrong)
			answer(t, s, n, model.Offence, "while it is wrong")
			decide(t, s, n, model.Refer)
			right := someday.Add(time.Hour)
			c.Now = right
			decide(t, s, n, model.Consider)
			if err := s.SaveDraft(officer, n, Draft{Kind: model.Defer, Sections: filled("Drafted")}); err != nil {
				t.Fatal(err)
			}
			importText(t, s, generated(0, 3, "new"))

			changes, err := history.Of(s, n)
			if err != nil || len(changes) != 5 {
				t.Fatalf("%d changes (%v)", len(changes), err)
			}
			for i, at := range []time.Time{right, right, someday.Add(wrong), someday.Add(wrong), someday} {
				if !changes[i].At.Equal(at) {
					t.Errorf("change %d of the history is dated %v, and was made at %v", i, changes[i].At, at)
				}
			}
			if d := changes[1].Decision; d == nil || d.Kind != model.Consider {
				t.Errorf("the history is not in the order of the journal: %+v", changes[1])
			}
			d, err := s.Dossier(n)
			if err != nil || !d.Item().Drafts[0].At.Equal(right) || !d.Item().Decision.At.Equal(right) {
				t.Errorf("draft %v, decision %v (%v)", d.Item().Drafts[0].At, d.Item().Decision.At, err)
			}
			mustVerify(t, name, s)
		})
	}
}

func TestAnEntryDatedBeforeTheOneBeforeItSaysSo(t *testing.T) {
	s, c := clockedStore(t, t.TempDir())
	defer s.Close()
	n := add(t, s, cleanFacts(t, "A", "P", "I"))
	c.Now = someday.Add(-time.Hour)
	answer(t, s, n, model.Offence, "while it is back")
	c.Now = someday.Add(-time.Minute)
	answer(t, s, n, model.Offence, "after it caught up")
	var at, previous []time.Time
	if err := s.Journal(func(e Entry) bool { at, previous = append(at, e.At), append(previous, e.PreviousAt); return true }); err != nil {
		t.Fatal(err)
	}
	if !at[0].Equal(c.Now) || !at[1].Equal(someday.Add(-time.Hour)) || !previous[0].IsZero() || !previous[1].Equal(someday) || !previous[2].IsZero() {
		t.Errorf("newest first, at %v, after entries of %v", at, previous)
	}
}

// Earlier versions dated an entry as the one before it where the clock had gone
// back, and noted what the clock said.
func TestAnEntryOfAnEarlierVersionIsDatedByItsClock(t *testing.T) {
	e := vault.Entry{At: someday.Add(-time.Hour), PreviousAt: someday, Held: true, Action: "answer", Salt: make([]byte, vault.StampSize)}
	e.Itemise(new(vault.SaltSource).Next)
	d := vault.Decoder{B: e.Said()[vault.StampSize:]}
	d.Version()
	if first, second := d.Time(), d.Time(); !first.Equal(someday) || !second.Equal(e.At) {
		t.Fatalf("written as %v, %v", first, second)
	}
	got, err := vault.DecodeEntry(e.Said())
	if err != nil || !got.At.Equal(e.At) || !got.PreviousAt.Equal(someday) || got.Commitment(vault.EntryKey(1)) != e.Commitment(vault.EntryKey(1)) {
		t.Errorf("read as %v after %v (%v)", got.At, got.PreviousAt, err)
	}
}

func TestAClockMoreThanADayOffTheNewestEntryIsNoticed(t *testing.T) {
	s, c := clockedStore(t, t.TempDir())
	defer s.Close()
	if _, off, err := times.ClockOff(s); off || err != nil {
		t.Errorf("a store without entries: %v, %v", off, err)
	}
	add(t, s, cleanFacts(t, "A", "P", "I"))
	for by, want := range map[time.Duration]bool{
		0: false, 24 * time.Hour: false, -24 * time.Hour: false, 24*time.Hour + time.Second: true, -24*time.Hour - time.Second: true,
	} {
		c.Now = someday.Add(by)
		got, off, err := times.ClockOff(s)
		if off != want || err != nil || off && (!got.Newest.Equal(someday) || !got.Now.Equal(c.Now)) {
			t.Errorf("%v: %+v, %v, %v", by, got, off, err)
		}
	}
}

// What is due for erasure must not hang on one clock that was wrong: neither
// come too early nor be kept for years.
func TestWhatIsDueGoesByTheOrderOfTheJournalWhereAClockWasWrong(t *testing.T) {
	const year = 365 * 24 * time.Hour
	first := time.Date(2020, 3, 1, 9, 0, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		wrong   time.Duration
		dueIn   int // years after which it is due
		overdue int // and is not yet
	}{
		"two years ahead": {2 * year, 8, 6},
		"years behind":    {-20 * year, 8, 6},
		"right":           {0, 8, 6},
	} {
		t.Run(name, func(t *testing.T) {
			s, c := clockedStore(t, t.TempDir())
			defer s.Close()
			sitting := func(day int, off time.Duration, work func(n Number)) {
				c.Now = first.AddDate(0, 0, day).Add(off)
				work(add(t, s, cleanFacts(t, "A-"+c.Now.Format("060102"), "P-"+c.Now.Format("060102"), "I-"+c.Now.Format("060102"))))
			}
			for day := range 5 {
				sitting(day, 0, func(Number) {})
			}
			var key model.CaseKey
			sitting(6, tt.wrong, func(n Number) {
				decide(t, s, n, model.Discard)
				key = rowOfNumber(t, s, n).Key.Case()
			})
			for day := range 5 {
				sitting(10+day, 0, func(Number) {})
			}
			for years, want := range map[int]bool{tt.overdue: false, tt.dueIn: true} {
				c.Now = first.AddDate(years, 1, 0)
				plan, err := purge.Find(s, purge.Request{DecidedBefore: model.DateOf(c.Now.AddDate(-7, 0, 0))})
				if err != nil {
					t.Fatal(err)
				}
				if got := len(plan.Cases) == 1 && plan.Cases[0] == key; got != want {
					t.Errorf("after %d years: due %v, want %v (%+v)", years, got, want, plan.Cases)
				}
			}
		})
	}
}

// What fell out of date since a sitting, and which sitting was the last, do
// not hang on its clock.
func TestASittingOfAClockThatWasAheadIsNotTheLastForYears(t *testing.T) {
	s, c := clockedStore(t, t.TempDir())
	defer s.Close()
	ahead := someday.AddDate(2, 0, 0)
	keep := func(id string, at time.Time) sitting.Sitting {
		one := sitting.Sitting{ID: id, Officer: officer.Officer, Started: at, Ended: at.Add(time.Minute)}
		if err := sitting.Save(s, one); err != nil {
			t.Fatal(err)
		}
		return one
	}
	n := add(t, s, cleanFacts(t, "A", "P", "I-1"))
	c.Now = ahead
	if _, err := s.Decide(Actor{Officer: officer.Officer, Sitting: "aaaaaaaa"}, n, model.Discard, grounds, 0); err != nil {
		t.Fatal(err)
	}
	wrong := keep("aaaaaaaa", ahead)
	c.Now = someday.AddDate(0, 0, 1)
	add(t, s, cleanFacts(t, "A", "P", "I-2"))
	if found, err := lapse.OutOfDateSince(s, wrong, 9); err != nil || found.Count != 1 {
		t.Errorf("out of date since the sitting: %+v (%v)", found, err)
	}
	keep("bbbbbbbb", c.Now)
	list, err := sitting.Newest(s, 2)
	if err != nil || len(list) != 2 || list[0].ID != "bbbbbbbb" {
		t.Errorf("sittings: %+v (%v)", list, err)
	}
}
