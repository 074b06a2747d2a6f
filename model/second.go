package model

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"gd8/model/fold"
)

// This file has what officers other than the one who decided say of a
// decision: a supervisor's check, a blind second opinion, and the adjudication
// of the two. None of them is a decision, and none changes one. A decision that
// they return is asked about again, until its officer makes a later one.

// CheckOutcome is what a supervisor's check comes to.
type CheckOutcome uint8

// The outcomes of a check.
const (
	Agreed   CheckOutcome = iota
	Returned              // with a comment, to the officer who decided
	CheckOutcomeCount
)

var checkOutcomes = [CheckOutcomeCount]struct{ id, title string }{{"agreed", "Agreed"}, {"returned", "Returned with a comment"}}

// String is the outcome's name in JSON.
func (o CheckOutcome) String() string { return checkOutcomes[o].id }

// Title is the outcome as an officer reads it.
func (o CheckOutcome) Title() string { return checkOutcomes[o].title }

// Check is a supervisor's check of a decision, who sees all of it.
type Check struct {
	Version int // of the decision that was looked at
	Outcome CheckOutcome
	Comment string // required where it was returned
	Officer string
	At      time.Time // UTC
}

// Validate says what the check lacks, in one line.
func (c *Check) Validate() error {
	if c.Outcome == Returned && strings.TrimSpace(c.Comment) == "" {
		return errors.New("a decision is returned with a comment: say what is to be looked at again")
	}
	return limit("the comment", c.Comment)
}

// RulingOutcome is what an adjudication comes to.
type RulingOutcome uint8

// The outcomes of an adjudication.
const (
	DecisionStands RulingOutcome = iota
	ToBeMadeAnew
	FactsToBeConfirmed
	RulingOutcomeCount
)

var rulingOutcomes = [RulingOutcomeCount]struct{ id, title string }{
	{"stands", "The decision stands"},
	{"made_anew", "The decision is to be made anew"},
	{"facts_to_confirm", "Facts are to be confirmed"},
}

// String is the outcome's name in JSON.
func (o RulingOutcome) String() string { return rulingOutcomes[o].id }

// Title is the outcome as an officer reads it.
func (o RulingOutcome) Title() string { return rulingOutcomes[o].title }

// Ruling is the adjudication of a decision and a second opinion that differ.
type Ruling struct {
	Sample       int // that the incident is in
	Version      int // of the decision
	Opinion      int // which of the record's second opinions
	Outcome      RulingOutcome
	Rationale    string // the adjudicator's own
	OpinionFirst bool   // text A, which was shown first, was the opinion's
	Officer      string
	At           time.Time // UTC
}

// Validate says what the adjudication lacks, in one line.
func (r *Ruling) Validate() error {
	if strings.TrimSpace(r.Rationale) == "" {
		return errors.New("an adjudication needs a rationale of its own: say why")
	}
	return limit("the rationale", r.Rationale)
}

// SaidKind is what a second reviewer said of a case.
type SaidKind uint8

// The kinds of what is said.
const (
	SaidAnswer     SaidKind = iota // an answer to a field of a record
	SaidSeparate                   // "not the same" of the case's individual and another
	SaidIncomplete                 // an answer for an incomplete case
	SaidKindCount
)

// Said is one thing that a second reviewer said in the course of an opinion.
// It is never an answer of the store's.
type Said struct {
	Kind   SaidKind
	Key    Key    // of the record
	Answer Answer // by and at always; of SaidSeparate and SaidIncomplete the reason alone
	// Of SaidSeparate: the person_refs of the two individuals.
	Some, Others []string
}

// Opinion is a blind second review: what another officer, who saw the source's
// facts alone, answered and would decide. It is no version of a decision.
type Opinion struct {
	Sample  int // that the incident is in
	Version int // of the decision that stood when the sample was drawn
	Said    []Said
	// Decision is what the reviewer would decide, with the test as it stood on
	// the source's facts and the reviewer's own answers. Its Version is the
	// opinion's number on the record, and it replaces nothing.
	Decision Decision
}

// Reopening is why a decision that stands is asked about again.
type Reopening uint8

// The reasons, the weightier last.
const (
	NotReopened        Reopening = iota
	ReopenedByCheck              // a supervisor returned it
	ReopenedForFacts             // an adjudication asks for facts to be confirmed
	ReopenedToMakeAnew           // an adjudication says that it is to be made anew
)

// Reopened is why the decision version is asked about again, given all checks
// and rulings of its record in the order in which they were made. What is about
// another version says nothing of this one; of one sample the last ruling
// counts.
func (d *Decision) Reopened(checks []Check, rulings []Ruling) Reopening {
	if !d.Stands() {
		return NotReopened
	}
	why := NotReopened
	for _, c := range checks {
		if c.Version == d.Version && c.Outcome == Returned {
			why = ReopenedByCheck
		}
	}
	last := map[int]RulingOutcome{}
	for _, r := range rulings {
		if r.Version == d.Version {
			last[r.Sample] = r.Outcome
		}
	}
	for _, outcome := range last {
		switch outcome {
		case ToBeMadeAnew:
			why = max(why, ReopenedToMakeAnew)
		case FactsToBeConfirmed:
			why = max(why, ReopenedForFacts)
		}
	}
	return why
}

// SameOfficer reports whether two names are one officer's, however they are
// written: "PC Alice Alpha", "alpha, alice" and "AliceAlpha (1234)" are, so that
// a rank or a collar number lets nobody check what they decided themselves.
func SameOfficer(a, b string) bool { return fold.Officers(a, b) }

func limit(what, text string) error {
	if len(text) > MaxLong {
		return fmt.Errorf("%s is %d bytes long and may be 65,536; shorten it: nothing is cut for you", what, len(text))
	}
	return nil
}
