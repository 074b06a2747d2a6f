package model

import (
	"fmt"
	"slices"
	"strings"
)

// Why is the sentence that says why criterion id of record i stands as the
// assessment says. References in it are as the source wrote them, so it must
// be made safe before it meets a screen.
func (c *Case) Why(i int, a *Assessment, id CriterionID) string {
	state := a.Criteria[id].State
	why := c.whyState(i, id, state)
	if r := c.read(i); a.Criteria[id].Basis == BasisOfficer && id != CriterionSingleIncident && !c.decidedByAnswer(id, state, i, &r) {
		why += " An officer's answer set aside what the source records otherwise."
	}
	return why
}

func (c *Case) whyState(i int, id CriterionID, state State) string {
	r := c.read(i)
	switch id {
	case CriterionRelevant:
		return c.whyRelevant(i, &r, state)
	case CriterionYouthProduced:
		return c.whyYouthProduced(i, &r, state)
	case CriterionOutcome21:
		return c.whyOutcome21(i, &r, state)
	case CriterionSingleIncident:
		return c.whySingle(i, state)
	case CriterionNoAggravatingFactor:
		return c.whyNoFactor(i, &r, state)
	}
	return c.whyNoFurther(i, &r, state)
}

func (c *Case) whyRelevant(i int, r *reading, state State) string {
	_, answered := c.Records[i].Answered(Relevant)
	switch {
	case state == NotMet && answered:
		return "An officer answered that the hit is not relevant, so it does not count as an incident."
	case state == NotMet:
		return "The hit is recorded as not relevant, so it does not count as an incident."
	case state == Unknown:
		return "The individual is recorded as " + quoted(c.facts[i].Text(Involvement)) + ", not as a suspect, and relevance is not recorded: say whether the hit is relevant."
	case r.tri(Relevant) == NotRecorded:
		return "Relevance is not recorded; it is assumed, because only relevant hits are brought to an AT2."
	case answered:
		return "An officer answered that the hit is relevant."
	}
	return "The hit is recorded as relevant."
}

func (c *Case) whyYouthProduced(i int, r *reading, state State) string {
	switch {
	case state == Unknown:
		return "It is not recorded whether the imagery was youth produced; GD8 speaks only of youth produced sexual imagery."
	case state == Met:
		why := c.eventClauses(i, YouthProduced, Yes, "the imagery is recorded as youth produced", "an officer answered that the imagery is youth produced")
		return upperFirst(joinAnd(why)) + "; " + c.describeAges(i, r) + "."
	}
	why := c.eventClauses(i, YouthProduced, No, "the imagery is recorded as not youth produced", "an officer answered that the imagery is not youth produced")
	why = append(why, c.eventClauses(i, AdultInvolved, Yes, "an adult is recorded as involved", "an officer answered that an adult was involved")...)
	for _, by := range c.sourcesOf(i, memoKey{what: memoAdult, event: c.event[i]}, c.inEvent, func(f *Facts) bool { return f.AgeThen() >= 18 }, DateOfBirth, IncidentDate) {
		dates := "by the dates"
		if by.officer {
			dates = "by a date that an officer answered"
		}
		why = append(why, dates+" the individual was 18 or over at the incident"+by.refs)
	}
	return upperFirst(joinAnd(why)) + "; GD8 speaks only of youth produced sexual imagery."
}

// describeAges says how old the individual was, by record i or else by the first
// record of its event that knows.
func (c *Case) describeAges(i int, r *reading) string {
	if age := c.facts[i].AgeThen(); age >= 0 {
		return fmt.Sprintf("the individual was %d at the incident", age)
	}
	if !r.age {
		return "no age at the incident is known, so the age was not checked"
	}
	return c.once(memoKey{what: memoAge, event: c.event[i]}, func() string {
		for j := c.event[i]; j >= 0; j = c.next[j] {
			if age := c.facts[j].AgeThen(); age >= 0 && c.inEvent(i, j) {
				return fmt.Sprintf("by the dates of %s the individual was %d at the incident", c.facts[j].Text(IncidentRef), age)
			}
		}
		return ""
	})
}

// refs names, in brackets, the records of an event for which is holds, or of
// the whole case where event is -1; blank for none.
func (c *Case) refs(event int, is func(j int) bool) string {
	var refs []string
	total := 0
	note := func(j int) {
		if !is(j) {
			return
		}
		if total++; total <= maxRefs {
			refs = append(refs, c.facts[j].Text(IncidentRef))
		}
	}
	if event < 0 {
		for j := range c.facts {
			note(j)
		}
	} else {
		for j := event; j >= 0; j = c.next[j] {
			note(j)
		}
	}
	if total == 0 {
		return ""
	}
	return " (in " + listSome(refs, total) + ")"
}

func (c *Case) whyOutcome21(i int, r *reading, state State) string {
	left := ""
	if r.suspect.hits > 0 && r.others.is21+r.others.isOther > 0 {
		left = " An outcome on a hit in which the individual is not a suspect is left out: it is not theirs."
	}
	switch {
	case state == Met:
		return upperFirst(c.describeOutcomes(i, r)) + ": the police decided that further investigation that could support formal action was not in the public interest." + left
	case state == NotMet:
		return upperFirst(c.describeOutcomes(i, r)) + "; the AT2 entry is for outcome 21 alone." + left
	case r.decisive().is21 > 0:
		return "The hits on this event disagree: " + c.describeOutcomes(i, r) + ". Confirm which is right." + left
	}
	return "No outcome is recorded; the AT2 entry is for outcome 21 alone." + left
}

// describeOutcomes names each outcome of i's event, i's own first, and the others
// with the records they are in: those recorded, then those answered.
func (c *Case) describeOutcomes(i int, r *reading) string {
	in := func(i, j int) bool { return c.inEvent(i, j) && c.isDecisive(j, r) }
	var seen [outcome3a + 1]bool
	var recorded, answered []string
	say := func(o Outcome) {
		if o == NoOutcome || seen[o] {
			return
		}
		seen[o] = true
		for _, by := range c.sourcesOf(i, memoKey{what: memoOutcome, event: c.event[i], value: uint8(o), only: r.suspect.hits > 0}, in, func(f *Facts) bool { return f.Outcome() == o }, OutcomeCode) {
			said := "outcome " + o.String() + by.refs
			if by.officer {
				answered = append(answered, said)
			} else {
				recorded = append(recorded, said)
			}
		}
	}
	if c.isDecisive(i, r) {
		say(c.facts[i].Outcome())
	}
	for o := Outcome(1); o <= outcome3a; o++ {
		if r.decisive().seen&(1<<o) != 0 {
			say(o)
		}
	}
	var said []string
	if len(recorded) > 0 {
		said = append(said, joinAnd(recorded)+isAre(len(recorded))+" recorded")
	}
	if len(answered) > 0 {
		said = append(said, "an officer answered "+joinAnd(answered))
	}
	return joinAnd(said)
}

func (c *Case) whySingle(i int, state State) string {
	if state == Unknown {
		return upperFirst(c.otherHumans("may be the same human", "may be the same human")) + ": an incident of theirs would count here. Say whether they are the same."
	}
	switch c.events {
	case 0:
		return "No incident of this individual counts: no hit is relevant."
	case 1:
		if hits := c.together[c.event[i]].records; hits > 1 {
			return fmt.Sprintf("This individual has one incident in this application, described by %d hits.", hits)
		}
		return "This individual has one incident in this application."
	}
	return c.otherIncidents(i)
}

// otherIncidents says which other incidents of the case count: a record of
// each, up to maxRefs of them.
func (c *Case) otherIncidents(i int) string {
	others := c.events
	if c.together[c.event[i]].records > 0 {
		others--
	}
	return c.once(memoKey{what: memoOthers, event: c.event[i]}, func() string { return c.nameOthers(i, others) })
}

func (c *Case) nameOthers(i, others int) string {
	var refs []string
	named := []int{c.event[i]}
	for j := 0; j < len(c.facts) && len(refs) < min(others, maxRefs); j++ {
		if c.counts(j) && !slices.Contains(named, c.event[j]) {
			named = append(named, c.event[j])
			refs = append(refs, c.facts[j].Text(IncidentRef))
		}
	}
	if others == 1 {
		return fmt.Sprintf("A second incident, %s, is on this individual: the table allows one.", refs[0])
	}
	return fmt.Sprintf("%d other incidents (%s) are on this individual: the table allows one.", others, listSome(refs, others))
}

func (c *Case) whyNoFactor(i int, r *reading, state State) string {
	var recorded, answered, missing []string
	var no [2]bool // whether a no is recorded, and whether one is answered
	for _, f := range Factors() {
		switch r.tri(f) {
		case Yes:
			recorded = append(recorded, c.eventClauses(i, f, Yes, factName(f), "")...)
			answered = append(answered, c.eventClauses(i, f, Yes, "", factName(f))...)
		case No:
			no[0] = no[0] || len(c.eventClauses(i, f, No, "recorded", "")) > 0
			no[1] = no[1] || len(c.eventClauses(i, f, No, "", "answered")) > 0
		case NotRecorded:
			missing = append(missing, factName(f))
		}
	}
	all := len(missing) == len(Factors())
	switch {
	case state == NotMet:
		var said []string
		if len(recorded) > 0 {
			said = append(said, "recorded as present: "+joinAnd(recorded))
		}
		if len(answered) > 0 {
			said = append(said, "answered by an officer as present: "+joinAnd(answered))
		}
		return upperFirst(strings.Join(said, "; ")) + ". Where an aggravating factor is present, outcome 21 would not apply."
	case state == Met && len(missing) == 0 && no[0] && no[1]:
		return "All six aggravating factors of point 20 are recorded, or answered by an officer, as absent."
	case state == Met && len(missing) == 0 && no[1]:
		return "An officer answered that all six aggravating factors of point 20 are absent."
	case state == Met && len(missing) == 0:
		return "All six aggravating factors of point 20 are recorded as absent."
	case state == Met && all:
		return "Nothing is recorded about the six aggravating factors; outcome 21 means that the investigation found none."
	case state == Met:
		return "Outcome 21 means that the investigation found no aggravating factor; inferred for what is not recorded: " + joinAnd(missing) + "."
	}
	said := "Not recorded: " + joinAnd(missing)
	if all {
		said = "Nothing is recorded about the six aggravating factors"
	}
	if r.decisive().is21 > 0 {
		return said + "; while the hits disagree on the outcome, no factor can be ruled out by inference."
	}
	return said + "; without outcome 21, no factor can be ruled out by inference."
}

func (c *Case) whyNoFurther(i int, r *reading, state State) string {
	var yes, missing []string
	for _, f := range furtherFields {
		switch r.tri(f) {
		case Yes:
			in := ""
			if c.facts[i].Tri(f) != Yes {
				in = c.once(memoKey{event: -1, field: f, value: uint8(Yes)}, func() string {
					return c.refs(-1, func(j int) bool { return c.inCase(i, j) && c.facts[j].Tri(f) == Yes })
				})
			}
			yes = append(yes, factName(f)+in)
		case NotRecorded:
			missing = append(missing, factName(f))
		}
	}
	switch state {
	case Met:
		return "No pattern of behaviour and no indicator of risk: " + c.describeFurther(i) + "."
	case Unknown:
		if len(missing) == 0 {
			return "No is recorded for pattern of behaviour and indicator of risk, but this individual has an incident under another application" +
				c.elsewhereRefs() + ": look at it, then answer both yourself."
		}
	case NotMet:
		return "Further information suggests " + joinAnd(yes) + "; the incident can still be considered for disclosure."
	}
	return "It is not recorded whether there is " + strings.Join(missing, " or ") + "; search the systems, then answer."
}

// factName is an aggravating factor or a field of further information as a
// noun.
func factName(f Field) string {
	switch f {
	case Abusive:
		return "abusive behaviour"
	case PatternOfBehaviour:
		return "a pattern of behaviour"
	case IndicatorOfRisk:
		return "an indicator of risk"
	}
	return lowerFirst(f.Title())
}

// elsewhereRefs names, in brackets, the incidents under other applications,
// where they are known by name.
func (c *Case) elsewhereRefs() string {
	if slices.Contains(c.Elsewhere, "") {
		return ""
	}
	return " (" + listSome(c.Elsewhere[:min(len(c.Elsewhere), maxRefs)], len(c.Elsewhere)) + ")"
}

// otherHumans names the individuals that the open questions are about, with
// what is said of one and of several.
func (c *Case) otherHumans(one, several string) string {
	var refs []string
	for _, q := range c.Questions[:min(len(c.Questions), maxRefs)] {
		refs = append(refs, q.Person)
	}
	switch {
	case len(c.Questions) == 1:
		return "individual " + refs[0] + " " + one
	case c.MoreQuestions:
		return fmt.Sprintf("individuals %s and over %d more %s", strings.Join(refs, ", "), len(c.Questions)-len(refs), several)
	}
	return "individuals " + listSome(refs, len(c.Questions)) + " " + several
}

// quoted is a source's word within a sentence.
func quoted(text string) string { return "“" + text + "”" }

// maxRefs is the number of references a sentence names before it counts.
const maxRefs = 3

// listSome lists the references given and counts the rest of the total.
func listSome(refs []string, total int) string {
	if more := total - len(refs); more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(refs, ", "), more)
	}
	return joinAnd(refs)
}

func joinAnd(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	last := len(parts) - 1
	return strings.Join(parts[:last], ", ") + " and " + parts[last]
}

func isAre(n int) string {
	if n == 1 {
		return " is"
	}
	return " are"
}

// counted is a number with its noun, in the plural but for one.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// upperFirst and lowerFirst are for gd8's own words, which begin in ASCII.
func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }
