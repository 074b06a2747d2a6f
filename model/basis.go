package model

// basis is what criterion id, in the given state, rests on for record i:
// the first match of the table in the order of the Basis constants' use.
func (c *Case) basis(id CriterionID, state State, i int, r *reading) Basis {
	switch {
	case state == Unknown:
		return BasisNotRecorded
	case id == CriterionRelevant && r.tri(Relevant) == NotRecorded:
		return BasisAssumed
	case id == CriterionSingleIncident:
		return BasisDerived
	case id == CriterionYouthProduced && state == NotMet && !r.anyNo && r.tri(AdultInvolved) != Yes:
		return BasisDerived
	case id == CriterionNoAggravatingFactor && state == Met && r.noneOf(Abusive, PersistentBehaviour) == Unknown:
		return BasisInferred
	case c.answered && c.decidedByOfficer(id, state, i):
		return BasisOfficer
	}
	return BasisRecorded
}

// decidedByOfficer reports whether an officer's answer decided the state: a
// value that makes the state what it is was answered, or an answer set aside
// a source value that would have made it another.
func (c *Case) decidedByOfficer(id CriterionID, state State, i int) bool {
	for j := range c.Records {
		rec := &c.Records[j]
		if len(rec.Answers) == 0 {
			continue
		}
		switch id {
		case CriterionNoFurtherInformation:
			if !c.inCase(i, j) {
				continue
			}
		case CriterionRelevant:
			if i != j {
				continue
			}
		default:
			if !c.inEvent(i, j) {
				continue
			}
		}
		for _, a := range rec.Answers {
			if decides(id, state, &c.facts[j], a.Field) || decidesOtherwise(id, state, &rec.Source, a.Field) {
				return true
			}
		}
	}
	return false
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
		return field == YouthProduced && f.Tri(field) == No || field == AdultInvolved && f.Tri(field) == Yes
	case CriterionNoAggravatingFactor:
		return field >= Abusive && field <= PersistentBehaviour && f.Tri(field) == wanted(state)
	case CriterionNoFurtherInformation:
		return (field == PatternOfBehaviour || field == IndicatorOfRisk) && f.Tri(field) == wanted(state)
	}
	return false
}

// decidesOtherwise reports whether the source's value of field would make the
// criterion's state another than it is; the field is an answered one.
func decidesOtherwise(id CriterionID, state State, source *Facts, field Field) bool {
	switch {
	case state == Met && id == CriterionYouthProduced && (field == DateOfBirth || field == IncidentDate):
		return source.AgeThen() >= 18
	case state == Met:
		return decides(id, NotMet, source, field) && id != CriterionRelevant && id != CriterionOutcome21 ||
			id == CriterionOutcome21 && field == OutcomeCode && source.Outcome() != Outcome21 && source.Outcome() != NoOutcome
	}
	return false
}

// wanted is the tri-state that makes "none of these" met or not met.
func wanted(state State) Tri {
	if state == Met {
		return No
	}
	return Yes
}
