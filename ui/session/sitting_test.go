package session

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/lapse"
	"gd8/store/queue"
	"gd8/store/sitting"
	"gd8/ui/report"
)

func (b *bench) summary() *Summary {
	b.t.Helper()
	s, err := b.sit.Summary()
	b.must(err)
	return s
}

// took opens an incident, and decides it after a while.
func (b *bench) took(n store.Number, d time.Duration) {
	b.t.Helper()
	b.open(n)
	b.clock.pass(d)
	_, err := b.sit.Decide(n, model.Refer, model.Sections{model.Reason: "To the standard process."}, 0)
	b.must(err)
}

func TestAnEstimateNeedsTenTimedDecisions(t *testing.T) {
	b := newBench(t)
	var n [14]store.Number
	for i := range n {
		n[i] = b.add(fmt.Sprintf("P-%d", i), fmt.Sprintf("CR/%d", i), clean21...)
	}
	for i := range 9 {
		b.took(n[i], time.Duration(i+1)*time.Minute)
	}
	s := b.summary()
	if got := s.Said(); got[2] != "Time for an incident: not enough decided yet (9 timed, of at least 10)." || got[3] != "Estimate of what is left: not enough decided yet." {
		t.Errorf("after nine decisions: %q", got)
	}
	b.must(b.sit.Save())
	b.clock.pass(time.Hour)
	b.sitDown() // earlier sittings count
	b.took(n[9], 3*time.Hour)
	s = b.summary()
	if got := s.Said(); got[2] != "Time for an incident: median 5 minutes, and half took 3 minutes to 7 minutes (of 10 timed; interruptions count)." ||
		got[3] != "Estimate of what is left: 12 minutes to 28 minutes for 4 incidents at that pace." {
		t.Errorf("after ten decisions: %q", got)
	}
	other, err := New(b.store, "K. Officer", "Audit")
	b.must(err)
	if s, err := other.Summary(); err != nil || s.Pace.Timed != 0 {
		t.Errorf("another officer has this one's pace: %+v (%v)", s.Pace, err)
	}
	for i := range 4 {
		b.took(n[10+i], time.Minute)
	}
	if got := b.summary().Said()[3]; got != "Estimate of what is left: nothing needs attention." {
		t.Errorf("at the end: %q", got)
	}
}

func TestAPaceIsOfTheNewestDecisions(t *testing.T) {
	b := newBench(t)
	old := sitting.Sitting{ID: "old", Officer: "J. Officer", Purpose: "x", Started: b.clock.now().Add(-time.Hour)}
	for range paceNewest {
		old.Spent = append(old.Spent, 3600)
	}
	for range paceNewest {
		old.Spent = append(old.Spent, 60)
	}
	b.must(sitting.Save(b.store, old))
	if p := b.summary().Pace; p.Timed != paceNewest || p.Slow != time.Minute {
		t.Errorf("pace %+v", p)
	}
}

func TestDurationsAreSaidNoMoreExactlyThanTheyAreKnown(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 seconds", time.Second: "1 second", 119 * time.Second: "119 seconds", 2 * time.Minute: "2 minutes", 150 * time.Second: "3 minutes",
		119 * time.Minute: "119 minutes", 2 * time.Hour: "2 hours", 100*time.Hour + 29*time.Minute: "100 hours",
	} {
		if got := took(d); got != want {
			t.Errorf("%v is %q, want %q", d, got, want)
		}
	}
	if got := span(time.Minute, time.Minute); got != "about 60 seconds" {
		t.Errorf("a span of nothing is %q", got)
	}
}

func TestASummaryIsReadFromTheCounts(t *testing.T) {
	b := newBench(t)
	b.add("P-0", "CR/0", open21...)
	b.add("P-1", "CR/1", clean21...)
	two := b.add("P-2", "CR/2", clean21...)
	three := b.add("P-3", "CR/3", clean21...)
	_, err := b.sit.Decide(two, model.Defer, model.Sections{model.Needed: "The other force's record."}, model.NewDate(2026, 5, 6))
	b.must(err)
	_, err = b.sit.Decide(three, model.Discard, grounds, 0)
	b.must(err)
	s := b.summary()
	var said []string
	for _, c := range s.Charts() {
		for i, label := range c.Labels {
			if c.Counts[i] > 0 {
				said = append(said, fmt.Sprintf("%s: %s %d of %d", c.Title, label, c.Counts[i], c.Of()))
			}
		}
	}
	want := []string{
		"Decisions that stand: Discarded 1 of 2", "Decisions that stand: Deferred 1 of 2",
		"Left, by verdict: Applies 1 of 2", "Left, by verdict: Undetermined 1 of 2",
		"All incidents: To do 2 of 4", "All incidents: Deferred 1 of 4", "All incidents: Decided 1 of 4",
	}
	if strings.Join(said, "\n") != strings.Join(want, "\n") {
		t.Errorf("charts\n%s\nwant\n%s", strings.Join(said, "\n"), strings.Join(want, "\n"))
	}
	if s.DescribeDeferred() != "Deferred: 1" || report.WaitingFor(&s.Waiting[0]).String() != "CR/2, until 6 May 2026: The other force's record." {
		t.Errorf("deferred: %q, %q", s.DescribeDeferred(), report.WaitingFor(&s.Waiting[0]).String())
	}
	leaving, err := b.sit.Leaving()
	b.must(err)
	if got := strings.Join(leaving, " "); got != "This sitting: 0 answers, 2 decisions. Left: 2 incidents need attention, 1 deferred. 1 of 4 done." {
		t.Errorf("leaving: %q", got)
	}
	b.clock.pass(48 * time.Hour)
	s = b.summary()
	if s.DescribeDeferred() != "Deferred: 1, 1 with the reminder due" || report.WaitingFor(&s.Waiting[0]).String() != "CR/2, due since 6 May 2026: The other force's record." || s.Counts.Filters[queue.FilterAttention] != 3 {
		t.Errorf("on the reminder date: %q, %q", s.DescribeDeferred(), report.WaitingFor(&s.Waiting[0]).String())
	}
}

func TestASittingThatLookedAtNothingHasNothingToSayAtItsEnd(t *testing.T) {
	b := newBench(t)
	sit, err := New(b.store, "K. Officer", "")
	b.must(err)
	if said, err := sit.Leaving(); err != nil || said != nil {
		t.Errorf("said %q (%v)", said, err)
	}
}

// opening is what the next sitting, a day later, is told.
func (b *bench) opening() *Opening {
	b.t.Helper()
	b.must(b.sit.Save())
	b.clock.pass(24 * time.Hour)
	b.sitDown()
	o, err := b.sit.Opening()
	b.must(err)
	return o
}

func TestTheStartOfASittingNamesWhatChangedSinceTheLast(t *testing.T) {
	b := newBench(t)
	if o, err := b.sit.Opening(); err != nil || o != nil {
		t.Errorf("a first sitting is told %+v (%v)", o, err)
	}
	one := b.add("P-1", "CR/1", clean21...)
	two := b.add("P-2", "CR/2", clean21...)
	three := b.add("P-3", "CR/3", clean21...)
	for _, n := range []store.Number{one, two} {
		b.took(n, time.Minute)
	}
	b.must(b.sit.Answer(one, yes(model.Abusive))) // out of date before the sitting ends
	b.open(three)
	b.must(b.sit.Save())
	b.clock.pass(time.Hour)
	b.must(b.sit.Answer(two, yes(model.Grooming)))
	b.clock.pass(23 * time.Hour)
	b.sitDown()
	o, err := b.sit.Opening()
	b.must(err)
	if o.Stopped == nil || o.Stopped.Key.Incident != "CR/3" || o.Since.Count != 1 || o.OutOfDate != 2 || o.DescribeLapsed() != "Became out of date since: 1 decision (2 in all)" {
		t.Fatalf("opening %+v: %q", o, o.DescribeLapsed())
	}
	if got := b.sit.LapseOf(&o.Since.Lapsed[0]); got != "CR/2: facts changed: grooming, answered by J. Officer on 4 May 2026" {
		t.Errorf("the reason is %q", got)
	}
	// A sitting that opens nothing does not lose the place.
	if o := b.opening(); o == nil || o.Stopped == nil || o.Stopped.Key.Incident != "CR/3" || o.Since.Count != 0 {
		t.Errorf("a sitting later: %+v", o)
	}
	b.took(three, time.Minute)
	if o := b.opening(); o != nil {
		t.Errorf("nothing is to be said, but %+v", o)
	}
}

// Decisions long out of date come first in the store: they must not crowd out
// what is new.
func TestWhatIsNewlyOutOfDateIsSaidHoweverMuchIsOld(t *testing.T) {
	b := newBench(t)
	reason := model.Sections{model.Reason: "To the standard process."}
	var n [openingListed + 3]store.Number
	for i := range n {
		n[i] = b.add(fmt.Sprintf("P-%d", i), fmt.Sprintf("CR/%d", i), clean21...)
		_, err := b.sit.Decide(n[i], model.Refer, reason, 0)
		b.must(err)
	}
	answerAgain := func(n store.Number) { b.must(b.sit.Answer(n, yes(model.Grooming))) }
	for _, n := range n[:openingListed+1] {
		answerAgain(n)
	}
	b.open(n[0])
	b.must(b.sit.Save())
	b.clock.pass(time.Hour)
	answerAgain(n[openingListed+1])
	answerAgain(n[openingListed+2])
	b.clock.pass(time.Hour)
	b.sitDown()
	o, err := b.sit.Opening()
	b.must(err)
	if o == nil || len(o.Since.Lapsed) != 2 || o.DescribeLapsed() != "Became out of date since: 2 decisions (203 in all)" {
		t.Fatalf("opening %+v", o)
	}
	if got := b.sit.LapseOf(&o.Since.Lapsed[0]); !strings.HasPrefix(got, "CR/201: ") {
		t.Errorf("the first is %q", got)
	}
	for want, since := range map[string]lapse.LapsedSince{
		"": {},
		"Became out of date since: at least 7 decisions (203 in all)":         {Count: 7, CutShort: true},
		"Out of date: 203 decisions; too many to look at all for what is new": {CutShort: true},
	} {
		if o.Since = since; o.DescribeLapsed() != want {
			t.Errorf("%q, want %q", o.DescribeLapsed(), want)
		}
	}
}

func TestTheIncidentInHandSaysWhyItIsOutOfDate(t *testing.T) {
	b := newBench(t)
	n := b.add("P-1", "CR/1", clean21...)
	_, err := b.sit.Decide(n, model.Discard, grounds, 0)
	b.must(err)
	if in := b.open(n); len(in.Lapses) != 0 {
		t.Errorf("lapses %+v", in.Lapses)
	}
	b.clock.pass(time.Hour)
	b.add("P-1", "CR/2", clean21...)
	in := b.open(n)
	if got, ok := in.OutOfDate(); !ok || got.Text != "a second incident, CR/2, was entered by J. Officer on 4 May 2026" {
		t.Errorf("why: %q", got)
	}
}
