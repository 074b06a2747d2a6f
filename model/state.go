package model

// QueueState is where an incident stands in the queue.
type QueueState uint8

// The states, in the order in which the first match is taken.
const (
	StateNotRelevant QueueState = iota
	StateOutOfDate
	StateReturned // a check returned the decision, or an adjudication asks for facts
	StateToDo
	StateDeferred
	StateDecided
	StateCount // their number; not a state
)

var stateNames = [StateCount]struct{ id, title string }{
	{"not_relevant", "Not relevant"},
	{"out_of_date", "Out of date"},
	{"returned", "Returned"},
	{"to_do", "To do"},
	{"deferred", "Deferred"},
	{"decided", "Decided"},
}

// String is the state's name in JSON.
func (s QueueState) String() string { return stateNames[s].id }

// Title is the state as an officer reads it.
func (s QueueState) Title() string { return stateNames[s].title }

// StateNamed finds a state by its name in JSON.
func StateNamed(name string) (QueueState, bool) {
	for s, n := range stateNames {
		if n.id == name {
			return QueueState(s), true
		}
	}
	return 0, false
}

// StateOf is the queue state of record i, given its latest decision version
// (nil for none), why that is asked about again, and the case's digest now.
func (c *Case) StateOf(i int, latest *Decision, again Reopening, digest [32]byte) QueueState {
	switch {
	case !c.counts(i):
		return StateNotRelevant
	case !latest.Stands():
		return StateToDo
	case latest.Digest != digest, latest.Kind == Discard && !c.discardStands(i), again == ReopenedToMakeAnew:
		return StateOutOfDate
	case again != NotReopened:
		return StateReturned
	case latest.Kind == Defer:
		return StateDeferred
	}
	return StateDecided
}

// discardStands reports whether the test says of record i, and of all that a
// discard of it is written for, that the discard applies. It is asked beside
// the digest because a discard may have been made when the test said another
// thing of the same facts: under earlier rules, or before another record
// raised a question about them.
func (c *Case) discardStands(i int) bool {
	r := c.read(i)
	return r.unasked == 0 && verdictOf(r.states(c.events)) == Applies
}

// Done reports whether nothing is left to do for an incident in this state.
func (s QueueState) Done() bool { return s == StateDecided || s == StateNotRelevant }

// NeedsAttention reports whether an incident in this state waits for the
// officer today; remind is the day on which it comes back by its decision
// (ComesBack), zero for none.
func (s QueueState) NeedsAttention(remind, today Date) bool {
	switch s {
	case StateOutOfDate, StateReturned, StateToDo:
		return true
	case StateDeferred, StateDecided:
		return remind != 0 && remind <= today
	}
	return false
}
