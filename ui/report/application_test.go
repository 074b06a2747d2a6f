package report

import (
	"strings"
	"testing"
	"time"

	"gd8/model"
	"gd8/store"
)

// hits are a case of records given as reference and relevance, each in a state.
func hits(person string, states map[string]model.QueueState, relevant map[string]model.Tri, refs ...string) *store.Dossier {
	var records []model.Record
	var items []store.Item
	for _, ref := range refs {
		var f model.Facts
		f.SetText(model.ApplicationRef, "APP-1")
		f.SetText(model.PersonRef, person)
		f.SetText(model.IncidentRef, ref)
		f.SetTri(model.Relevant, relevant[ref])
		f.SetDate(model.DueDate, model.NewDate(2026, 6, 30))
		records = append(records, model.Record{Source: f})
		item := store.Item{State: states[ref]}
		if states[ref] == model.StateDecided {
			item.Decision = &model.Decision{Kind: model.Refer, Officer: "A. Officer", At: time.Date(2026, 6, 2, 9, 0, 0, 0, time.UTC)}
		}
		items = append(items, item)
	}
	return &store.Dossier{Case: model.NewCase(records, nil), Items: items}
}

func TestAnApplicationSaysWhatIsDecidedAndWhatIsLeft(t *testing.T) {
	states := map[string]model.QueueState{"I-1": model.StateDecided, "I-2": model.StateToDo, "I-3": model.StateNotRelevant}
	a := &Application{
		Ref: "APP-1", Zone: time.UTC, Today: model.NewDate(2026, 7, 1),
		Individuals: []*store.Dossier{
			hits("P-1", states, map[string]model.Tri{"I-3": model.No}, "I-1", "I-3"),
			hits("P-2", states, nil, "I-2"),
		},
	}
	if a.Finished() || !a.Progress().Warns || a.Progress().String() != "Left: 2 of 3 hits done; 1 to do" {
		t.Errorf("finished %v: %s", a.Finished(), a.Progress())
	}
	if !strings.Contains(a.Record().Text, "would say that it is not finished: 1 to do") {
		t.Error(a.Record())
	}
	if head := a.Head(); !head.Warns || head.Text != "APP-1, due 30 June 2026, overdue" {
		t.Errorf("%+v", head)
	}
	who := a.Individual(0)
	if who.String() != "Applicant: P-1" || len(who.Below) != 2 {
		t.Fatalf("%+v", who)
	}
	told := append(who.Below, a.Individual(1).Below...)
	for k, want := range []string{
		"I-1: decided; referred to the standard process by A. Officer on 2 June 2026, 09:00; ",
		"I-3: not relevant",
		"I-2: to do; undetermined",
	} {
		if got := told[k].String(); !strings.HasPrefix(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if below := told[2].Below; len(below) != 1 || !strings.Contains(below[0].Text, "youth produced") {
		t.Errorf("to confirm: %+v", below)
	}
}

func TestAnApplicationWithNothingLeftIsFinished(t *testing.T) {
	states := map[string]model.QueueState{"I-1": model.StateDecided, "I-2": model.StateDecided}
	a := &Application{
		Ref: "APP-1", Zone: time.UTC, Today: model.NewDate(2026, 7, 1),
		Individuals: []*store.Dossier{hits("P-1", states, nil, "I-1"), hits("P-2", states, nil, "I-2")},
	}
	if !a.Finished() || a.Progress().String() != "Finished: nothing is left to decide; 2 hits done" || a.Head().Warns {
		t.Errorf("%s, %+v", a.Progress(), a.Head())
	}
	if a.Record().String() != "AT2 record: can be exported: every hit on it is decided or not relevant" {
		t.Error(a.Record())
	}
}
