package model

import "gd8/model/fold"

// Facts are the values of a record's fields. The zero value has nothing
// recorded. Facts is copied freely: its texts are shared, never changed.
type Facts struct {
	texts   [textSlots]string
	dates   [dateSlots]Date
	tris    [triSlots]Tri
	outcome Outcome
	role    Role
	hasRole bool
}

// slots gives each field its place in the array of its kind.
var slots = func() (s [FieldCount]uint8) {
	var next [KindTri + 1]uint8
	for f := Field(0); f < FieldCount; f++ {
		kind := f.Kind()
		if kind == KindLong {
			kind = KindText // kept in one array
		}
		s[f], next[kind] = next[kind], next[kind]+1
	}
	return s
}()

// How many fields there are of each kind that has an array.
const (
	textSlots = 13
	dateSlots = 4
	triSlots  = 11
)

// Text is the value of a text field.
func (f *Facts) Text(field Field) string { return f.texts[slots[field]] }

// Date is the value of a date field, zero where not recorded.
func (f *Facts) Date(field Field) Date { return f.dates[slots[field]] }

// Tri is the value of a tri-state field.
func (f *Facts) Tri(field Field) Tri { return f.tris[slots[field]] }

// Outcome is the outcome code.
func (f *Facts) Outcome() Outcome { return f.outcome }

// Role is the individual's role; applicant where none is recorded.
func (f *Facts) Role() Role { return f.role }

// Get is the field's value in its canonical form; blank where nothing is
// recorded. See Canonical.
func (f *Facts) Get(field Field) string {
	switch field.Kind() {
	case KindTri:
		return f.Tri(field).String()
	case KindDate:
		return f.Date(field).ISO()
	case KindOutcome:
		return f.outcome.String()
	case KindRole:
		if !f.hasRole {
			return ""
		}
		return f.role.String()
	}
	return f.Text(field)
}

// Set puts a canonical value, as Canonical gives it, in its place; blank
// makes the field not recorded. It panics on a value that is not canonical:
// values are checked where they enter, not here.
func (f *Facts) Set(field Field, canonical string) {
	var err error
	switch field.Kind() {
	case KindTri:
		f.tris[slots[field]], err = ParseTri(canonical)
	case KindDate:
		f.dates[slots[field]], err = ParseDate(canonical)
	case KindOutcome:
		f.outcome, err = ParseOutcome(canonical)
	case KindRole:
		f.role, err = ParseRole(canonical)
		f.hasRole = canonical != ""
	default:
		f.texts[slots[field]] = canonical
	}
	if err != nil {
		panic("model: value of " + field.Name() + " is not canonical")
	}
}

// SetText, SetDate, SetTri and SetOutcome are Set for a value already read.
func (f *Facts) SetText(field Field, s string) { f.texts[slots[field]] = s }

// SetDate records a date.
func (f *Facts) SetDate(field Field, d Date) { f.dates[slots[field]] = d }

// SetTri records a tri-state.
func (f *Facts) SetTri(field Field, t Tri) { f.tris[slots[field]] = t }

// SetOutcome records an outcome.
func (f *Facts) SetOutcome(o Outcome) { f.outcome = o }

// SetRole records a role.
func (f *Facts) SetRole(r Role) { f.role, f.hasRole = r, true }

// Recorded reports whether the field has a value.
func (f *Facts) Recorded(field Field) bool {
	switch field.Kind() {
	case KindTri:
		return f.Tri(field) != NotRecorded
	case KindDate:
		return f.Date(field) != 0
	case KindOutcome:
		return f.outcome != NoOutcome
	case KindRole:
		return f.hasRole
	}
	return f.Text(field) != ""
}

// Show is the field's value as an officer reads it: "14 March 2019",
// "third party", and "not recorded" where nothing is. Text is given as it is
// and must be made safe before it meets a screen.
func (f *Facts) Show(field Field) string {
	switch field.Kind() {
	case KindDate:
		if d := f.Date(field); d.Known() {
			return d.String()
		}
		return "not recorded"
	case KindRole:
		if f.role == ThirdParty {
			return "third party"
		}
		return "applicant"
	}
	if v := f.Get(field); v != "" {
		return v
	}
	return "not recorded"
}

// AgeThen is the individual's age in whole years at the incident, from
// date_of_birth and incident_date, or -1 where it is not known.
func (f *Facts) AgeThen() int { return f.Date(DateOfBirth).AgeOn(f.Date(IncidentDate)) }

// NotSuspect reports whether the individual is said to be a victim or witness
// of the incident and not a suspect too. "Person involved" says nothing: since
// 2024 forces record children in non-aggravated cases so.
func (f *Facts) NotSuspect() bool {
	involvement := f.Text(Involvement)
	return fold.HasWord(involvement, "victim", "aggrieved", "injured", "ip", "witness", "informant", "complainant") &&
		!fold.HasWord(involvement, "suspect", "offender", "accused", "defendant", "perpetrator")
}

// Key is what tells one record, that is one hit, from every other.
type Key struct {
	Application, Person, Incident string
}

// Key is the record's key.
func (f *Facts) Key() Key {
	return Key{f.Text(ApplicationRef), f.Text(PersonRef), f.Text(IncidentRef)}
}

// CaseKey names a case: one individual in one application. With a blank
// Application it is a case of its own for that person.
type CaseKey struct {
	Application, Person string
}

// Case is the key of the case the record belongs to.
func (k Key) Case() CaseKey { return CaseKey{k.Application, k.Person} }
