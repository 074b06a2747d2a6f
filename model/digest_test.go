package model_test

import (
	"testing"

	"gd8/model"
)

func digestOf(records []model.Record, elsewhere ...string) [32]byte {
	return model.NewCase(records, &model.Individual{Elsewhere: elsewhere}).Digest()
}

func TestTheDigestChangesWithEveryEffectiveFact(t *testing.T) {
	rec := record(t, clean(values{"grooming": "yes"}))
	before := digestOf([]model.Record{rec})
	seen := map[[32]byte]string{before: "unchanged"}
	for _, f := range model.Fields() {
		value := map[model.Kind]string{
			model.KindText: "another", model.KindLong: "another", model.KindRole: "third_party", model.KindDate: "2011-11-11",
			model.KindOutcome: "10", model.KindTri: "no",
		}[f.Kind()]
		if rec.Source.Get(f) == value {
			value = "yes"
		}
		source := rec
		source.Source.Set(f, value)
		digest := digestOf([]model.Record{source})
		if other, ok := seen[digest]; ok {
			t.Errorf("%s changed, and the digest is that of %s", f.Name(), other)
		}
		seen[digest] = f.Name()
		if f.IsKey() {
			continue
		}
		if digestOf([]model.Record{answered(rec, f, value)}) != digest {
			t.Errorf("%s: an answer and a source of one value have two digests", f.Name())
		}
	}
	if digestOf([]model.Record{answered(rec, model.Grooming, "")}) == before {
		t.Error("an answer of not recorded leaves the digest as it was")
	}
}

func TestTheDigestChangesWithRecordsHereAndElsewhere(t *testing.T) {
	one, two := record(t, clean()), record(t, clean(values{"incident_ref": "CR/2", "relevant": "no"}))
	digests := map[[32]byte]string{}
	for name, digest := range map[string][32]byte{
		"one record":            digestOf([]model.Record{one}),
		"a record added":        digestOf([]model.Record{one, two}),
		"another record":        digestOf([]model.Record{two}),
		"elsewhere":             digestOf([]model.Record{one}, "CR/9"),
		"two elsewhere":         digestOf([]model.Record{one}, "CR/8", "CR/9"),
		"two elsewhere, joined": digestOf([]model.Record{one}, "CR/8CR/9"),
		"no record":             digestOf(nil),
	} {
		if other, ok := digests[digest]; ok {
			t.Errorf("%s and %s have one digest", name, other)
		}
		digests[digest] = name
	}
}

func TestTheDigestStaysWhereNoEffectiveFactChanged(t *testing.T) {
	one, two := record(t, clean()), record(t, clean(values{"incident_ref": "CR/2"}))
	want := digestOf([]model.Record{one, two}, "CR/9")
	if digestOf([]model.Record{two, one}, "CR/9") != want {
		t.Error("the order of records changes it")
	}
	for _, role := range []model.Record{answered(one, model.PersonRole, "applicant"), record(t, clean(values{"person_role": "Applicant"}))} {
		if digestOf([]model.Record{role, two}, "CR/9") != want {
			t.Error("saying applicant, which a blank means, changes it")
		}
	}
	if digestOf([]model.Record{answered(one, model.OutcomeCode, "21"), answered(two, model.Grooming, "")}, "CR/9") != want {
		t.Error("an answer equal to the source's value changes it")
	}
	noted := answered(one, model.OutcomeCode, "21")
	noted.Answers[0].Note, noted.Answers[0].By, noted.Answers[0].Reason = "PNC and PND searched", "A. Other", "another"
	if digestOf([]model.Record{noted, two}, "CR/9") != want {
		t.Error("a note, a reason or a name changes it")
	}
}

func TestTextsDoNotRunIntoOneAnotherInTheDigest(t *testing.T) {
	a := record(t, clean(values{"grading": "ab", "involvement": "c"}))
	b := record(t, clean(values{"grading": "a", "involvement": "bc"}))
	if digestOf([]model.Record{a}) == digestOf([]model.Record{b}) {
		t.Error("text moved from one field to the next leaves the digest as it was")
	}
}

func TestElsewhereIsWhatTheCaseDoesNotHold(t *testing.T) {
	tests := []struct {
		name               string
		held, others, want []string
	}{
		{"nothing elsewhere", []string{"CR/1"}, nil, nil},
		{"the same incident again", []string{"CR/1"}, []string{"CR/1", "CR/1"}, nil},
		{"others, sorted and once", []string{"CR/1"}, []string{"CR/3", "CR/1", "CR/2", "CR/3"}, []string{"CR/2", "CR/3"}},
		{"nothing held", nil, []string{"CR/2"}, []string{"CR/2"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			sameList(t, "elsewhere", model.ElsewhereOf(tt.held, tt.others), tt.want)
		})
	}
}
