package model_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"gd8/model"
)

func TestTriStatesAreReadInEverySpelling(t *testing.T) {
	want := map[model.Tri][]string{
		model.Yes:         {"yes", "y", "true", "1", "YES", "Yes", "Y", "TRUE", "True", " yes ", "\tyes\n"},
		model.No:          {"no", "n", "false", "0", "NO", "No", "N", "FALSE", "False", " no "},
		model.NotRecorded: {"", " ", "unknown", "u", "not recorded", "-", "UNKNOWN", "U", "Not Recorded", " - ", "NK", "nk", "N/K", "n/k", "Not known"},
	}
	for tri, spellings := range want {
		for _, s := range spellings {
			if got, err := model.ParseTri(s); err != nil || got != tri {
				t.Errorf("%q is %q, %v; want %q", s, got, err, tri)
			}
		}
	}
}

func TestWhatIsNeitherYesNorNoIsRefused(t *testing.T) {
	for _, s := range []string{"maybe", "yes?", "2", "00", "01", "ye", "yes no", "n/a", "none", "null", "--", "?", "ja", "nein", "t", "f", "on", "off", "yes\x00", "ｙｅｓ"} {
		if got, err := model.ParseTri(s); err == nil {
			t.Errorf("%q is read as %q", s, got)
		}
	}
}

func TestOutcomesAreReadInEverySpelling(t *testing.T) {
	tests := []struct{ in, want string }{
		{"21", "21"}, {"O21", "21"}, {"o21", "21"}, {"Outcome 21", "21"}, {"OUTCOME 21", "21"}, {"outcome21", "21"}, {" 21 ", "21"},
		{"1", "1"}, {"01", "1"}, {"9", "9"}, {"22", "22"}, {"O1", "1"},
		{"1a", "1a"}, {"2A", "2a"}, {"3a", "3a"}, {"O1A", "1a"}, {"Outcome 3A", "3a"},
		{"OC21", "21"}, {"OC 21", "21"}, {"TP21", "21"}, {"tp 21", "21"}, {"Type 21", "21"}, {"type21", "21"}, {"Outcome code 21", "21"}, {"Outcome Type 21", "21"},
		{"OutcomeCode21", "21"}, {"021", "21"}, {"21.0", "21"}, {"O021", "21"}, {"Type 1A", "1a"}, {"01a", "1a"}, {"0.0", ""}, {"00", ""}, {"Type 0", ""},
		{"", ""}, {"  ", ""}, {"0", ""}, {"O0", ""}, {"Outcome 0", ""},
	}
	for _, tt := range tests {
		got, err := model.ParseOutcome(tt.in)
		if err != nil || got.String() != tt.want {
			t.Errorf("%q is %q, %v; want %q", tt.in, got, err, tt.want)
		}
	}
	for code := 1; code <= 22; code++ {
		o := model.Outcome(code)
		if got, err := model.ParseOutcome(o.String()); err != nil || got != o {
			t.Errorf("outcome %d reads back as %v, %v", code, got, err)
		}
	}
}

func TestWhatIsNoOutcomeCodeIsRefused(t *testing.T) {
	for _, s := range []string{
		"23", "99", "100", "-1", "+1", "0021", "121", "210", "4a", "0a", "21a", "1b", "a", "o", "O", "outcome", "Outcome ",
		"oo21", "outcome o21", "21.00", "21.5", "2.1", "2 1", "tp", "type", "outcome code", "type type 21", "code 21", "outcome outcome 21", "1.0a", "ct21", "21 22", "21,22", "O-21", "Outcome: 21", "NFA", "yes", "unknown", "-", "２１", "twenty-one",
	} {
		if got, err := model.ParseOutcome(s); err == nil {
			t.Errorf("%q is read as %q", s, got)
		}
	}
}

func TestRolesAreApplicantOrThirdParty(t *testing.T) {
	for s, want := range map[string]model.Role{
		"": model.Applicant, "applicant": model.Applicant, "Applicant": model.Applicant,
		"third_party": model.ThirdParty, "Third Party": model.ThirdParty, "third-party": model.ThirdParty,
	} {
		if got, err := model.ParseRole(s); err != nil || got != want {
			t.Errorf("%q is %v, %v; want %v", s, got, err, want)
		}
	}
	for _, s := range []string{"third", "party", "witness", "0", "-"} {
		if got, err := model.ParseRole(s); err == nil {
			t.Errorf("%q is read as %v", s, got)
		}
	}
}

func TestHeaderNamesFold(t *testing.T) {
	for name, want := range map[string]model.Field{
		"person_ref": model.PersonRef, "Person Ref": model.PersonRef, "PERSON-REF": model.PersonRef, " person_ref ": model.PersonRef,
		"Same Event-As": model.SameEventAs, "DATE OF BIRTH": model.DateOfBirth, "outcome": model.OutcomeCode, "Source": model.SourceSystem,
	} {
		if got, ok := model.FieldNamed(name); !ok || got != want {
			t.Errorf("%q is %q, %v; want %q", name, got.Name(), ok, want.Name())
		}
	}
	for _, name := range []string{"", " ", "_", "person", "person.ref", "person_refs", "persön_ref", "verdict", "person_ref,"} {
		if got, ok := model.FieldNamed(name); ok {
			t.Errorf("%q is taken for %q", name, got.Name())
		}
	}
}

func TestEveryFieldIsNamedOnceInColumnOrder(t *testing.T) {
	want := strings.Fields(`application_ref person_ref incident_ref person_role person_name application_type workforce source
		grading involvement due_date same_event_as same_person_as offence incident_date outcome_date date_of_birth outcome relevant youth_produced
		adult_involved abusive exploitation grooming profit_motive malicious_intent persistent_behaviour pattern_of_behaviour
		indicator_of_risk summary`)
	var got, titles []string
	for _, f := range model.Fields() {
		got = append(got, f.Name())
		titles = append(titles, f.Title())
		if named, ok := model.FieldNamed(f.Name()); !ok || named != f {
			t.Errorf("%s is not found by its name", f.Name())
		}
		if f.Title() == "" {
			t.Errorf("%s has no title", f.Name())
		}
	}
	sameList(t, "columns", got, want)
	if model.NoField.Name() != "" || model.NoField.Title() != "" {
		t.Error("NoField has a name")
	}
	if len(titles) != int(model.FieldCount) {
		t.Errorf("%d titles", len(titles))
	}
}

func TestTextsAreRefusedOverTheLimitAndNeverCut(t *testing.T) {
	for _, f := range model.Fields() {
		var limit int
		switch f.Kind() {
		case model.KindText:
			limit = 256
		case model.KindLong:
			limit = 64 << 10
		default:
			continue
		}
		for _, unit := range []string{"x", "é", "🙂"} { // bytes, not characters
			exact := strings.Repeat(unit, limit/len(unit))
			if got, err := model.Canonical(f, exact, today); err != nil || got != exact {
				t.Errorf("%s: %d bytes are refused or changed: %v", f.Name(), limit, err)
			}
			got, err := model.Canonical(f, exact+"x", today)
			var refused *model.ValueError
			if !errors.As(err, &refused) || got != "" {
				t.Fatalf("%s: %d bytes give %d bytes, %v", f.Name(), limit+1, len(got), err)
			}
			if refused.Field != f || len(refused.Value) != limit+1 || !strings.Contains(refused.Error(), f.Name()) {
				t.Errorf("%s: the error names %q", f.Name(), refused.Error())
			}
		}
	}
}

func TestPersonAndIncidentMayNotBeBlank(t *testing.T) {
	for _, f := range []model.Field{model.PersonRef, model.IncidentRef} {
		for _, blank := range []string{"", " ", "\t\n", "\u00a0"} {
			if got, err := model.Canonical(f, blank, today); err == nil {
				t.Errorf("%s: %q gives %q", f.Name(), blank, got)
			}
		}
	}
	for _, f := range []model.Field{model.ApplicationRef, model.SameEventAs, model.Offence, model.Summary, model.PersonRole, model.DueDate} {
		if got, err := model.Canonical(f, "  ", today); err != nil || got != "" {
			t.Errorf("%s: blank gives %q, %v", f.Name(), got, err)
		}
	}
}

func TestAStraySpaceMakesNoSecondIndividual(t *testing.T) {
	for _, f := range []model.Field{model.ApplicationRef, model.PersonRef, model.IncidentRef, model.SameEventAs} {
		if got, err := model.Canonical(f, " P-118\t", today); err != nil || got != "P-118" {
			t.Errorf("%s: %q, %v", f.Name(), got, err)
		}
	}
	if got, err := model.Canonical(model.Offence, " as written ", today); err != nil || got != " as written " {
		t.Errorf("a text that is no reference is changed: %q, %v", got, err)
	}
}

func TestTextThatIsNotUTF8IsRefused(t *testing.T) {
	for _, f := range model.Fields() {
		if got, err := model.Canonical(f, "caf\xe9", today); err == nil {
			t.Errorf("%s takes invalid UTF-8 as %q", f.Name(), got)
		}
	}
}

func TestARefusalIsOneLineThatDoesNotRepeatTheValue(t *testing.T) {
	hostile := "\x1b[2Jhostile\u202e\n" + strings.Repeat("x", 70000)
	refused := 0
	for _, f := range model.Fields() {
		for _, value := range []string{hostile, "14 " + hostile + " 2019", "1 \u202ehostile 2019"} {
			_, err := model.Canonical(f, value, today)
			if err == nil {
				continue
			}
			refused++
			if said := err.Error(); len(said) > 200 || strings.ContainsAny(said, "\n\x1b\u202e") || strings.Contains(said, "hostile") {
				t.Errorf("%s: %.300q", f.Name(), said)
			}
		}
	}
	if refused == 0 {
		t.Error("nothing was refused")
	}
}

func TestAFactIsKeptAsItWasSet(t *testing.T) {
	for _, f := range model.Fields() {
		value := map[model.Kind]string{
			model.KindText: "text", model.KindLong: "long", model.KindRole: "third_party", model.KindDate: "2019-03-14",
			model.KindOutcome: "21", model.KindTri: "no",
		}[f.Kind()]
		var facts model.Facts
		if facts.Recorded(f) || facts.Get(f) != "" {
			t.Errorf("%s is recorded in the zero value", f.Name())
		}
		facts.Set(f, value)
		for _, other := range model.Fields() {
			want := ""
			if other == f {
				want = value
			}
			if got := facts.Get(other); got != want || facts.Recorded(other) != (other == f) {
				t.Errorf("%s set: %s is %q", f.Name(), other.Name(), got)
			}
		}
		facts.Set(f, "")
		if facts != (model.Facts{}) {
			t.Errorf("%s: setting it blank leaves something", f.Name())
		}
	}
}

func TestFactsAreShownAsAnOfficerReadsThem(t *testing.T) {
	facts := record(t, clean(values{"person_role": "third_party"})).Source
	for f, want := range map[model.Field]string{
		model.IncidentDate: "14 March 2019", model.PersonRole: "third party", model.OutcomeCode: "21",
		model.YouthProduced: "yes", model.Abusive: "not recorded", model.DueDate: "not recorded", model.Summary: "not recorded",
	} {
		same(t, f.Name(), facts.Show(f), want)
	}
	if (&model.Facts{}).Show(model.PersonRole) != "applicant" {
		t.Error("a blank role is not shown as applicant")
	}
}

// FuzzValue reads any text as a date, as an outcome and as the value of every
// field.
func FuzzValue(f *testing.F) {
	for _, s := range []string{
		"", " ", "yes", "U", "third party", "P-118 ", "caf\xe9", "İ", "\u00a0x\u2003", "K",
		"0", "21", "O21", "o1a", "Outcome 21", "3a", "023", "-1", "o",
		"2019-03-14", "14/03/2019", "14 March 2019", "29 Feb 2020", "1/1/0001", "31 Dec 9999", "14/03/19", "- -", "//",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		readsAsDate(t, s)
		readsAsOutcome(t, s)
		for _, field := range model.Fields() {
			readsAsValue(t, field, s)
		}
	})
}

func readsAsDate(t *testing.T, s string) {
	d, err := model.ParseDate(s)
	if err != nil {
		if d != 0 {
			t.Fatalf("%q is refused and given as %s", s, d.ISO())
		}
		return
	}
	for _, written := range []string{d.ISO(), d.String(), d.Short()} {
		if back, err := model.ParseDate(written); err != nil || back != d {
			t.Fatalf("%q is %s, written %q, read back as %s, %v", s, d.ISO(), written, back.ISO(), err)
		}
	}
}

func readsAsOutcome(t *testing.T, s string) {
	o, err := model.ParseOutcome(s)
	if err != nil {
		return
	}
	if back, err := model.ParseOutcome(o.String()); err != nil || back != o {
		t.Fatalf("%q is %d, written %q, read back as %d, %v", s, o, o.String(), back, err)
	}
	if o != model.NoOutcome && !strings.ContainsAny(s, "0123456789") {
		t.Fatalf("%q has no digit and is outcome %s", s, o)
	}
}

func readsAsValue(t *testing.T, field model.Field, value string) {
	first, err := model.Canonical(field, value, today)
	if err != nil {
		var refused *model.ValueError
		if !errors.As(err, &refused) || first != "" {
			t.Fatalf("%s: %q is refused with %v and given as %q", field.Name(), value, err, first)
		}
		return
	}
	second, err := model.Canonical(field, first, today)
	if err != nil || second != first {
		t.Fatalf("%s: %q becomes %q, then %q, %v", field.Name(), value, first, second, err)
	}
	var facts model.Facts
	facts.Set(field, first)
	if got := facts.Get(field); got != first {
		t.Fatalf("%s: %q is kept as %q", field.Name(), first, got)
	}
	if facts.Recorded(field) != (first != "") || !utf8.ValidString(first) {
		t.Fatalf("%s: %q is kept wrongly", field.Name(), first)
	}
}

func TestAValueAlreadyReadIsSetLikeOneInCanonicalForm(t *testing.T) {
	var read, written model.Facts
	read.SetText(model.PersonRef, "P-118")
	read.SetDate(model.IncidentDate, model.NewDate(2019, 3, 14))
	read.SetTri(model.Grooming, model.No)
	read.SetOutcome(model.Outcome21)
	read.SetRole(model.ThirdParty)
	for f, value := range map[model.Field]string{
		model.PersonRef: "P-118", model.IncidentDate: "2019-03-14", model.Grooming: "no", model.OutcomeCode: "21", model.PersonRole: "third_party",
	} {
		written.Set(f, value)
	}
	if read != written || read.Role() != model.ThirdParty {
		t.Errorf("%+v and %+v", read, written)
	}
}

func TestAValueThatIsNotCanonicalIsAFaultOfTheProgram(t *testing.T) {
	for f, value := range map[model.Field]string{
		model.Grooming: "perhaps", model.OutcomeCode: "23", model.IncidentDate: "14/03/19", model.PersonRole: "witness",
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s was set to %q", f.Name(), value)
				}
			}()
			var facts model.Facts
			facts.Set(f, value)
		}()
	}
}

func TestASetOfFieldsListsThemInColumnOrder(t *testing.T) {
	s := model.SetOf(model.IndicatorOfRisk, model.OutcomeCode, model.YouthProduced, model.OutcomeCode)
	sameList(t, "names", s.Names(), []string{"outcome", "youth_produced", "indicator_of_risk"})
	if s.Len() != 3 || s.Has(model.Grooming) || s.Has(model.NoField) || s.With(model.NoField) != s {
		t.Errorf("set of %d", s.Len())
	}
	if empty := model.SetOf(); empty.Len() != 0 || empty.Names() == nil || empty.Fields() == nil {
		t.Error("the empty set is nil, which JSON writes as null")
	}
}

func TestReferencesAreKeptInOneForm(t *testing.T) {
	for _, f := range []model.Field{model.ApplicationRef, model.PersonRef, model.IncidentRef, model.SameEventAs, model.SamePersonAs} {
		got, err := model.Canonical(f, " Siân\u20111\u00a0\u00a0A ", today)
		if err != nil || got != "Siân-1 A" {
			t.Errorf("%s: %q (%v)", f.Name(), got, err)
		}
		if _, err := model.Canonical(f, "P\u200b1", today); err == nil || !strings.Contains(err.Error(), "U+200B") {
			t.Errorf("%s: a reference with a character that does not show: %v", f.Name(), err)
		}
		if _, err := model.Canonical(f, "NULL", today); err == nil {
			t.Errorf("%s: NULL is taken for a reference", f.Name())
		}
	}
	if got, err := model.Canonical(model.PersonName, " Siân\u2011Ann ", today); err != nil || got != " Siân\u2011Ann " {
		t.Errorf("a name is changed: %q (%v)", got, err)
	}
}

func TestWhatCanonicalGivesIsCanonical(t *testing.T) {
	for _, f := range model.Fields() {
		for _, value := range []string{"", "yes", "Y", "21", "O21", "14 March 2019", "2019-03-14", "third party", "1900-01-01", "P  118"} {
			if canonical, err := model.Canonical(f, value, today); err == nil && !model.IsCanonical(f, canonical) {
				t.Errorf("%s: %q gives %q, which is not canonical", f.Name(), value, canonical)
			}
		}
	}
	for f, value := range map[model.Field]string{model.Relevant: "Y", model.OutcomeCode: "O21", model.DateOfBirth: "14 March 2019", model.PersonRole: "third party", model.Offence: strings.Repeat("x", 257)} {
		if model.IsCanonical(f, value) {
			t.Errorf("%s: %q is canonical", f.Name(), value)
		}
	}
	if !model.IsCanonical(model.DateOfBirth, "1900-01-01") {
		t.Error("a date that a store holds, and that is no longer taken, would make its record unreadable")
	}
}
