package panes

import (
	"strings"

	"gd8/model"
	"gd8/ui/report"
	"gd8/ui/review/desk"
	"gd8/ui/session"
	"gd8/ui/term"
)

// Checklist is the pane that says whether the discard applies: the verdict,
// the six criteria and the questions under them.
type Checklist struct {
	*desk.Desk
	Facts *Facts
	Field model.Field // the question in hand
}

// asked are the questions the checklist shows under each criterion. Dates and
// names that a criterion also reads are answered among the facts.
var asked = [model.CriterionCount][]model.Field{
	{model.Relevant},
	{model.YouthProduced, model.AdultInvolved},
	{model.OutcomeCode},
	{model.SameEventAs},
	model.Factors(),
	{model.PatternOfBehaviour, model.IndicatorOfRisk},
}

// AskedOf are the questions under a criterion of an incident. Whether another
// is the same individual is among them where it is asked, or was answered.
func AskedOf(in *session.Incident, id model.CriterionID) []model.Field {
	if id == model.CriterionSingleIncident && (in.Alike != nil || in.Told(model.SamePersonAs) || len(in.Separations) > 0) {
		return []model.Field{model.SamePersonAs, model.SameEventAs}
	}
	return asked[id]
}

// AllQuestions are all of them, in order.
func AllQuestions(in *session.Incident) []model.Field {
	var list []model.Field
	for id := range model.CriterionCount {
		list = append(list, AskedOf(in, id)...)
	}
	return list
}

// CriterionOf is the criterion a question stands under.
func CriterionOf(f model.Field) model.CriterionID {
	if f == model.SamePersonAs {
		return model.CriterionSingleIncident
	}
	for id, under := range asked {
		for _, q := range under {
			if q == f {
				return model.CriterionID(id)
			}
		}
	}
	return model.CriterionRelevant
}

// Move goes to the question by so many places on.
func (c *Checklist) Move(in *session.Incident, by int) {
	list := AllQuestions(in)
	for i, f := range list {
		if f == c.Field {
			c.Field = list[min(max(i+by, 0), len(list)-1)]
			return
		}
	}
	c.Field = list[0]
}

// First goes to the first question.
func (c *Checklist) First(in *session.Incident) { c.Field = AllQuestions(in)[0] }

// Last goes to the last question.
func (c *Checklist) Last(in *session.Incident) {
	list := AllQuestions(in)
	c.Field = list[len(list)-1]
}

// StateWord is a criterion's state and what it rests on, in words.
func StateWord(id model.CriterionID, c model.Criterion) string {
	said := report.DescribeState(id, c)
	if c.State == model.NotMet {
		return strings.Replace(said, "not met", "NOT MET", 1)
	}
	return said
}

// question is one question, with its answer and the keys that answer it. place
// is which of its criterion it is, where not all are shown.
func (c *Checklist) question(f model.Field, place string, width int) string {
	in := c.Incident
	inHand := f == c.Field && !c.Facts.Focused
	mark := c.Look.Symbols.NoCursor
	if inHand {
		mark = c.InHandOn(desk.InReview)
	}
	if f == model.SamePersonAs && in.Alike != nil {
		text := c.Look.Cut("     "+mark+" "+c.sameAsked(width-7)+place, width)
		if inHand {
			return c.Look.Render(term.Selected, c.Look.Fit(text, width))
		}
		return text
	}
	text := "     " + mark + " " + c.Look.Fit(f.Title()+"?", 22) + " "
	value := c.Look.SafeLine(in.Facts().Show(f))
	if f.Kind() == model.KindTri && !in.Facts().Recorded(f) {
		value = "y n u"
	}
	if parted := in.Parted(f); parted != nil {
		value = c.Look.SafeLine("not "+strings.Join(parted.Others, ", ")) + byOfficer
	}
	if answer, ok := in.Record().Answered(f); ok {
		if answer.Value == "" {
			value = "not recorded"
			if term.Width(text)+1+term.Width(value+byOfficer) > width {
				value = "u"
			}
		}
		value += byOfficer
	}
	text = c.Look.Cut(text+" "+value+place, width)
	if inHand {
		return c.Look.Render(term.Selected, c.Look.Fit(text, width))
	}
	return text
}

// byOfficer marks an answer of an officer.
const byOfficer = " (officer)"

// WhyNotEdit says why there is no decision to edit.
func (c *Checklist) WhyNotEdit() string {
	why := c.Incident.WhyNotEdit()
	if why != "" && !c.Incident.Item().Decision.Stands() {
		why += "; d, c, r or w makes one"
	}
	return why
}
