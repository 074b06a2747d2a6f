package model_test

import (
	"fmt"
	"testing"

	"gd8/model"
)

// These benchmarks are of what could cost the square of a number: each is run
// at two sizes, ten times apart, and reports the time for each record.

// manyPersons are records of n person_refs in one application.
func manyPersons(b *testing.B, n int, source func(i int) values) []model.Record {
	b.Helper()
	records := make([]model.Record, n)
	for i := range records {
		records[i] = record(b, clean(values{"person_ref": fmt.Sprintf("N%06d", i), "incident_ref": refNumber(i)}, source(i)))
	}
	return records
}

func settled(records []model.Record) *model.Individuals {
	in := model.NewIndividuals()
	for i := range records {
		in.Add(&records[i].Source)
	}
	in.Settle()
	return in
}

// assessAll assesses each case given, and gives how many records there were.
func assessAll(in *model.Individuals, cases [][]model.Record) int {
	var c model.Case
	n := 0
	for _, records := range cases {
		of := in.Of(records)
		c.Load(records, &of)
		for i := range records {
			c.Assess(i)
			n++
		}
	}
	return n
}

func perRecord(b *testing.B, n int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/record")
}

// BenchmarkApplicationOfManyApplicants: each may be each other's one human.
func BenchmarkApplicationOfManyApplicants(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			records := manyPersons(b, n, func(int) values { return values{"date_of_birth": "2004-01-02", "person_name": "Ana Lee"} })
			cases := make([][]model.Record, n)
			for i := range cases {
				cases[i] = records[i : i+1]
			}
			for b.Loop() {
				assessAll(settled(records), cases)
			}
			perRecord(b, n)
		})
	}
}

// BenchmarkIndividualOfManyNominals: each names the one before as the same.
func BenchmarkIndividualOfManyNominals(b *testing.B) {
	for _, n := range []int{100, 1_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			records := manyPersons(b, n, func(i int) values { return values{"same_person_as": fmt.Sprintf("N%06d", max(i-1, 0))} })
			cases := [][]model.Record{records}
			for b.Loop() {
				assessAll(settled(records), cases)
			}
			perRecord(b, n)
		})
	}
}

// BenchmarkCaseOfManyRecords: one person_ref with a case of many incidents.
func BenchmarkCaseOfManyRecords(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			records := manyHits(b, n)
			cases := [][]model.Record{records}
			for b.Loop() {
				assessAll(settled(records), cases)
			}
			perRecord(b, n)
		})
	}
}
