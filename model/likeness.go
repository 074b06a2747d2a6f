package model

import (
	"strconv"

	"gd8/model/fold"
)

// Likeness is one way in which records of two individuals can be alike, so
// that they may be of one human. See Individuals.
type Likeness uint8

// The likenesses, in the order in which they are told.
const (
	LikeReference   Likeness = iota // their person_refs, folded
	LikeName                        // their names, folded, and dates of birth
	LikeIncident                    // their incident_refs and dates of birth
	LikeApplication                 // both are applicants of one application, which has one
	LikenessCount                   // their number; not a likeness
)

var likenessSaid = [LikenessCount]string{
	"the references differ only in how they are written",
	"name and date of birth are the same",
	"one incident and one date of birth are recorded for both",
	"both are applicants of this application, which has one applicant",
}

// String is a clause that says what is alike.
func (l Likeness) String() string { return likenessSaid[l] }

// LikenessSet is a set of likenesses.
type LikenessSet uint8

// Has reports whether l is in the set.
func (s LikenessSet) Has(l Likeness) bool { return s&(1<<l) != 0 }

// AppendSign appends to dst what two records have in common that are alike in
// this way, and nothing where the record cannot be: records of two individuals
// that are not joined may be of one human where they have a sign in common.
// The facts are effective ones. A store keeps a keyed hash of each sign as an
// index, so a sign never changes for facts that are as they were.
func (f *Facts) AppendSign(dst []byte, l Likeness) []byte {
	born := f.Date(DateOfBirth)
	switch l {
	case LikeReference:
		return append(append(dst, "reference\x00"...), fold.Reference(f.Text(PersonRef))...)
	case LikeName:
		if !born.Known() || f.Text(PersonName) == "" {
			return dst
		}
		if name := fold.Name(f.Text(PersonName)); name != "" {
			return appendBorn(append(append(dst, "name\x00"...), name...), born)
		}
	case LikeIncident:
		if born.Known() {
			return appendBorn(append(append(dst, "incident\x00"...), f.Text(IncidentRef)...), born)
		}
	case LikeApplication:
		if f.Text(ApplicationRef) != "" && f.Role() == Applicant {
			return append(append(dst, "application\x00"...), f.Text(ApplicationRef)...)
		}
	}
	return dst
}

func appendBorn(dst []byte, born Date) []byte {
	return strconv.AppendInt(append(dst, 0), int64(born), 10)
}

// Question is an open question of a case: whether another individual is the
// same human. It is open until an officer says "the same", an answer to
// same_person_as, or "not the same".
type Question struct {
	// Person stands for the other individual: the first of its person_refs
	// in alphabetical order.
	Person   string
	Likeness LikenessSet
}

// MaxQuestions is how many questions of a case are listed.
const MaxQuestions = 20

// Individual is what must be known of a case's individual beside the records
// of the case. Individuals works it out.
type Individual struct {
	// Persons are all person_refs of the joined individual, in whichever
	// application, sorted; nil where it is not joined with any other.
	Persons []string
	// Elsewhere are the incident_refs, not held by this case, that the
	// individual has under other applications: sorted, each once.
	Elsewhere []string
	// Questions are the case's open questions, one for each other individual
	// and in order of Person; the first MaxQuestions of them.
	Questions []Question
	// MoreQuestions is set where there are more than those listed.
	MoreQuestions bool
	// Separated is set where an officer said "not the same" of this
	// individual and another.
	Separated bool
}
