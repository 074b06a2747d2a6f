package queue

import (
	"context"
	"testing"
	"time"

	"gd8/store"
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

// BenchmarkNeedle looks for a text in one summary that does not hold it.
func BenchmarkNeedle(b *testing.B) {
	for name, text := range map[string]string{
		"plain":      "Shared one image with a partner of the same age by a messaging app; image deleted in front of officers, parents informed, school aware.",
		"apostrophe": "Shared one image with the victim's friend of the same age by a messaging app; image deleted in front of officers, parents informed.",
		"accents":    "Shared one image with Zoë Müller – of the same age – by a messaging app; image deleted in front of officers, parents’ home visited.",
	} {
		b.Run(name, func(b *testing.B) {
			n, summary := newNeedle("okoro"), []byte(text)
			b.ReportAllocs()
			for b.Loop() {
				if n.in(summary) {
					b.Fatal("found")
				}
			}
		})
	}
}
