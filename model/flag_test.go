package model_test

import (
	"testing"

	"gd8/model"
)

func TestFlagsAtTheirBoundaries(t *testing.T) {
	tests := []struct {
		name    string
		changes values
		want    []string
	}{
		{"nothing to warn of", nil, []string{}},
		{"outcome on the day of the incident", values{"outcome_date": "2019-03-14"}, []string{}},
		{"outcome the day before the incident", values{"outcome_date": "2019-03-13"}, []string{"dates_out_of_order"}},
		{"incident on the day of birth", values{"date_of_birth": "2019-03-14"}, []string{"under_10"}},
		{"incident the day before birth", values{"date_of_birth": "2019-03-15"}, []string{"age_not_checked", "dates_out_of_order"}},
		{"outcome before birth, no incident date", values{"incident_date": "", "date_of_birth": "2019-06-01"}, []string{"age_not_checked"}},
		{"the day before the tenth birthday", values{"date_of_birth": "2009-03-15"}, []string{"under_10"}},
		{"the tenth birthday", values{"date_of_birth": "2009-03-14"}, []string{}},
		{"the eighteenth birthday", values{"date_of_birth": "2001-03-14"}, []string{"adult_at_incident"}},
		{"the eighteenth birthday, not youth produced", values{"date_of_birth": "2001-03-14", "youth_produced": "no"}, []string{}},
		{"outcome 21 the day before it came in", values{"incident_date": "2015-06-01", "outcome_date": "2015-12-31"}, []string{"outcome_21_too_early"}},
		{"outcome 21 on its first day", values{"incident_date": "2015-06-01", "outcome_date": "2016-01-01"}, []string{}},
		{"outcome 21 without a date", values{"outcome_date": ""}, []string{}},
		{"outcome 22 the day before it came in", values{"outcome": "22", "outcome_date": "2019-03-31"}, []string{"outcome_22_too_early"}},
		{"outcome 22 on its first day", values{"outcome": "22", "outcome_date": "2019-04-01"}, []string{}},
		{"another outcome of any age", values{"outcome": "10", "incident_date": "2015-06-01", "outcome_date": "2015-12-31"}, []string{}},
		{"a factor beside outcome 21", values{"grooming": "yes"}, []string{"outcome_conflict"}},
		{"a factor beside another outcome", values{"grooming": "yes", "outcome": "10"}, []string{}},
		{"no age, and youth produced not recorded", values{"date_of_birth": "", "youth_produced": ""}, []string{}},
		{"a link to nothing", values{"same_event_as": "CR/lost"}, []string{"link_not_found"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			sameList(t, "flags", oneCase(t, tt.changes).Assess(0).Flags.Names(), tt.want)
		})
	}
}

func TestFlagsOfAnEventAreRaisedOnEachOfItsHits(t *testing.T) {
	c := model.NewCase([]model.Record{
		record(t, clean(values{"date_of_birth": ""})),
		record(t, clean(values{"incident_ref": "CR/2", "same_event_as": "CR/1", "outcome": "10", "grooming": "yes", "date_of_birth": "2012-01-01"})),
	}, &model.Individual{Elsewhere: []string{"CR/9"}})
	sameList(t, "flags of the first", c.Assess(0).Flags.Names(), []string{"outcome_conflict", "hits_disagree", "other_applications"})
	sameList(t, "flags of the second", c.Assess(1).Flags.Names(), []string{"outcome_conflict", "hits_disagree", "under_10", "other_applications"})
}

func TestALoadedCaseForgetsTheReferencesOfTheOneBefore(t *testing.T) {
	first := manyHits(t, 100)
	var c model.Case
	c.Load(first, &model.Individual{Elsewhere: []string{"CR/9"}})
	second := manyHits(t, 50)
	second[0].Source.Set(model.SameEventAs, refNumber(99)) // held by the first case alone
	c.Load(second, nil)
	if got := c.Index(refNumber(99)); got != -1 {
		t.Errorf("a record of the case before is found at %d", got)
	}
	flags := c.Assess(0).Flags
	if !flags.Has(model.LinkNotFound) || flags.Has(model.OtherApplications) || c.Len() != 50 {
		t.Errorf("flags are %q of %d records", flags.Names(), c.Len())
	}
}

func TestTheSourcesIncompletenessHoldsForEveryHitOfTheCase(t *testing.T) {
	lost := record(t, clean(values{"incident_ref": "CR/2", "same_event_as": "CR/1"}))
	lost.Incomplete = true
	c := model.NewCase([]model.Record{record(t, clean()), lost}, nil)
	for i := range c.Len() {
		if a := c.Assess(i); !a.Flags.Has(model.IncompleteCase) || a.Verdict != model.Applies || mayDiscard(c, i) {
			t.Errorf("hit %d: %s, %q", i, a.Verdict, a.Flags.Names())
		}
	}
}

func TestAWarningSaysByHowMuchAndAboutWhom(t *testing.T) {
	c := model.NewCase([]model.Record{
		record(t, clean()), record(t, clean(values{"incident_ref": "CR/2", "same_event_as": "CR/1", "incident_date": "2019-08-18"})),
	}, &model.Individual{Questions: []model.Question{{Person: "N200"}}})
	for f, want := range map[model.Flag]string{
		model.LinkedDatesDiffer: "The hits read as one event are up to 157 days apart, from 14 March 2019 to 18 August 2019. Check that they describe one incident.",
		model.MayBeSamePerson:   "Individual N200 may be the same human, whose incidents would then count here. Say whether they are.",
		model.Under10:           model.Under10.Warning(),
	} {
		same(t, f.String(), c.Warning(1, f), want)
	}
}
