package mapping

import (
	"slices"
	"strings"

	"gd8/model"
	"gd8/store/intake/fields"
)

// This file finds what a mapping says of a value.

// FoldValue is a value as values are compared.
func FoldValue(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// Meanings is a field's values by their folded spelling in the file: whole, or
// what they begin with.
type Meanings struct {
	whole  map[string]string
	begins []ValueName // From folded and without the *, the longest first
}

// Add takes a value with its meaning to the others.
func (m *Meanings) Add(v ValueName) {
	from := FoldValue(v.From)
	if begin, ok := strings.CutSuffix(from, "*"); ok {
		v.From = begin
		m.begins = append(m.begins, v)
		slices.SortFunc(m.begins, func(a, b ValueName) int { return len(b.From) - len(a.From) })
		return
	}
	if m.whole == nil {
		m.whole = map[string]string{}
	}
	m.whole[from] = v.To
}

// Meaning is what the mapping says of a value of a field; said is false where
// it says nothing.
func (m *Mapping) Meaning(f model.Field, raw string) (to string, said bool) {
	if fields.MayBeNotRecorded(f) {
		for _, spelling := range m.NotRecorded {
			if FoldValue(spelling) == FoldValue(raw) {
				return "", true
			}
		}
	}
	var values Meanings
	for _, v := range m.Values {
		if v.Field == f {
			values.Add(v)
		}
	}
	return values.Apply(raw)
}

// Apply is what a value is to be read as; ok is false where the mapping does
// not say.
func (m *Meanings) Apply(raw string) (to string, ok bool) {
	if m.whole == nil && m.begins == nil {
		return "", false
	}
	value := FoldValue(raw)
	if to, ok := m.whole[value]; ok {
		return to, true
	}
	for _, v := range m.begins {
		if strings.HasPrefix(value, v.From) {
			return v.To, true
		}
	}
	return "", false
}
