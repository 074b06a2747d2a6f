package intake

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"gd8/model"
)

// synonyms are names that records systems give to a field, the surest first.
// They are compared as column names are, and without full stops and the like.
var synonyms = [model.FieldCount][]string{
	model.ApplicationRef:      {"application", "application no", "application number", "dbs ref", "dbs reference", "dbs application", "disclosure ref", "form ref", "app ref", "e number"},
	model.PersonRef:           {"person", "person id", "person no", "person number", "nominal", "nominal ref", "nominal id", "nominal no", "nominal number", "subject ref", "subject id", "individual ref", "urn person", "pnc id"},
	model.IncidentRef:         {"incident", "incident no", "incident number", "incident id", "crime no", "crime number", "crime ref", "crime reference", "crime reference number", "crime ref no", "crn", "crime id", "hit ref", "record ref", "occurrence no", "occurrence number", "occurrence ref"},
	model.PersonRole:          {"role", "applicant or third party", "subject role"},
	model.PersonName:          {"name", "full name", "nominal name", "subject name", "individual"},
	model.ApplicationType:     {"type of application", "app type", "disclosure type", "level of disclosure"},
	model.Workforce:           {"position workforce", "sector"},
	model.SourceSystem:        {"system", "source system", "database", "force system"},
	model.Grading:             {"grade", "intelligence grading", "source grading", "evaluation"},
	model.Involvement:         {"involvement type", "involved as", "capacity", "status of nominal", "nominal status"},
	model.DueDate:             {"due", "deadline", "target date", "date due", "answer due", "answer by"},
	model.SameEventAs:         {"same event", "linked crime", "linked incident", "linked to", "duplicate of"},
	model.Offence:             {"crime type", "offence type", "offence description", "offence title", "crime", "classification", "home office classification", "ho class"},
	model.IncidentDate:        {"date of incident", "offence date", "date of offence", "committed date", "date committed", "crime date", "committed from", "date from", "occurrence date"},
	model.OutcomeDate:         {"date of outcome", "disposal date", "date of disposal", "finalised date", "date finalised"},
	model.DateOfBirth:         {"dob", "birth date", "born"},
	model.OutcomeCode:         {"outcome code", "disposal", "disposal code", "home office outcome", "ho outcome", "crime outcome", "outcome type", "finalised as", "result"},
	model.Relevant:            {"relevance", "is relevant"},
	model.YouthProduced:       {"youth produced imagery", "youth produced sexual imagery", "ypsi", "sexting", "self generated"},
	model.AdultInvolved:       {"adult", "adult involvement", "involves adult"},
	model.Abusive:             {"abuse", "is abusive"},
	model.Exploitation:        {"cse", "exploited", "child sexual exploitation"},
	model.Grooming:            {"groomed", "is grooming"},
	model.ProfitMotive:        {"profit", "financial motive", "for profit"},
	model.MaliciousIntent:     {"malicious", "malice"},
	model.PersistentBehaviour: {"persistent", "persistence", "persistent behavior"},
	model.PatternOfBehaviour:  {"pattern", "pattern of behavior"},
	model.IndicatorOfRisk:     {"risk", "risk indicator", "indicators of risk"},
	model.Summary:             {"circumstances", "description", "details", "mo", "modus operandi", "crime summary", "incident summary", "narrative", "notes", "free text"},
}

// Resembles is the yes/no field that a column gd8 does not know may be, by a
// name that records systems use for it; NoField where it is none.
func Resembles(name string) model.Field {
	key := headerKey(name)
	for f := range model.FieldCount {
		if f.Kind() != model.KindTri {
			continue
		}
		for _, synonym := range synonyms[f] {
			if headerKey(synonym) == key {
				return f
			}
		}
	}
	return model.NoField
}

// ProposeMapping proposes a field for each header that gd8 does not know by
// itself, from names that records systems use. It never gives one field to
// two columns: where two would fit, the surer name has it. A header it knows
// no field for stands in the mapping with NoField.
func ProposeMapping(headers []string) Mapping {
	var taken model.FieldSet
	var open []string // headers without a field, each once
	have := map[string]bool{}
	for _, h := range headers {
		h = strings.TrimSpace(h)
		if h == "" || have[headerKey(h)] {
			continue
		}
		have[headerKey(h)] = true
		if f, ok := fieldOf(headerKey(h)); ok {
			taken = taken.With(f)
		} else {
			open = append(open, h)
		}
	}
	proposed := map[string]model.Field{}
	for f := range model.FieldCount {
		if taken.Has(f) {
			continue
		}
		if h, ok := bestHeader(f, open, proposed); ok {
			proposed[h] = f
		}
	}
	var m Mapping
	for _, h := range open {
		f, ok := proposed[h]
		if !ok {
			f = model.NoField
		}
		m.Columns = append(m.Columns, ColumnName{h, f})
	}
	return m
}

// Unmapped names the fields that every row needs and that neither the headers
// nor m give a column.
func Unmapped(headers []string, m Mapping) []string {
	names := newNameTable(&Options{Map: &m})
	var have model.FieldSet
	for _, h := range headers {
		if f, _ := names.look(h); f != model.NoField {
			have = have.With(f)
		}
	}
	var gone []string
	for _, f := range []model.Field{model.PersonRef, model.IncidentRef} {
		if !have.Has(f) {
			gone = append(gone, f.Name())
		}
	}
	return gone
}

// bestHeader is the header that is the surest name of a field.
func bestHeader(f model.Field, open []string, proposed map[string]model.Field) (string, bool) {
	for _, name := range synonyms[f] {
		for _, h := range open {
			if _, taken := proposed[h]; !taken && headerKey(h) == headerKey(name) {
				return h, true
			}
		}
	}
	return "", false
}

// WriteMapping writes m as a TOML file that ReadMapping reads, with comments
// for the officer who completes it. Columns without a field are commented
// out, and so is an example of values.
func WriteMapping(w io.Writer, m Mapping) error {
	b := bufio.NewWriter(w)
	fmt.Fprint(b, `# How gd8 reads a file with names of its own: gd8 import --map THIS-FILE FILE.
# Check every line: they were proposed from the names alone.
# On the left the column in your file, on the right gd8's field; "" leaves it out.

[columns]
`)
	for _, c := range m.Columns {
		if c.Field == model.NoField {
			fmt.Fprintf(b, "# %s = \"\"\n", tomlString(c.Column))
		} else {
			fmt.Fprintf(b, "%s = %q\n", tomlString(c.Column), c.Field.Name())
		}
	}
	fmt.Fprint(b, "\n# gd8's fields:\n")
	for _, f := range model.Fields() {
		fmt.Fprintf(b, "#   %-21s %s\n", f.Name(), accepted(f))
	}
	if len(m.Values) == 0 {
		fmt.Fprint(b, `
# Values of your own go into a table for each field:
# [values.outcome]
# "Community Resolution" = "8"
`)
	}
	last := model.NoField
	for _, v := range m.Values {
		if v.Field != last {
			fmt.Fprintf(b, "\n[values.%s]\n", v.Field.Name())
			last = v.Field
		}
		fmt.Fprintf(b, "%s = %s\n", tomlString(v.From), tomlString(v.To))
	}
	return b.Flush()
}

// tomlString is s as a TOML basic string.
func tomlString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case !unicode.IsPrint(r):
			fmt.Fprintf(&b, `\U%08X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
