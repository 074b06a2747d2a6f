package model

// This file reads the records of an event together, as the test asks. A
// tri-state over several records is yes where any says yes, else no where any
// says no, else not recorded.

// reading is what the test reads for one record: tri-states over its event
// (further information over its case), outcomes and ages over its event, and
// its own relevant.
type reading struct {
	tris    [triSlots]Tri // by field less Relevant; Relevant is the record's own
	anyNo   bool          // youth_produced is no in some record, whatever others say
	adult   bool          // an age of 18 or over is known
	age     bool          // any age is known
	records int           // how many records were read
	is21    int           // how many record outcome 21
	isOther int           // how many record another outcome
}

func (r *reading) tri(f Field) Tri { return r.tris[f-Relevant] }

// read is what the test reads for record i.
func (c *Case) read(i int) reading {
	r, further := c.together[c.event[i]], c.further
	if !c.counts(i) { // a record is always read for itself
		r.addEvent(&c.facts[i])
		further.addCase(&c.facts[i])
	}
	r.tris[0] = c.facts[i].Tri(Relevant)
	r.tris[PatternOfBehaviour-Relevant] = further.tri(PatternOfBehaviour)
	r.tris[IndicatorOfRisk-Relevant] = further.tri(IndicatorOfRisk)
	return r
}

// addEvent reads one more record of an event.
func (r *reading) addEvent(f *Facts) {
	r.records++
	r.join(f, YouthProduced, PersistentBehaviour)
	r.addOutcome(f.Outcome(), 1)
	r.anyNo = r.anyNo || f.Tri(YouthProduced) == No
	if age := f.AgeThen(); age >= 0 {
		r.age = true
		r.adult = r.adult || age >= 18
	}
}

// addCase reads one more record of a case, for further information.
func (r *reading) addCase(f *Facts) { r.join(f, PatternOfBehaviour, IndicatorOfRisk) }

func (r *reading) addOutcome(o Outcome, n int) {
	switch o {
	case NoOutcome:
	case Outcome21:
		r.is21 += n
	default:
		r.isOther += n
	}
}

// join reads the fields first to last of one more record.
func (r *reading) join(f *Facts, first, last Field) {
	for field := first; field <= last; field++ {
		switch v := f.Tri(field); {
		case v == Yes:
			r.tris[field-Relevant] = Yes
		case v == No && r.tris[field-Relevant] == NotRecorded:
			r.tris[field-Relevant] = No
		}
	}
}

// states are the states of the six criteria.
func (r *reading) states(events int) (s [CriterionCount]State) {
	s[CriterionRelevant] = Met
	if r.tri(Relevant) == No {
		s[CriterionRelevant] = NotMet
	}
	s[CriterionYouthProduced] = r.youthProduced()
	s[CriterionOutcome21] = r.outcome21()
	s[CriterionSingleIncident] = Met
	if events > 1 {
		s[CriterionSingleIncident] = NotMet
	}
	s[CriterionNoAggravatingFactor] = r.noFactor(s[CriterionOutcome21])
	s[CriterionNoFurtherInformation] = r.noneOf(PatternOfBehaviour, IndicatorOfRisk)
	return s
}

func (r *reading) youthProduced() State {
	switch {
	case r.anyNo, r.tri(AdultInvolved) == Yes, r.adult:
		return NotMet
	case r.tri(YouthProduced) == Yes:
		return Met
	}
	return Unknown
}

func (r *reading) outcome21() State {
	switch {
	case r.is21 > 0 && r.isOther == 0:
		return Met
	case r.isOther > 0 && r.is21 == 0:
		return NotMet
	}
	return Unknown
}

func (r *reading) noFactor(outcome21 State) State {
	state := r.noneOf(Abusive, PersistentBehaviour)
	if state == Unknown && outcome21 == Met {
		return Met
	}
	return state
}

// noneOf is Met where every field from first to last is no, NotMet where any
// is yes, else Unknown.
func (r *reading) noneOf(first, last Field) State {
	state := Met
	for f := first; f <= last; f++ {
		switch r.tri(f) {
		case Yes:
			return NotMet
		case NotRecorded:
			state = Unknown
		}
	}
	return state
}

// count is how many fields from first to last read as t.
func (r *reading) count(t Tri, first, last Field) int {
	n := 0
	for f := first; f <= last; f++ {
		if r.tri(f) == t {
			n++
		}
	}
	return n
}

// toConfirm are the fields that are not recorded and that an unknown
// criterion reads.
func (r *reading) toConfirm(s [CriterionCount]State) FieldSet {
	var set FieldSet
	missing := func(first, last Field) {
		for f := first; f <= last; f++ {
			if r.tri(f) == NotRecorded {
				set = set.With(f)
			}
		}
	}
	if s[CriterionYouthProduced] == Unknown {
		missing(YouthProduced, YouthProduced)
	}
	if s[CriterionOutcome21] == Unknown {
		set = set.With(OutcomeCode)
	}
	if s[CriterionNoAggravatingFactor] == Unknown {
		missing(Abusive, PersistentBehaviour)
	}
	if s[CriterionNoFurtherInformation] == Unknown {
		missing(PatternOfBehaviour, IndicatorOfRisk)
	}
	return set
}
