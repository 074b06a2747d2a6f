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
	unasked int           // how many leave it open whether a hit that is not a suspect's is relevant
	first   Date          // the first incident date recorded, and the last
	last    Date
	suspect outcomes // of the hits that may be a suspect's
	others  outcomes // of those that are not

	// Over the case.
	answeredNo FieldSet // further information that an officer answered no
	elsewhere  bool     // so that only an officer's no will do
	questions  int      // about how many other individuals; more than one is 2

	notSuspect bool // the record itself is not a suspect's
}

// outcomes counts hits by their outcome.
type outcomes struct {
	hits    int // with an outcome or without
	is21    int
	isOther int
	seen    uint32 // which outcomes, a bit for each; one taken off stays
}

func (o *outcomes) add(code Outcome, n int) {
	if code != NoOutcome {
		o.seen |= 1 << code
	}
	switch code {
	case NoOutcome:
	case Outcome21:
		o.is21 += n
	default:
		o.isOther += n
	}
}

// of are the outcomes among which those of a suspect's hit count, or of one
// that is not a suspect's.
func (r *reading) of(suspect bool) *outcomes {
	if suspect {
		return &r.suspect
	}
	return &r.others
}

// decisive are the outcomes that are read, O3 of the test: those of hits that
// are not a suspect's are left out where the event holds another, as the
// outcome of a crime is not an outcome for its victim.
func (r *reading) decisive() outcomes {
	if r.suspect.hits > 0 {
		return r.suspect
	}
	return r.others
}

// any21 reports whether an outcome 21 is recorded for the event at all.
func (r *reading) any21() bool { return r.suspect.is21+r.others.is21 > 0 }

func (r *reading) tri(f Field) Tri { return r.tris[f-Relevant] }

// read is what the test reads for record i.
func (c *Case) read(i int) reading {
	r, further := c.together[c.event[i]], c.further
	if !c.counts(i) { // a record is always read for itself
		r.addEvent(&c.facts[i], c.suspect[i])
		further.addCase(&c.facts[i], &c.Records[i])
	}
	r.answeredNo, r.elsewhere, r.questions = further.answeredNo, len(c.Elsewhere) > 0, min(len(c.Questions), 2)
	r.notSuspect = !c.suspect[i]
	r.tris[0] = c.facts[i].Tri(Relevant)
	r.tris[PatternOfBehaviour-Relevant] = further.tri(PatternOfBehaviour)
	r.tris[IndicatorOfRisk-Relevant] = further.tri(IndicatorOfRisk)
	return r
}

// addEvent reads one more record of an event.
func (r *reading) addEvent(f *Facts, suspect bool) {
	r.records++
	r.join(f, YouthProduced, PersistentBehaviour)
	if !suspect && f.Tri(Relevant) == NotRecorded {
		r.unasked++
	}
	o := r.of(suspect)
	o.hits++
	o.add(f.Outcome(), 1)
	if day := f.Date(IncidentDate); day.Known() {
		if r.last = max(r.last, day); r.first == 0 || day < r.first {
			r.first = day
		}
	}
	r.anyNo = r.anyNo || f.Tri(YouthProduced) == No
	if age := f.AgeThen(); age >= 0 {
		r.age = true
		r.adult = r.adult || age >= 18
	}
}

// addCase reads one more record of a case, for further information.
func (r *reading) addCase(f *Facts, rec *Record) {
	r.join(f, PatternOfBehaviour, IndicatorOfRisk)
	for i := range rec.Answers {
		if field := rec.Answers[i].Field; f.isFurtherNo(field) {
			r.answeredNo = r.answeredNo.With(field)
		}
	}
}

func (f *Facts) isFurtherNo(field Field) bool {
	return (field == PatternOfBehaviour || field == IndicatorOfRisk) && f.Tri(field) == No
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
	s[CriterionRelevant] = r.relevant()
	s[CriterionYouthProduced] = r.youthProduced()
	s[CriterionOutcome21] = r.outcome21()
	s[CriterionSingleIncident] = r.single(events)
	s[CriterionNoAggravatingFactor] = r.noFactor(s[CriterionOutcome21])
	s[CriterionNoFurtherInformation] = r.noFurther()
	return s
}

func (r *reading) relevant() State {
	switch {
	case r.tri(Relevant) == No:
		return NotMet
	case r.tri(Relevant) == NotRecorded && r.notSuspect:
		return Unknown
	}
	return Met
}

func (r *reading) single(events int) State {
	switch {
	case events > 1:
		return NotMet
	case r.questions > 0:
		return Unknown
	}
	return Met
}

// noFurther asks that an officer answered, once the individual has an incident
// elsewhere: a no that a file recorded did not know of it.
func (r *reading) noFurther() State {
	state := r.noneOf(PatternOfBehaviour, IndicatorOfRisk)
	if state == Met && r.elsewhere && r.answeredNo != SetOf(PatternOfBehaviour, IndicatorOfRisk) {
		return Unknown
	}
	return state
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
	o := r.decisive()
	switch {
	case o.is21 > 0 && o.isOther == 0:
		return Met
	case o.isOther > 0 && o.is21 == 0:
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
	if s[CriterionRelevant] == Unknown {
		set = set.With(Relevant)
	}
	if s[CriterionSingleIncident] == Unknown {
		set = set.With(SamePersonAs)
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
		for _, f := range furtherFields {
			if r.elsewhere && r.tri(f) != Yes && !r.answeredNo.Has(f) {
				set = set.With(f)
			}
		}
	}
	return set
}
