package model

// CriterionID names one of the six criteria of the AT2 discard, in the order
// in which they are shown.
type CriterionID uint8

// The criteria.
const (
	CriterionRelevant CriterionID = iota
	CriterionYouthProduced
	CriterionOutcome21
	CriterionSingleIncident
	CriterionNoAggravatingFactor
	CriterionNoFurtherInformation
	CriterionCount // their number; not a criterion
)

// State is how a criterion stands.
type State uint8

// The states of a criterion.
const (
	Unknown State = iota
	Met
	NotMet
)

// Basis says what a criterion's state rests on.
type Basis uint8

// The bases of a state.
const (
	BasisRecorded    Basis = iota // the source records it
	BasisNotRecorded              // nothing does, so the criterion is unknown
	BasisAssumed                  // only relevant hits are brought to an AT2
	BasisDerived                  // worked out from other facts
	BasisInferred                 // outcome 21 rules out the factors not recorded
	BasisOfficer                  // an officer's answer decided it
)

// Verdict says what the AT2 Single Incident Table has for an incident.
type Verdict uint8

// The verdicts, in the order in which the filters show them.
const (
	Undetermined Verdict = iota // a fact is not known
	Applies                     // the discard is open to the officer
	DoesNotApply                // a criterion of GD8 is not met
	OutOfScope                  // not relevant, or not youth produced: GD8 does not speak of it
	VerdictCount                // their number; not a verdict
)

// Criterion is how one criterion stands and what that rests on.
type Criterion struct {
	State State
	Basis Basis
}

// Assessment is what the test says of one record. It holds no pointers, and
// making one allocates nothing.
type Assessment struct {
	Verdict   Verdict
	Criteria  [CriterionCount]Criterion
	ToConfirm FieldSet // empty unless the verdict is Undetermined
	OneFact   Field    // NoField unless one answer would make the discard apply
	Flags     FlagSet
	Events    int // events of the case that count
	AgeThen   int // the record's own, -1 where unknown
}

// cites are the passages of the guidance behind the criteria.
var cites = [CriterionCount]string{
	"AT2 form",
	"GD8, Note",
	"GD8, AT2 entry",
	"GD8, AT2 entry",
	"GD8, Police guidance point 20",
	"GD8, Further information",
}

// Cite is the passage of the guidance the criterion rests on.
func (id CriterionID) Cite() string { return cites[id] }

var criterionNames = [CriterionCount]struct{ id, title string }{
	{"relevant", "Relevant"},
	{"youth_produced", "Youth produced"},
	{"outcome_21", "Outcome 21"},
	{"single_incident", "Single incident"},
	{"no_aggravating_factor", "No aggravating factor"},
	{"no_further_information", "No further information"},
}

// String is the criterion's name in JSON.
func (id CriterionID) String() string { return criterionNames[id].id }

// Title is the criterion's name as an officer reads it.
func (id CriterionID) Title() string { return criterionNames[id].title }

// Fields are the facts the criterion reads.
func (id CriterionID) Fields() []Field {
	switch id {
	case CriterionRelevant:
		return []Field{Relevant}
	case CriterionYouthProduced:
		return []Field{YouthProduced, AdultInvolved, DateOfBirth, IncidentDate}
	case CriterionOutcome21:
		return []Field{OutcomeCode}
	case CriterionSingleIncident:
		return []Field{SameEventAs, SamePersonAs, Relevant}
	case CriterionNoAggravatingFactor:
		return Factors()
	}
	return []Field{PatternOfBehaviour, IndicatorOfRisk}
}

// String is the state's name in JSON.
func (s State) String() string { return [...]string{"unknown", "met", "not_met"}[s] }

// String is the basis's name in JSON.
func (b Basis) String() string {
	return [...]string{"recorded", "not_recorded", "assumed", "derived", "inferred", "officer"}[b]
}

// Title is the basis as an officer reads it.
func (b Basis) Title() string {
	return [...]string{"recorded", "not recorded", "assumed", "derived", "inferred", "officer"}[b]
}

var verdictNames = [VerdictCount]struct{ id, title string }{
	{"undetermined", "Undetermined"},
	{"applies", "Applies"},
	{"does_not_apply", "Does not apply"},
	{"out_of_scope", "Out of scope"},
}

// String is the verdict's name in JSON.
func (v Verdict) String() string { return verdictNames[v].id }

// Title is the verdict as an officer reads it.
func (v Verdict) Title() string { return verdictNames[v].title }

// VerdictNamed finds a verdict by its name in JSON.
func VerdictNamed(name string) (Verdict, bool) {
	for v, n := range verdictNames {
		if n.id == name {
			return Verdict(v), true
		}
	}
	return 0, false
}

// Verdict is the verdict of record i alone.
func (c *Case) Verdict(i int) Verdict {
	r := c.read(i)
	return verdictOf(r.states(c.events))
}

// Assess applies the AT2 test to record i of the case.
func (c *Case) Assess(i int) Assessment {
	a := Assessment{OneFact: NoField, Events: c.events, AgeThen: c.facts[i].AgeThen()}
	r := c.read(i)
	states := r.states(c.events)
	a.Verdict = verdictOf(states)
	for k := range a.Criteria {
		id := CriterionID(k)
		a.Criteria[k] = Criterion{states[k], c.basis(id, states[k], i, &r)}
	}
	if a.Verdict == Undetermined {
		a.ToConfirm = r.toConfirm(states)
		a.OneFact = c.oneFact(i, a.ToConfirm, &r)
	}
	a.Flags = c.flags(i, &r, states)
	return a
}

// verdictOf is the verdict's table, first match.
func verdictOf(s [CriterionCount]State) Verdict {
	if s[CriterionRelevant] == NotMet || s[CriterionYouthProduced] == NotMet {
		return OutOfScope
	}
	unknown := s[CriterionRelevant] == Unknown || s[CriterionYouthProduced] == Unknown
	for _, state := range s[CriterionOutcome21:] {
		if state == NotMet {
			return DoesNotApply
		}
		unknown = unknown || state == Unknown
	}
	if unknown {
		return Undetermined
	}
	return Applies
}

// oneFact is the field of toConfirm whose answer on record i alone would make
// the verdict Applies, or NoField. The answer tried is "yes" for relevant and
// youth_produced, 21 for the outcome, "not the same" for the one individual
// asked about, and "no" for every other.
func (c *Case) oneFact(i int, toConfirm FieldSet, r *reading) Field {
	for set := toConfirm; set != 0; set &= set - 1 {
		f := lowest(set)
		tried := *r
		switch f {
		case OutcomeCode: // takes the place of the record's own
			tried.of(c.suspect[i]).add(c.facts[i].Outcome(), -1)
			tried.of(c.suspect[i]).add(Outcome21, 1)
		case Relevant, YouthProduced:
			tried.tris[f-Relevant] = Yes
		case SamePersonAs:
			if tried.questions == 1 {
				tried.questions = 0
			}
		default: // a yes nowhere that it is read, so the answer is what is read
			tried.tris[f-Relevant] = No
			tried.answeredNo = tried.answeredNo.With(f)
		}
		if verdictOf(tried.states(c.events)) == Applies {
			return f
		}
	}
	return NoField
}

func lowest(s FieldSet) Field {
	f := Field(0)
	for !s.Has(f) {
		f++
	}
	return f
}
