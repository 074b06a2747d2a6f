package queue

import (
	"context"
	"gd8/store"
	"testing"
	"time"
)

// BenchmarkSearch looks through all records; first-ms is when the first hits
// were there.
func BenchmarkSearch(b *testing.B) {
	benchKinds(b, func(b *testing.B, o store.Options) {
		s := benchStore(b, benchRows(), o)
		for _, text := range []string{"parents informed", "no such text anywhere", "OKORO", "Ünal"} {
			b.Run(text, func(b *testing.B) {
				first, hits := time.Duration(0), 0
				for b.Loop() {
					start := time.Now()
					first = 0
					err := Of(s).Search(context.Background(), text, func(f *Found, done bool) {
						if hits = f.Len(); first == 0 && hits > 0 {
							first = time.Since(start)
						}
					})
					if err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(first.Microseconds())/1000, "first-ms")
				b.ReportMetric(float64(hits), "hits")
			})
		}
	})
}
