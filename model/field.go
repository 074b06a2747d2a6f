// Package model holds what an incident of youth produced sexual imagery is,
// what GD8 and the AT2 Single Incident Table say of it, and what a decision
// about it needs. Everything here is a pure function of its arguments: no
// file, no screen, no clock and no global state. Dates and times come in as
// arguments, and the package imports the standard library only, but for the
// folding of references and names in gd8/model/fold.
package model

// Field names one fact of a record. The order of the constants is the order
// of the record's columns and of every list of fields gd8 shows.
type Field uint8

// The facts of a record, in the order of its columns.
const (
	ApplicationRef Field = iota
	PersonRef
	IncidentRef
	PersonRole
	PersonName
	ApplicationType
	Workforce
	SourceSystem
	Grading
	Involvement
	DueDate
	SameEventAs
	SamePersonAs
	Offence
	IncidentDate
	OutcomeDate
	DateOfBirth
	OutcomeCode
	Relevant
	YouthProduced
	AdultInvolved
	Abusive
	Exploitation
	Grooming
	ProfitMotive
	MaliciousIntent
	PersistentBehaviour
	PatternOfBehaviour
	IndicatorOfRisk
	Summary

	// FieldCount is the number of fields; it is not a field.
	FieldCount
	// NoField stands where no field applies, such as an incident that is
	// not one fact away.
	NoField Field = 255
)

// Kind says how the value of a field is read, kept and shown.
type Kind uint8

// The kinds of field.
const (
	KindText    Kind = iota // a short text of at most MaxText bytes
	KindLong                // the summary, at most MaxLong bytes
	KindRole                // applicant or third party; blank means applicant
	KindDate                // a calendar date
	KindOutcome             // a Home Office outcome code
	KindTri                 // yes, no or not recorded
)

const (
	// MaxText is the limit of a short text in bytes.
	MaxText = 256
	// MaxLong is the limit of the summary, and of one section of a
	// rationale, in bytes.
	MaxLong = 64 << 10
)

type fieldInfo struct {
	name  string
	title string
	kind  Kind
}

var fields = [FieldCount]fieldInfo{
	ApplicationRef:      {"application_ref", "Application", KindText},
	PersonRef:           {"person_ref", "Individual", KindText},
	IncidentRef:         {"incident_ref", "Incident", KindText},
	PersonRole:          {"person_role", "Role of the individual", KindRole},
	PersonName:          {"person_name", "Name", KindText},
	ApplicationType:     {"application_type", "Application type", KindText},
	Workforce:           {"workforce", "Workforce", KindText},
	SourceSystem:        {"source", "Source system", KindText},
	Grading:             {"grading", "Grading", KindText},
	Involvement:         {"involvement", "Involvement", KindText},
	DueDate:             {"due_date", "Answer due", KindDate},
	SameEventAs:         {"same_event_as", "Same event as", KindText},
	SamePersonAs:        {"same_person_as", "Same individual as", KindText},
	Offence:             {"offence", "Offence", KindText},
	IncidentDate:        {"incident_date", "Incident date", KindDate},
	OutcomeDate:         {"outcome_date", "Outcome date", KindDate},
	DateOfBirth:         {"date_of_birth", "Date of birth", KindDate},
	OutcomeCode:         {"outcome", "Outcome", KindOutcome},
	Relevant:            {"relevant", "Relevant", KindTri},
	YouthProduced:       {"youth_produced", "Youth produced", KindTri},
	AdultInvolved:       {"adult_involved", "Adult involved", KindTri},
	Abusive:             {"abusive", "Abusive", KindTri},
	Exploitation:        {"exploitation", "Exploitation", KindTri},
	Grooming:            {"grooming", "Grooming", KindTri},
	ProfitMotive:        {"profit_motive", "Profit motive", KindTri},
	MaliciousIntent:     {"malicious_intent", "Malicious intent", KindTri},
	PersistentBehaviour: {"persistent_behaviour", "Persistent behaviour", KindTri},
	PatternOfBehaviour:  {"pattern_of_behaviour", "Pattern of behaviour", KindTri},
	IndicatorOfRisk:     {"indicator_of_risk", "Indicator of risk", KindTri},
	Summary:             {"summary", "Summary", KindLong},
}

// Name is the field's column name and its name in JSON, such as "person_ref".
// It is blank for NoField.
func (f Field) Name() string {
	if f >= FieldCount {
		return ""
	}
	return fields[f].name
}

// Title is the field's name as an officer reads it, such as "Youth produced".
func (f Field) Title() string {
	if f >= FieldCount {
		return ""
	}
	return fields[f].title
}

// Kind says how the field's value is read and shown.
func (f Field) Kind() Kind { return fields[f].kind }

// IsKey reports whether the field is one of the three references that make
// the record's key. A key is never answered, only entered.
func (f Field) IsKey() bool { return f <= IncidentRef }

// IsReference reports whether the field holds a reference, which is kept in
// one form (fold.OneForm): the key, and what names another record's.
func (f Field) IsReference() bool { return f.IsKey() || f == SameEventAs || f == SamePersonAs }

// Fields are all fields in column order.
func Fields() []Field {
	all := make([]Field, FieldCount)
	for i := range all {
		all[i] = Field(i)
	}
	return all
}

// FieldNamed finds the field of a column name. Case is ignored, and space,
// hyphen and underscore count alike, so "Person Ref" is person_ref.
func FieldNamed(name string) (Field, bool) {
	want := FoldName(name)
	for f, info := range fields {
		if FoldName(info.name) == want {
			return Field(f), true
		}
	}
	return NoField, false
}

// Factors are the six aggravating factors of GD8's police guidance, point 20.
func Factors() []Field {
	return []Field{Abusive, Exploitation, Grooming, ProfitMotive, MaliciousIntent, PersistentBehaviour}
}

// FieldSet is a set of fields.
type FieldSet uint64

// SetOf makes a set of the fields named.
func SetOf(fs ...Field) FieldSet {
	var s FieldSet
	for _, f := range fs {
		s = s.With(f)
	}
	return s
}

// With is the set with f in it.
func (s FieldSet) With(f Field) FieldSet { return s | 1<<f }

// Has reports whether f is in the set.
func (s FieldSet) Has(f Field) bool { return f < FieldCount && s&(1<<f) != 0 }

// Len is the number of fields in the set.
func (s FieldSet) Len() int {
	n := 0
	for ; s != 0; s &= s - 1 {
		n++
	}
	return n
}

// Fields lists the set in column order; it is never nil.
func (s FieldSet) Fields() []Field {
	list := make([]Field, 0, s.Len())
	for f := Field(0); f < FieldCount; f++ {
		if s.Has(f) {
			list = append(list, f)
		}
	}
	return list
}

// Names lists the set's column names in column order; it is never nil.
func (s FieldSet) Names() []string {
	list := make([]string, 0, s.Len())
	for _, f := range s.Fields() {
		list = append(list, f.Name())
	}
	return list
}
