package model_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"gd8/model"
)

var today = model.NewDate(2026, 11, 24)

type wantCase struct {
	Application string `json:"application_ref"`
	Person      string `json:"person_ref"`
	Incident    string `json:"incident_ref"`
	Verdict     string `json:"verdict"`
	Criteria    []struct{ ID, State, Basis, Cite string }
	ToConfirm   []string `json:"to_confirm"`
	OneFact     string   `json:"one_fact"`
	Flags       []string
	Events      int
	AgeThen     *int `json:"age_then"`
	Decisions   []string
}

// readCases gives the rows of the worked cases as records and what each must
// come to.
func readCases(t testing.TB) ([]model.Record, []wantCase) {
	t.Helper()
	f, err := os.Open("../testdata/cases/assess.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var records []model.Record
	for _, row := range rows[1:] {
		var rec model.Record
		for i, cell := range row {
			field, ok := model.FieldNamed(rows[0][i])
			if !ok {
				t.Fatalf("column %q is not known", rows[0][i])
			}
			value, err := model.Canonical(field, cell, today)
			if err != nil {
				t.Fatal(err)
			}
			rec.Source.Set(field, value)
		}
		records = append(records, rec)
	}
	data, err := os.ReadFile("../testdata/cases/assess.json")
	if err != nil {
		t.Fatal(err)
	}
	var want []wantCase
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	return records, want
}

// individualsOf says who of all records is one individual.
func individualsOf(all []model.Record) *model.Individuals {
	in := model.NewIndividuals()
	for _, r := range all {
		facts := r.Effective()
		in.Add(&facts)
	}
	in.Settle()
	return in
}

// caseOf gathers, from all records, the case of record n and n's place in it.
func caseOf(all []model.Record, in *model.Individuals, n int) (*model.Case, int) {
	key := all[n].Source.Key()
	var records []model.Record
	var held, others []string
	at := 0
	for i, r := range all {
		k := r.Source.Key()
		switch {
		case in.Name(k.Person) != in.Name(key.Person):
		case k.Application == key.Application:
			if i == n {
				at = len(records)
			}
			records = append(records, r)
			held = append(held, k.Incident)
		default:
			others = append(others, k.Incident)
		}
	}
	of := in.Of(records)
	of.Elsewhere = model.ElsewhereOf(held, others)
	return model.NewCase(records, &of), at
}

func TestEveryWorkedCaseComesToItsVerdict(t *testing.T) {
	records, want := readCases(t)
	if len(records) != len(want) || len(records) == 0 {
		t.Fatalf("%d records and %d expectations", len(records), len(want))
	}
	in := individualsOf(records)
	for n, w := range want {
		t.Run(w.Person+" "+w.Incident, func(t *testing.T) {
			c, i := caseOf(records, in, n)
			if got := c.Facts(i).Key(); got != (model.Key{Application: w.Application, Person: w.Person, Incident: w.Incident}) {
				t.Fatalf("record is %v", got)
			}
			a := c.Assess(i)
			same(t, "verdict", a.Verdict.String(), w.Verdict)
			same(t, "verdict alone", c.Verdict(i).String(), w.Verdict)
			if len(w.Criteria) != int(model.CriterionCount) {
				t.Fatalf("%d criteria expected", len(w.Criteria))
			}
			for k, wc := range w.Criteria {
				id := model.CriterionID(k)
				same(t, "criterion", id.String(), wc.ID)
				same(t, wc.ID+" state", a.Criteria[k].State.String(), wc.State)
				same(t, wc.ID+" basis", a.Criteria[k].Basis.String(), wc.Basis)
				same(t, wc.ID+" cite", id.Cite(), wc.Cite)
				if c.Why(i, &a, id) == "" {
					t.Errorf("%s has no sentence", wc.ID)
				}
			}
			same(t, "one_fact", a.OneFact.Name(), w.OneFact)
			sameList(t, "to_confirm", a.ToConfirm.Names(), w.ToConfirm)
			sameList(t, "flags", a.Flags.Names(), w.Flags)
			if a.Events != w.Events {
				t.Errorf("events: %d, want %d", a.Events, w.Events)
			}
			age := -1
			if w.AgeThen != nil {
				age = *w.AgeThen
			}
			if a.AgeThen != age {
				t.Errorf("age_then: %d, want %d", a.AgeThen, age)
			}
			var decisions []string
			for _, k := range c.Decisions(i, &a) {
				decisions = append(decisions, k.String())
			}
			sameList(t, "decisions", decisions, w.Decisions)
			if c.WhatWouldChange(i, &a) == "" {
				t.Error("nothing says what would change the verdict")
			}
		})
	}
}

func same(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func sameList(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}
