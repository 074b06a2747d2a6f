package report

import (
	"fmt"
	"strings"

	"gd8/model"
)

// TheQuestion is what the test answers.
const TheQuestion = "Does the AT2 discard apply?"

// Verdict is what the test says, with the number of warnings.
func (in *Incident) Verdict() Block {
	said := in.Assessment.Verdict.Title()
	if n := len(in.Assessment.Flags.Flags()); n > 0 {
		said += ", " + Counted(n, "warning")
	}
	return Block{Label: TheQuestion, Text: said}
}

// WouldChange says what would change the verdict. Where facts are open it names
// what each answer does, none before another: "Open: indicator of risk. No: the
// discard is open to you. Yes: it is not."
func (in *Incident) WouldChange() string {
	would := in.Case.WhatWouldChange(in.At, &in.Assessment)
	if in.Assessment.Verdict != model.Undetermined {
		return would
	}
	further := model.SetOf(model.PatternOfBehaviour, model.IndicatorOfRisk)
	barred := ""
	if at := strings.Index(would, " Records of this case are known to be missing"); at >= 0 {
		would, barred = would[:at], would[at:]
	}
	switch f := in.Assessment.OneFact; {
	case in.Assessment.ToConfirm == further:
		would = "Open: pattern of behaviour and indicator of risk. No to both: the discard is open to you. Yes to either: it is not."
	case further.Has(f):
		would = "Open: " + InSentence(f.Title()) + ". No: the discard is open to you. Yes: it is not."
	case f == model.YouthProduced:
		would = "Open: youth produced. Yes: the discard is open to you. No: GD8 does not speak of the incident."
	default:
		would = strings.TrimPrefix(would, "One fact away: ")
		would = strings.ToUpper(would[:1]) + strings.TrimSuffix(would[1:], ", the discard applies.")
		would += ", the discard is open to you; otherwise it is not."
	}
	return would + barred
}

// Warnings are the warnings, in the order in which they are shown.
func (in *Incident) Warnings() []Block {
	var list []Block
	for _, f := range in.Assessment.Flags.Flags() {
		list = append(list, Block{Label: f.Title(), Text: in.Case.Warning(in.At, f), Warns: true})
	}
	return list
}

// Criterion says how a criterion stands and, below, why and by which passage.
func (in *Incident) Criterion(id model.CriterionID) Block {
	return Block{
		Label: fmt.Sprintf("%d %s", id+1, id.Title()),
		Text:  DescribeState(id, in.Assessment.Criteria[id]),
		Below: []Block{{Text: in.Why(id) + " [" + id.Cite() + "]"}},
	}
}

// Criteria are all six, in order.
func (in *Incident) Criteria() []Block {
	var list []Block
	for id := range model.CriterionCount {
		list = append(list, in.Criterion(id))
	}
	return list
}

// Why is the sentence that says why a criterion stands as it does.
func (in *Incident) Why(id model.CriterionID) string {
	return in.Case.Why(in.At, &in.Assessment, id)
}

// DescribeState says how a criterion stands and what that rests on, in an
// officer's words.
func DescribeState(id model.CriterionID, c model.Criterion) string {
	switch c.State {
	case model.Unknown:
		if id == model.CriterionSingleIncident {
			return "not answered"
		}
		return "not recorded"
	case model.NotMet:
		return "not met, " + describeBasis(id, c.Basis)
	}
	return "met, " + describeBasis(id, c.Basis)
}

func describeBasis(id model.CriterionID, b model.Basis) string {
	switch {
	case b == model.BasisOfficer:
		return "officer's answer"
	case b == model.BasisAssumed:
		return "taken as relevant"
	case b == model.BasisInferred:
		return "inferred"
	case b == model.BasisDerived && id == model.CriterionSingleIncident:
		return "counted"
	case b == model.BasisDerived:
		return "by the dates"
	}
	return b.Title()
}

// ToConfirm names the facts that are to be confirmed; blank for none.
func (in *Incident) ToConfirm() string { return fieldNames(in.Assessment.ToConfirm.Fields()) }

// NotRelevant is why no decision is open for a hit that is not relevant.
const NotRelevant = "the hit is not relevant, so there is nothing to decide; if it is relevant, answer question 1"

// Allowed says whether a decision is open for the incident and, where it is
// not, why not and what would open it. What the test says of the facts alone
// leaves refer and defer open for a hit that is not relevant; the store takes
// no decision about one.
func (in *Incident) Allowed(k model.DecisionKind) (bool, string) {
	if in.Item().State == model.StateNotRelevant {
		return false, NotRelevant
	}
	return in.Case.Allowed(in.At, &in.Assessment, k)
}

// Decisions say of each decision whether it is open, and why it is not.
func (in *Incident) Decisions() []Block {
	if in.Item().State == model.StateNotRelevant {
		return []Block{{Label: "none", Text: NotRelevant}}
	}
	var list []Block
	for _, k := range model.DecisionKinds() {
		said := "open"
		if open, why := in.Allowed(k); !open {
			said = "not open: " + why
		}
		list = append(list, Block{Label: k.String(), Text: said})
	}
	return list
}
