package model

import (
	"fmt"
	"strings"
)

// Why is the sentence that says why criterion id of record i stands as the
// assessment says. References in it are as the source wrote them, so it must
// be made safe before it meets a screen.
func (c *Case) Why(i int, a *Assessment, id CriterionID) string {
	r := c.read(i)
	state := a.Criteria[id].State
	switch id {
	case CriterionRelevant:
		return whyRelevant(&r, state)
	case CriterionYouthProduced:
		return c.whyYouthProduced(i, &r, state)
	case CriterionOutcome21:
		return c.whyOutcome21(i, &r, state)
	case CriterionSingleIncident:
		return c.whySingle(i)
	case CriterionNoAggravatingFactor:
		return c.whyNoFactor(i, &r, state)
	}
	return c.whyNoFurther(i, &r, state)
}

func whyRelevant(r *reading, state State) string {
	switch {
	case state == NotMet:
		return "The hit is recorded as not relevant, so it is no incident for the AT2."
	case r.tri(Relevant) == NotRecorded:
		return "Relevance is not recorded; it is assumed, as only relevant hits are brought to an AT2."
	}
	return "The hit is recorded as relevant."
}

func (c *Case) whyYouthProduced(i int, r *reading, state State) string {
	switch {
	case state == Unknown:
		return "Whether the imagery was youth produced is not recorded; GD8 speaks only of youth produced sexual imagery."
	case state == Met && !r.age:
		return "The imagery is recorded as youth produced. No age at the incident is known, so the age was not checked."
	case state == Met:
		return "The imagery is recorded as youth produced" + c.ages(i) + "."
	}
	var why []string
	if r.anyNo {
		why = append(why, "it is recorded as not youth produced"+c.in(i, func(f *Facts) bool { return f.Tri(YouthProduced) == No }))
	}
	if r.tri(AdultInvolved) == Yes {
		why = append(why, "an adult was involved"+c.in(i, func(f *Facts) bool { return f.Tri(AdultInvolved) == Yes }))
	}
	if r.adult {
		why = append(why, "the individual was 18 or over at the incident"+c.in(i, func(f *Facts) bool { return f.AgeThen() >= 18 }))
	}
	return "GD8 speaks only of imagery made and shared by children: " + strings.Join(why, ", and ") + "."
}

// ages says how old the individual was in the records read together.
func (c *Case) ages(i int) string {
	if age := c.facts[i].AgeThen(); age >= 0 {
		return fmt.Sprintf("; the individual was %d", age)
	}
	for j := range c.facts {
		if age := c.facts[j].AgeThen(); age >= 0 && c.inEvent(i, j) {
			return fmt.Sprintf("; by %s the individual was %d", c.facts[j].Text(IncidentRef), age)
		}
	}
	return ""
}

// in names the records, other than i itself, of i's event for which is holds,
// where i itself is not one of them.
func (c *Case) in(i int, is func(*Facts) bool) string {
	if is(&c.facts[i]) {
		return ""
	}
	var refs []string
	for j := range c.facts {
		if c.inEvent(i, j) && is(&c.facts[j]) {
			refs = append(refs, c.facts[j].Text(IncidentRef))
		}
	}
	if len(refs) == 0 {
		return ""
	}
	return " (" + listSome(refs) + ")"
}

func (c *Case) whyOutcome21(i int, r *reading, state State) string {
	is21 := func(f *Facts) bool { return f.Outcome() == Outcome21 }
	other := func(f *Facts) bool { return f.Outcome() != Outcome21 && f.Outcome() != NoOutcome }
	switch {
	case state == Met:
		return "Outcome 21 is recorded" + c.in(i, is21) + ": the police decided that formal action was not in the public interest."
	case state == NotMet:
		for j := range c.facts {
			if c.inEvent(i, j) && other(&c.facts[j]) {
				return fmt.Sprintf("Outcome %s is recorded%s, not outcome 21; the AT2 entry is for outcome 21 alone.", c.facts[j].Outcome(), c.in(i, other))
			}
		}
	case r.is21 > 0:
		return "The hits on this event disagree: outcome 21 and another outcome are recorded. Confirm which is right."
	}
	return "No outcome is recorded; the AT2 entry is for outcome 21 alone."
}

func (c *Case) whySingle(i int) string {
	switch c.events {
	case 0:
		return "No incident of this individual counts: every hit is recorded as not relevant."
	case 1:
		return "This individual has one incident in this application."
	}
	return fmt.Sprintf("This individual has %d incidents in this application (also %s); the table allows one.", c.events, listSome(c.others(i)))
}

// others are the references of records that count and are another event than
// record i's, one an event.
func (c *Case) others(i int) []string {
	var refs []string
	seen := map[int]bool{c.event[i]: true}
	for j := range c.facts {
		if c.counts(j) && !seen[c.event[j]] {
			seen[c.event[j]] = true
			refs = append(refs, c.facts[j].Text(IncidentRef))
		}
	}
	return refs
}

func (c *Case) whyNoFactor(i int, r *reading, state State) string {
	var yes, missing []string
	for _, f := range Factors() {
		switch r.tri(f) {
		case Yes:
			yes = append(yes, lowerFirst(f.Title())+c.in(i, func(facts *Facts) bool { return facts.Tri(f) == Yes }))
		case NotRecorded:
			missing = append(missing, lowerFirst(f.Title()))
		}
	}
	switch {
	case state == NotMet:
		return fmt.Sprintf("Recorded as present: %s. With an aggravating factor outcome 21 would not apply.", strings.Join(yes, ", "))
	case state == Met && len(missing) == 0:
		return "Every aggravating factor of point 20 is recorded as absent."
	case state == Met:
		return fmt.Sprintf("Outcome 21 means the investigation found no aggravating factor; inferred for %s.", countOf(missing))
	}
	return fmt.Sprintf("Not recorded: %s; without outcome 21 nothing rules an aggravating factor out.", strings.Join(missing, ", "))
}

func countOf(missing []string) string {
	if len(missing) == len(Factors()) {
		return "all six, as none is recorded"
	}
	return strings.Join(missing, ", ") + ", not recorded"
}

func (c *Case) whyNoFurther(i int, r *reading, state State) string {
	var yes, missing []string
	for _, f := range []Field{PatternOfBehaviour, IndicatorOfRisk} {
		switch r.tri(f) {
		case Yes:
			yes = append(yes, furtherName(f)+c.inCaseRefs(i, f))
		case NotRecorded:
			missing = append(missing, furtherName(f))
		}
	}
	switch state {
	case Met:
		return "Neither a pattern of behaviour nor an indicator of risk is known."
	case NotMet:
		return fmt.Sprintf("Further information suggests %s; the incident can still be considered for disclosure.", strings.Join(yes, " and "))
	}
	return fmt.Sprintf("Not recorded whether there is %s; search, then answer.", strings.Join(missing, " or "))
}

func furtherName(f Field) string {
	if f == PatternOfBehaviour {
		return "a pattern of behaviour"
	}
	return "an indicator of risk"
}

func (c *Case) inCaseRefs(i int, f Field) string {
	if c.facts[i].Tri(f) == Yes {
		return ""
	}
	var refs []string
	for j := range c.facts {
		if c.inCase(i, j) && c.facts[j].Tri(f) == Yes {
			refs = append(refs, c.facts[j].Text(IncidentRef))
		}
	}
	return " (" + listSome(refs) + ")"
}

// listSome names up to three references and counts the rest.
func listSome(refs []string) string {
	if len(refs) > 3 {
		return fmt.Sprintf("%s and %d more", strings.Join(refs[:3], ", "), len(refs)-3)
	}
	return strings.Join(refs, ", ")
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// WhatWouldChange says in words what would change the verdict of record i:
// "If both further-information questions are no, the discard applies." It is
// one or more sentences and never blank.
func (c *Case) WhatWouldChange(i int, a *Assessment) string {
	r := c.read(i)
	switch a.Verdict {
	case Applies:
		return c.changesApplies(&r)
	case Undetermined:
		return c.changesUndetermined(i, a, &r)
	case OutOfScope:
		return "GD8 does not speak of this hit. Only a correction of " + outOfScopeReason(&r) + " would change that; refer it to the standard process."
	}
	return c.changesDoesNotApply(i, a, &r)
}

func (c *Case) changesApplies(r *reading) string {
	if r.noneOf(Abusive, PersistentBehaviour) == Unknown {
		return "The discard applies, where you consider it applicable. A yes to any aggravating factor, a second incident or further information would close it."
	}
	return "The discard applies, where you consider it applicable. A second incident or further information would close it."
}

func outOfScopeReason(r *reading) string {
	var parts []string
	if r.tri(Relevant) == No {
		parts = append(parts, "relevance")
	}
	if r.anyNo {
		parts = append(parts, "youth produced")
	}
	if r.tri(AdultInvolved) == Yes {
		parts = append(parts, "adult involvement")
	}
	if r.adult {
		parts = append(parts, "the dates")
	}
	return strings.Join(parts, " and ")
}

func (c *Case) changesDoesNotApply(i int, a *Assessment, r *reading) string {
	var why []string
	if a.Criteria[CriterionOutcome21].State == NotMet {
		why = append(why, "The outcome is not 21: the table's entry is for outcome 21 alone.")
	}
	if a.Criteria[CriterionSingleIncident].State == NotMet {
		refs := c.others(i)
		if len(refs) == 1 {
			why = append(why, fmt.Sprintf("A second incident, %s, is on this individual: the table allows one. If both describe one event, link them with p.", refs[0]))
		} else {
			why = append(why, fmt.Sprintf("%d other incidents (%s) are on this individual: the table allows one.", len(refs), listSome(refs)))
		}
	}
	if a.Criteria[CriterionNoAggravatingFactor].State == NotMet {
		why = append(why, "An aggravating factor is recorded: only its correction would open the discard.")
	}
	if a.Criteria[CriterionNoFurtherInformation].State == NotMet {
		why = append(why, "Further information is recorded: the incident can be considered for disclosure.")
	}
	return strings.Join(why, " ")
}

func (c *Case) changesUndetermined(i int, a *Assessment, r *reading) string {
	if a.OneFact != NoField {
		return oneFactSentence(a.OneFact)
	}
	pattern, risk := a.ToConfirm.Has(PatternOfBehaviour), a.ToConfirm.Has(IndicatorOfRisk)
	var needs []string
	if a.ToConfirm.Has(YouthProduced) {
		needs = append(needs, "youth produced is yes")
	}
	if a.ToConfirm.Has(OutcomeCode) {
		if r.is21 > 0 {
			needs = append(needs, "every hit on the event has outcome 21")
		} else {
			needs = append(needs, "the outcome is 21")
		}
	}
	if !a.ToConfirm.Has(OutcomeCode) && a.Criteria[CriterionNoAggravatingFactor].State == Unknown {
		needs = append(needs, "every aggravating factor not recorded is no")
	}
	switch {
	case pattern && risk:
		needs = append(needs, "both further-information questions are no")
	case pattern:
		needs = append(needs, "pattern of behaviour is no")
	case risk:
		needs = append(needs, "indicator of risk is no")
	}
	return "If " + joinAnd(needs) + ", the discard applies."
}

func oneFactSentence(f Field) string {
	switch f {
	case OutcomeCode:
		return "One fact away: if the outcome is 21, the discard applies."
	case YouthProduced:
		return "One fact away: if youth produced is yes, the discard applies."
	}
	return fmt.Sprintf("One fact away: if %s is no, the discard applies.", lowerFirst(f.Title()))
}

func joinAnd(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	last := len(parts) - 1
	return strings.Join(parts[:last], ", ") + " and " + parts[last]
}
