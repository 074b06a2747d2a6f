package model

import (
	"cmp"
	"slices"
	"strings"
)

// Case is all records of one joined individual in one application, ready for
// the test. Withdrawn records are not part of it.
//
// Load reads every record once and keeps, for each event and for the case,
// what its records say together; assessing a record then looks at nothing
// else, so that a case of many thousand records costs as many steps.
type Case struct {
	Records []Record
	Individual
	// Withdrawn are the incident_refs of records of the case that an officer
	// withdrew, sorted. They count for nothing but the digest, so that a
	// withdrawal puts the case's decisions out of date: withdrawing the very
	// incident that closed a discard must not bring the discard back unseen.
	// Load clears it.
	Withdrawn []string

	facts    []Facts   // effective, beside Records
	suspect  []bool    // beside Records: not one that is said to be no suspect
	event    []int     // beside Records: the index of the first record of its event
	lost     []bool    // beside Records: linked to a record that the case does not hold
	together []reading // by event: what the records of it that count say together
	further  reading   // what all records of the case that count say together
	events   int
	answered []int          // the records, by index, that have an officer's answer, in order of event
	searched []int          // those that have one about further information
	combined bool           // an officer's answer says what is one incident, or one individual
	next     []int          // beside Records: the next record of its event, -1 after the last
	tail     []int          // room: by event, its last record so far
	memo     *memo          // of a large case; nil for another
	kept     *memo          // of the large case before
	missing  bool           // records are known to be missing, and nobody has answered for it
	byRef    map[string]int // incident_ref to index, in cases of mapFrom records or more
}

// NewCase joins the records of a case into events and works out their
// effective facts. of is what Individuals says of the case's individual; nil
// where there is nothing to know beside the records: no other application, and
// nobody who may be the same human. NewCase keeps records and what of holds.
func NewCase(records []Record, of *Individual) *Case {
	c := &Case{}
	c.Load(records, of)
	return c
}

// Load is NewCase into a Case that is used again: it allocates only where
// the new case is larger than any before it.
func (c *Case) Load(records []Record, of *Individual) {
	c.Records, c.Individual, c.Withdrawn = records, Individual{}, nil
	if of != nil {
		c.Individual = *of
	}
	c.facts, c.event, c.lost, c.suspect = c.facts[:0], c.event[:0], c.lost[:0], c.suspect[:0]
	c.answered, c.searched, c.missing, c.combined = c.answered[:0], c.searched[:0], false, c.Separated
	for i := range records {
		c.facts = append(c.facts, records[i].Effective())
		c.event = append(c.event, i)
		c.lost = append(c.lost, c.namesNobody(i))
		c.suspect = append(c.suspect, !c.facts[i].NotSuspect())
		if len(records[i].Answers) > 0 {
			c.answered = append(c.answered, i)
			if records[i].answeredAny(furtherFields[:]) {
				c.searched = append(c.searched, i)
			}
			c.combined = c.combined || records[i].answeredAny(combining)
		}
		c.missing = c.missing || records[i].Incomplete && strings.TrimSpace(records[i].IncompleteReason) == ""
	}
	c.forget()
	c.indexRefs()
	c.joinEvents()
	if len(c.answered) > 1 {
		slices.SortFunc(c.answered, func(i, j int) int { return cmp.Or(cmp.Compare(c.event[i], c.event[j]), cmp.Compare(i, j)) })
	}
	c.readTogether()
}

// combining are the fields by which an officer says what is one incident, and
// who is one individual.
var combining = []Field{Relevant, SameEventAs, SamePersonAs}

// namesNobody reports whether record i is said to be of the same individual as
// a person_ref that no record has.
func (c *Case) namesNobody(i int) bool {
	same := c.facts[i].Text(SamePersonAs)
	if same == "" || same == c.facts[i].Text(PersonRef) {
		return false
	}
	_, joined := slices.BinarySearch(c.Persons, same)
	return !joined
}

// Len is the number of records.
func (c *Case) Len() int { return len(c.Records) }

// Facts are the effective facts of record i.
func (c *Case) Facts(i int) *Facts { return &c.facts[i] }

// mapFrom is the number of records from which looking a reference up in a map
// is faster than scanning for it.
const mapFrom = 32

// Index finds a record of the case by its incident_ref, -1 where none is; the
// first where several nominal records of the individual have it.
func (c *Case) Index(incidentRef string) int {
	if len(c.facts) >= mapFrom {
		if i, found := c.byRef[incidentRef]; found {
			return i
		}
		return -1
	}
	for i := range c.facts {
		if c.facts[i].Text(IncidentRef) == incidentRef {
			return i
		}
	}
	return -1
}

// indexRefs makes a case with many records ready for Index.
func (c *Case) indexRefs() {
	if len(c.facts) < mapFrom {
		return
	}
	if c.byRef == nil {
		c.byRef = make(map[string]int, len(c.facts))
	}
	clear(c.byRef)
	for i := range c.facts {
		ref := c.facts[i].Text(IncidentRef)
		if _, there := c.byRef[ref]; !there {
			c.byRef[ref] = i
		}
	}
}

// joinEvents unites records linked by same_event_as, directly or through
// others and in either direction, and those of one incident_ref: two nominal
// records of an individual on one crime. A link to a record that is not in the
// case joins nothing.
func (c *Case) joinEvents() {
	for i := range c.facts {
		if c.Persons != nil { // in a case of one person_ref each is there once
			c.unite(i, c.Index(c.facts[i].Text(IncidentRef)))
		}
		link := c.facts[i].Text(SameEventAs)
		if link == "" {
			continue
		}
		if j := c.Index(link); j >= 0 {
			c.unite(i, j)
		} else {
			c.lost[i] = true
		}
	}
	c.next, c.tail = c.next[:0], c.tail[:0]
	for i := range c.event {
		event := c.root(i) // the first of its records, so it is there already
		c.event[i] = event
		c.next, c.tail = append(c.next, -1), append(c.tail, i)
		if event != i {
			c.next[c.tail[event]] = i
			c.tail[event] = i
		}
	}
}

func (c *Case) root(i int) int {
	for c.event[i] != i {
		c.event[i] = c.event[c.event[i]]
		i = c.event[i]
	}
	return i
}

func (c *Case) unite(i, j int) {
	a, b := c.root(i), c.root(j)
	c.event[max(a, b)] = min(a, b)
}

// readTogether reads, for each event and for the case, the records that
// count, and counts the events that hold one.
func (c *Case) readTogether() {
	c.together, c.further, c.events = c.together[:0], reading{}, 0
	for range c.facts {
		c.together = append(c.together, reading{})
	}
	for i := range c.facts {
		if !c.counts(i) {
			continue
		}
		event := &c.together[c.event[i]]
		if event.records == 0 {
			c.events++
		}
		event.addEvent(&c.facts[i], c.suspect[i])
		c.further.addCase(&c.facts[i], &c.Records[i])
	}
}

// counts reports whether a record counts for the others of its case: its
// relevant is not no.
func (c *Case) counts(i int) bool { return c.facts[i].Tri(Relevant) != No }

// inEvent reports whether record j is read together with record i: E of the
// test. A record is always read for itself.
func (c *Case) inEvent(i, j int) bool {
	return i == j || c.event[i] == c.event[j] && c.counts(j)
}

// inCase reports whether record j is read for record i's further
// information: C of the test.
func (c *Case) inCase(i, j int) bool { return i == j || c.counts(j) }

// Event lists the records, by index, on which a decision about record i is
// written: those of its event whose relevant is not no.
func (c *Case) Event(i int) []int {
	var list []int
	for j := c.event[i]; j >= 0; j = c.next[j] {
		if c.counts(j) {
			list = append(list, j)
		}
	}
	return list
}

// EventRecords lists all records of record i's event, by index, those whose
// relevant is no among them.
func (c *Case) EventRecords(i int) []int {
	var list []int
	for j := c.event[i]; j >= 0; j = c.next[j] {
		list = append(list, j)
	}
	return list
}

// SameEvent reports whether two records of the case describe one event.
func (c *Case) SameEvent(i, j int) bool { return c.event[i] == c.event[j] }

// Events is the number of events of the case that hold at least one record
// whose relevant is not no.
func (c *Case) Events() int { return c.events }

// Incomplete reports whether records of the case are known to be missing and
// no officer has answered for it.
func (c *Case) Incomplete() bool { return c.missing }

// ElsewhereOf is what Case.Elsewhere holds: of the incident_refs that an
// individual has under other applications, those the case does not hold,
// sorted and each once. It is nil where there is none.
func ElsewhereOf(held, others []string) []string {
	if len(others) == 0 {
		return nil
	}
	have := make(map[string]bool, len(held)+len(others))
	for _, ref := range held {
		have[ref] = true
	}
	var list []string
	for _, ref := range others {
		if !have[ref] {
			have[ref] = true
			list = append(list, ref)
		}
	}
	slices.Sort(list)
	return list
}
