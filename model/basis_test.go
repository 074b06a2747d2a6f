package model_test

import (
	"testing"

	"gd8/model"
)

func TestTheBasisIsTheFirstThatMatches(t *testing.T) {
	allNo := values{"abusive": "no", "exploitation": "no", "grooming": "no", "profit_motive": "no", "malicious_intent": "no", "persistent_behaviour": "no"}
	// Each case is a hit, and another of its event or of its case.
	type hits = []model.Record
	linked := func(changes values) model.Record {
		changes["person_ref"], changes["incident_ref"], changes["same_event_as"] = "P-118", "CR/2", "CR/1"
		return record(t, changes)
	}
	elsewhere := func(changes values) model.Record { // of the case, another event
		changes["person_ref"], changes["incident_ref"] = "P-118", "CR/3"
		return record(t, changes)
	}
	tests := []struct {
		name      string
		hits      hits
		criterion model.CriterionID
		state     model.State
		basis     model.Basis
	}{
		{"relevant, not recorded", hits{record(t, clean())}, model.CriterionRelevant, model.Met, model.BasisAssumed},
		{"relevant, recorded", hits{record(t, clean(values{"relevant": "yes"}))}, model.CriterionRelevant, model.Met, model.BasisRecorded},
		{"not relevant, recorded", hits{record(t, clean(values{"relevant": "no"}))}, model.CriterionRelevant, model.NotMet, model.BasisRecorded},
		{"relevant, answered", hits{answered(record(t, clean()), model.Relevant, "yes")}, model.CriterionRelevant, model.Met, model.BasisOfficer},
		{"not relevant, answered", hits{answered(record(t, clean()), model.Relevant, "no")}, model.CriterionRelevant, model.NotMet, model.BasisOfficer},
		{"relevant, answered not recorded", hits{answered(record(t, clean(values{"relevant": "no"})), model.Relevant, "")}, model.CriterionRelevant, model.Met, model.BasisAssumed},
		{"relevance answered on a linked hit is not this hit's", hits{record(t, clean(values{"relevant": "yes"})), answered(linked(values{}), model.Relevant, "yes")}, model.CriterionRelevant, model.Met, model.BasisRecorded},

		{"youth produced, not recorded", hits{record(t, clean(values{"youth_produced": ""}))}, model.CriterionYouthProduced, model.Unknown, model.BasisNotRecorded},
		{"youth produced, answered not recorded", hits{answered(record(t, clean()), model.YouthProduced, "")}, model.CriterionYouthProduced, model.Unknown, model.BasisNotRecorded},
		{"youth produced, recorded", hits{record(t, clean())}, model.CriterionYouthProduced, model.Met, model.BasisRecorded},
		{"youth produced, answered", hits{answered(record(t, clean(values{"youth_produced": ""})), model.YouthProduced, "yes")}, model.CriterionYouthProduced, model.Met, model.BasisOfficer},
		{"youth produced, answered as the source has it", hits{answered(record(t, clean()), model.YouthProduced, "yes")}, model.CriterionYouthProduced, model.Met, model.BasisOfficer},
		{"youth produced, answered on a linked hit", hits{record(t, clean()), answered(linked(values{}), model.YouthProduced, "yes")}, model.CriterionYouthProduced, model.Met, model.BasisOfficer},
		{"youth produced, an answer that decides nothing", hits{answered(record(t, clean()), model.AdultInvolved, "no")}, model.CriterionYouthProduced, model.Met, model.BasisRecorded},
		{"youth produced, an adult set aside", hits{answered(record(t, clean(values{"adult_involved": "yes"})), model.AdultInvolved, "no")}, model.CriterionYouthProduced, model.Met, model.BasisOfficer},
		{"youth produced, a no on a linked hit set aside", hits{record(t, clean()), answered(linked(values{"youth_produced": "no"}), model.YouthProduced, "")}, model.CriterionYouthProduced, model.Met, model.BasisOfficer},
		{"youth produced, dates of an adult set aside", hits{answered(record(t, clean(values{"date_of_birth": "1999-01-01"})), model.DateOfBirth, "2004-01-02")}, model.CriterionYouthProduced, model.Met, model.BasisOfficer},
		{"not youth produced, by age alone", hits{record(t, clean(values{"date_of_birth": "1999-01-01"}))}, model.CriterionYouthProduced, model.NotMet, model.BasisDerived},
		{"not youth produced, by an answered age alone", hits{answered(record(t, clean()), model.DateOfBirth, "1999-01-01")}, model.CriterionYouthProduced, model.NotMet, model.BasisDerived},
		{"not youth produced, recorded and by age", hits{record(t, clean(values{"youth_produced": "no", "date_of_birth": "1999-01-01"}))}, model.CriterionYouthProduced, model.NotMet, model.BasisRecorded},
		{"not youth produced, recorded and by an answered age", hits{answered(record(t, clean(values{"youth_produced": "no"})), model.DateOfBirth, "1999-01-01")}, model.CriterionYouthProduced, model.NotMet, model.BasisOfficer},
		{"not youth produced, an adult answered", hits{answered(record(t, clean()), model.AdultInvolved, "yes")}, model.CriterionYouthProduced, model.NotMet, model.BasisOfficer},
		{"not youth produced, a yes answered beside the no", hits{record(t, clean(values{"youth_produced": "no"})), answered(linked(values{}), model.YouthProduced, "yes")}, model.CriterionYouthProduced, model.NotMet, model.BasisRecorded},

		{"outcome, not recorded", hits{record(t, clean(values{"outcome": ""}))}, model.CriterionOutcome21, model.Unknown, model.BasisNotRecorded},
		{"outcome, the hits disagree", hits{record(t, clean()), answered(linked(values{}), model.OutcomeCode, "10")}, model.CriterionOutcome21, model.Unknown, model.BasisNotRecorded},
		{"outcome, recorded", hits{record(t, clean())}, model.CriterionOutcome21, model.Met, model.BasisRecorded},
		{"outcome, answered", hits{answered(record(t, clean(values{"outcome": ""})), model.OutcomeCode, "21")}, model.CriterionOutcome21, model.Met, model.BasisOfficer},
		{"outcome, another set aside on a linked hit", hits{record(t, clean()), answered(linked(values{"outcome": "10"}), model.OutcomeCode, "")}, model.CriterionOutcome21, model.Met, model.BasisOfficer},
		{"another outcome, recorded", hits{record(t, clean(values{"outcome": "10"}))}, model.CriterionOutcome21, model.NotMet, model.BasisRecorded},
		{"another outcome, answered", hits{answered(record(t, clean()), model.OutcomeCode, "10")}, model.CriterionOutcome21, model.NotMet, model.BasisOfficer},
		{"another outcome, 21 set aside on a linked hit", hits{record(t, clean(values{"outcome": "10"})), answered(linked(values{"outcome": "21"}), model.OutcomeCode, "")}, model.CriterionOutcome21, model.NotMet, model.BasisOfficer},
		{"another outcome, a second such set aside", hits{record(t, clean(values{"outcome": "10"})), answered(linked(values{"outcome": "8"}), model.OutcomeCode, "")}, model.CriterionOutcome21, model.NotMet, model.BasisRecorded},

		{"single incident, a link answered", hits{record(t, clean()), answered(elsewhere(values{}), model.SameEventAs, "CR/1")}, model.CriterionSingleIncident, model.Met, model.BasisOfficer},
		{"two incidents", hits{record(t, clean()), elsewhere(values{})}, model.CriterionSingleIncident, model.NotMet, model.BasisDerived},

		{"no factor, none recorded", hits{record(t, clean())}, model.CriterionNoAggravatingFactor, model.Met, model.BasisInferred},
		{"no factor, one answered and the rest inferred", hits{answered(record(t, clean()), model.Grooming, "no")}, model.CriterionNoAggravatingFactor, model.Met, model.BasisInferred},
		{"no factor, all recorded", hits{record(t, clean(allNo))}, model.CriterionNoAggravatingFactor, model.Met, model.BasisRecorded},
		{"no factor, one of all answered", hits{answered(record(t, clean(allNo, values{"grooming": ""})), model.Grooming, "no")}, model.CriterionNoAggravatingFactor, model.Met, model.BasisOfficer},
		{"no factor, a yes on a linked hit set aside", hits{record(t, clean(allNo)), answered(linked(values{"grooming": "yes"}), model.Grooming, "")}, model.CriterionNoAggravatingFactor, model.Met, model.BasisOfficer},
		{"a factor, recorded", hits{record(t, clean(values{"grooming": "yes"}))}, model.CriterionNoAggravatingFactor, model.NotMet, model.BasisRecorded},
		{"a factor, answered", hits{answered(record(t, clean()), model.Grooming, "yes")}, model.CriterionNoAggravatingFactor, model.NotMet, model.BasisOfficer},
		{"a factor recorded, another answered no", hits{answered(record(t, clean(values{"grooming": "yes"})), model.Abusive, "no")}, model.CriterionNoAggravatingFactor, model.NotMet, model.BasisRecorded},
		{"a factor answered on a hit of another event", hits{record(t, clean(values{"grooming": "yes"})), answered(elsewhere(values{}), model.Grooming, "yes")}, model.CriterionNoAggravatingFactor, model.NotMet, model.BasisRecorded},
		{"a factor answered on a linked hit that is not relevant", hits{record(t, clean(values{"grooming": "yes"})), answered(linked(values{"relevant": "no"}), model.Grooming, "yes")}, model.CriterionNoAggravatingFactor, model.NotMet, model.BasisRecorded},

		{"further information, not recorded", hits{record(t, clean(values{"indicator_of_risk": ""}))}, model.CriterionNoFurtherInformation, model.Unknown, model.BasisNotRecorded},
		{"further information, recorded no", hits{record(t, clean())}, model.CriterionNoFurtherInformation, model.Met, model.BasisRecorded},
		{"further information, one answered no", hits{answered(record(t, clean(values{"indicator_of_risk": ""})), model.IndicatorOfRisk, "no")}, model.CriterionNoFurtherInformation, model.Met, model.BasisOfficer},
		{"further information, answered on another event of the case", hits{record(t, clean()), answered(elsewhere(values{}), model.PatternOfBehaviour, "yes")}, model.CriterionNoFurtherInformation, model.NotMet, model.BasisOfficer},
		{"further information, a yes set aside on another event", hits{record(t, clean()), answered(elsewhere(values{"pattern_of_behaviour": "yes"}), model.PatternOfBehaviour, "")}, model.CriterionNoFurtherInformation, model.Met, model.BasisOfficer},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := model.NewCase(tt.hits, nil).Assess(0).Criteria[tt.criterion]
			if got.State != tt.state || got.Basis != tt.basis {
				t.Errorf("%s is %s, %s; want %s, %s", tt.criterion, got.State, got.Basis, tt.state, tt.basis)
			}
		})
	}
}
