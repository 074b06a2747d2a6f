package store_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"gd8/model"
	. "gd8/store"
	"gd8/store/purge"
)

// An erasure deletes and then assesses again what the individual keeps, in one
// transaction. Values of some hundred bytes to 60 KiB empty whole pages of the
// file by that, and a page that was emptied stays in the tree until the commit.

// longSections are sections of about the size given, in all.
func longSections(word string, size int) (s model.Sections) {
	for i := range s {
		s[i] = fmt.Sprintf("%s %d. %s", word, i, strings.Repeat("x", max(0, size/len(s)-len(word)-5)))
	}
	return s
}

// purgeWithin erases the cases of a request. It ends the test run where that
// goes round without end, which nothing else would.
func purgeWithin(t failer, s *Store, q purge.Request) {
	t.Helper()
	plan, err := purge.Find(s, q)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- purge.Purge(context.Background(), s, officer, plan, "Retention period over") }()
	select {
	case err := <-done:
		if err != nil {
			t.Fatalf("purge: %v", err)
		}
	case <-time.After(time.Minute):
		fmt.Fprintln(os.Stderr, "the erasure does not end")
		os.Exit(1) // it holds the store, and so would keep the test from ending
	}
}

// The cases that are kept stand before, between and after what is erased.
func TestPurgeKeepsTheDecisionsOfTheIndividualsOtherCases(t *testing.T) {
	for _, size := range []int{700, 1400, 2800, 9000, 60 << 10} {
		for erased := 1; erased <= 3; erased++ {
			s, _ := clockedStore(t, t.TempDir())
			var numbers []Number
			for i := range 9 { // three of each of three cases, one case after another
				n := add(t, s, cleanFacts(t, fmt.Sprint("A-", i/3+1), "P-1", fmt.Sprint("I-", i)))
				if _, err := s.Decide(officer, n, model.Refer, longSections("Referred", size), 0); err != nil {
					t.Fatal(err)
				}
				numbers = append(numbers, n)
			}
			application := fmt.Sprint("A-", erased)
			purgeWithin(t, s, purge.Request{Application: &application})
			what := fmt.Sprintf("case %d of rationales of %d bytes erased", erased, size)
			mustVerify(t, what, s)
			for i, n := range numbers {
				if i/3+1 == erased {
					continue
				}
				if row := rowOfNumber(t, s, n); row.Decision != model.Refer {
					t.Errorf("%s: the decision on record %d is %v", what, n, row.Decision)
				}
			}
			_ = s.Close()
		}
	}
}

func TestPurgeErasesACaseOfManyLongHits(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes long and has no two things at once: the whole run has it")
	}
	for hits := 2; hits <= 12; hits++ {
		for _, first := range []bool{true, false} { // the case that is kept
			s, _ := clockedStore(t, t.TempDir())
			keep := func() {
				add(t, s, cleanFacts(t, "A-2", "P-1", "I-kept", "summary", strings.Repeat("x", 700)))
			}
			if first {
				keep()
			}
			for i := range hits {
				add(t, s, cleanFacts(t, "A-1", "P-1", fmt.Sprint("I-", i), "summary", strings.Repeat("x", 700)))
			}
			if !first {
				keep()
			}
			add(t, s, cleanFacts(t, "A-3", "P-2", "I-another", "summary", strings.Repeat("x", 700)))
			application := "A-1"
			purgeWithin(t, s, purge.Request{Application: &application})
			mustVerify(t, fmt.Sprint(hits, " hits erased"), s)
			if left := factsByKey(t, s); len(left) != 2 {
				t.Errorf("%d hits erased: %d records are left", hits, len(left))
			}
			_ = s.Close()
		}
	}
}

func TestPurgeOfEveryDecisionOfTheStoreEnds(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	add(t, s, cleanFacts(t, "A-2", "P-1", "I-kept"))
	for i := range 6 {
		n := add(t, s, cleanFacts(t, "A-1", "P-1", fmt.Sprint("I-", i)))
		if _, err := s.Decide(officer, n, model.Refer, longSections("Referred", 9000), 0); err != nil {
			t.Fatal(err)
		}
	}
	application := "A-1"
	purgeWithin(t, s, purge.Request{Application: &application})
	mustVerify(t, "after the erasure", s)
}

func TestTheNewestOfManyVersionsIsFound(t *testing.T) {
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	add(t, s, cleanFacts(t, "A-0", "P-1", "I-0"))
	n := add(t, s, cleanFacts(t, "A-1", "P-1", "I-1"))
	other := add(t, s, cleanFacts(t, "A-2", "P-1", "I-2"))
	decide(t, s, other, model.Refer)
	for version := 1; version <= 3*NearVersions; version++ {
		decide(t, s, n, model.Refer)
		err := s.View(func(r *Reader) error {
			for limit := 0; limit <= version+1; limit++ {
				value, err := r.Newest(BucketDecisions, n, uint32(limit))
				if err != nil {
					return err
				}
				if limit == 0 {
					if value != nil {
						t.Errorf("a version before the first")
					}
					continue
				}
				if d, err := DecodeStoredDecision(value); err != nil || d.Version != min(limit, version) {
					t.Errorf("of %d versions up to %d: %+v (%v)", version, limit, d, err)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Random stores of few individuals with several applications each, whose texts
// are of every size that matters to a page of 4 KiB, and random erasures.
func TestPurgeLeavesEveryOtherCaseAsItWas(t *testing.T) {
	root := t.TempDir()
	stores := 0
	rapid.Check(t, func(t *rapid.T) {
		stores++
		s, _ := clockedStore(t, filepath.Join(root, fmt.Sprint(stores)))
		defer s.Close()
		size := rapid.SampledFrom([]int{0, 300, 700, 1400, 4000, 9000, 60 << 10})
		for i := range rapid.IntRange(2, 24).Draw(t, "records") {
			application := fmt.Sprint("A-", rapid.IntRange(1, 4).Draw(t, "application"))
			person := fmt.Sprint("P-", rapid.IntRange(1, 2).Draw(t, "person"))
			n := add(t, s, cleanFacts(t, application, person, fmt.Sprint("I-", i),
				"summary", strings.Repeat("s", size.Draw(t, "summary"))))
			for range rapid.IntRange(0, 3).Draw(t, "versions") {
				if _, err := s.Decide(officer, n, model.Refer, longSections("Referred", size.Draw(t, "rationale")), 0); err != nil {
					t.Fatal(err)
				}
			}
			if rapid.Bool().Draw(t, "answered") {
				answer(t, s, n, model.Offence, "answered")
			}
		}
		application := fmt.Sprint("A-", rapid.IntRange(1, 4).Draw(t, "erased"))
		want := factsByKey(t, s)
		decided := decisionsByKey(t, s)
		maps.DeleteFunc(want, func(k model.Key, _ model.Facts) bool { return k.Application == application })
		maps.DeleteFunc(decided, func(k model.Key, _ []*model.Decision) bool { return k.Application == application })
		plan, err := purge.Find(s, purge.Request{Application: &application})
		if err != nil {
			t.Fatal(err)
		}
		if len(plan.Cases) == 0 {
			return
		}
		purgeWithin(t, s, purge.Request{Application: &application})
		mustVerify(t, "after the erasure", s)
		if got := factsByKey(t, s); !maps.Equal(got, want) {
			t.Errorf("facts of %d records are left, and of %d should be", len(got), len(want))
		}
		got := decisionsByKey(t, s)
		if !maps.EqualFunc(got, decided, func(a, b []*model.Decision) bool {
			return slices.EqualFunc(a, b, func(a, b *model.Decision) bool { return a.Version == b.Version && a.Sections == b.Sections })
		}) {
			t.Error("the decisions of the cases that were kept are others")
		}
	})
}

// decisionsByKey are all versions of decisions of every record that has any.
func decisionsByKey(t failer, s *Store) map[model.Key][]*model.Decision {
	t.Helper()
	all := map[model.Key][]*model.Decision{}
	err := s.View(func(r *Reader) error {
		for n := Number(1); uint32(n) < r.Next; n++ {
			h, err := r.HeadOf(n)
			if err != nil {
				continue // erased
			}
			versions, err := r.DecisionVersions(n)
			if err != nil {
				return err
			}
			if len(versions) > 0 {
				all[h.Key] = versions
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
