package export

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"gd8/model"
	"gd8/store"
)

// numbers are the Hit Refs of an individual's hits, beside Case.Records: the
// relevant ones are numbered through the whole record, and 0 is of any other.
type numbers []int

// ref is the Hit Ref of hit i.
func (n numbers) ref(i int) string {
	if n[i] == 0 {
		return "none"
	}
	return strconv.Itoa(n[i])
}

// numbersOf numbers the relevant hits of all individuals of a record.
func numbersOf(individuals []Individual) []numbers {
	list := make([]numbers, len(individuals))
	next := 1
	for k := range individuals {
		n := &individuals[k]
		list[k] = make(numbers, n.Case.Len())
		for i := range list[k] {
			if n.relevant(i) {
				list[k][i] = next
				next++
			}
		}
	}
	return list
}

// relevant reports whether hit i is one of the Hit Relevance Table.
func (n *Individual) relevant(i int) bool { return n.Case.Facts(i).Tri(model.Relevant) != model.No }

// hit is one row of the Hit Relevance Table.
type hit struct {
	Number int // the form's Hit Ref
	Cells  []cell
	Notes  []note
}

// cell is an effective value; Officer says that an officer answered it.
type cell struct {
	Value   string
	Officer bool
}

// note is a text of a hit under its own heading.
type note struct {
	Title string
	Text  string
}

// hitColumns are the headings of a hit's cells. The form's Local Ref is the
// reference of the system or file; its Hit Ref is the number before it.
var hitColumns = []string{"Local ref", "Source", "Grading", "Involvement", "Offence", "Incident date", "Outcome", "Relevant?"}

// Columns are the headings of the table.
func (individual) Columns() []string { return hitColumns }

func hitOf(n *Individual, i, number int, zone *time.Location) hit {
	facts, record := n.Case.Facts(i), &n.Case.Records[i]
	show := func(fields ...model.Field) cell {
		c := cell{Value: facts.Show(fields[0])}
		for k, f := range fields {
			if k > 0 && facts.Recorded(f) {
				c.Value += ", " + facts.Show(f)
			}
			_, answered := record.Answered(f)
			c.Officer = c.Officer || answered
		}
		return c
	}
	date := show(model.IncidentDate)
	if age := facts.AgeThen(); age >= 0 {
		date.Value += fmt.Sprintf(", aged %d", age)
	}
	return hit{
		Number: number,
		Cells: []cell{
			show(model.IncidentRef), show(model.SourceSystem), show(model.Grading), show(model.Involvement), show(model.Offence),
			date, show(model.OutcomeCode, model.OutcomeDate), show(model.Relevant),
		},
		Notes: notesOf(facts, &n.Items[i].Origin, zone),
	}
}

// notesOf are the notes on a hit. An officer's note to oneself is not among
// them: it is no part of the record.
func notesOf(facts *model.Facts, from *store.Origin, zone *time.Location) []note {
	var notes []note
	for _, f := range []model.Field{model.Summary, model.SameEventAs, model.SamePersonAs} {
		if facts.Recorded(f) {
			notes = append(notes, note{f.Title(), facts.Show(f)})
		}
	}
	entered := fmt.Sprintf("%s, line %d; imported by %s, %s", from.File, from.Line, from.By, moment(from.At, zone))
	if from.ByHand() {
		entered = "entered by hand by " + from.By + ", " + moment(from.At, zone)
		if from.Reason != "" {
			entered += "; reason: " + from.Reason
		}
	}
	return append(notes, note{"Entered from", entered})
}

// notRelevant is a hit that was searched and is not relevant: which it is, who
// said so and why. What it says is no part of the record, so that nothing of a
// victim's or a stranger's is carried into an application.
type notRelevant struct{ Ref, Source, By, Reason string }

func notRelevantOf(n *Individual, i int, zone *time.Location) notRelevant {
	facts := n.Case.Facts(i)
	v := notRelevant{
		Ref: facts.Text(model.IncidentRef), Source: facts.Show(model.SourceSystem),
		By: "the source", Reason: "recorded as not relevant",
	}
	if a, ok := n.Case.Records[i].Answered(model.Relevant); ok {
		v.By, v.Reason = a.By+", "+moment(a.At, zone), a.Reason
		if v.Reason == "" {
			v.Reason = a.Note
		}
		if v.Reason == "" {
			v.Reason = "no reason is recorded"
		}
	}
	return v
}

// answered is an officer's answer beside what the source records.
type answered struct {
	Hit            string // Hit Ref
	Fact           string
	Source, Answer string
	By, At         string
	Reason, Note   string // blank where none was given
}

// answers sorts the officers' answers on relevant hits into those that say what
// belongs together, those that differ from the source and the others, and
// gathers the systems searched.
func (v *individual) answers(n *Individual, hits numbers, zone *time.Location) {
	for i := range n.Case.Records {
		record := &n.Case.Records[i]
		if a := n.incompleteAnswer(i); a.Reason != "" {
			v.Other = append(v.Other, answered{
				Hit: hits.ref(i), Fact: "Records known to be missing", Source: "incomplete", Answer: "to go on without them",
				By: a.By, At: moment(a.At, zone), Reason: a.Reason,
			})
		}
		if hits[i] == 0 {
			continue
		}
		for _, a := range record.Answers {
			row := answered{
				Hit: hits.ref(i), Fact: a.Field.Title(),
				Source: record.Source.Show(a.Field), Answer: n.Case.Facts(i).Show(a.Field),
				By: a.By, At: moment(a.At, zone), Reason: a.Reason, Note: a.Note,
			}
			if isFurther(a.Field) && a.Note != "" {
				v.Searched = append(v.Searched, row)
				row.Note = "see systems searched"
			}
			switch {
			case joins(a.Field):
				v.Joining = append(v.Joining, row)
			case record.Contradicts(a):
				v.Differ = append(v.Differ, row)
			default:
				v.Other = append(v.Other, row)
			}
		}
	}
}

// apart adds who was said not to be the same individual: like what joins, it
// decides which incidents count together, and can open a discard.
func (v *individual) apart(n *Individual, hits numbers, zone *time.Location) {
	ours := func(person string) bool {
		return person == n.Case.Facts(0).Text(model.PersonRef) || slices.Contains(n.Case.Persons, person)
	}
	for i := range n.Separations {
		s := &n.Separations[i]
		at := slices.IndexFunc(n.Items, func(item store.Item) bool { return item.Number == s.Number })
		row := answered{
			Hit: "none", Fact: model.SamePersonAs.Title(), Source: "not recorded",
			Answer: "not " + strings.Join(s.Others, ", "), By: s.By, At: moment(s.At, zone), Reason: s.Reason,
		}
		if slices.ContainsFunc(s.Others, ours) { // said on the other's record
			row.Answer = "not " + strings.Join(s.Some, ", ")
		}
		if at >= 0 {
			row.Hit, row.Source = hits.ref(at), n.Case.Records[at].Source.Show(model.SamePersonAs)
		}
		v.Joining = append(v.Joining, row)
	}
}

// joins reports whether an answer to a field can make one incident of two, or
// none of one, and so always has a reason.
func joins(f model.Field) bool {
	return f == model.Relevant || f == model.SameEventAs || f == model.SamePersonAs
}

func (n *Individual) incompleteAnswer(i int) model.Answer {
	if i < len(n.Incomplete) {
		return n.Incomplete[i]
	}
	return model.Answer{}
}
