package storetest

import (
	"slices"

	"gd8/model"
	"gd8/store"
)

// MustAgreeWithModel holds every queue row to what the model says of its case.
// It is for stores without answers.
func MustAgreeWithModel(t Failer, s *store.Store, withdrawn map[model.Key]bool) {
	t.Helper()
	all := model.NewIndividuals()
	for key, facts := range FactsByKey(t, s) {
		if !withdrawn[key] {
			all.Add(&facts)
		}
	}
	all.Settle()
	caseOf := func(key model.Key) model.CaseKey {
		return model.CaseKey{Application: key.Application, Person: all.Name(key.Person)}
	}
	cases := map[model.CaseKey][]model.Record{}
	persons := map[string][]model.Key{}
	for key, facts := range FactsByKey(t, s) {
		if !withdrawn[key] {
			cases[caseOf(key)] = append(cases[caseOf(key)], model.Record{Source: facts})
			persons[all.Name(key.Person)] = append(persons[all.Name(key.Person)], key)
		}
	}
	rows, err := s.Rows(NumbersIn(t, s, store.SetAll))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		own := caseOf(row.Key)
		var held, others []string
		for _, key := range persons[own.Person] {
			if caseOf(key) == own {
				held = append(held, key.Incident)
			} else {
				others = append(others, key.Incident)
			}
		}
		of := all.Of(cases[own])
		of.Elsewhere = model.ElsewhereOf(held, others)
		c := model.NewCase(cases[own], &of)
		at := slices.IndexFunc(cases[own], func(r model.Record) bool { return r.Source.Key() == row.Key })
		if at < 0 {
			t.Fatalf("%+v is in the queue and not in its case", row.Key)
		}
		a := c.Assess(at)
		if row.Verdict != a.Verdict || row.Flags != a.Flags || row.ToConfirm != a.ToConfirm || row.OneFact != a.OneFact || row.Events != a.Events || row.AgeThen != a.AgeThen {
			t.Fatalf("%+v: the queue says %v and the model %v", row.Key, row, a)
		}
	}
	total := 0
	for _, records := range cases {
		total += len(records)
	}
	if len(rows) != total {
		t.Fatalf("the queue holds %d records and the cases %d", len(rows), total)
	}
}
