package model_test

import (
	"math/rand"
	"testing"

	"gd8/model"
)

// TestADateReadAtOnceIsTheDateReadStepByStep: the quick way for the two forms
// of most files takes nothing that Canonical refuses, and reads no other day.
func TestADateReadAtOnceIsTheDateReadStepByStep(t *testing.T) {
	random := rand.New(rand.NewSource(3))
	read := 0
	for range 200_000 {
		value := []byte("2019-03-14")
		if random.Intn(2) == 0 {
			value = []byte("14/03/2019")
		}
		for range random.Intn(5) {
			value[random.Intn(len(value))] = "0123456789012345678901234567890123456789-/. :+x\xff"[random.Intn(48)]
		}
		quick := model.PlainDate(model.IncidentDate, string(value), today)
		slow, err := model.Canonical(model.IncidentDate, " "+string(value), today) // the space keeps the quick way out
		if quick != 0 {
			read++
		}
		if quick != 0 && (err != nil || quick.ISO() != slow) {
			t.Fatalf("%q is read as %s, and step by step as %q (%v)", value, quick.ISO(), slow, err)
		}
		if all, err := model.Canonical(model.IncidentDate, string(value), today); err == nil && all != slow {
			t.Fatalf("%q is read as %s, and step by step as %q", value, all, slow)
		}
	}
	if read < 20_000 {
		t.Errorf("only %d were read at once", read)
	}
	for value, f := range map[string]model.Field{"1900-01-01": model.DueDate, "01/01/1753": model.IncidentDate, "2026-11-25": model.DateOfBirth, "1899-12-31": model.OutcomeDate} {
		if d := model.PlainDate(f, value, today); d != 0 {
			t.Errorf("%s of %s is read as %s", f.Name(), value, d)
		}
	}
	if d := model.PlainDate(model.DueDate, "2027-01-01", today); d.ISO() != "2027-01-01" {
		t.Errorf("a due date ahead is read as %s", d)
	}
}
