package store_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"gd8/model"
	. "gd8/store"
	"gd8/store/audit"
	"gd8/store/purge"
)

// What grows with the square of a store is found here by how many bytes it
// allocates, which does not depend on how fast the machine is: four times as
// much of what is looked at may take a little over four times as many, and not
// sixteen.

const (
	linearSmall = 150
	linearMost  = 6 // times what a quarter takes
	// Each case of an individual is given a list of the references of all the
	// others, of 16 bytes each, which its digest covers.
	linearCases = 10
)

// mustGrowLinearly holds what work allocates at four times the size to what it
// does at one, times most. make gives the work on something of a size.
func mustGrowLinearly(t *testing.T, most uint64, make func(size int) (work func())) {
	t.Helper()
	small, large := allocated(make(linearSmall)), allocated(make(4*linearSmall))
	if large > most*small {
		t.Errorf("%d KiB allocated at %d, and %d KiB at %d", small>>10, linearSmall, large>>10, 4*linearSmall)
	}
}

func allocated(work func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	work()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// oneIndividual is a store of one individual with as many applications.
func oneIndividual(t testing.TB, applications int) *Store {
	t.Helper()
	s, _ := clockedStore(t, t.TempDir())
	t.Cleanup(func() { _ = s.Close() })
	var b strings.Builder
	b.WriteString(columns)
	for i := range applications {
		fmt.Fprintf(&b, "A-%d,P-1,I-%d,2019-03-14,2004-01-02,21,yes,no,no,\n", i, i)
	}
	importText(t, s, b.String())
	return s
}

func TestVerifyGrowsWithTheApplicationsOfOneIndividual(t *testing.T) {
	mustGrowLinearly(t, linearCases, func(size int) func() {
		s := oneIndividual(t, size)
		return func() { mustVerify(t, "one individual", s) }
	})
}

func TestVerifyGrowsWithTheVersionsOfADecision(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes long and has no two things at once: the whole run has it")
	}
	mustGrowLinearly(t, linearMost, func(size int) func() {
		s, _ := clockedStore(t, t.TempDir())
		t.Cleanup(func() { _ = s.Close() })
		n := add(t, s, cleanFacts(t, "A-1", "P-1", "I-1"))
		for i := range size {
			if _, err := s.Decide(officer, n, 3, filled(fmt.Sprint("Version ", i)), 0); err != nil {
				t.Fatal(err)
			}
		}
		return func() { mustVerify(t, "many versions", s) }
	})
}

func TestVerifyGrowsWithImportsThatChangedEveryRecord(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes long and has no two things at once: the whole run has it")
	}
	mustGrowLinearly(t, linearMost, func(size int) func() {
		s, _ := clockedStore(t, t.TempDir())
		t.Cleanup(func() { _ = s.Close() })
		importText(t, s, generated(0, size, "old"))
		importText(t, s, generated(0, size, "new"))
		return func() { mustVerify(t, "imported twice", s) }
	})
}

func TestPurgeGrowsWithTheApplicationsOfOneIndividual(t *testing.T) {
	mustGrowLinearly(t, linearMost, func(size int) func() {
		s := oneIndividual(t, size)
		erased := 0
		return func() {
			application := fmt.Sprint("A-", erased)
			erased++
			purgeWithin(t, s, purge.Request{Application: &application})
		}
	})
}

// Between two looks at whether it was cancelled, nothing goes over more than
// some thousand values.
func TestVerifyLooksOftenWhetherItIsCancelled(t *testing.T) {
	const records = 4 * LookEvery
	s, _ := clockedStore(t, t.TempDir())
	defer s.Close()
	importText(t, s, generated(0, records, "old"))
	looks := func(work func(context.Context) error) int {
		ctx := &watched{Context: context.Background(), look: func(int) error { return nil }}
		if err := work(ctx); err != nil {
			t.Fatal(err)
		}
		return ctx.time
	}
	n := looks(func(ctx context.Context) error {
		_, err := audit.Verify(ctx, s, nil, func(audit.Finding) {})
		return err
	})
	if n < 6*records/LookEvery+records/3 { // an individual has three records here
		t.Errorf("verifying %d records looks %d times", records, n)
	}
}

func TestEachCaseGrowsWithTheApplicationsOfOneIndividual(t *testing.T) {
	mustGrowLinearly(t, linearCases, func(size int) func() {
		s := oneIndividual(t, size)
		cases, err := s.Cases(func(model.CaseKey) bool { return true })
		if err != nil {
			t.Fatal(err)
		}
		return func() {
			seen := 0
			err := s.EachCase(context.Background(), cases, func(d *Dossier) error {
				if d.Key().Case() != cases[seen] {
					t.Errorf("%+v in the place of %+v", d.Key(), cases[seen])
				}
				seen++
				return nil
			})
			if err != nil || seen != size {
				t.Errorf("%d of %d cases (%v)", seen, size, err)
			}
		}
	})
}

func TestACaseOfManyHitsGrowsWithThem(t *testing.T) {
	mustGrowLinearly(t, linearMost, func(size int) func() {
		s, _ := clockedStore(t, t.TempDir())
		t.Cleanup(func() { _ = s.Close() })
		var b strings.Builder
		b.WriteString(columns)
		for i := range size {
			fmt.Fprintf(&b, "A-1,P-1,I-%d,2019-03-14,2004-01-02,21,yes,no,no,\n", i)
		}
		importText(t, s, b.String())
		return func() {
			if _, err := s.CaseDossier(model.CaseKey{Application: "A-1", Person: "P-1"}); err != nil {
				t.Fatal(err)
			}
		}
	})
}
