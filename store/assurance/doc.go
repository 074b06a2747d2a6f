// Package assurance is a second pair of eyes on decisions: a supervisor's check,
// a sample that is decided again by somebody who cannot see the first decision,
// the adjudication of the two, and what is sealed when incidents are released.
// It stands over package store, which keeps all of it and knows what a returned
// decision means for the queue; the figures are package quality's.
//
// # Rules that hold in it
//
// Nothing here writes a decision or changes one. An officer never checks,
// reviews or adjudicates what they decided themselves: names are compared
// however they are spelt (model.SameOfficer). Who reviews a second time is given
// the newest source facts and nothing else, by a reader that has no way to the
// rest. Every call is one transaction and one journal entry.
package assurance
