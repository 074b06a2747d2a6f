package store_test

import (
	"context"
	"fmt"
	"testing"

	. "gd8/store"
	"gd8/store/audit"
)

// Each of these is run at a size, twice it and four times it: the time for one
// stays about the same where the whole grows with the size.

func BenchmarkVerifyApplicationsOfOneIndividual(b *testing.B) {
	for _, size := range []int{1250, 2500, 5000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			s := oneIndividual(b, size)
			eachVerified(b, s, size)
		})
	}
}

func BenchmarkVerifyOfTwoImportsThatDiffer(b *testing.B) {
	for _, size := range []int{10_000, 20_000, 40_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			s, _ := clockedStore(b, b.TempDir())
			defer s.Close()
			importText(b, s, generated(0, size, "old"))
			importText(b, s, generated(0, size, "new"))
			eachVerified(b, s, size)
		})
	}
}

// eachVerified verifies a store and gives the time for one of so many.
func eachVerified(b *testing.B, s *Store, of int) {
	for b.Loop() {
		if v, err := audit.Verify(context.Background(), s, nil, func(f audit.Finding) { b.Error(f) }); err != nil || v.Findings > 0 {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*of), "ns/each")
}
