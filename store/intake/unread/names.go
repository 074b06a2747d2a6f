package unread

import (
	"slices"
	"strings"

	"gd8/model"
	"gd8/store/intake/fields"
)

// This file knows columns that gd8 does not know by a name that records systems
// give to a yes/no field. Such a column may be left out where it says nothing; a
// yes in it left out would turn into an inferred no.

// otherNames are names that records systems give to the yes/no fields, the
// surest first. They are compared by their letters and digits.
var otherNames = map[model.Field][]string{
	model.Relevant:            {"relevance", "is relevant", "relevant hit", "relevant y n"},
	model.YouthProduced:       {"youth produced imagery", "youth produced sexual imagery", "ypsi", "sexting", "self generated", "self generated imagery", "self generated image", "sgii"},
	model.AdultInvolved:       {"adult", "adult involvement", "involves adult", "adult suspect"},
	model.Abusive:             {"abuse", "is abusive", "non consensual"},
	model.Exploitation:        {"cse", "cce", "exploited", "exploitation cse", "cse flag", "cse marker", "child sexual exploitation", "sexual exploitation", "exploitation flag"},
	model.Grooming:            {"groomed", "is grooming", "grooming flag"},
	model.ProfitMotive:        {"profit", "financial motive", "for profit", "financial gain"},
	model.MaliciousIntent:     {"malicious", "malice", "malicious flag"},
	model.PersistentBehaviour: {"persistent", "persistence", "persistent behavior", "repeat behaviour", "persistent offender"},
	model.PatternOfBehaviour:  {"pattern", "pattern of behavior", "behaviour pattern"},
	model.IndicatorOfRisk:     {"risk", "risk indicator", "risk indicators", "indicators of risk", "risk flag"},
}

// looseNames are further names that a column of a yes/no field may have, too
// vague to propose the field by.
var looseNames = map[model.Field][]string{
	model.AdultInvolved:       {"any adult", "adults", "over 18", "18 or over", "18+", "18", "adult offender", "adult perpetrator"},
	model.Abusive:             {"abused", "abus", "coercion", "coerced", "coercive", "blackmail", "blackmailed", "sextortion", "threats", "threatened", "violence", "force used", "bullying"},
	model.Exploitation:        {"exploit", "exploiting", "exploitative", "child exploitation", "ce"},
	model.Grooming:            {"groom", "groomer"},
	model.ProfitMotive:        {"payment", "paid", "monetary gain", "money", "for gain", "gain", "sold"},
	model.MaliciousIntent:     {"intent", "maliciousness", "revenge", "revenge porn", "uploaded", "shared widely", "distribution", "distributed", "inappropriate sharing", "extensive sharing", "wider sharing"},
	model.PersistentBehaviour: {"persist", "persists", "repeat", "repeated", "repeat offender", "repeat offending", "previous offending"},
	model.PatternOfBehaviour:  {"pattern of offending", "escalation", "escalating"},
	model.IndicatorOfRisk:     {"risk ind", "risk of harm", "high risk", "risk marker", "risk factor", "risk factors", "hsb", "harmful sexual behaviour", "sexual harm", "mappa", "vulnerable"},
}

// OtherNames are the names that records systems give to a yes/no field, the
// surest first.
func OtherNames(f model.Field) []string { return otherNames[f] }

// Resembles is the yes/no field that a column gd8 does not know may be, by a
// name that records systems use for it; NoField where it is none, or where the
// name alone stops the import (Nearly).
func Resembles(name string) model.Field {
	key := fields.Key(name)
	if key == "" || Nearly(name) != model.NoField {
		return model.NoField
	}
	for _, f := range model.Fields() {
		isKey := func(other string) bool { return fields.Key(other) == key }
		if slices.ContainsFunc(otherNames[f], isKey) || slices.ContainsFunc(looseNames[f], isKey) {
			return f
		}
	}
	return model.NoField
}

// Nearly is the yes/no field of which a name that is no field's is nearly the
// name: within two letters of one of eight or more, within one of a shorter, or
// holding the whole of it. It is NoField where there is none.
func Nearly(name string) model.Field {
	key := fields.Key(name)
	for f := range model.FieldCount {
		if f.Kind() != model.KindTri {
			continue
		}
		own := fields.OwnKey(f)
		most := 2
		if len(own) < 8 {
			most = 1
		}
		if strings.Contains(key, own) || within(most, []rune(key), []rune(own)) {
			return f
		}
	}
	return model.NoField
}

// within reports whether a becomes b by at most most letters put in, taken
// out or changed.
func within(most int, a, b []rune) bool {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return false
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before := row[0]
		row[0] = i + 1
		for j := range b {
			changed := before
			if a[i] != b[j] {
				changed++
			}
			before = row[j+1]
			row[j+1] = min(changed, row[j]+1, before+1)
		}
	}
	return row[len(b)] <= most
}
