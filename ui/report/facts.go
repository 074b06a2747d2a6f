package report

import (
	"fmt"
	"strings"

	"gd8/model"
)

// ToldFacts are the facts that are recorded or answered, in the order given;
// those that are neither come back by themselves.
func (in *Incident) ToldFacts(order []model.Field) (list []Block, missing []model.Field) {
	for _, f := range order {
		if in.Told(f) {
			list = append(list, in.Fact(f))
		} else {
			missing = append(missing, f)
		}
	}
	return list, missing
}

// Told reports whether there is anything to tell of a fact.
func (in *Incident) Told(f model.Field) bool {
	_, answered := in.Record().Answered(f)
	return answered || f == model.PersonRole || in.Facts().Recorded(f)
}

// Fact is one fact as it counts and, below, who answered it and why.
func (in *Incident) Fact(f model.Field) Block {
	return Block{Label: f.Title(), Text: in.value(f), Below: in.AnswerTo(f)}
}

func (in *Incident) value(f model.Field) string {
	facts := in.Facts()
	value := facts.Show(f)
	switch {
	case f == model.IncidentDate && facts.AgeThen() >= 0:
		return fmt.Sprintf("%s, age %d then", value, facts.AgeThen())
	case f == model.DueDate && facts.Recorded(f):
		return in.due(facts.Date(f))
	}
	return value
}

// AnswerTo says who answered a fact, what the source says, and the reason;
// nothing where no officer did.
func (in *Incident) AnswerTo(f model.Field) []Block {
	r := in.Record()
	a, ok := r.Answered(f)
	if !ok {
		return nil
	}
	said := a.By + " on " + in.Moment(a.At) + "; the source: " + r.Source.Show(f)
	list := []Block{{Label: "Answered by", Text: said, Warns: r.Contradicts(a)}}
	return append(list, grounds(&a)...)
}

// grounds are the reason and the note of an answer.
func grounds(a *model.Answer) []Block {
	var list []Block
	if a.Reason != "" {
		list = append(list, Block{Label: "Reason", Text: a.Reason})
	}
	if a.Note != "" {
		list = append(list, Block{Label: "Systems searched", Text: a.Note})
	}
	return list
}

// Missing names facts that are not recorded.
func Missing(fields []model.Field) Block {
	return Block{Label: "Not recorded", Text: fieldNames(fields)}
}

// fieldNames are facts as they are named within a sentence.
func fieldNames(fields []model.Field) string {
	var names []string
	for _, f := range fields {
		names = append(names, InSentence(f.Title()))
	}
	return strings.Join(names, ", ")
}

// Origin says where the facts came from and, below, who brought them and why.
func (in *Incident) Origin() Block {
	o := in.Item().Origin
	b := Block{Label: "Source", Text: fmt.Sprintf("%s, line %d", o.File, o.Line)}
	came := "imported"
	if o.ByHand() {
		b.Text, came = "entered by hand", "entered"
	}
	if o.Withdrawn {
		b.Text += ", withdrawn"
	}
	b.Below = []Block{{Text: came + " " + in.byOn(o.By, o.At)}}
	if o.Reason != "" {
		b.Below = append(b.Below, Block{Label: "Reason", Text: o.Reason})
	}
	return b
}
