package model

import "fmt"

// Flag is a warning about a record. Flags never change the verdict.
type Flag uint8

// The flags, in the order in which they are shown.
const (
	OutcomeConflict Flag = iota
	HitsDisagree
	Outcome21TooEarly
	Outcome22TooEarly
	Under10
	AdultAtIncident
	AgeNotChecked
	DatesOutOfOrder
	LinkNotFound
	OtherApplications
	SourceContradictsAnswer
	IncompleteCase
	NotSuspect
	MayBeSamePerson
	LinkedDatesDiffer
	FlagCount // their number; not a flag
)

var flagNames = [FlagCount]struct{ id, title, warning string }{
	{"outcome_conflict", "Outcome conflict", "Outcome 21 is recorded beside an aggravating factor: point 20 says both cannot be right. Query the record, and ask who was exploited: outcome 21 has been used for children who were groomed, which bears on whether this hit is relevant."},
	{"hits_disagree", "Hits disagree", "The hits on this event record outcome 21 and another outcome. Confirm which is right."},
	{"outcome_21_too_early", "Outcome 21 too early", "Outcome 21 is dated before 1 January 2016, when it came in. Query the date or the code."},
	{"outcome_22_too_early", "Outcome 22 too early", "Outcome 22 is dated before 1 April 2019, when it came in. Query the date or the code."},
	{"under_10", "Under 10", "The individual was under 10 at the incident, below the age of criminal responsibility. Query the record."},
	{"adult_at_incident", "Adult at the incident", "The individual was 18 or over at the incident, yet the imagery is recorded as youth produced. Query the record."},
	{"age_not_checked", "Age not checked", "No age at the incident is known, so it was not checked that the individual was under 18."},
	{"dates_out_of_order", "Dates out of order", "The dates are out of order: birth, incident and outcome should follow in that order. Query the record."},
	{"link_not_found", "Linked record not found", "The hit is linked to a record that this case does not hold, so the link joins nothing. Query the reference."},
	{"other_applications", "Other applications", "This individual has an incident under another application that this case does not hold. Look at it before deciding."},
	{"source_contradicts_answer", "Source contradicts answer", "An officer's answer differs from what the source records. Check which is right."},
	{"incomplete_case", "Incomplete case", "Records of this case are known to be missing, so a discard is barred until an officer answers for it with a reason."},
	{"not_suspect", "Not a suspect", "The individual is recorded as a victim or witness of this incident and not as a suspect. Check that the hit is relevant."},
	{"may_be_same_person", "May be the same person", "Another individual may be the same human, whose incidents would then count here. Say whether it is."},
	{"linked_dates_differ", "Linked dates differ", "The hits read as one event are of different days. Check that they describe one incident."},
}

// String is the flag's name in JSON.
func (f Flag) String() string { return flagNames[f].id }

// Title is the flag as an officer reads it.
func (f Flag) Title() string { return flagNames[f].title }

// Warning is a sentence that says what the flag warns of and what to do.
func (f Flag) Warning() string { return flagNames[f].warning }

// Warning is what flag f warns of on record i, with what is known of it here:
// by how many days, about whom. References in it are as the source wrote them,
// so it must be made safe before it meets a screen.
func (c *Case) Warning(i int, f Flag) string {
	switch r := c.read(i); {
	case f == LinkedDatesDiffer && r.first != r.last:
		days := int(r.last.Time().Sub(r.first.Time()).Hours() / 24)
		return fmt.Sprintf("The hits read as one event are up to %s apart, from %s to %s. Check that they describe one incident.", counted(days, "day"), r.first, r.last)
	case f == MayBeSamePerson && len(c.Questions) > 0:
		return upperFirst(c.otherHumans("may be the same human", "may be the same human")) + ", whose incidents would then count here. Say whether they are."
	}
	return f.Warning()
}

// FlagSet is a set of flags.
type FlagSet uint64

// Has reports whether f is in the set.
func (s FlagSet) Has(f Flag) bool { return s&(1<<f) != 0 }

// Flags lists the set in order; it is never nil.
func (s FlagSet) Flags() []Flag {
	list := []Flag{}
	for f := Flag(0); f < FlagCount; f++ {
		if s.Has(f) {
			list = append(list, f)
		}
	}
	return list
}

// Names lists the set's names in JSON, in order; it is never nil.
func (s FlagSet) Names() []string {
	list := []string{}
	for _, f := range s.Flags() {
		list = append(list, f.String())
	}
	return list
}

// The days from which outcome codes existed (Home Office counting rules).
var (
	outcome21From = NewDate(2016, 1, 1)
	outcome22From = NewDate(2019, 4, 1)
)

// flags are the warnings about record i.
func (c *Case) flags(i int, r *reading, states [CriterionCount]State) FlagSet {
	var set FlagSet
	raise := func(f Flag, when bool) {
		if when {
			set |= 1 << f
		}
	}
	facts := &c.facts[i]
	outcomeBefore := func(o Outcome, day Date) bool {
		on := facts.Date(OutcomeDate)
		return facts.Outcome() == o && on != 0 && on < day
	}
	age := facts.AgeThen()
	o := r.decisive()
	raise(OutcomeConflict, o.is21 > 0 && r.noneOf(Abusive, PersistentBehaviour) == NotMet)
	raise(HitsDisagree, o.is21 > 0 && o.isOther > 0)
	raise(Outcome21TooEarly, outcomeBefore(Outcome21, outcome21From))
	raise(Outcome22TooEarly, outcomeBefore(Outcome22, outcome22From))
	raise(Under10, age >= 0 && age < 10)
	raise(AdultAtIncident, age >= 18 && facts.Tri(YouthProduced) == Yes)
	raise(AgeNotChecked, states[CriterionYouthProduced] == Met && !r.age)
	raise(DatesOutOfOrder, facts.datesOutOfOrder())
	raise(LinkNotFound, c.lost[i])
	raise(OtherApplications, len(c.Elsewhere) > 0)
	raise(SourceContradictsAnswer, c.contradicted(i))
	raise(IncompleteCase, c.Incomplete())
	raise(NotSuspect, r.notSuspect)
	raise(MayBeSamePerson, len(c.Questions) > 0)
	raise(LinkedDatesDiffer, r.first != r.last)
	return set
}

func (f *Facts) datesOutOfOrder() bool {
	born, incident, outcome := f.Date(DateOfBirth), f.Date(IncidentDate), f.Date(OutcomeDate)
	return outcome != 0 && incident != 0 && outcome < incident ||
		incident != 0 && born != 0 && incident < born
}

func (c *Case) contradicted(i int) bool {
	rec := &c.Records[i]
	for _, a := range rec.Answers {
		if rec.Contradicts(a) {
			return true
		}
	}
	return false
}
