package model

import (
	"cmp"
	"slices"
)

// basis is what criterion id, in the given state, rests on for record i; the
// first case that matches holds.
func (c *Case) basis(id CriterionID, state State, i int, r *reading) Basis {
	switch {
	case state == Unknown:
		return BasisNotRecorded
	case id == CriterionRelevant && r.tri(Relevant) == NotRecorded:
		return BasisAssumed
	case id == CriterionSingleIncident && c.combined:
		return BasisOfficer
	case id == CriterionSingleIncident:
		return BasisDerived
	case id == CriterionYouthProduced && state == NotMet && !r.anyNo && r.tri(AdultInvolved) != Yes:
		return BasisDerived
	case id == CriterionNoAggravatingFactor && state == Met && r.noneOf(Abusive, PersistentBehaviour) == Unknown:
		return BasisInferred
	case c.decidedByOfficer(id, state, i, r):
		return BasisOfficer
	}
	return BasisRecorded
}

// decidedByOfficer reports whether an officer's answer decided the state: a
// value that makes the state what it is was answered, or an answer set aside
// a source value that would have made it another.
func (c *Case) decidedByOfficer(id CriterionID, state State, i int, r *reading) bool {
	return c.decidedByAnswer(id, state, i, r) || c.setAsideByAnswer(id, state, i, r)
}

func (c *Case) decidedByAnswer(id CriterionID, state State, i int, r *reading) bool {
	return c.anyAnswer(id, i, func(j int, field Field) bool {
		return decides(id, state, &c.facts[j], field) && (id != CriterionOutcome21 || c.isDecisive(j, r))
	})
}

func (c *Case) setAsideByAnswer(id CriterionID, state State, i int, r *reading) bool {
	return c.anyAnswer(id, i, func(j int, field Field) bool {
		if id == CriterionOutcome21 {
			return (field == OutcomeCode || field == Involvement) && c.outcome21Without(j, r) != state
		}
		return setAside(id, state, &c.Records[j].Source, field)
	})
}

// isDecisive reports whether record j, which is read with what r was read of,
// is one whose outcome is read.
func (c *Case) isDecisive(j int, r *reading) bool { return c.suspect[j] || r.suspect.hits == 0 }

// outcome21Without is how criterion 3 would stand had no officer answered the
// outcome of record j, or who it is of.
func (c *Case) outcome21Without(j int, r *reading) State {
	tried, source := *r, &c.Records[j].Source
	as := tried.of(c.suspect[j])
	as.hits--
	as.add(c.facts[j].Outcome(), -1)
	as = tried.of(!source.NotSuspect())
	as.hits++
	as.add(source.Outcome(), 1)
	return tried.outcome21()
}

// anyAnswer reports whether is holds for an answer to a field of a record j
// that criterion id of record i reads.
func (c *Case) anyAnswer(id CriterionID, i int, is func(j int, field Field) bool) bool {
	for _, j := range c.answeredFor(id, i) {
		if !c.reads(id, i, j) {
			continue
		}
		for _, answer := range c.Records[j].Answers {
			if is(j, answer.Field) {
				return true
			}
		}
	}
	return false
}

// answeredFor are the answered records that criterion id of record i may read.
func (c *Case) answeredFor(id CriterionID, i int) []int {
	if id == CriterionNoFurtherInformation {
		return c.searched
	}
	byEvent := func(j, event int) int { return cmp.Compare(c.event[j], event) }
	from, _ := slices.BinarySearchFunc(c.answered, c.event[i], byEvent)
	to, _ := slices.BinarySearchFunc(c.answered, c.event[i]+1, byEvent)
	return c.answered[from:to]
}

// reads reports whether criterion id of record i reads record j.
func (c *Case) reads(id CriterionID, i, j int) bool {
	switch id {
	case CriterionRelevant:
		return i == j
	case CriterionNoFurtherInformation:
		return c.inCase(i, j)
	}
	return c.inEvent(i, j)
}

// decides reports whether the value of field in one record is one that makes
// the criterion's state what it is.
func decides(id CriterionID, state State, f *Facts, field Field) bool {
	switch id {
	case CriterionRelevant:
		return field == Relevant && f.Recorded(field)
	case CriterionOutcome21:
		return field == OutcomeCode && f.Recorded(field)
	case CriterionYouthProduced:
		if state == Met {
			return field == YouthProduced && f.Tri(field) == Yes
		}
		return field == YouthProduced && f.Tri(field) == No ||
			field == AdultInvolved && f.Tri(field) == Yes ||
			(field == DateOfBirth || field == IncidentDate) && f.AgeThen() >= 18
	case CriterionNoAggravatingFactor:
		return field >= Abusive && field <= PersistentBehaviour && f.Tri(field) == wanted(state)
	case CriterionNoFurtherInformation:
		return (field == PatternOfBehaviour || field == IndicatorOfRisk) && f.Tri(field) == wanted(state)
	}
	return false
}

// setAside reports whether the source's value of an answered field would make
// the criterion's state another than it is.
func setAside(id CriterionID, state State, source *Facts, field Field) bool {
	switch id {
	case CriterionRelevant: // read in one record only: its answer decides
		return false
	}
	return state == Met && decides(id, NotMet, source, field)
}

// wanted is the tri-state that makes "none of these" met or not met.
func wanted(state State) Tri {
	if state == Met {
		return No
	}
	return Yes
}
