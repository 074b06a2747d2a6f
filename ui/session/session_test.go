package session

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/importer"
	"gd8/store/intake/source"
	"gd8/store/queue"
	"gd8/store/vault"
)

// clock is a clock that a test moves.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func (c *clock) pass(d time.Duration) { c.at = c.at.Add(d) }

// bench is a store on which an officer sits.
type bench struct {
	t     *testing.T
	store *store.Store
	clock *clock
	sit   *Sitting
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, clock: &clock{time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)}}
	s, err := store.OpenOrCreate(filepath.Join(t.TempDir(), "gd8.db"), store.Options{Now: b.clock.now, WithoutSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	b.store = s
	b.sitDown()
	return b
}

// sitDown starts another sitting of the same officer.
func (b *bench) sitDown() {
	b.t.Helper()
	sit, err := New(b.store, "J. Officer", "Enhanced DBS checks")
	if err != nil {
		b.t.Fatal(err)
	}
	b.sit = sit
}

// add enters an incident of person with values by field name.
func (b *bench) add(person, incident string, values ...string) store.Number {
	b.t.Helper()
	var f model.Facts
	f.SetText(model.ApplicationRef, "APP-"+person)
	f.SetText(model.PersonRef, person)
	f.SetText(model.IncidentRef, incident)
	for _, v := range values {
		name, value, _ := strings.Cut(v, "=")
		field, ok := model.FieldNamed(name)
		if !ok {
			b.t.Fatalf("no field %q", name)
		}
		f.Set(field, value)
	}
	n, err := b.sit.AddAgain(f, "")
	if err != nil {
		b.t.Fatal(err)
	}
	return n
}

func (b *bench) open(n store.Number) *Incident {
	b.t.Helper()
	in, err := b.sit.Open(n)
	if err != nil {
		b.t.Fatal(err)
	}
	return in
}

func (b *bench) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func yes(f model.Field) model.Answer { return model.Answer{Field: f, Value: "yes"} }
func no(f model.Field) model.Answer  { return model.Answer{Field: f, Value: "no"} }

var (
	open21  = []string{"outcome=21", "youth_produced=yes"}
	clean21 = append([]string{"pattern_of_behaviour=no", "indicator_of_risk=no"}, open21...)
	grounds = model.Sections{model.Searched: "PNC, PND and Niche: nothing further.", model.Grounds: "One incident with outcome 21, all systems searched, nothing further is known of this individual."}
)

func TestTheCursorVisitsWhatIsToBeConfirmedLessWhatWasAnswered(t *testing.T) {
	b := newBench(t)
	n := b.add("P-1", "CR/1", open21...)
	if in := b.open(n); fmt.Sprint(in.Questions) != fmt.Sprint([]model.Field{model.PatternOfBehaviour, model.IndicatorOfRisk}) {
		t.Fatalf("questions %v", in.Questions)
	}
	b.must(b.sit.Answer(n, model.Answer{Field: model.PatternOfBehaviour, Value: ""}))
	in := b.open(n)
	if fmt.Sprint(in.Questions) != fmt.Sprint([]model.Field{model.IndicatorOfRisk}) {
		t.Fatalf("after an answer of not recorded the questions are %v", in.Questions)
	}
	if !in.Assessment.ToConfirm.Has(model.PatternOfBehaviour) {
		t.Error("an answer of not recorded settles nothing, so the fact stays to be confirmed")
	}
	b.sitDown()
	if in := b.open(n); len(in.Questions) != 2 {
		t.Errorf("another sitting asks both again, not %v", in.Questions)
	}
}

func TestUndoGoesBackStepByStep(t *testing.T) {
	b := newBench(t)
	n := b.add("P-1", "CR/1", open21...)
	b.open(n)
	b.must(b.sit.Answer(n, no(model.PatternOfBehaviour)))
	b.must(b.sit.Answer(n, no(model.IndicatorOfRisk)))
	_, err := b.sit.Decide(n, model.Discard, grounds, 0)
	b.must(err)
	if in := b.open(n); in.Item().State != model.StateDecided {
		t.Fatalf("state %v", in.Item().State)
	}
	step, err := b.sit.Undo()
	b.must(err)
	if step.Number != n || step.Decision != model.Discard || step.String() != "the decision on CR/1 (discarded under AT2)" {
		t.Errorf("undone: %v", step)
	}
	in := b.open(n)
	if in.Item().State != model.StateToDo || in.Item().Decision.Kind != model.Withdrawn {
		t.Errorf("after undoing the decision: %v, %v", in.Item().State, in.Item().Decision.Kind)
	}
	step, err = b.sit.Undo()
	b.must(err)
	if step.Field != model.IndicatorOfRisk || step.String() != "the answer to Indicator of risk on CR/1" {
		t.Errorf("undone: %v", step)
	}
	if in := b.open(n); len(in.Questions) != 1 || in.Questions[0] != model.IndicatorOfRisk {
		t.Errorf("the undone answer is asked again, not %v", in.Questions)
	}
	_, err = b.sit.Undo()
	b.must(err)
	if _, err := b.sit.Undo(); !errors.Is(err, ErrNothingToUndo) {
		t.Errorf("nothing is left: %v", err)
	}
	if k := b.sit.Kept(); k.Answered != 0 || k.Decided != 0 {
		t.Errorf("counts after undoing everything: %+v", k)
	}
}

func TestAnEditOfADecisionIsOneStepWithIt(t *testing.T) {
	b := newBench(t)
	n := b.add("P-1", "CR/1", open21...)
	b.must(b.sit.Answer(n, no(model.PatternOfBehaviour)))
	b.must(b.sit.Answer(n, no(model.IndicatorOfRisk)))
	for range 2 {
		_, err := b.sit.Decide(n, model.Discard, grounds, 0)
		b.must(err)
	}
	if k := b.sit.Kept(); k.Decided != 1 {
		t.Errorf("an edit was counted as a decision: %d", k.Decided)
	}
	for _, want := range []string{"the decision on CR/1 (discarded under AT2)", "the answer to Indicator of risk on CR/1", "the answer to Pattern of behaviour on CR/1"} {
		if step, err := b.sit.Undo(); err != nil || step.String() != want {
			t.Errorf("undone: %v, %v, not %s", step, err, want)
		}
	}
	if k := b.sit.Kept(); k.Answered != 0 || k.Decided != 0 {
		t.Errorf("counts after undoing everything: %+v", k)
	}
}

func TestAStepThatCanNoLongerBeUndoneBarsNoOther(t *testing.T) {
	b := newBench(t)
	n := b.add("P-1", "CR/1", clean21...)
	m := b.add("P-2", "CR/2", open21...)
	b.must(b.sit.Answer(m, no(model.PatternOfBehaviour)))
	_, err := b.sit.Decide(n, model.Discard, grounds, 0)
	b.must(err)
	b.must(b.store.WithdrawDecision(b.sit.Actor(), n))
	if _, err := b.sit.Undo(); err == nil || !strings.Contains(err.Error(), "undo once more undoes the answer to Pattern of behaviour on CR/2") {
		t.Fatalf("error %v", err)
	}
	if step, err := b.sit.Undo(); err != nil || step.Number != m {
		t.Errorf("undone: %v, %v", step, err)
	}

	b.must(b.sit.Answer(m, no(model.PatternOfBehaviour)))
	_, err = b.sit.Decide(n, model.Discard, grounds, 0)
	b.must(err)
	b.must(b.sit.Withdraw(n, "Entered twice"))
	if step, err := b.sit.Undo(); err != nil || step.Number != m {
		t.Errorf("undone after the record was withdrawn: %v, %v", step, err)
	}
}

func TestAfterTheLastOfASearchTheNextOfAllIsOpened(t *testing.T) {
	b := newBench(t)
	n := b.add("P-1", "CR/1", clean21...)
	m := b.add("P-2", "CR/2", clean21...)
	w := Walk{Filter: queue.FilterAttention, Order: queue.AsImported}
	b.must(queue.Of(b.store).Search(context.Background(), "CR/1", func(f *queue.Found, _ bool) { w.Within = f }))
	_, err := b.sit.View(w)
	b.must(err)
	done, err := b.sit.Decide(n, model.Discard, grounds, 0)
	b.must(err)
	if done.Next != m || !done.Beyond {
		t.Errorf("after the only incident found: %+v", done)
	}
	if done, err = b.sit.Decide(m, model.Discard, grounds, 0); err != nil || done.Next != 0 || done.Beyond {
		t.Errorf("after the last of all: %+v, %v", done, err)
	}
}

func TestAReminderThatHasPassedIsRefused(t *testing.T) {
	b := newBench(t)
	n := b.add("P-1", "CR/1", clean21...)
	awaited := model.Sections{model.Needed: "The record of the other force."}
	for typed, ok := range map[string]bool{"": true, "3 May 2026": false, "4 May 2026": false, "5 May 2026": true, "5 May 26": false} {
		if _, err := b.sit.Reminder(typed); (err == nil) != ok {
			t.Errorf("%q: %v", typed, err)
		}
	}
	passed, err := model.ParseDate("3 May 2026")
	b.must(err)
	if _, err := b.sit.Decide(n, model.Defer, awaited, passed); err == nil || !strings.Contains(err.Error(), "3 May 2026 has passed") {
		t.Errorf("error %v", err)
	}
	if d := b.open(n).Item().Decision; d != nil {
		t.Errorf("a refused deferral was written: %+v", d)
	}
}

func TestAnAnswerAgainstTheSourceNeedsItsReason(t *testing.T) {
	b := newBench(t)
	n := b.add("P-1", "CR/1", "outcome=21", "youth_produced=no")
	b.open(n)
	var refused *model.AnswerError
	if err := b.sit.Answer(n, yes(model.YouthProduced)); !errors.As(err, &refused) || !refused.NeedsReason {
		t.Fatalf("error %v", err)
	}
	if _, ok := b.sit.CanUndo(); ok {
		t.Error("a refused answer is no step")
	}
	a := yes(model.YouthProduced)
	a.Reason = "The image was seen by the OIC."
	b.must(b.sit.Answer(n, a))
}

func TestAnIncidentIsConsultedOnceASitting(t *testing.T) {
	b := newBench(t)
	n := b.add("P-1", "CR/1", open21...)
	b.open(n)
	b.open(n)
	b.must(b.sit.ListedQueue("Attention", 1))
	b.must(b.sit.ListedQueue("Attention", 1))
	count := map[string]int{}
	b.must(b.store.Journal(func(e store.Entry) bool {
		if e.Operation == vault.Consultation {
			count[e.Action]++
			if e.Officer != "J. Officer" || e.Purpose != "Enhanced DBS checks" || e.Sitting != b.sit.ID() {
				t.Errorf("entry %+v", e)
			}
		}
		return true
	}))
	if count["open"] != 1 || count["list the queue"] != 1 {
		t.Errorf("consultations %v", count)
	}
	b.sitDown()
	b.open(n)
	b.must(b.store.Journal(func(e store.Entry) bool {
		if e.Action == "open" {
			count["again"]++
		}
		return true
	}))
	if count["again"] != 2 {
		t.Errorf("another sitting consults anew: %v", count)
	}
}

func TestNextIsTheNextThatNeedsAttention(t *testing.T) {
	b := newBench(t)
	var n [5]store.Number
	for i := range n {
		n[i] = b.add(fmt.Sprintf("P-%d", i), fmt.Sprintf("CR/%d", i), append([]string{fmt.Sprintf("due_date=2026-06-%02d", 20-i)}, clean21...)...)
	}
	decide := func(i int) store.Number {
		b.open(n[i])
		done, err := b.sit.Decide(n[i], model.Discard, grounds, 0)
		b.must(err)
		return done.Next
	}
	next := func(from int, forward bool) store.Number {
		got, err := b.sit.Next(n[from], forward)
		b.must(err)
		return got
	}
	if got := decide(1); got != n[2] {
		t.Errorf("after the second comes %d", got)
	}
	if got := next(0, true); got != n[2] {
		t.Errorf("a decided incident is passed over: %d", got)
	}
	if got := next(2, false); got != n[0] {
		t.Errorf("before the third comes %d", got)
	}
	if got := next(4, true); got != 0 {
		t.Errorf("after the last comes nothing, not %d", got)
	}
	if got := decide(4); got != n[0] {
		t.Errorf("after the last the first passed over opens, not %d", got)
	}
	if _, err := b.sit.View(Walk{Filter: queue.FilterAttention, Order: queue.DueFirst}); err != nil {
		t.Fatal(err)
	}
	if got := decide(2); got != n[0] { // due first runs 4 3 2 1 0
		t.Errorf("by due date, after the third comes %d", got)
	}
	if _, err := b.sit.View(Walk{Filter: queue.FilterDecided}); err != nil {
		t.Fatal(err)
	}
	if got := next(2, true); got != n[3] {
		t.Errorf("under a filter of decided incidents the walk goes on through the rest: %d", got)
	}
	decide(0)
	if got := decide(3); got != 0 {
		t.Errorf("nothing is left, not %d", got)
	}
}

func TestNextStaysUnderTheFilter(t *testing.T) {
	b := newBench(t)
	b.add("P-0", "CR/0", open21...)
	one := b.add("P-1", "CR/1", clean21...)
	b.add("P-2", "CR/2", open21...)
	three := b.add("P-3", "CR/3", clean21...)
	for _, order := range []queue.Order{queue.AsImported, queue.OldestIncident} {
		if _, err := b.sit.View(Walk{Filter: queue.FilterApplies, Order: order}); err != nil {
			t.Fatal(err)
		}
		if got, err := b.sit.Next(one, true); err != nil || got != three {
			t.Errorf("%s: next is %d, %v", order.Title(), got, err)
		}
		if got, err := b.sit.Next(three, false); err != nil || got != one {
			t.Errorf("%s: previous is %d, %v", order.Title(), got, err)
		}
	}
}

func TestNextStaysUnderTheFilterThatADecisionLeaves(t *testing.T) {
	b := newBench(t)
	due := func(day string) []string { return append([]string{"due_date=2026-06-" + day}, clean21...) }
	last := b.add("P-0", "CR/0", due("09")...)
	stale := b.add("P-1", "CR/1", due("03")...)
	first := b.add("P-2", "CR/2", due("01")...)
	refer := model.Sections{model.Reason: "The force that recorded it was asked and has not answered; it goes to the standard process."}
	decide := func(n store.Number) Decided {
		b.open(n)
		done, err := b.sit.Decide(n, model.Refer, refer, 0)
		b.must(err)
		return done
	}
	decide(stale)
	b.must(b.sit.Answer(stale, model.Answer{Field: model.OutcomeCode, Value: "22", Reason: "read again"})) // out of date now
	if _, err := b.sit.View(Walk{Filter: queue.FilterToDo, Order: queue.DueFirst}); err != nil {
		t.Fatal(err)
	}
	if done := decide(first); done.Next != last || done.Beyond {
		t.Errorf("of what is to do, after the first comes %d and should be %d; beyond %v", done.Next, last, done.Beyond)
	}
	if done := decide(last); done.Next != stale || !done.Beyond {
		t.Errorf("when nothing is to do any more, %d opens and should be %d; beyond %v", done.Next, stale, done.Beyond)
	}
}

func TestARationaleStartsFromItsDraftElseItsOwnEarlierText(t *testing.T) {
	b := newBench(t)
	n := b.add("P-1", "CR/1", clean21...)
	other := b.add("P-2", "CR/2", clean21...)
	prefill := func(n store.Number, k model.DecisionKind) *Rationale {
		t.Helper()
		p, err := b.sit.Rationale(b.open(n), k)
		b.must(err)
		return p
	}
	if p := prefill(n, model.Discard); p.From != Nowhere || !p.Sections.Blank() {
		t.Errorf("a first rationale starts blank, not %+v", p)
	}
	draft := model.Sections{model.Searched: "PNC, PND and Niche: nothing further.", model.Grounds: "half a thought"}
	b.must(b.sit.SaveDraft(n, store.Draft{Kind: model.Discard, Sections: draft}))
	if p := prefill(n, model.Discard); p.From != FromDraft || p.Sections != draft {
		t.Errorf("prefill %+v", p)
	}
	if p := prefill(n, model.Refer); p.From != Nowhere {
		t.Errorf("the draft of a discard is not that of a referral: %+v", p)
	}
	_, err := b.sit.Decide(n, model.Discard, grounds, 0)
	b.must(err)
	if p := prefill(n, model.Discard); p.From != FromVersion || p.Sections != grounds {
		t.Errorf("standing: %+v", p)
	}
	_, err = b.sit.Undo()
	b.must(err)
	if p := prefill(n, model.Discard); p.From != FromVersion || p.Sections != grounds {
		t.Errorf("withdrawn: %+v", p)
	}
	if p := prefill(other, model.Discard); p.From != Nowhere {
		t.Errorf("another incident's text was offered: %+v", p)
	}
	p := prefill(other, model.Discard)
	p.Sections = grounds
	advice, err := p.Advice()
	b.must(err)
	if len(advice) == 0 || !strings.Contains(strings.Join(advice, "\n"), "CR/1") {
		t.Errorf("equal text names the other case: %q", advice)
	}
}

func TestASittingKeepsWhereItStoppedAndTheTimeSpent(t *testing.T) {
	b := newBench(t)
	n := b.add("P-1", "CR/1", clean21...)
	b.open(n)
	b.clock.pass(90 * time.Second)
	_, err := b.sit.Decide(n, model.Discard, grounds, 0)
	b.must(err)
	b.clock.pass(time.Minute)
	b.must(b.sit.Save())
	if k := b.sit.Kept(); fmt.Sprint(k.Spent) != "[90]" {
		t.Errorf("time spent %v", k.Spent)
	}
	b.clock.pass(24 * time.Hour)
	b.sitDown()
	if got := b.sit.Welcome(); got != "Last sitting 4 May 2026: 1 decision; it stopped at CR/1." {
		t.Errorf("welcome: %q", got)
	}
	if last, ok := b.sit.Last(); !ok || last.Purpose != "Enhanced DBS checks" {
		t.Errorf("last sitting %+v, %v", last, ok)
	}
}

func TestADiscardThatDoesNotApplyIsRefused(t *testing.T) {
	b := newBench(t)
	n := b.add("P-1", "CR/1", open21...)
	var refused *model.DecisionError
	if _, err := b.sit.Decide(n, model.Discard, grounds, 0); !errors.As(err, &refused) {
		t.Fatalf("error %v", err)
	}
	if k := b.sit.Kept(); k.Decided != 0 {
		t.Error("a refused decision was counted")
	}
}

func TestASittingNeedsAnOfficerAndAPurpose(t *testing.T) {
	b := newBench(t)
	if _, err := New(b.store, "  ", "x"); err == nil {
		t.Error("a sitting without an officer was started")
	}
	sit, err := New(b.store, "K. Officer", "")
	b.must(err)
	if err := sit.SetPurpose(" "); err == nil {
		t.Error("a blank purpose was taken")
	}
	if err := sit.SetPurpose(strings.Repeat("x", 300)); err == nil {
		t.Error("a purpose of 300 bytes was taken")
	}
	b.must(sit.SetPurpose("Audit"))
	if sit.Actor().Purpose != "Audit" {
		t.Error("the purpose is not the actor's")
	}
}

func TestAListThatCouldNotBeReadIsNotWalkedAlong(t *testing.T) {
	b := newBench(t)
	b.add("P-1", "CR/1", clean21...)
	if _, err := b.sit.View(Walk{Filter: queue.FilterAll}); err != nil || b.sit.Walk().Filter != queue.FilterAll {
		t.Fatalf("walked along: %+v (%v)", b.sit.Walk(), err)
	}
	if _, err := b.sit.Look(Walk{Filter: queue.FilterDecided}); err != nil || b.sit.Walk().Filter != queue.FilterAll {
		t.Errorf("a look at another list walks along it: %+v (%v)", b.sit.Walk(), err)
	}
	b.must(b.store.Close())
	if _, err := b.sit.View(Walk{Filter: queue.FilterDecided}); err == nil || b.sit.Walk().Filter != queue.FilterAll {
		t.Errorf("walked along: %+v (%v)", b.sit.Walk(), err)
	}
}

// Commands run beside each other: while one opens an incident and fails, others
// ask who sits, and how long an incident takes.
func TestASittingIsAskedWhileAnOpeningFails(t *testing.T) {
	b := newBench(t)
	n := b.add("P-1", "CR/1", clean21...)
	before := b.sit.Kept()
	file := filepath.Join(t.TempDir(), "hits.csv")
	b.must(os.WriteFile(file, []byte("person_ref,incident_ref\nP-2,CR/2\n"), 0o600))
	tried := 0
	_, err := importer.Import(t.Context(), b.store, store.Actor{Officer: "Records", Purpose: "test"}, []source.Source{source.File(file)}, importer.Options{
		DryRun: true, Progress: func(importer.Progress) { // while it runs nothing can be written
			if tried++; tried > 1 {
				return
			}
			var asked sync.WaitGroup
			for range 4 {
				asked.Go(func() {
					for range 1000 {
						if b.sit.Officer() != before.Officer || b.sit.ID() != before.ID {
							t.Errorf("%q, %q", b.sit.Officer(), b.sit.ID())
						}
					}
					if _, err := b.sit.Summary(); err != nil {
						t.Error(err)
					}
				})
			}
			for range 20 {
				if _, err := b.sit.Open(n); !errors.Is(err, vault.ErrBusy) {
					t.Errorf("an incident was opened that the journal does not have: %v", err)
				}
			}
			asked.Wait()
		}})
	b.must(err)
	if tried == 0 {
		t.Fatal("the import said nothing")
	}
	if kept := b.sit.Kept(); kept.Last != 0 || kept.LastKey != (model.Key{}) || !kept.Ended.Equal(before.Ended) {
		t.Errorf("what was not opened is kept as the last: %+v", kept)
	}
}

// Tabbing through the filters is one look at the queue: the journal has it at
// once, and the filters gone through as one entry that names them.
func TestGoingThroughTheFiltersIsOneConsultation(t *testing.T) {
	b := newBench(t)
	n := b.add("P-1", "CR/1", clean21...)
	logged := func() (list []string) {
		b.must(b.store.Journal(func(e store.Entry) bool {
			if e.Action == "list the queue" {
				list = append(list, e.Detail)
			}
			return true
		}))
		slices.Reverse(list)
		return list
	}
	for _, f := range []string{"Attention", "Applies", "Decided", "Applies", "Attention"} {
		b.must(b.sit.ListedQueue(f, 2))
	}
	if got := logged(); !slices.Equal(got, []string{"Attention"}) {
		t.Errorf("at once: %q", got)
	}
	_, err := b.sit.Open(n)
	b.must(err)
	if got := logged(); !slices.Equal(got, []string{"Attention", "also Applies, Decided"}) {
		t.Errorf("once an incident is open: %q", got)
	}
	b.must(b.sit.ListedQueue("All", 3))
	b.must(b.sit.Save())
	if got := logged(); !slices.Equal(got, []string{"Attention", "also Applies, Decided", "also All"}) {
		t.Errorf("at the end: %q", got)
	}
}
