package intake

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"gd8/model"
	"gd8/store/intake/fields"
	"gd8/store/intake/problem"
	"gd8/store/intake/source"
)

// This file finds a yes in a column that gd8 does not know but whose name
// records systems give to a yes/no field. Such a column may be left out where
// it says nothing; a yes in it left out would turn into an inferred no.

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

// saysYes reports whether a value is a yes, or begins with the word.
func saysYes(value string) bool {
	if len(value) > 256 {
		return false
	}
	if t, err := model.ParseTri(value); err == nil {
		return t == model.Yes
	}
	first, _, _ := strings.Cut(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return ' '
	}, strings.TrimSpace(value)), " ")
	return first == "yes" || first == "true"
}

// lostYes is the first column with a yes in a row that would be lost, -1 where
// there is none.
func (r *Reader) lostYes() int {
	for _, i := range r.alike {
		if i < len(r.rec.cells) && saysYes(r.rec.cells[i]) {
			return i
		}
	}
	return -1
}

// refuseLostYes stops an import at a yes that would be lost.
func (r *Reader) refuseLostYes(i int) error {
	word := "line"
	if r.format == source.XLSX {
		word = "row"
	}
	name := r.columns[i].name
	return lostYes(fmt.Sprintf("the column %s (column %d)", problem.Show(name), i+1), name, fmt.Sprintf("%s %d", word, r.rec.line))
}

// lostYes says that a yes would be lost. column is what holds it, with its
// name, and at the place of the first.
func lostYes(column, name, at string) *problem.FileError {
	return &problem.FileError{
		Columns: true,
		Message: fmt.Sprintf("%s may be %s, and a yes in it would be lost, the first in %s", column, Resembles(name).Name(), at),
		Next:    "rename it, map it (gd8 map proposes how), or leave it out with --ignore-column " + problem.Quote(name),
	}
}
