package review

import (
	"strings"

	"gd8/model"
	"gd8/ui/report"
	"gd8/ui/term"
)

// checklist is the pane that says whether the discard applies: the verdict,
// the six criteria and the questions under them.
type checklist struct {
	field model.Field // the question in hand
}

// asked are the questions the checklist shows under each criterion. Dates and
// names that a criterion also reads are answered among the facts.
var asked = [model.CriterionCount][]model.Field{
	{model.Relevant},
	{model.YouthProduced, model.AdultInvolved},
	{model.OutcomeCode},
	{model.SameEventAs, model.SamePersonAs},
	model.Factors(),
	{model.PatternOfBehaviour, model.IndicatorOfRisk},
}

// allQuestions are all of them, in order.
func allQuestions() []model.Field {
	var list []model.Field
	for _, under := range asked {
		list = append(list, under...)
	}
	return list
}

// criterionOf is the criterion a question stands under.
func criterionOf(f model.Field) model.CriterionID {
	for id, under := range asked {
		for _, q := range under {
			if q == f {
				return model.CriterionID(id)
			}
		}
	}
	return model.CriterionRelevant
}

// move goes to the question by so many places on.
func (c *checklist) move(by int) {
	list := allQuestions()
	for i, f := range list {
		if f == c.field {
			c.field = list[min(max(i+by, 0), len(list)-1)]
			return
		}
	}
	c.field = list[0]
}

func (c *checklist) first() { c.field = allQuestions()[0] }

func (c *checklist) last() { list := allQuestions(); c.field = list[len(list)-1] }

// stateWord is a criterion's state and what it rests on, in words.
func stateWord(id model.CriterionID, c model.Criterion) string {
	said := report.DescribeState(id, c)
	if c.State == model.NotMet {
		return strings.Replace(said, "not met", "NOT MET", 1)
	}
	return said
}

// question is one question, with its answer and the keys that answer it. place
// is which of its criterion it is, where not all are shown.
func (c *checklist) question(a *App, f model.Field, place string, width int) string {
	in := a.incident
	inHand := f == c.field && !a.facts.focused
	mark := a.look.Symbols.NoCursor
	if inHand {
		mark = a.look.Symbols.Cursor
	}
	text := "     " + mark + " " + a.look.Fit(f.Title()+"?", 22) + " "
	value := a.look.SafeLine(in.Facts().Show(f))
	if f.Kind() == model.KindTri && !in.Facts().Recorded(f) {
		value = "y n u"
	}
	if f == model.SamePersonAs && len(in.Case.Questions) > 0 {
		value = a.look.SafeLine(in.Case.Questions[0].Person) + "? y n"
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
	text = a.look.Cut(text+" "+value+place, width)
	if inHand {
		return a.look.Render(term.Selected, a.look.Fit(text, width))
	}
	return text
}

// byOfficer marks an answer of an officer.
const byOfficer = " (officer)"
