package model_test

import (
	"math/rand"
	"testing"

	"gd8/model"
)

// largeCase is a case of n hits that differ and are linked at random.
func largeCase(t testing.TB, n int) []model.Record {
	random := rand.New(rand.NewSource(3))
	records := make([]model.Record, n)
	for i := range records {
		h := hit{source: values{"person_ref": "P", "incident_ref": refNumber(i)}, answers: values{}}
		for column, pool := range plainPool {
			h.source[column] = pool[random.Intn(len(pool))]
		}
		if h.source["same_event_as"] = ""; random.Intn(3) > 0 {
			h.source["same_event_as"] = refNumber((i + 1 + random.Intn(n-1)) % n)
		}
		if random.Intn(4) == 0 {
			h.answers["outcome"], h.answers["youth_produced"], h.answers["grooming"] = "21", "yes", "no"
		}
		records[i] = h.record(t)
	}
	return records
}

// What is looked for once for many records must be what each would find.
func TestSentencesOfALargeCaseAreThoseOfEachRecordAlone(t *testing.T) {
	records := largeCase(t, 150)
	shared := model.NewCase(records, nil)
	for i := range records {
		alone := model.NewCase(records, nil)
		a := shared.Assess(i)
		for id := range model.CriterionCount {
			if got, want := shared.Why(i, &a, id), alone.Why(i, &a, id); got != want {
				t.Fatalf("record %d, criterion %d:\n got %s\nwant %s", i, id+1, got, want)
			}
		}
	}
}

// BenchmarkWhyOfALargeCase is a case with all its sentences, as gd8 assess
// writes it, at two sizes ten times apart.
func BenchmarkWhyOfALargeCase(b *testing.B) {
	for _, n := range []int{2_000, 20_000} {
		b.Run(refNumber(n), func(b *testing.B) {
			records := largeCase(b, n)
			for b.Loop() {
				c := model.NewCase(records, nil)
				for i := range records {
					a := c.Assess(i)
					for id := range model.CriterionCount {
						c.Why(i, &a, id)
					}
				}
			}
			perRecord(b, n)
		})
	}
}
