package model_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"gd8/model"
)

func TestTheEffectiveValueIsTheOfficersAnswerWhereThereIsOne(t *testing.T) {
	rec := record(t, clean(values{"grooming": "yes"}))
	tests := []struct {
		name string
		rec  model.Record
		want model.Tri
	}{
		{"the source alone", rec, model.Yes},
		{"an answer of no", answered(rec, model.Grooming, "no"), model.No},
		{"an answer of not recorded", answered(rec, model.Grooming, ""), model.NotRecorded},
		{"an answer to another field", answered(rec, model.Abusive, "no"), model.Yes},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			facts := tt.rec.Effective()
			if got := facts.Tri(model.Grooming); got != tt.want {
				t.Errorf("effective grooming is %q, want %q", got, tt.want)
			}
			if got := tt.rec.Source.Tri(model.Grooming); got != model.Yes {
				t.Errorf("the source was changed to %q", got)
			}
			if a, ok := tt.rec.Answered(model.Grooming); ok && a.Value != tt.want.String() || !ok && tt.want != model.Yes {
				t.Errorf("the standing answer is %q, %v", a.Value, ok)
			}
		})
	}
}

func TestEveryFactButTheKeyCanBeAnswered(t *testing.T) {
	rec := record(t, clean())
	value := map[model.Kind]string{
		model.KindText: "CR/2", model.KindLong: "text", model.KindRole: "Third Party", model.KindDate: "14/03/2019",
		model.KindOutcome: "O21", model.KindTri: "Y",
	}
	kept := map[model.Kind]string{
		model.KindText: "CR/2", model.KindLong: "text", model.KindRole: "third_party", model.KindDate: "2019-03-14",
		model.KindOutcome: "21", model.KindTri: "yes",
	}
	for _, f := range model.Fields() {
		got, err := model.CheckAnswer(&rec, model.Answer{Field: f, Value: value[f.Kind()], Reason: "checked"}, today)
		var refused *model.AnswerError
		switch {
		case f == model.ApplicationRef || f == model.PersonRef || f == model.IncidentRef:
			if !errors.As(err, &refused) || refused.NeedsReason || !strings.Contains(err.Error(), f.Name()) {
				t.Errorf("%s is answered: %v", f.Name(), err)
			}
		case err != nil:
			t.Errorf("%s: %v", f.Name(), err)
		case got.Value != kept[f.Kind()]:
			t.Errorf("%s is kept as %q", f.Name(), got.Value)
		}
	}
	if _, err := model.CheckAnswer(&rec, model.Answer{Field: model.NoField}, today); err == nil {
		t.Error("no field at all is answered")
	}
}

func TestAReasonIsNeededAgainstARecordedValue(t *testing.T) {
	rec := record(t, clean(values{"abusive": "yes", "grooming": "", "offence": "Sharing", "person_role": "applicant"}))
	tests := []struct {
		name  string
		field model.Field
		value string
		needs bool
	}{
		{"another value", model.Abusive, "no", true},
		{"not recorded instead of a value", model.Abusive, "unknown", true},
		{"the same value", model.Abusive, "yes", false},
		{"the same value, otherwise spelt", model.Abusive, " Y ", false},
		{"the same date, otherwise spelt", model.IncidentDate, "14 March 2019", false},
		{"another date", model.IncidentDate, "15 March 2019", true},
		{"a value where none is recorded", model.Grooming, "yes", false},
		{"not recorded where none is recorded", model.Grooming, "-", false},
		{"the same outcome, otherwise spelt", model.OutcomeCode, "Outcome 21", false},
		{"another outcome", model.OutcomeCode, "22", true},
		{"another text", model.Offence, "Taking", true},
		{"a blank role, which means applicant", model.PersonRole, "", false},
		{"another role", model.PersonRole, "third party", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, blank := range []string{"", " \n\t"} {
				_, err := model.CheckAnswer(&rec, model.Answer{Field: tt.field, Value: tt.value, Reason: blank}, today)
				var refused *model.AnswerError
				if !tt.needs && err != nil {
					t.Errorf("refused: %v", err)
				}
				if tt.needs && (!errors.As(err, &refused) || !refused.NeedsReason) {
					t.Errorf("reason %q will do: %v", blank, err)
				}
			}
			if _, err := model.CheckAnswer(&rec, model.Answer{Field: tt.field, Value: tt.value, Reason: "the force confirmed it"}, today); err != nil {
				t.Errorf("refused with a reason: %v", err)
			}
		})
	}
}

func TestTheRefusalOfAnAnswerSaysWhatTheSourceRecords(t *testing.T) {
	rec := record(t, clean(values{"summary": strings.Repeat("long ", 1000), "offence": "\x1b[31mred"}))
	for f, want := range map[model.Field]string{
		model.OutcomeCode:  `outcome: the source records "21"; give the reason why your answer differs`,
		model.IncidentDate: `incident_date: the source records "14 March 2019"; give the reason why your answer differs`,
		model.Summary:      "summary: the source records another text; give the reason why your answer differs",
		model.Offence:      `offence: the source records "\x1b[31mred"; give the reason why your answer differs`,
	} {
		_, err := model.CheckAnswer(&rec, model.Answer{Field: f}, today)
		if err == nil {
			t.Errorf("%s: not refused", f.Name())
			continue
		}
		same(t, f.Name(), err.Error(), want)
	}
}

func TestAnAnswerIsCheckedLikeAFile(t *testing.T) {
	rec := record(t, clean())
	for _, a := range []model.Answer{
		{Field: model.Abusive, Value: "maybe"},
		{Field: model.OutcomeCode, Value: "23"},
		{Field: model.IncidentDate, Value: "14/03/19"},
		{Field: model.IncidentDate, Value: "2026-11-25"},
		{Field: model.Offence, Value: strings.Repeat("x", 257)},
		{Field: model.Summary, Value: strings.Repeat("x", 64<<10+1)},
		{Field: model.Involvement, Value: "\xff"},
	} {
		a.Reason = "checked"
		_, err := model.CheckAnswer(&rec, a, today)
		var refused *model.ValueError
		if !errors.As(err, &refused) || refused.Field != a.Field {
			t.Errorf("%s: %v", a.Field.Name(), err)
		}
	}
	if _, err := model.CheckAnswer(&rec, model.Answer{Field: model.DueDate, Value: "2026-12-24"}, today); err != nil {
		t.Errorf("a due_date ahead is refused: %v", err)
	}
}

func TestANoteAndAReasonHaveALimitToo(t *testing.T) {
	rec := record(t, clean())
	exact := strings.Repeat("x", 64<<10)
	a := model.Answer{Field: model.PatternOfBehaviour, Value: "no", Note: exact, Reason: exact}
	if got, err := model.CheckAnswer(&rec, a, today); err != nil || got.Note != exact || got.Reason != exact {
		t.Errorf("64 KiB is refused or changed: %v", err)
	}
	for what, a := range map[string]model.Answer{
		"note":   {Field: model.PatternOfBehaviour, Value: "no", Note: exact + "x"},
		"reason": {Field: model.PatternOfBehaviour, Value: "no", Reason: exact + "x"},
	} {
		if _, err := model.CheckAnswer(&rec, a, today); err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestARecordIsNotTheSameEventAsItself(t *testing.T) {
	rec := record(t, clean())
	for _, value := range []string{"CR/1", " CR/1 "} {
		if _, err := model.CheckAnswer(&rec, model.Answer{Field: model.SameEventAs, Value: value}, today); err == nil {
			t.Errorf("answered %q", value)
		}
	}
	for _, value := range []string{"CR/2", "cr/1", ""} { // a reference is compared as it is written
		if _, err := model.CheckAnswer(&rec, model.Answer{Field: model.SameEventAs, Value: value, Reason: "one call"}, today); err != nil {
			t.Errorf("answer %q refused: %v", value, err)
		}
	}
	source := record(t, clean(values{"same_event_as": "CR/1"})).Source
	if err := model.CheckSource(&source); err == nil || !strings.Contains(err.Error(), "same_event_as") {
		t.Errorf("a source linked to itself: %v", err)
	}
}

func TestASourceNeedsItsReferences(t *testing.T) {
	good := record(t, clean(values{"application_ref": "", "same_event_as": "CR/2"})).Source
	if err := model.CheckSource(&good); err != nil {
		t.Errorf("refused: %v", err)
	}
	for _, f := range []model.Field{model.PersonRef, model.IncidentRef} {
		bad := good
		bad.Set(f, "")
		if err := model.CheckSource(&bad); err == nil || !strings.Contains(err.Error(), f.Name()) {
			t.Errorf("%s blank: %v", f.Name(), err)
		}
	}
}

func TestSourceContradictsAnswerIsFlagged(t *testing.T) {
	rec := record(t, clean(values{"grooming": "no", "adult_involved": ""}))
	tests := []struct {
		name string
		rec  model.Record
		want bool
	}{
		{"no answer", rec, false},
		{"an answer equal to the source", answered(rec, model.Grooming, "no"), false},
		{"an answer where the source is silent", answered(rec, model.AdultInvolved, "no"), false},
		{"an answer against the source", answered(rec, model.Grooming, "yes"), true},
		{"not recorded against the source", answered(rec, model.Grooming, ""), true},
		{"against a date", answered(rec, model.IncidentDate, "2019-03-15"), true},
		{"the second of two answers", answered(answered(rec, model.AdultInvolved, "no"), model.Grooming, ""), true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := model.NewCase([]model.Record{tt.rec, record(t, clean(values{"incident_ref": "CR/2", "same_event_as": "CR/1"}))}, nil)
			if got := c.Assess(0).Flags.Has(model.SourceContradictsAnswer); got != tt.want {
				t.Errorf("flagged: %v", got)
			}
			if c.Assess(1).Flags.Has(model.SourceContradictsAnswer) {
				t.Error("the other hit, which no officer answered, is flagged")
			}
		})
	}
	// Whichever came first: the source changes under a standing answer.
	rec = answered(record(t, clean(values{"grooming": ""})), model.Grooming, "no")
	rec.Source.Set(model.Grooming, "yes")
	c := model.NewCase([]model.Record{rec}, nil)
	a := c.Assess(0)
	if !slices.Contains(a.Flags.Names(), "source_contradicts_answer") || a.Verdict != model.Applies {
		t.Errorf("a source that came later: %s, %v", a.Verdict, a.Flags.Names())
	}
}

// These answers can make one incident of two, or leave one out, so each needs
// its reason though no source contradicts it.
func TestAnAnswerThatCanOpenADiscardNeedsItsReason(t *testing.T) {
	rec := record(t, clean())
	for _, a := range []model.Answer{
		{Field: model.Relevant, Value: "no"},
		{Field: model.SameEventAs, Value: "CR/2"},
		{Field: model.SameEventAs, Value: ""},
		{Field: model.SamePersonAs, Value: "N200"},
		{Field: model.SamePersonAs, Value: ""},
	} {
		for _, reason := range []string{"", " \n"} {
			a.Reason = reason
			var refused *model.AnswerError
			if _, err := model.CheckAnswer(&rec, a, today); !errors.As(err, &refused) || !refused.NeedsReason || !strings.Contains(refused.Problem, "reason") {
				t.Errorf("%s answered %q with the reason %q: %v", a.Field.Name(), a.Value, reason, err)
			}
		}
		a.Reason = "told by the officer in the case"
		if _, err := model.CheckAnswer(&rec, a, today); err != nil {
			t.Errorf("%s answered %q with a reason: %v", a.Field.Name(), a.Value, err)
		}
	}
	for _, a := range []model.Answer{{Field: model.Relevant, Value: "yes"}, {Field: model.Relevant, Value: ""}, {Field: model.AdultInvolved, Value: "no"}} {
		if _, err := model.CheckAnswer(&rec, a, today); err != nil {
			t.Errorf("%s answered %q: %v", a.Field.Name(), a.Value, err)
		}
	}
	if _, err := model.CheckAnswer(&rec, model.Answer{Field: model.SamePersonAs, Value: "P-118", Reason: "x"}, today); err == nil {
		t.Error("an individual is said to be the same as itself")
	}
}
