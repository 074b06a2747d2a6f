package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"gd8/model"
)

func all(*model.Decision) bool { return true }

func (o *office) decisions(keep func(*model.Decision) bool) []Decision {
	o.Helper()
	cases, err := o.Cases(func(model.CaseKey) bool { return true })
	if err != nil {
		o.Fatal(err)
	}
	var list []Decision
	for _, c := range cases {
		d, err := o.CaseDossier(c)
		if err != nil {
			o.Fatal(err)
		}
		rows, keys := Decisions(d, keep)
		hits := 0
		for _, row := range rows {
			hits += len(row.Hits)
		}
		if hits != len(keys) {
			o.Errorf("%d keys of %d hits", len(keys), hits)
		}
		list = append(list, rows...)
	}
	return list
}

func TestADecisionIsOneRowHoweverManyHitsDescribeItsIncident(t *testing.T) {
	o := exampleOffice(t)
	var b bytes.Buffer
	top := exampleTop(3)
	list, err := NewDocument(&b, &top)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range o.decisions(all) {
		if err := list.Add(d); err != nil {
			t.Fatal(err)
		}
	}
	if err := list.Close(); err != nil {
		t.Fatal(err)
	}
	if !json.Valid(b.Bytes()) {
		t.Error("it is not valid JSON")
	}
	golden(t, "decisions.json", b.String())
}

func exampleTop(count int) Top {
	return Top{What: "Decisions", Marking: DefaultMarking, Count: count, Written: Written{
		Officer: officer.Officer, Purpose: officer.Purpose, Recipient: "Insp. Lane", At: time.Date(2026, 6, 2, 14, 5, 0, 0, summerTime),
	}}
}

func TestDecisionsAreFilteredByTheirKind(t *testing.T) {
	o := exampleOffice(t)
	got := o.decisions(func(d *model.Decision) bool { return d.Kind == model.Consider })
	if len(got) != 1 || got[0].IncidentRef != "15/0012/20" || got[0].Verdict != "does_not_apply" {
		t.Errorf("%+v", got)
	}
}

func TestAWithdrawnDecisionIsNoRowAndOneOutOfDateSaysSo(t *testing.T) {
	o := exampleOffice(t)
	o.answer("14/2231/19", model.Answer{Field: model.Abusive, Value: "no"})
	if err := o.WithdrawDecision(officer, o.number("15/0900/20")); err != nil {
		t.Fatal(err)
	}
	got := o.decisions(all)
	if len(got) != 2 || got[0].State != "out_of_date" || got[0].Verdict != "applies" || got[1].State != "decided" {
		t.Errorf("%+v", got)
	}
}

func TestATableOfDecisionsIsSafeInASpreadsheetAndKeepsItsTexts(t *testing.T) {
	o := newOffice(t)
	o.hits(hitFields, applicant("=1+1", "", "Niche", ""))
	reason := "=cmd|' /C calc'!A0\nand \"quoted\"; a second line\r\nand a third"
	o.decide("=1+1", model.Refer, model.Sections{model.Reason: reason}, 0)
	var b bytes.Buffer
	top := exampleTop(1)
	c, err := NewDecisionCSV(&b, &top)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range o.decisions(all) {
		if err := c.Add(&d); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	table, marked := strings.CutPrefix(b.String(), "\ufeff")
	if !marked {
		t.Error("there is no byte order mark")
	}
	rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if first := strings.Join(rows[0][:3], " | "); first != "OFFICIAL-SENSITIVE | Decisions | 1; exported with gd8 by J. Officer for Insp. Lane, 2 June 2026, 14:05 BST (13:05 UTC)" {
		t.Errorf("at the top stands %q", first)
	}
	cell := map[string]string{}
	for k, name := range rows[1] {
		cell[name] = rows[2][k]
	}
	// A reader of CSV takes CRLF in a cell for LF.
	want := "'" + strings.ReplaceAll(reason, "\r\n", "\n")
	if cell["reason"] != want || cell["incident_ref"] != "'=1+1" || cell["decision"] != "refer" || !strings.Contains(b.String(), "line\r\nand") {
		t.Errorf("%q", cell)
	}
}
