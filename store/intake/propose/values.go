package propose

import (
	"slices"
	"strings"

	"gd8/model"
	"gd8/store/intake"
	"gd8/store/intake/mapping"
)

// Reading is a value of a column as the file has it, and what gd8 reads.
type Reading struct {
	Field   model.Field
	Value   string
	Count   int
	Means   string // as gd8 shows it; blank is "not recorded"
	Unread  bool   // gd8 does not read it, and the mapping does not say
	Because string // of a meaning that was proposed: why
}

// listed are the fields whose values are listed one by one: those that decide.
func listed(f model.Field) bool {
	if f >= model.FieldCount {
		return false
	}
	kind := f.Kind()
	return f == model.Involvement || kind == model.KindOutcome || kind == model.KindRole || kind == model.KindTri
}

// proposeValues proposes what the values mean that gd8 does not read.
func proposeValues(m *mapping.Mapping, s *intake.Survey, fields []model.Field) {
	for i, f := range fields {
		if !listed(f) || f == model.Involvement {
			continue
		}
		for _, v := range s.Columns[i].Values {
			if _, err := model.Canonical(f, v.Value, model.NewDate(9999, 12, 31)); err == nil {
				continue
			}
			name := mapping.ValueName{Field: f, From: v.Value, To: mapping.Unanswered}
			if f == model.OutcomeCode {
				if code, begins, _ := outcomeOf(v.Value); code != "" {
					name.To = code
					if begins != "" {
						name.From = begins + "*"
					}
				}
			}
			if !slices.ContainsFunc(m.Values, func(other mapping.ValueName) bool {
				return other.Field == f && strings.EqualFold(other.From, name.From)
			}) {
				m.Values = append(m.Values, name)
			}
		}
	}
}

// Readings are the values of the columns that decide, each with its count and
// what gd8 reads under a mapping, in the order of the fields.
func Readings(m *mapping.Mapping, s *intake.Survey) (readings []Reading) {
	for f := range model.FieldCount {
		if !listed(f) {
			continue
		}
		for i := range s.Columns {
			if FieldOf(m, s.Columns[i].Name) != f {
				continue
			}
			for _, v := range s.Columns[i].Values {
				readings = append(readings, readingOf(m, f, v))
			}
		}
	}
	return readings
}

// FieldOf is the field that a column has under a mapping.
func FieldOf(m *mapping.Mapping, column string) model.Field {
	for _, c := range m.Columns {
		if key(c.Column) == key(column) {
			return c.Field
		}
	}
	for f := range model.FieldCount {
		if key(f.Name()) == key(column) {
			return f
		}
	}
	return model.NoField
}

func readingOf(m *mapping.Mapping, f model.Field, v intake.ValueCount) Reading {
	r := Reading{Field: f, Value: v.Value, Count: v.Count}
	to, said := m.Meaning(f, v.Value)
	if said && to == mapping.Unanswered {
		r.Unread = true
		return r
	}
	if !said {
		to = v.Value
	} else if f == model.OutcomeCode {
		_, _, r.Because = outcomeOf(v.Value)
	}
	means, err := model.Canonical(f, to, model.NewDate(9999, 12, 31))
	if err != nil {
		r.Unread = true
		return r
	}
	r.Means = means
	return r
}
