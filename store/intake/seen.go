package intake

import (
	"strings"

	"gd8/model"
)

// seenValue is a value that model.Canonical has accepted for a field, ready
// to be set.
type seenValue struct {
	date    model.Date
	tri     model.Tri
	outcome model.Outcome
	role    model.Role
	hasRole bool
}

// seen remembers values accepted for one field. A file holds the same dates
// and answers over and over, and working each out once is what makes reading
// about as fast as splitting.
type seen map[seenKey]seenValue

// seenLimit bounds what is remembered of a field: more days than lie in
// forty years.
const seenLimit = 16 << 10

// seenKey is a value as the file writes it, and its length in the last byte.
// Held in the map itself, it costs no look at memory elsewhere.
type seenKey [24]byte

// keyOf is raw as a key; ok is false where it is too long to be remembered.
func keyOf(raw string) (key seenKey, ok bool) {
	if len(raw) >= len(key) {
		return key, false
	}
	copy(key[:], raw)
	key[len(key)-1] = byte(len(raw))
	return key, true
}

// few are the first values accepted for one field that is no date. Most such
// fields have no more than these, and comparing with four is faster than
// looking in a map.
type few struct {
	raw   [4]string
	value [4]seenValue
	n     int
}

func (s *few) find(raw string) (seenValue, bool) {
	for i := range s.n {
		if s.raw[i] == raw {
			return s.value[i], true
		}
	}
	return seenValue{}, false
}

// add remembers a value where there is room. The text is copied, as it is
// part of a whole row.
func (s *few) add(raw string, value seenValue) {
	if s.n < len(s.raw) {
		s.raw[s.n], s.value[s.n] = strings.Clone(raw), value
		s.n++
	}
}

// readPlain reads a value of field f, which is no text, where it is written as
// most are. It reports false, and nothing is read, where readValue has to.
func (r *Reader) readPlain(facts *model.Facts, f model.Field, raw string) bool {
	switch f.Kind() {
	case model.KindTri:
		switch raw {
		case "no":
			facts.SetTri(f, model.No)
			return true
		case "yes":
			facts.SetTri(f, model.Yes)
			return true
		}
	case model.KindDate:
		if d := model.PlainDate(f, raw, r.o.Today); d != 0 {
			facts.SetDate(f, d)
			return true
		}
	}
	return false
}

// readValue reads a value of field f, which is no text.
func (r *Reader) readValue(f model.Field, raw string) (seenValue, error) {
	if value, ok := r.few[f].find(raw); ok {
		return value, nil
	}
	key, short := keyOf(raw)
	if short {
		if value, ok := r.seen[f][key]; ok {
			return value, nil
		}
	}
	canonical, err := model.Canonical(f, raw, r.o.Today)
	if err != nil {
		return seenValue{}, err
	}
	var facts model.Facts
	facts.Set(f, canonical)
	value := valueOf(&facts, f)
	if short && len(r.seen[f]) < seenLimit {
		r.seen[f][key] = value
		if f.Kind() != model.KindDate {
			r.few[f].add(raw, value)
		}
	}
	return value, nil
}

func valueOf(facts *model.Facts, f model.Field) seenValue {
	switch f.Kind() {
	case model.KindTri:
		return seenValue{tri: facts.Tri(f)}
	case model.KindDate:
		return seenValue{date: facts.Date(f)}
	case model.KindOutcome:
		return seenValue{outcome: facts.Outcome()}
	}
	return seenValue{role: facts.Role(), hasRole: facts.Recorded(f)}
}

// set puts the value into facts.
func (v seenValue) set(facts *model.Facts, f model.Field) {
	switch f.Kind() {
	case model.KindTri:
		facts.SetTri(f, v.tri)
	case model.KindDate:
		facts.SetDate(f, v.date)
	case model.KindOutcome:
		facts.SetOutcome(v.outcome)
	case model.KindRole:
		if v.hasRole {
			facts.SetRole(v.role)
		}
	}
}
