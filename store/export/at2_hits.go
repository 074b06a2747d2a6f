package export

import (
	"fmt"
	"time"

	"gd8/model"
	"gd8/store"
)

// hit is one row of the Hit Relevance Table.
type hit struct {
	Local string // numbers the hits within the page, such as "1.2"
	Cells []cell
	Notes []note
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

// hitColumns are the headings of a hit's cells.
var hitColumns = []string{"Hit ref", "Source", "Grading", "Involvement", "Offence", "Incident date", "Outcome", "Relevant?"}

// Columns are the headings of the table.
func (individual) Columns() []string { return hitColumns }

func hitOf(n *Individual, i int, local string, zone *time.Location) hit {
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
		Local: local,
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
	for _, f := range []model.Field{model.Summary, model.SameEventAs} {
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

// answered is an officer's answer beside what the source records.
type answered struct {
	Local, Fact    string
	Source, Answer string
	By, At         string
	Reason, Note   string // blank where none was given
}

// answers sorts the officers' answers into those that differ from the source
// and the others, and gathers the systems searched.
func (v *individual) answers(n *Individual, local func(int) string, zone *time.Location) {
	for i := range n.Case.Records {
		record := &n.Case.Records[i]
		for _, a := range record.Answers {
			row := answered{
				Local: local(i), Fact: a.Field.Title(),
				Source: record.Source.Show(a.Field), Answer: n.Case.Facts(i).Show(a.Field),
				By: a.By, At: moment(a.At, zone), Reason: a.Reason, Note: a.Note,
			}
			if (a.Field == model.PatternOfBehaviour || a.Field == model.IndicatorOfRisk) && a.Note != "" {
				v.Searched = append(v.Searched, row)
				row.Note = "see systems searched"
			}
			if record.Contradicts(a) {
				v.Differ = append(v.Differ, row)
			} else {
				v.Other = append(v.Other, row)
			}
		}
		if a := n.incompleteAnswer(i); a.Reason != "" {
			v.Other = append(v.Other, answered{
				Local: local(i), Fact: "Records known to be missing", Source: "incomplete", Answer: "to go on without them",
				By: a.By, At: moment(a.At, zone), Reason: a.Reason,
			})
		}
	}
}

func (n *Individual) incompleteAnswer(i int) model.Answer {
	if i < len(n.Incomplete) {
		return n.Incomplete[i]
	}
	return model.Answer{}
}
