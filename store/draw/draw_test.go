package draw

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gd8/model"
	"gd8/store"
	"gd8/store/purge"
	"gd8/store/quality"
	"gd8/store/storetest"
)

var officer = storetest.Officer

// decided makes a store with so many discards and so many other decisions, all
// of different individuals.
func decided(t *testing.T, discards, others int) *store.Store {
	t.Helper()
	s, _ := storetest.Clocked(t, t.TempDir())
	t.Cleanup(func() { s.Close() })
	var csv strings.Builder
	csv.WriteString("application_ref,person_ref,incident_ref,incident_date,date_of_birth,outcome,youth_produced,abusive,exploitation,grooming,profit_motive,malicious_intent,persistent_behaviour,pattern_of_behaviour,indicator_of_risk,summary\n")
	for i := range discards + others {
		fmt.Fprintf(&csv, "A-%03d,P-%03d,I-%03d,2019-03-14,2004-01-02,21,yes,no,no,no,no,no,no,no,no,Summary %d\n", i, i, i, i)
	}
	storetest.ImportText(t, s, csv.String())
	for i := range discards + others {
		kind := model.Discard
		if i >= discards {
			kind = model.Refer
		}
		storetest.Decide(t, s, store.Number(i+1), kind)
	}
	return s
}

func mustDraw(t *testing.T, s *store.Store, want Request) *Sample {
	t.Helper()
	one, err := Draw(context.Background(), s, officer, want, nil)
	if err != nil {
		t.Fatal(err)
	}
	return one
}

func mustAgree(t *testing.T, s *store.Store, number int) *Checked {
	t.Helper()
	c, err := Check(context.Background(), s, number, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Differs) > 0 {
		t.Errorf("drawn again: %q", c.Differs)
	}
	return c
}

func numbers(s *Sample) (list []store.Number) {
	for _, d := range s.Drawn {
		list = append(list, d.Number)
	}
	return list
}

func TestAFifthOfWhatIsDrawnIsOfOtherKinds(t *testing.T) {
	s := decided(t, 40, 10)
	one := mustDraw(t, s, Request{Said: "six and two", Size: 12})
	if p := count(one); p.strata.Total() != 9 || p.others != 3 {
		t.Errorf("of 12, %d are discards and %d others", p.strata.Total(), p.others)
	}
	// Alone, the discards for fewer than 5% of 40 are 31.
	two := mustDraw(t, s, Request{Said: "six and two", Percent: 5})
	if p := count(two); p.strata.Total() != 31 || p.others != 8 {
		t.Errorf("for fewer than 5%%, %d are discards and %d others", p.strata.Total(), p.others)
	}
	storetest.MustVerify(t, "after the draws", s)
}

func TestADrawIsInTheJournalAndCanBeDrawnAgain(t *testing.T) {
	s := decided(t, 30, 8)
	one := mustDraw(t, s, Request{Said: "20260724", Size: 10})
	var entry store.Entry
	if err := s.Journal(func(e store.Entry) bool { entry = e; return false }); err != nil {
		t.Fatal(err)
	}
	for _, said := range []string{`said "20260724"`, "seed ", "frame of 30 discards (override 0, inferred 0, plain 30) and 8 other decisions", "SHA-256 "} {
		if !strings.Contains(entry.Detail, said) {
			t.Errorf("the journal does not say %q: %s", said, entry.Detail)
		}
	}
	if entry.Number != one.Entry || entry.Count != 10 {
		t.Errorf("entry %d of %d is not that of the sample: %+v", entry.Number, entry.Count, one.Entry)
	}
	kept, err := Named(s, one.Number)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(kept.Drawn, one.Drawn) || kept.Seed != one.Seed || kept.FrameHash != one.FrameHash || kept.Entry != one.Entry || !kept.At.Equal(one.At) {
		t.Errorf("kept as %+v, drawn as %+v", kept, one)
	}
	// Years later: other decisions are made, some are taken back, one is made anew.
	discarded := kept.Drawn[0].Number
	if err := s.WithdrawDecision(officer, discarded); err != nil {
		t.Fatal(err)
	}
	storetest.Decide(t, s, discarded, model.Refer)
	storetest.ImportText(t, s, storetest.Columns+"A-900,P-900,I-900,2019-03-14,2004-01-02,21,yes,no,no,later\n")
	mustAgree(t, s, one.Number)
}

func TestWhatIsDrawnFollowsFromHeadAndWordsAlone(t *testing.T) {
	s := decided(t, 20, 5)
	one := mustDraw(t, s, Request{Said: "heads", Size: 10})
	again := mustDraw(t, s, Request{Said: "heads", Size: 10})
	if one.Seed == again.Seed {
		t.Error("the journal moved on and the seed is the same")
	}
	head, ok, err := headBefore(s, again.Entry)
	if err != nil || !ok || quality.NewSeed(head, "heads") != again.Seed {
		t.Errorf("the seed is not that of the journal's head: %v, %v", ok, err)
	}
}

func TestExtendingKeepsWhatWasDrawn(t *testing.T) {
	for _, weights := range []quality.PerStratum{{}, {1, 1, 1}} {
		s := decided(t, 30, 10)
		one := mustDraw(t, s, Request{Said: "first", Size: 10, Weights: weights})
		storetest.Decide(t, s, one.Drawn[0].Number, model.Refer) // a later version
		more, err := Extend(context.Background(), s, officer, one.Number, 20)
		if err != nil {
			t.Fatal(err)
		}
		if len(more.Drawn) != 20 || !holds(more, one) || more.Number != one.Number || more.Part != 2 {
			t.Errorf("extended: %d, part %d of %d: %v of %v", len(more.Drawn), more.Part, more.Number, numbers(more), numbers(one))
		}
		for _, d := range more.Drawn {
			if d.Version != 1 {
				t.Errorf("record %d is in the sample with version %d, not with the one that stood", d.Number, d.Version)
			}
		}
		mustAgree(t, s, one.Number)
		if list, err := Samples(s); err != nil || len(list) != 1 || len(list[0].Drawn) != 20 {
			t.Errorf("the samples are %v, %v", list, err)
		}
		if _, err := Extend(context.Background(), s, officer, one.Number, 20); err == nil || !strings.Contains(err.Error(), "larger size") {
			t.Errorf("extended to what it has: %v", err)
		}
	}
}

func TestOutOfDateDecisionsAreNotDrawn(t *testing.T) {
	s := decided(t, 10, 4)
	storetest.Answer(t, s, 1, model.PatternOfBehaviour, "yes")
	one := mustDraw(t, s, Request{Said: "x", Size: 14})
	if _, in := one.Has(1); in || one.Frame.Sizes().Total() != 9 || !one.Frame.OutOfDate.Contains(1) {
		t.Errorf("an out-of-date decision is drawn: %v", numbers(one))
	}
	mustAgree(t, s, one.Number)
}

func TestHitsOfOneEventAreDrawnOnce(t *testing.T) {
	s, _ := storetest.Clocked(t, t.TempDir())
	t.Cleanup(func() { s.Close() })
	storetest.Add(t, s, storetest.CleanFacts(t, "A-1", "P-1", "I-2", "same_event_as", "I-1"))
	storetest.Add(t, s, storetest.CleanFacts(t, "A-1", "P-1", "I-1"))
	storetest.Decide(t, s, 1, model.Discard)
	one := mustDraw(t, s, Request{Said: "x", Size: 5})
	if got := numbers(one); !slices.Equal(got, []store.Number{2}) {
		t.Errorf("drawn %v, want the first hit by incident_ref alone", got)
	}
	picked, err := Pick(s, officer, []store.Number{1, 2}, "a complaint")
	if err != nil || !slices.Equal(picked.Drawn, one.Drawn) {
		t.Errorf("picked %v, %v", picked, err)
	}
	mustAgree(t, s, one.Number)
}

func TestASampleOutlivesAnErasure(t *testing.T) {
	s := decided(t, 20, 6)
	one := mustDraw(t, s, Request{Said: "a date", Size: 12})
	keys, err := s.KeysOf(context.Background(), numbers(one))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := purge.Find(s, purge.Request{Application: &keys[3].Application})
	if err != nil {
		t.Fatal(err)
	}
	if err := purge.Purge(context.Background(), s, officer, plan, "retention"); err != nil {
		t.Fatal(err)
	}
	c := mustAgree(t, s, one.Number)
	if c.Erased != 1 || len(c.Left) != 1 || !strings.Contains(c.Left[0], ", 1 has been erased since: ") {
		t.Errorf("of what it was drawn from %d were erased: %q", c.Erased, c.Left)
	}
	more, err := Extend(context.Background(), s, officer, one.Number, 15)
	if err != nil || !holds(more, one) {
		t.Errorf("extended after an erasure: %v", err)
	}
	mustAgree(t, s, one.Number)
	storetest.MustVerify(t, "after the erasure", s)
}

// What was said is the drawer's to type, and may name a case.
func TestAnErasureTakesWhatWasSaid(t *testing.T) {
	s := decided(t, 6, 2)
	one := mustDraw(t, s, Request{Said: "the day of I-003", Size: 5})
	application := "A-003"
	plan, err := purge.Find(s, purge.Request{Application: &application})
	if err != nil {
		t.Fatal(err)
	}
	if err := purge.Purge(context.Background(), s, officer, plan, "retention"); err != nil {
		t.Fatal(err)
	}
	if said, ok, err := one.Said(s); ok || err != nil {
		t.Errorf("what was said is still there: %q, %v", said, err)
	}
	if c := mustAgree(t, s, one.Number); !strings.Contains(strings.Join(c.Left, " "), "erased with a case") {
		t.Errorf("nothing is said of it: %q", c.Left)
	}
}

func TestACheckTellsWhatIsNotAsItShouldBe(t *testing.T) {
	s := decided(t, 20, 6)
	storetest.ImportText(t, s, storetest.Columns+"A-900,P-900,I-900,2019-03-14,2004-01-02,21,yes,no,no,not decided\n") // record 27
	for name, change := range map[string]func(*Sample){
		"the seed is not that": func(o *Sample) { o.Seed[0]++ },
		"left out of what":     func(o *Sample) { o.Frame.Strata[quality.Plain].Remove(3) },
		"had no decision":      func(o *Sample) { o.Frame.Others.Add(27) },
		"another stratum": func(o *Sample) {
			o.Frame.Strata[quality.Plain].Remove(3)
			o.Frame.Strata[quality.Override].Add(3)
		},
		"not the same":    func(o *Sample) { o.Drawn[0], o.Drawn[1] = o.Drawn[1], o.Drawn[0] },
		"another than":    func(o *Sample) { o.FrameHash[0]++ },
		"not the same 11": func(o *Sample) { o.Drawn = o.Drawn[1:] },
	} {
		f, err := readFrame(context.Background(), s, 0, 0, nil)
		if err != nil {
			t.Fatal(err)
		}
		frameHash := hash(f.all())
		forged, err := keep(s, officer, f.writes, "x", func(head [32]byte) (Sample, error) {
			seed := quality.NewSeed(head, "x")
			want := Request{Size: 12}
			one := Sample{Part: 1, Seed: seed, FrameHash: frameHash, Frame: f.kept(), Drawn: f.draw(seed, want.parts(f))}
			change(&one)
			return one, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		c, err := Check(context.Background(), s, forged.Number, nil)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(strings.Join(c.Differs, "\n"), name) {
			t.Errorf("%s: %q", name, c.Differs)
		}
	}
}

func TestWhyNothingIsDrawn(t *testing.T) {
	empty, _ := storetest.Clocked(t, t.TempDir())
	t.Cleanup(func() { empty.Close() })
	ctx := context.Background()
	if _, err := Draw(ctx, empty, officer, Request{Said: " "}, nil); !errors.Is(err, ErrNothingSaid) {
		t.Errorf("nothing said: %v", err)
	}
	if _, err := Draw(ctx, empty, officer, Request{Said: "x", Size: 3}, nil); !errors.Is(err, ErrNoDiscards) {
		t.Errorf("no discards: %v", err)
	}
	if _, err := Draw(ctx, empty, officer, Request{Said: "x", Size: 3, All: true}, nil); !errors.Is(err, ErrNoDecisions) {
		t.Errorf("no decisions: %v", err)
	}
	s := decided(t, 3, 0)
	if _, err := Draw(ctx, s, officer, Request{Said: "x", Size: 3, Weights: quality.PerStratum{quality.Override: 1}}, nil); err == nil || !strings.Contains(err.Error(), "weight") {
		t.Errorf("a stratum left out: %v", err)
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, err := Draw(stopped, s, officer, Request{Said: "x", Size: 3}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	if list, err := Samples(s); err != nil || len(list) != 0 {
		t.Errorf("something was kept: %v, %v", list, err)
	}
	var missing NotFoundError
	if _, err := Named(s, 7); !errors.As(err, &missing) {
		t.Errorf("no such sample: %v", err)
	}
	if _, err := Pick(s, officer, nil, "why"); err == nil {
		t.Error("nothing was picked without a word")
	}
	if _, err := Pick(s, officer, []store.Number{1}, " "); err == nil {
		t.Error("picked without a reason")
	}
}
