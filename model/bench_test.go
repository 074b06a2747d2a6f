package model_test

import (
	"testing"

	"gd8/model"
)

// threeHits is an ordinary case at its worst: three hits, two of one event,
// with answers.
func threeHits(t testing.TB) []model.Record {
	return []model.Record{
		answered(record(t, clean(values{"grooming": "yes"})), model.Grooming, "no"),
		answered(record(t, clean(values{"incident_ref": "CR/2", "same_event_as": "CR/1", "outcome": ""})), model.PatternOfBehaviour, ""),
		record(t, clean(values{"incident_ref": "CR/3", "relevant": "no", "indicator_of_risk": "yes"})),
	}
}

// manyHits is a case of n hits, in events of five, some answered.
func manyHits(t testing.TB, n int) []model.Record {
	records := make([]model.Record, 0, n)
	for i := range n {
		rec := record(t, clean(values{"incident_ref": refNumber(i)}))
		if i%5 != 0 {
			rec.Source.Set(model.SameEventAs, refNumber(i-1))
		}
		if i%1000 == 0 {
			rec = answered(rec, model.OutcomeCode, "")
		}
		records = append(records, rec)
	}
	return records
}

func TestAssessingAllocatesNothing(t *testing.T) {
	records, large := threeHits(t), manyHits(t, 100)
	c := model.NewCase(records, nil)
	open := model.NewCase([]model.Record{answered(record(t, clean()), model.IndicatorOfRisk, "")}, nil)
	var used model.Case
	used.Load(large, nil)
	var verdict model.Verdict
	var a, undetermined model.Assessment
	for _, tt := range []struct {
		name string
		do   func()
	}{
		{"Verdict", func() { verdict = c.Verdict(0) }},
		{"Assess", func() { a = c.Assess(0) }},
		{"Assess, undetermined", func() { undetermined = open.Assess(0) }},
		{"Load of a small case", func() { used.Load(records, nil) }},
		{"Load of a large case", func() { used.Load(large, nil) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if n := testing.AllocsPerRun(100, tt.do); n != 0 {
				t.Errorf("%v allocations", n)
			}
		})
	}
	if verdict != model.Applies || a.Verdict != model.Applies || undetermined.OneFact != model.IndicatorOfRisk {
		t.Errorf("the cases measured come to %s, %s and %s", verdict, a.Verdict, undetermined.Verdict)
	}
}

func BenchmarkVerdict(b *testing.B) {
	c := model.NewCase(threeHits(b), nil)
	b.ReportAllocs()
	for b.Loop() {
		c.Verdict(0)
	}
}

func BenchmarkAssess(b *testing.B) {
	c := model.NewCase(threeHits(b), nil)
	b.ReportAllocs()
	for b.Loop() {
		c.Assess(0)
	}
}

func BenchmarkLoadAndAssessThreeHits(b *testing.B) {
	records := threeHits(b)
	var c model.Case
	b.ReportAllocs()
	for b.Loop() {
		c.Load(records, nil)
		for i := range records {
			c.Assess(i)
		}
	}
}

func BenchmarkAssessTenThousandHitsOfOneCase(b *testing.B) {
	records := manyHits(b, 10_000)
	var c model.Case
	b.ReportAllocs()
	for b.Loop() {
		c.Load(records, nil)
		for i := range records {
			c.Assess(i)
		}
	}
}

func BenchmarkSayTenThousandHitsOfOneCase(b *testing.B) {
	c := model.NewCase(manyHits(b, 10_000), nil)
	b.ReportAllocs()
	for b.Loop() {
		for i := range c.Records {
			a := c.Assess(i)
			for id := range model.CriterionCount {
				c.Why(i, &a, id)
			}
			c.WhatWouldChange(i, &a)
		}
	}
}
