package model_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"gd8/model"
)

// clean is a hit for which the discard applies.
func clean(changes ...values) values {
	facts := values{
		"application_ref": "APP-417", "person_ref": "P-118", "incident_ref": "CR/1",
		"incident_date": "2019-03-14", "outcome_date": "2019-05-20", "date_of_birth": "2004-01-02",
		"outcome": "21", "youth_produced": "yes", "pattern_of_behaviour": "no", "indicator_of_risk": "no",
	}
	for _, change := range changes {
		maps.Copy(facts, change)
	}
	return facts
}

// record is a record of these source values, as a file would write them.
func record(t testing.TB, source values) model.Record {
	t.Helper()
	var rec model.Record
	for column, value := range source {
		f := fieldOf(t, column)
		canonical, err := model.Canonical(f, value, today)
		if err != nil {
			t.Fatal(err)
		}
		rec.Source.Set(f, canonical)
	}
	return rec
}

// answered is the record with an officer's answer beside its source.
func answered(rec model.Record, f model.Field, value string) model.Record {
	rec.Answers = append(append([]model.Answer(nil), rec.Answers...), model.Answer{Field: f, Value: value, By: "J. Officer", Reason: "checked with the force"})
	return rec
}

func refNumber(n int) string { return fmt.Sprintf("CR/%05d", n) }

// words is a text of n words.
func words(n int) string { return strings.TrimSpace(strings.Repeat("word ", n)) }
