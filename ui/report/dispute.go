package report

import (
	"fmt"
	"time"

	"gd8/model"
	"gd8/store/assurance"
)

// DisputeFacts is an incident that two officers decided differently, by its
// facts as the source has them.
func DisputeFacts(d *assurance.Dispute, zone *time.Location, today model.Date) *Incident {
	return &Incident{Dossier: d.Facts, Assessment: d.Facts.Assess(), Zone: zone, Today: today}
}

// DisputeText is what one of the two officers said, without a name; letter is A
// or B.
func DisputeText(letter string, a *assurance.Argued) Block {
	b := Block{Label: letter, Text: a.Kind.Done()}
	b.Below = append(b.Below, Block{Label: "Verdict then", Text: InSentence(a.Verdict.Title())})
	for _, s := range a.Answers {
		b.Below = append(b.Below, disputeAnswer(&s))
	}
	return Block{Label: b.Label, Text: b.Text, Below: append(b.Below, Rationale(&a.Sections)...)}
}

func disputeAnswer(s *model.Said) Block {
	switch s.Kind {
	case model.SaidSeparate:
		return Block{Label: "Answered", Text: "not the same individual", Below: textBelow("Reason", s.Answer.Reason)}
	case model.SaidIncomplete:
		return Block{Label: "Answered", Text: "for records known to be missing", Below: textBelow("Reason", s.Answer.Reason)}
	}
	var f model.Facts
	f.Set(s.Answer.Field, s.Answer.Value)
	b := Block{Label: "Answered", Text: InSentence(s.Answer.Field.Title()) + ": " + f.Show(s.Answer.Field)}
	b.Below = append(textBelow("Reason", s.Answer.Reason), textBelow("Note", s.Answer.Note)...)
	return b
}

// DisputeCriteria are the criteria that the two read differently.
func DisputeCriteria(d *assurance.Dispute) []Block {
	var list []Block
	for _, id := range d.Differing() {
		list = append(list, Block{
			Label: fmt.Sprintf("%d %s", int(id)+1, id.Title()),
			Text:  fmt.Sprintf("A %s, B %s", StateWord(d.A.Criteria[id].State), StateWord(d.B.Criteria[id].State)),
		})
	}
	return list
}

// StateWord is a criterion's state in a word or two.
func StateWord(s model.State) string {
	return [...]string{model.Unknown: "not known", model.Met: "met", model.NotMet: "not met"}[s]
}

// DisputeAsks is what an adjudicator is asked, the names being hidden.
const DisputeAsks = "Which of the two is right? Whose is whose is said once your answer is saved. You write no decision: where neither the decision nor a fact is right, its officer decides anew."

// DescribeChoice is a choice in words.
func DescribeChoice(c assurance.Choice) string {
	return [...]string{
		assurance.AIsRight: "A is right", assurance.BIsRight: "B is right", assurance.NeitherIsRight: "neither is right",
		assurance.AskForFacts: "facts are to be confirmed first",
	}[c]
}
