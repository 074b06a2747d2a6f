package report

import (
	"fmt"
	"slices"
	"strings"

	"gd8/model"
)

// This file says, before an officer answers, what an answer that can open a
// discard rests on and what it would do.

// BesideAnswer is what to look at before an answer on record i of the case is
// given: how hits differ that are said to be of one event, and what is left
// where a hit no longer counts. Nothing for any other answer.
func (in *Incident) BesideAnswer(i int, a model.Answer) []string {
	switch {
	case a.Field == model.Relevant && a.Value == model.No.String():
		if left := in.wouldLeave(i, a); left != "" {
			return []string{left}
		}
	case a.Field == model.SameEventAs && a.Value != "":
		if other := in.Case.Index(a.Value); other >= 0 && other != i {
			return append(in.Unlike(i, other), in.wouldLeave(i, a))
		}
	}
	return nil
}

// Unlike says how the records one and two of the case differ: by how many days
// first, as that speaks most against one event.
func (in *Incident) Unlike(one, two int) []string {
	a, b := in.Case.Facts(one), in.Case.Facts(two)
	list := []string{unlikeDates(a, b)}
	var names []string
	for _, f := range model.Fields() {
		if !comparedForEvent(f) || !a.Recorded(f) || !b.Recorded(f) || a.Get(f) == b.Get(f) {
			continue
		}
		names = append(names, InSentence(f.Title()))
	}
	if len(names) > 0 {
		list = append(list, "Also different: "+strings.Join(names, ", ")+".")
	}
	return list
}

// comparedForEvent reports whether two hits on one event would be expected to
// say the same of a field.
func comparedForEvent(f model.Field) bool {
	return f == model.Offence || f == model.OutcomeCode || f == model.OutcomeDate || f == model.Involvement ||
		f.Kind() == model.KindTri && f != model.Relevant
}

func unlikeDates(a, b *model.Facts) string {
	one, two := a.Date(model.IncidentDate), b.Date(model.IncidentDate)
	switch {
	case !one.Known() && !two.Known():
		return "Neither has an incident date, so the dates cannot be compared."
	case !one.Known() || !two.Known():
		missing := a
		if one.Known() {
			missing = b
		}
		return "The dates cannot be compared: " + missing.Text(model.IncidentRef) + " has none."
	case one == two:
		return "Both are of " + one.String() + "."
	}
	days := int(max(one, two).Time().Sub(min(one, two).Time()).Hours() / 24)
	return fmt.Sprintf("The dates differ by %s: %s and %s.", Counted(days, "day"), one, two)
}

// wouldLeave says what an answer on record i would leave of the case: how many
// incidents count then, and whose discard would be open. It is blank where no
// other record counts.
func (in *Incident) wouldLeave(i int, a model.Answer) string {
	records := slices.Clone(in.Case.Records)
	records[i].Answers = append(slices.DeleteFunc(slices.Clone(records[i].Answers), func(b model.Answer) bool { return b.Field == a.Field }), a)
	then := model.NewCase(records, &in.Case.Individual)
	counted := 0
	var opened, undetermined []string
	for j := range records {
		if then.Facts(j).Tri(model.Relevant) == model.No {
			continue
		}
		counted++
		now, later, ref := in.Case.Assess(j).Verdict, then.Assess(j).Verdict, then.Facts(j).Text(model.IncidentRef)
		switch {
		case now == later || slices.Contains(opened, ref) || slices.Contains(undetermined, ref):
		case later == model.Applies:
			opened = append(opened, ref)
		case later == model.Undetermined && now == model.DoesNotApply:
			undetermined = append(undetermined, ref)
		}
	}
	if counted == 0 {
		return ""
	}
	said := "This leaves one incident"
	if n := then.Assess(i).Events; n > 1 {
		said = fmt.Sprintf("This leaves %d incidents", n)
	}
	switch {
	case len(opened) > 0:
		said += "; the discard would be open for " + someOf(opened)
	case len(undetermined) > 0:
		said += "; whether the discard applies to " + someOf(undetermined) + " would be undetermined"
	}
	return said + "."
}

// someOf names a few references and counts the rest.
func someOf(refs []string) string {
	const most = 3
	if len(refs) <= most {
		return strings.Join(refs, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(refs[:most], ", "), len(refs)-most)
}
