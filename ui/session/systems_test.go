package session

import (
	"testing"

	"gd8/model"
)

func TestOneSearchOfTheSystemsIsNotedOnceForBothQuestions(t *testing.T) {
	answered := func(answers ...model.Answer) *model.Record { return &model.Record{Answers: answers} }
	pattern := model.Answer{Field: model.PatternOfBehaviour, Value: "no", Note: "PNC"}
	risk := model.Answer{Field: model.IndicatorOfRisk, Value: "no", Note: "PND"}
	for _, tt := range []struct {
		name   string
		record *model.Record
		answer model.Answer
		start  string
		of     model.Field
		asks   bool
	}{
		{"the first of the two", answered(), model.Answer{Field: model.PatternOfBehaviour, Value: "no"}, "", model.NoField, true},
		{"the second has the note of the first", answered(pattern), model.Answer{Field: model.IndicatorOfRisk, Value: "yes"}, "PNC", model.PatternOfBehaviour, true},
		{"either way about", answered(risk), model.Answer{Field: model.PatternOfBehaviour, Value: "no"}, "PND", model.IndicatorOfRisk, true},
		{"its own note comes first", answered(pattern, risk), model.Answer{Field: model.IndicatorOfRisk, Value: "yes"}, "PND", model.IndicatorOfRisk, true},
		{"not recorded says nothing of a search", answered(pattern), model.Answer{Field: model.IndicatorOfRisk}, "", model.NoField, false},
		{"another question", answered(pattern), model.Answer{Field: model.Abusive, Value: "no"}, "", model.NoField, false},
	} {
		if start, of, asks := asksSystems(tt.record, tt.answer); start != tt.start || of != tt.of || asks != tt.asks {
			t.Errorf("%s: %q of %s, %v", tt.name, start, of.Title(), asks)
		}
	}
}
