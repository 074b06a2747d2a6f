package report

import (
	"fmt"
	"strings"

	"gd8/model"
	"gd8/store"
)

// AsksSame asks whether a person is the same individual as the one in hand,
// with the name and date of birth that are recorded of them.
func AsksSame(person string, facts []model.Facts) string {
	var known []string
	for _, f := range []model.Field{model.PersonName, model.DateOfBirth} {
		for i := range facts {
			if !facts[i].Recorded(f) {
				continue
			}
			said := facts[i].Show(f)
			if f == model.DateOfBirth {
				said = "born " + said
			}
			known = append(known, said)
			break
		}
	}
	if len(known) > 0 {
		person += " (" + strings.Join(known, ", ") + ")"
	}
	return "Is " + person + " the same individual?"
}

// besideSame is how many incidents of the other are named.
const besideSame = 3

// BesideSame says what is alike of an individual who may be the same, and which
// incidents it has.
func BesideSame(q model.Question, other *store.Individual) []string {
	list := []string{"Alike: " + Alike(q.Likeness) + "."}
	var incidents []string
	for i := range other.Records[:min(len(other.Records), besideSame)] {
		row := &other.Records[i]
		incidents = append(incidents, row.Key.Incident+", "+dateOr(row.IncidentDate, "no date")+", "+Under(row.Key))
	}
	if more := len(other.Records) - besideSame; more > 0 {
		incidents = append(incidents, fmt.Sprintf("and %d more", more))
	}
	if len(incidents) > 0 {
		list = append(list, q.Person+" has: "+strings.Join(incidents, "; ")+".")
	}
	return list
}

// Apart are the individuals that officers said are not the same as this one,
// with who said so, when and why.
func (in *Incident) Apart() []Block {
	var list []Block
	for i := range in.Separations {
		s := &in.Separations[i]
		list = append(list, Block{
			Label: strings.Join(s.Some, ", "), Text: "not the same individual as " + strings.Join(s.Others, ", ") + ", " + in.byOn(s.By, s.At),
			Below: []Block{{Label: "Reason", Text: s.Reason}},
		})
	}
	return list
}

// Alike says what is alike of two individuals who may be one human, in clauses.
func Alike(set model.LikenessSet) string {
	var said []string
	for l := range model.LikenessCount {
		if set.Has(l) {
			said = append(said, l.String())
		}
	}
	return strings.Join(said, "; ")
}

// MayBeOne says of a pair of individuals that an import raises a question about
// them, and why.
func MayBeOne(some, other string, why model.LikenessSet) string {
	return fmt.Sprintf("%q and %q may be one human (%s)", some, other, Alike(why))
}
