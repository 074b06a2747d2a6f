package fields

import (
	"errors"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"gd8/model"
)

// All are all of gd8's fields.
const All = model.FieldSet(1<<model.FieldCount - 1)

// Key is a column's name as names are compared: its letters and digits in
// small letters, without a closing (Y/N).
func Key(name string) string {
	name = strings.ToLower(norm.NFKC.String(name))
	name = strings.TrimSuffix(strings.TrimSpace(name), "(y/n)")
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return r
		}
		return -1
	}, name)
}

// KeySet are the Keys of names or words.
func KeySet(words ...string) map[string]bool {
	set := map[string]bool{}
	for _, w := range words {
		set[Key(w)] = true
	}
	return set
}

// Named finds the field whose own name has a Key.
func Named(key string) (model.Field, bool) {
	if key != "" {
		for f := range model.FieldCount {
			if ownKeys[f] == key {
				return f, true
			}
		}
	}
	return model.NoField, false
}

// OwnKey is the Key of a field's own name.
func OwnKey(f model.Field) string { return ownKeys[f] }

var ownKeys = func() (keys [model.FieldCount]string) {
	for f := range model.FieldCount {
		keys[f] = Key(f.Name())
	}
	return keys
}()

// MayBeNotRecorded reports whether a spelling such as "not stated" can stand
// for no value of the field: not in a text, which says so itself, and not in
// the role, of which a blank means applicant.
func MayBeNotRecorded(f model.Field) bool {
	kind := f.Kind()
	return kind == model.KindDate || kind == model.KindOutcome || kind == model.KindTri
}

// CanJoin reports whether a field can be made of several columns.
func CanJoin(f model.Field) bool {
	return f.Kind() == model.KindText || f.Kind() == model.KindLong
}

// Problem is what model says of a value, without the field.
func Problem(err error) string {
	var value *model.ValueError
	if errors.As(err, &value) {
		return value.Problem
	}
	return err.Error()
}

// Accepted says what a field takes, for a template or a mapping.
func Accepted(f model.Field) string {
	switch f {
	case model.ApplicationRef:
		return "the application's reference; blank makes the individual a case of their own"
	case model.PersonRef:
		return "the individual's reference, the same in every row about them"
	case model.IncidentRef:
		return "the reference of the hit, unique for the individual in the application"
	case model.SameEventAs:
		return "the incident_ref of another row of this individual that describes the same event, or blank"
	case model.DueDate:
		return model.AcceptedDates + "; it may lie ahead"
	case model.Involvement:
		return "the individual's part, such as suspect, victim or witness"
	}
	switch f.Kind() {
	case model.KindRole:
		return model.AcceptedRole + "; blank is applicant"
	case model.KindDate:
		return model.AcceptedDates + ", not after today"
	case model.KindOutcome:
		return model.AcceptedOutcome
	case model.KindTri:
		return model.AcceptedTri + "; blank is not recorded and is never read as no"
	case model.KindLong:
		return "text of at most 64 KiB"
	}
	return "text of at most 256 bytes"
}
