package model

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"gd8/model/fold"
)

// Tri is a fact that is yes, no or not recorded. A fact left blank is never
// read as no.
type Tri uint8

// The three states of a Tri.
const (
	NotRecorded Tri = iota
	Yes
	No
)

// String is "yes", "no" or, where not recorded, blank.
func (t Tri) String() string { return [...]string{"", "yes", "no"}[t] }

// Outcome is a Home Office crime outcome code: 1 to 22 as themselves, then
// 1a, 2a and 3a. Zero is "not recorded".
type Outcome uint8

// The outcomes the test and the flags speak of.
const (
	NoOutcome Outcome = 0
	Outcome21 Outcome = 21
	Outcome22 Outcome = 22
	outcome1a Outcome = 23
	outcome3a Outcome = 25
)

// String is the bare code, such as "21" or "1a"; blank where not recorded.
func (o Outcome) String() string {
	switch {
	case o == NoOutcome || o > outcome3a:
		return ""
	case o >= outcome1a:
		return fmt.Sprintf("%da", o-outcome1a+1)
	default:
		return fmt.Sprint(uint8(o))
	}
}

// Role says whether the individual is the applicant or a third party.
type Role uint8

// The roles of an individual in an application.
const (
	Applicant Role = iota
	ThirdParty
)

// String is "applicant" or "third_party".
func (r Role) String() string { return [...]string{"applicant", "third_party"}[r] }

// What each kind of value accepts, in words for an error message.
const (
	AcceptedTri     = "yes, no or unknown"
	AcceptedOutcome = "an outcome code 1 to 22, 1a, 2a or 3a (21, O21 or Outcome 21), or blank"
	AcceptedRole    = "applicant or third_party"
)

// ParseTri reads a tri-state in any of its spellings, in any case.
func ParseTri(s string) (Tri, error) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "yes", "y", "true", "1":
		return Yes, nil
	case "no", "n", "false", "0":
		return No, nil
	case "", "unknown", "u", "not recorded", "-", "nk", "n/k", "not known":
		return NotRecorded, nil
	}
	return NotRecorded, fmt.Errorf("neither yes nor no")
}

// ParseOutcome reads an outcome code alone or after a word such as O, OC, TP,
// Type or Outcome, in any case; a leading zero and a trailing .0, which a
// spreadsheet puts to a number, fall away. 0 and blank are "not recorded".
func ParseOutcome(s string) (Outcome, error) {
	code := strings.ToLower(strings.TrimSpace(s))
	if code == "" {
		return NoOutcome, nil
	}
	code = withoutOutcomeWord(code)
	code = strings.TrimSuffix(code, ".0")
	if len(code) > 1 {
		code = strings.TrimPrefix(code, "0")
	}
	switch {
	case code == "1a" || code == "2a" || code == "3a":
		return outcome1a + Outcome(code[0]-'1'), nil
	case isDigits(code) && len(code) <= 2:
		n := 0
		for _, c := range code {
			n = n*10 + int(c-'0')
		}
		if n <= 22 {
			return Outcome(n), nil
		}
	}
	return NoOutcome, fmt.Errorf("not an outcome code")
}

// withoutOutcomeWord takes O, OC, TP, Type, Outcome, Outcome code or Outcome
// type off the beginning of a code.
func withoutOutcomeWord(code string) string {
	words := []string{"type", "oc", "tp", "o"}
	if rest, ok := strings.CutPrefix(code, "outcome"); ok {
		code, words = strings.TrimSpace(rest), []string{"code", "type"}
	}
	for _, word := range words {
		if rest, ok := strings.CutPrefix(code, word); ok {
			return strings.TrimSpace(rest)
		}
	}
	return code
}

// ParseRole reads a person_role; blank means applicant.
func ParseRole(s string) (Role, error) {
	switch folded := FoldName(s); {
	case strings.TrimSpace(s) == "", folded == "applicant":
		return Applicant, nil
	case folded == "thirdparty":
		return ThirdParty, nil
	}
	return Applicant, fmt.Errorf("not a role gd8 knows")
}

// FoldName makes names compare without regard to case, space, hyphen and
// underscore: equal names fold to the same text.
func FoldName(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '_', '\t', '\u00a0':
			return -1
		}
		return r
	}, strings.ToLower(s))
}

// ValueError says why a value of a field was refused and what would be
// accepted instead.
type ValueError struct {
	Field    Field
	Value    string // as it was given, whole
	Problem  string // what is wrong with it
	Accepted string // what would be accepted
}

// Error is one line: what is wrong with which field, and what is accepted.
// It does not quote the value, which may be long or hostile: whoever shows
// the error quotes Value in a form that is safe there.
func (e *ValueError) Error() string {
	return fmt.Sprintf("%s: %s; gd8 takes %s", e.Field.Name(), e.Problem, e.Accepted)
}

// Canonical reads a value of field f as a person or a file writes it and
// gives the one form in which gd8 keeps it: an ISO date, a bare outcome code,
// "yes" or "no", a role, a reference in one form (fold.OneForm), or the text
// itself; blank for "not recorded". today bounds every date but due_date. The
// error is a *ValueError.
func Canonical(f Field, value string, today Date) (string, error) {
	refuse := func(problem, accepted string) (string, error) {
		return "", &ValueError{f, value, problem, accepted}
	}
	if !utf8.ValidString(value) {
		return refuse("not valid UTF-8 text", "text saved as UTF-8")
	}
	switch f.Kind() {
	case KindTri:
		t, err := ParseTri(value)
		if err != nil {
			return refuse(err.Error(), AcceptedTri)
		}
		return t.String(), nil
	case KindOutcome:
		o, err := ParseOutcome(value)
		if err != nil {
			return refuse(err.Error(), AcceptedOutcome)
		}
		return o.String(), nil
	case KindRole:
		r, err := ParseRole(value)
		if err != nil {
			return refuse(err.Error(), AcceptedRole)
		}
		if strings.TrimSpace(value) == "" {
			return "", nil
		}
		return r.String(), nil
	case KindDate:
		d, err := ParseDate(value)
		if err != nil {
			return refuse(err.Error(), AcceptedDates)
		}
		if d.standsForNone() {
			return refuse(d.String()+" is what a program writes for no date", "the date, or blank where none is recorded")
		}
		if d.liesAhead(f, today) {
			return refuse("the date lies after today", "a date no later than "+today.String())
		}
		return d.ISO(), nil
	}
	return CanonicalText(f, value)
}

// IsCanonical reports whether a value can be put in its place by Facts.Set: it
// has the form that Canonical gives. What Canonical asks of a value beyond its
// form, such as that a date is no later than today, was asked when it entered
// and may have changed since: a value that a store holds stays readable.
func IsCanonical(f Field, value string) bool {
	switch f.Kind() {
	case KindTri:
		t, err := ParseTri(value)
		return err == nil && t.String() == value
	case KindOutcome:
		o, err := ParseOutcome(value)
		return err == nil && o.String() == value
	case KindRole:
		r, err := ParseRole(value)
		return err == nil && (value == "" || r.String() == value)
	case KindDate:
		d, err := ParseDate(value)
		return err == nil && d.ISO() == value
	case KindLong:
		return len(value) <= MaxLong
	}
	return len(value) <= MaxText
}

// CanonicalText is Canonical of a text field, for a value that is known to be
// valid UTF-8: a file is checked a row at a time.
func CanonicalText(f Field, value string) (string, error) {
	limit, said := MaxText, "at most 256 bytes"
	if f.Kind() == KindLong {
		limit, said = MaxLong, "at most 64 KiB"
	} else if f.IsReference() {
		// A stray space would make two individuals of one, and a second
		// incident would go unseen. Every other text is kept as it came.
		form, err := fold.OneForm(value)
		if err != nil {
			return "", &ValueError{f, value, err.Error(), "a reference as the records system shows it"}
		}
		value = form
	}
	if len(value) > limit {
		return "", &ValueError{f, value, fmt.Sprintf("the text is too long (%d bytes)", len(value)), said}
	}
	if strings.TrimSpace(value) == "" {
		value = ""
	}
	if value == "" && (f == PersonRef || f == IncidentRef) {
		return "", &ValueError{f, value, "blank", "a reference: every row needs one"}
	}
	return value, nil
}
