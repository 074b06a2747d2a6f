package export

import (
	"fmt"
	"strings"

	"gd8/model"
	"gd8/store/unlike"
)

// UnlikeFound is what was found decided unlike as `gd8 alike` gives it.
type UnlikeFound struct {
	Compared int          `json:"compared"` // incidents whose decision stands
	Pairs    []UnlikePair `json:"pairs"`
	More     int          `json:"more_pairs"` // beyond those given
}

// UnlikePair is two incidents with equal profiles and different decisions.
type UnlikePair struct {
	First   UnlikeSide         `json:"first"`
	Second  UnlikeSide         `json:"second"`
	Differs []UnlikeDifference `json:"facts_that_differ"` // in column order
}

// UnlikeSide is one incident of a pair, by its first hit.
type UnlikeSide struct {
	Identity
	AgeThen  *int   `json:"age_then"` // null where not known
	Role     string `json:"person_role"`
	Decision string `json:"decision"`
}

// UnlikeDifference is a fact in which the two differ, in the form in which it is
// shown.
type UnlikeDifference struct {
	Field  string `json:"field"`
	First  string `json:"first"`
	Second string `json:"second"`
}

// ShowUnlike is what was found for other programs.
func ShowUnlike(f *unlike.Found) UnlikeFound {
	shown := UnlikeFound{Compared: f.Compared, Pairs: []UnlikePair{}, More: f.More}
	for i := range f.Pairs {
		p := &f.Pairs[i]
		pair := UnlikePair{First: unlikeSide(&p.First), Second: unlikeSide(&p.Second), Differs: []UnlikeDifference{}}
		for _, d := range p.Differs {
			pair.Differs = append(pair.Differs, UnlikeDifference{d.Field.Name(), d.First, d.Second})
		}
		shown.Pairs = append(shown.Pairs, pair)
	}
	return shown
}

func unlikeSide(s *unlike.Side) UnlikeSide {
	shown := UnlikeSide{Identity: identity(s.Key, s.Verdict), Role: s.Role.String(), Decision: s.Kind.String()}
	if s.AgeThen >= 0 {
		shown.AgeThen = &s.AgeThen
	}
	return shown
}

// UnlikeAdvice is what an officer is to know of incidents decided unlike.
const UnlikeAdvice = "This is advice: the test reads the same of both, and what it does not read may be why they were decided differently."

// Said says how many incidents were compared, and how many pairs were decided
// unlike.
func (f *UnlikeFound) Said() string {
	compared := counted(f.Compared, "incident") + " compared, by criteria with their basis, warnings, age then, role and workforce"
	if len(f.Pairs) == 0 {
		return compared + ": none with equal profiles was decided unlike."
	}
	said := compared + ": " + counted(len(f.Pairs)+f.More, "pair") + " decided unlike"
	if f.More > 0 {
		said += fmt.Sprintf(", of which %d are listed", len(f.Pairs))
	}
	return said + ". " + UnlikeAdvice
}

// Title is one incident of a pair by its references, with its decision.
func (s *UnlikeSide) Title() string {
	return NamedKey(model.Key{Application: s.ApplicationRef, Person: s.PersonRef, Incident: s.IncidentRef}) + ", " + lowerFirst(DecisionTitle(s.Decision))
}

// Said is a fact in which the two differ, in a line.
func (d *UnlikeDifference) Said() string {
	f, ok := model.FieldNamed(d.Field)
	if !ok {
		return d.Field
	}
	if f == model.Summary {
		return "The summaries differ."
	}
	return f.Title() + ": " + d.First + "; " + d.Second
}

// NamedKey is an incident by its references; a blank key is that of one that was
// erased.
func NamedKey(k model.Key) string {
	if k == (model.Key{}) {
		return "(erased)"
	}
	said := k.Incident + ", individual " + k.Person
	if k.Application != "" {
		said += ", application " + k.Application
	}
	return said
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
