package model_test

import (
	"slices"
	"testing"

	"gd8/model"
	"pgregory.net/rapid"
)

// standing is all that is computed of one incident of a case.
type standing struct {
	assessment model.Assessment
	decisions  string
}

func standingOf(c *model.Case, i int) standing {
	a := c.Assess(i)
	s := standing{assessment: a}
	for _, k := range c.Decisions(i, &a) {
		s.decisions += k.String() + " "
	}
	return s
}

func mayDiscard(c *model.Case, i int) bool {
	a := c.Assess(i)
	return slices.Contains(c.Decisions(i, &a), model.Discard)
}

func TestVerdictIsTheFirstThatMatches(t *testing.T) {
	// Each hit fails everything that the verdicts after its own look at.
	tests := []struct {
		name  string
		facts values
		want  model.Verdict
	}{
		{"not relevant before all", values{"relevant": "no", "outcome": "10", "grooming": "yes"}, model.OutOfScope},
		{"not youth produced before another outcome", values{"youth_produced": "no", "outcome": "10", "grooming": "yes"}, model.OutOfScope},
		{"not met before unknown", values{"outcome": "10"}, model.DoesNotApply},
		{"a factor before unknown", values{"grooming": "yes"}, model.DoesNotApply},
		{"further information before unknown", values{"indicator_of_risk": "yes"}, model.DoesNotApply},
		{"nothing recorded", values{}, model.Undetermined},
		{"one unknown among met", values{"outcome": "21", "youth_produced": "yes", "pattern_of_behaviour": "no"}, model.Undetermined},
		{"all met", values{"outcome": "21", "youth_produced": "yes", "pattern_of_behaviour": "no", "indicator_of_risk": "no"}, model.Applies},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.facts["person_ref"], tt.facts["incident_ref"] = "P", "CR/1"
			c := plainCase{hits: []hit{{source: tt.facts}}}.build(t)
			if got := c.Assess(0).Verdict; got != tt.want {
				t.Errorf("verdict is %s, want %s", got, tt.want)
			}
		})
	}
}

func TestASecondEventThatCountsNeverApplies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawCase(t)
		for i := range p.hits { // the case must count as it is
			if p.hits[i].says("relevant") == "no" {
				p.hits[i].answers["relevant"] = rapid.SampledFrom([]string{"", "yes"}).Draw(t, "relevant after all")
			}
		}
		p.hits = append(p.hits, hit{source: values{"application_ref": "APP", "person_ref": "P", "incident_ref": "CR/new"}})
		c := p.build(t)
		for i := range p.hits {
			if v := c.Verdict(i); v == model.Applies {
				t.Fatalf("%s applies beside a second incident", p.hits[i].says("incident_ref"))
			}
			if mayDiscard(c, i) {
				t.Fatalf("%s may be discarded beside a second incident", p.hits[i].says("incident_ref"))
			}
		}
	})
}

// A fact counts as blank where it is not recorded over all that is read
// together. (One hit may leave youth_produced blank where another hit on its
// event says yes: then the fact is recorded, and a no contradicts it.)
func TestNoBlankFactOpensADiscardThatNoWouldNot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawCase(t)
		c := p.build(t)
		for i := range p.hits {
			if !mayDiscard(c, i) {
				continue
			}
			for _, column := range plainTris {
				for j := range p.hits {
					if p.hits[j].says(column) != "" {
						continue
					}
					if column == "youth_produced" && together(p.readWith(i, false), column) != "" {
						continue
					}
					if answered := p.answer(j, column, "no").build(t); !mayDiscard(answered, i) {
						t.Fatalf("%s blank in %s opens the discard of %s, which no would not", column, plainRefs[j], plainRefs[i])
					}
				}
			}
		}
	})
}

func TestAnsweringTheOneFactMakesTheDiscardApply(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawCase(t)
		c := p.build(t)
		for i := range p.hits {
			a := c.Assess(i)
			if a.OneFact == model.NoField {
				continue
			}
			answer := "no"
			switch a.OneFact {
			case model.Relevant, model.YouthProduced:
				answer = "yes"
			case model.SamePersonAs:
				answer = "not the same"
			case model.OutcomeCode:
				answer = "21"
			}
			if v := p.answer(i, a.OneFact.Name(), answer).build(t).Verdict(i); v != model.Applies {
				t.Fatalf("%s answered %s for %s comes to %s", a.OneFact.Name(), answer, plainRefs[i], v)
			}
		}
	})
}

func TestTheOrderOfRecordsChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawCase(t)
		q := p
		q.hits = rapid.Permutation(p.hits).Draw(t, "order")
		c, d := p.build(t), q.build(t)
		if c.Digest() != d.Digest() {
			t.Fatal("the digest changed")
		}
		for i, h := range p.hits {
			j := d.Index(h.says("incident_ref"))
			if got, want := standingOf(d, j), standingOf(c, i); got != want {
				t.Fatalf("%s:\n got %+v\nwant %+v", h.says("incident_ref"), got, want)
			}
		}
	})
}

// A decision is on the incident, so the hits it is written for must agree on
// whether it is open.
func TestHitsOfOneEventComeToOneVerdict(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawCase(t)
		c := p.build(t)
		for i := range p.hits {
			a := c.Assess(i)
			for _, j := range c.Event(i) {
				b := c.Assess(j)
				if p.hits[i].says("relevant") == "no" {
					continue // on its own, it is out of scope
				}
				// Whether a hit is relevant is asked of each hit alone.
				if a.Criteria[model.CriterionRelevant].State != b.Criteria[model.CriterionRelevant].State {
					continue
				}
				if a.Verdict != b.Verdict || a.ToConfirm != b.ToConfirm || !slices.Equal(c.Decisions(i, &a), c.Decisions(j, &b)) {
					t.Fatalf("%s is %+v and %s is %+v", plainRefs[i], a, plainRefs[j], b)
				}
				for k := 1; k < len(a.Criteria); k++ {
					if a.Criteria[k] != b.Criteria[k] {
						t.Fatalf("criterion %d of %s is %v, of %s %v", k+1, plainRefs[i], a.Criteria[k], plainRefs[j], b.Criteria[k])
					}
				}
			}
		}
	})
}

func TestALoadedCaseIsLikeANewOne(t *testing.T) {
	var used model.Case
	rapid.Check(t, func(t *rapid.T) {
		p := drawCase(t)
		fresh := p.build(t)
		used.Load(fresh.Records, &fresh.Individual)
		for i := range p.hits {
			if got, want := standingOf(&used, i), standingOf(fresh, i); got != want {
				t.Fatalf("%s:\n got %+v\nwant %+v", plainRefs[i], got, want)
			}
		}
		if used.Digest() != fresh.Digest() || used.Incomplete() != fresh.Incomplete() {
			t.Fatal("digest or incompleteness is left over from an earlier case")
		}
	})
}

func TestLinksJoinAlikeInSmallAndLargeCases(t *testing.T) {
	for _, size := range []int{2, 31, 32, 33, 200} {
		var records []model.Record
		for n := range size {
			rec := record(t, values{"person_ref": "P", "incident_ref": refNumber(n)})
			if n > 0 { // a chain: each names the one before
				rec.Source.Set(model.SameEventAs, refNumber(n-1))
			}
			records = append(records, rec)
		}
		records[size-1].Source.Set(model.SameEventAs, "CR/lost")
		c := model.NewCase(records, nil)
		if c.Events() != 2 {
			t.Errorf("%d hits: %d events, want 2", size, c.Events())
		}
		for n := range size {
			if got, want := c.Assess(n).Flags.Has(model.LinkNotFound), n == size-1; got != want {
				t.Errorf("%d hits: link_not_found of %s is %v", size, refNumber(n), got)
			}
			if got := c.Index(refNumber(n)); got != n {
				t.Errorf("%d hits: index of %s is %d", size, refNumber(n), got)
			}
		}
		if c.Index("CR/lost") != -1 {
			t.Errorf("%d hits: a record not held is found", size)
		}
		if size > 2 && !c.SameEvent(0, size-2) || c.SameEvent(0, size-1) {
			t.Errorf("%d hits: the chain is not one event", size)
		}
	}
}
