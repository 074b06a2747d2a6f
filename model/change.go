package model

import "strings"

// This file says in words what would change a verdict.

// WhatWouldChange says in words what would change the verdict of record i:
// "If both further-information questions are no, the discard applies." It is
// one or more sentences and never blank. References in it are as the source
// wrote them, so it must be made safe before it meets a screen.
func (c *Case) WhatWouldChange(i int, a *Assessment) string {
	r := c.read(i)
	switch a.Verdict {
	case Applies:
		return changesApplies(&r) + barred(a)
	case Undetermined:
		return c.changesUndetermined(i, a, &r) + barred(a)
	case OutOfScope:
		return changesOutOfScope(&r)
	}
	return c.changesDoesNotApply(i, a, &r)
}

// barred is what must be said beside a discard that applies, or would, in a
// case with records known to be missing.
func barred(a *Assessment) string {
	if a.Flags.Has(IncompleteCase) {
		return " Records of this case are known to be missing: the discard stays barred until an officer answers for it with a reason."
	}
	return ""
}

func changesApplies(r *reading) string {
	would := "a second incident, another outcome or further information would close it."
	if r.noneOf(Abusive, PersistentBehaviour) == Unknown {
		would = "a yes to any aggravating factor, " + would
	}
	return "The discard is open, where you consider it applicable; " + would
}

func changesOutOfScope(r *reading) string {
	if r.tri(Relevant) == No {
		return "Nothing is to be decided about a hit that is not relevant; only a correction of its relevance would change that."
	}
	var parts []string
	if r.anyNo {
		parts = append(parts, "the entry for youth produced")
	}
	if r.tri(AdultInvolved) == Yes {
		parts = append(parts, "the entry for adult involved")
	}
	if r.adult {
		parts = append(parts, "the dates")
	}
	return "GD8 does not speak of this incident: refer it to the standard process. Only correcting " + joinAnd(parts) + " would change that."
}

func (c *Case) changesDoesNotApply(i int, a *Assessment, r *reading) string {
	var why []string
	if a.Criteria[CriterionOutcome21].State == NotMet {
		why = append(why, "The outcome is not 21: the table's entry is for outcome 21 alone.")
	}
	if a.Criteria[CriterionSingleIncident].State == NotMet {
		said := c.otherIncidents(i)
		if c.MayBeOneEvent(i) {
			said += " Hits that describe one event can be linked, with a reason, and then count once."
		}
		why = append(why, said)
	}
	if a.Criteria[CriterionNoAggravatingFactor].State == NotMet {
		said := "An aggravating factor is present; the discard stays closed unless that is corrected."
		if r.count(Yes, Abusive, PersistentBehaviour) > 1 {
			said = "Aggravating factors are present; the discard stays closed unless they are corrected."
		}
		why = append(why, said)
	}
	if a.Criteria[CriterionNoFurtherInformation].State == NotMet {
		why = append(why, "There is further information; the discard stays closed unless that is corrected, and the incident can be considered for disclosure.")
	}
	return strings.Join(why, " ")
}

// MayBeOneEvent reports whether the dates leave it open that record i and
// another incident of the case are one event: they are equal, or one is
// missing. Where they are not, nobody is to be told how hits are linked, as
// that opens a discard.
func (c *Case) MayBeOneEvent(i int) bool {
	own := c.together[c.event[i]]
	if own.records == 0 { // no record of the event counts
		own.addEvent(&c.facts[i], c.suspect[i])
	}
	for j := range c.facts {
		if !c.counts(j) || c.event[j] == c.event[i] {
			continue
		}
		if day := c.facts[j].Date(IncidentDate); day == 0 || own.first == 0 || own.first <= day && day <= own.last {
			return true
		}
	}
	return false
}

func (c *Case) changesUndetermined(i int, a *Assessment, r *reading) string {
	pattern, risk := a.ToConfirm.Has(PatternOfBehaviour), a.ToConfirm.Has(IndicatorOfRisk)
	var needs []string
	if a.ToConfirm.Has(Relevant) {
		needs = append(needs, "the hit is relevant although the individual is not a suspect in it")
	}
	if a.ToConfirm.Has(SamePersonAs) {
		needs = append(needs, c.otherHumans("is another individual", "are other individuals"))
	}
	if a.ToConfirm.Has(YouthProduced) {
		needs = append(needs, "youth produced is yes")
	}
	switch {
	case !a.ToConfirm.Has(OutcomeCode):
	case a.OneFact == OutcomeCode && r.decisive().is21 > 0:
		needs = append(needs, "the outcome of this hit is 21 too")
	case r.decisive().is21 > 0:
		needs = append(needs, "outcome 21 is right for every hit on this event")
	default:
		needs = append(needs, "the outcome is 21")
	}
	switch {
	case pattern && risk && r.elsewhere:
		needs = append(needs, "you answer no to both further-information questions, having looked at the incidents elsewhere")
	case pattern && risk:
		needs = append(needs, "both further-information questions are no")
	case pattern:
		needs = append(needs, "pattern of behaviour is no")
	case risk:
		needs = append(needs, "indicator of risk is no")
	}
	said := "if " + joinAnd(needs) + ", the discard applies."
	if a.OneFact != NoField {
		return "One fact away: " + said
	}
	return upperFirst(said)
}
