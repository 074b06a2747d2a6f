package release

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"gd8/model"
	"gd8/store"
	"gd8/store/draw"
	"gd8/store/purge"
	"gd8/store/storetest"
	"gd8/store/unnumbered"
)

func check(t *testing.T, s *store.Store, scope Scope, limit *int) *Checked {
	t.Helper()
	c, err := Check(context.Background(), s, scope, Options{Limit: limit})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func kinds(c *Checked) string {
	var list []string
	for _, b := range c.Blockers {
		list = append(list, b.Kind.String())
	}
	return strings.Join(list, " ")
}

func application(ref string) Scope { return Scope{Application: &ref} }

func newStore(t *testing.T) *store.Store {
	t.Helper()
	s, _ := storetest.Clocked(t, t.TempDir())
	t.Cleanup(func() { s.Close() })
	return s
}

func TestEachBlockerIsSaid(t *testing.T) {
	s := newStore(t)
	add := func(ref, born string, changes ...string) store.Number {
		return storetest.Add(t, s, storetest.CleanFacts(t, "A-"+ref, "P-"+ref, "I-"+ref, append([]string{"date_of_birth", born, "relevant", "yes"}, changes...)...))
	}
	add("todo", "2004-01-01")
	storetest.Decide(t, s, add("date", "2004-01-02"), model.Discard)
	storetest.Answer(t, s, 2, model.IndicatorOfRisk, "yes")
	storetest.Decide(t, s, add("wait", "2004-01-03"), model.Defer)
	storetest.Decide(t, s, add("conflict", "2004-01-04", "grooming", "yes"), model.Refer)
	storetest.Decide(t, s, add("same", "2004-01-05", "person_name", "Kim Other"), model.Refer)
	add("other", "2004-01-05", "person_name", "Kim Other")
	storetest.Decide(t, s, 5, model.Refer) // the question put the first out of date
	storetest.Decide(t, s, add("fine", "2004-01-06"), model.Discard)
	for ref, want := range map[string]string{
		"todo": "to_do", "date": "out_of_date", "wait": "deferred", "conflict": "outcome_conflict", "same": "open_question", "fine": "",
	} {
		c := check(t, s, application("A-"+ref), nil)
		if got := kinds(c); got != want {
			t.Errorf("%s: %q, want %q: %+v", ref, got, want, c.Blockers)
		}
		for _, b := range c.Blockers {
			if b.Key.Incident != "I-"+ref || b.Text == "" {
				t.Errorf("%s: %+v", ref, b)
			}
		}
	}
	all := check(t, s, Scope{Since: model.DateOf(storetest.Someday)}, nil)
	if got := kinds(all); got != "out_of_date deferred open_question outcome_conflict" || all.Incidents != 5 || len(all.Decisions) != 3 {
		t.Errorf("since today: %q of %d incidents, %d decisions", got, all.Incidents, len(all.Decisions))
	}
	if _, err := Check(context.Background(), s, application("A-none"), Options{}); !errors.Is(err, store.ErrNoCase) {
		t.Errorf("no such application: %v", err)
	}
	if _, err := Check(context.Background(), s, Scope{Since: model.DateOf(storetest.Someday.AddDate(0, 0, 1))}, Options{}); !errors.Is(err, ErrNothing) {
		t.Errorf("nothing since: %v", err)
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if _, err := Check(stopped, s, application("A-fine"), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

func TestWhatIsSampledMustBeReviewedAndSettled(t *testing.T) {
	s := newStore(t)
	storetest.DecideMany(t, s, 12, 3)
	sample, err := draw.Draw(context.Background(), s, storetest.Officer, draw.Request{Said: "x", Size: 15}, nil)
	if err != nil {
		t.Fatal(err)
	}
	scope := application("APP-009")
	if got := kinds(check(t, s, scope, nil)); got != "not_reviewed" {
		t.Errorf("drawn: %q", got)
	}
	storetest.Opine(t, s, sample.Number, 9, model.Consider)
	if got := kinds(check(t, s, scope, nil)); got != "not_settled" {
		t.Errorf("decided differently: %q", got)
	}
	storetest.Rule(t, s, sample.Number, 9, model.FactsToBeConfirmed)
	if got := kinds(check(t, s, scope, nil)); got != "returned" {
		t.Errorf("facts to confirm: %q", got)
	}
	storetest.Rule(t, s, sample.Number, 9, model.DecisionStands)
	c := check(t, s, scope, nil)
	if got := kinds(c); got != "" || c.Bound == nil || c.Bound.Sample != sample.Number || c.Bound.Most != 11 || c.Bound.Reviewed != 1 {
		t.Errorf("settled: %q, %+v", got, c.Bound)
	}
	five := 5
	if got := kinds(check(t, s, scope, &five)); got != "not_reviewed bound_above_limit" {
		t.Errorf("above the limit: %q", got)
	}
	for n := store.Number(1); n <= 15; n++ {
		if n != 9 {
			kind := model.Discard
			if n > 12 {
				kind = model.Refer
			}
			storetest.Opine(t, s, sample.Number, n, kind)
		}
	}
	c = check(t, s, scope, &five)
	if got := kinds(c); got != "" || c.Bound.Most != 0 {
		t.Errorf("all reviewed: %q, %+v", got, c.Bound)
	}
	// What is decided after the draw is outside of the bound.
	later := storetest.Add(t, s, storetest.CleanFacts(t, "APP-099", "P-099", "I/099", "date_of_birth", "2005-05-05"))
	storetest.Decide(t, s, later, model.Discard)
	c = check(t, s, application("APP-099"), &five)
	if got := kinds(c); got != "bound_above_limit" || c.Bound.Outside != 1 || !strings.Contains(c.Blockers[0].Text, "No sample was drawn of these discards") {
		t.Errorf("decided later: %q, %+v", got, c.Blockers)
	}
	if c = check(t, s, Scope{Since: model.DateOf(storetest.Someday)}, &five); kinds(c) != "bound_above_limit" || !strings.Contains(c.Blockers[0].Text, "Of these discards 1 came after sample 1") {
		t.Errorf("all together: %+v", c.Blockers)
	}
	if got := kinds(check(t, s, application("APP-013"), &five)); got != "" {
		t.Errorf("no discard, and yet: %q", got)
	}
}

// To save the same discard again must not be a way past the second officer.
func TestADecisionMadeAgainStillWaitsForItsReview(t *testing.T) {
	s := newStore(t)
	storetest.DecideMany(t, s, 12, 3)
	sample, err := draw.Draw(context.Background(), s, storetest.Officer, draw.Request{Said: "x", Size: 15}, nil)
	if err != nil {
		t.Fatal(err)
	}
	scope := application("APP-009")
	storetest.Decide(t, s, 9, model.Discard)
	if got := kinds(check(t, s, scope, nil)); got != "not_reviewed" {
		t.Errorf("decided again before its review: %q", got)
	}
	storetest.OpineOn(t, s, sample.Number, 9, 1, model.Consider)
	if got := kinds(check(t, s, scope, nil)); got != "not_settled" {
		t.Errorf("decided again, and the second officer disagrees: %q", got)
	}
	storetest.Decide(t, s, 9, model.Discard)
	if got := kinds(check(t, s, scope, nil)); got != "not_settled" {
		t.Errorf("decided again after the second officer disagreed: %q", got)
	}
	storetest.RuleOn(t, s, sample.Number, 9, 1, model.FactsToBeConfirmed)
	if got := kinds(check(t, s, scope, nil)); got != "not_settled" {
		t.Errorf("facts to be confirmed of a decision made again: %q", got)
	}
	storetest.RuleOn(t, s, sample.Number, 9, 1, model.ToBeMadeAnew)
	if got := kinds(check(t, s, scope, nil)); got != "" {
		t.Errorf("adjudicated, and made anew: %q", got)
	}
}

// A hit that comes later may stand before the one that was drawn.
func TestWhatIsSampledIsKnownByAnyHitOfItsEvent(t *testing.T) {
	s := newStore(t)
	storetest.DecideMany(t, s, 12, 3)
	if _, err := draw.Draw(context.Background(), s, storetest.Officer, draw.Request{Said: "x", Size: 15}, nil); err != nil {
		t.Fatal(err)
	}
	storetest.Add(t, s, storetest.CleanFacts(t, "APP-009", "P-009", "I/008", "date_of_birth", "2004-01-10", "relevant", "yes", "same_event_as", "I/009"))
	storetest.Decide(t, s, 9, model.Discard)
	c := check(t, s, application("APP-009"), nil)
	if got := kinds(c); got != "not_reviewed" || len(c.Decisions) != 1 || c.Decisions[0].Hits != 2 {
		t.Errorf("with a hit before the one drawn: %q, %+v", got, c.Decisions)
	}
}

func TestALimitHoldsOnlyOfASampleReviewedWhole(t *testing.T) {
	s := newStore(t)
	storetest.DecideMany(t, s, 12, 3)
	sample, err := draw.Draw(context.Background(), s, storetest.Officer, draw.Request{Said: "x", Size: 15}, nil)
	if err != nil {
		t.Fatal(err)
	}
	scope, ninety := application("APP-001"), 90
	for n := store.Number(1); n <= 7; n++ {
		storetest.Opine(t, s, sample.Number, n, model.Discard)
	}
	c := check(t, s, scope, &ninety)
	if got := kinds(c); got != "not_reviewed" || c.Blockers[0].Text != "8 of sample 1 are not reviewed yet, and the bound holds only once all are: gd8 second 1." {
		t.Errorf("reviewed in part: %+v", c.Blockers)
	}
	if c = check(t, s, scope, nil); kinds(c) != "" {
		t.Errorf("without a limit: %+v", c.Blockers)
	}
}

func TestSealKeepsTheListAndTheBoundThatHeld(t *testing.T) {
	s := newStore(t)
	storetest.DecideMany(t, s, 4, 1)
	scope := Scope{Since: model.DateOf(storetest.Someday)}
	c := check(t, s, scope, nil)
	one, err := Seal(s, storetest.Officer, scope, c)
	if err != nil {
		t.Fatal(err)
	}
	if one.Number != 1 || len(one.Decisions) != 5 || one.Hash != c.Hash {
		t.Errorf("sealed %+v", one)
	}
	list, err := All(s)
	if err != nil || len(list) != 1 || list[0].Hash != one.Hash || list[0].Entry != one.Entry || len(list[0].Decisions) != 5 || *list[0].Bound != *one.Bound {
		t.Errorf("kept as %+v, %v", list, err)
	}
	var entry store.Entry
	if err := s.Journal(func(e store.Entry) bool { entry = e; return false }); err != nil {
		t.Fatal(err)
	}
	if entry.Action != unnumbered.ActionRelease || entry.Count != 5 || !strings.Contains(entry.Detail, "SHA-256 ") || !strings.Contains(entry.Detail, "no sample was drawn of the discards; no limit was set") {
		t.Errorf("the journal says %+v", entry)
	}
	if _, err := Seal(s, storetest.Officer, scope, c); !errors.Is(err, errMovedOn) {
		t.Errorf("sealed after a write: %v", err)
	}
	again := check(t, s, scope, nil)
	if again.Hash != c.Hash {
		t.Error("the same list has another hash")
	}
	storetest.Answer(t, s, 5, model.PatternOfBehaviour, "yes")
	changed := check(t, s, scope, nil)
	if changed.Hash == c.Hash || kinds(changed) != "out_of_date" {
		t.Errorf("a changed list: %q", kinds(changed))
	}
	if _, err := Seal(s, storetest.Officer, scope, changed); !errors.Is(err, ErrBlocked) {
		t.Errorf("sealed with a blocker: %v", err)
	}
	storetest.MustVerify(t, "after the seal", s)
	// An erasure takes what names the case, and the seal still verifies.
	app := "APP-002"
	plan, err := purge.Find(s, purge.Request{Application: &app})
	if err != nil {
		t.Fatal(err)
	}
	if err := purge.Purge(context.Background(), s, storetest.Officer, plan, "retention"); err != nil {
		t.Fatal(err)
	}
	storetest.MustVerify(t, "after the erasure", s)
	if list, err := All(s); err != nil || len(list) != 1 {
		t.Errorf("after the erasure: %v, %v", list, err)
	}
}

func TestADamagedStoreIsNotReleased(t *testing.T) {
	s := newStore(t)
	storetest.DecideMany(t, s, 2, 1)
	err := s.Write(storetest.Officer, func(w *store.Writer) error {
		value, err := w.Get(store.BucketDecisions, store.PairKey(1, 1))
		if err != nil {
			return err
		}
		return w.Put(store.BucketDecisions, store.PairKey(1, 1), bytes.Replace(value, []byte("J. Officer"), []byte("K. Officer"), 1))
	})
	if err != nil {
		t.Fatal(err)
	}
	c := check(t, s, application("APP-003"), nil)
	if got := kinds(c); !strings.HasPrefix(got, "not_verified") {
		t.Errorf("damaged: %q", got)
	}
}

func TestWhatIsNoReleaseIsSaidToBeNone(t *testing.T) {
	s := newStore(t)
	storetest.DecideMany(t, s, 4, 1)
	scope, five := Scope{Since: model.DateOf(storetest.Someday)}, 100
	if _, err := draw.Draw(context.Background(), s, storetest.Officer, draw.Request{Said: "x", Size: 1}, nil); err != nil {
		t.Fatal(err)
	}
	c := check(t, s, scope, &five)
	c.Blockers = nil
	sealed, err := Seal(s, storetest.Officer, scope, c)
	if err != nil {
		t.Fatal(err)
	}
	whole := sealed.encode()
	for i := range whole {
		if _, err := decode(whole[:i]); err == nil {
			t.Errorf("cut at %d of %d it decodes", i, len(whole))
		}
		changed := bytes.Clone(whole)
		changed[i] ^= 0x81
		_, _ = decode(changed)
	}
	whole[0] = version + 1
	if _, err := decode(whole); err == nil {
		t.Error("a later version decodes")
	}
}
