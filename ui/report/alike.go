package report

import (
	"fmt"
	"slices"
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

// Comparison sets an individual beside another who may be the same human.
type Comparison struct {
	One, Two string // the person_refs that stand for them
	// Differs is what differs, what one of them does not record last.
	Differs []Pair
	// Alike says in a sentence or two what is alike, and so why it is asked.
	Alike string
}

// Pair is what is recorded of two individuals.
type Pair struct{ Label, One, Two string }

// sidesOfSame are the facts in which two nominals of one human are expected to
// agree, and which records of a person's head have.
var sidesOfSame = []model.Field{
	model.PersonName, model.DateOfBirth, model.PersonRole, model.Involvement, model.ApplicationRef, model.Offence, model.SourceSystem,
}

// CompareSame sets the individual told of beside one whom a question is about.
func (in *Incident) CompareSame(q model.Question, other *store.Individual) Comparison {
	c := Comparison{One: in.Key().Person, Two: q.Person}
	var own []model.Facts
	for i := range in.Case.Len() {
		own = append(own, *in.Case.Facts(i))
	}
	var also []string
	var partly []Pair
	for _, f := range sidesOfSame {
		one, two, label := valuesOf(own, f), valuesOf(other.Facts, f), f.Title()
		if f == model.PersonRole {
			label = "Role"
		}
		switch {
		case one == "" && two == "":
		case one == two:
			also = append(also, InSentence(label)+" "+one)
		case one == "" || two == "":
			partly = append(partly, Pair{label, orNotRecorded(one), orNotRecorded(two)})
		default:
			c.Differs = append(c.Differs, Pair{label, one, two})
		}
		if f == model.PersonRole {
			c.Differs = append(c.Differs, Pair{"Incidents", incidentsOf(own), incidentsOf(other.Facts)})
		}
	}
	c.Differs = append(c.Differs, partly...)
	c.Alike = "Alike: " + Alike(q.Likeness) + "."
	if len(also) > 0 {
		c.Alike += " The same: " + strings.Join(also, "; ") + "."
	}
	return c
}

// Lines is a comparison in sentences: what differs first.
func (c *Comparison) Lines() (list []string) {
	for _, d := range c.Differs {
		list = append(list, "Different, "+InSentence(d.Label)+": "+c.One+" has "+d.One+"; "+c.Two+" has "+d.Two+".")
	}
	return append(list, c.Alike)
}

// valuesOf are the values of a field that records have, each once and the
// first few of them; blank for none.
func valuesOf(facts []model.Facts, f model.Field) string {
	var list []string
	for i := range facts {
		if v := facts[i].Show(f); (facts[i].Recorded(f) || f == model.PersonRole) && !slices.Contains(list, v) {
			list = append(list, v)
		}
	}
	return FirstFew(list)
}

// incidentsOf are the incidents of records, with their dates.
func incidentsOf(facts []model.Facts) string {
	var list []string
	for i := range facts {
		list = append(list, facts[i].Text(model.IncidentRef)+", "+dateOr(facts[i].Date(model.IncidentDate), "no date"))
	}
	return FirstFew(list)
}

func orNotRecorded(value string) string {
	if value == "" {
		return "not recorded"
	}
	return value
}

// FirstFew joins the first few of a list and counts the rest.
func FirstFew(list []string) string {
	const most = 3
	if more := len(list) - most; more > 0 {
		return strings.Join(list[:most], "; ") + fmt.Sprintf("; and %d more", more)
	}
	return strings.Join(list, "; ")
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
