package export

import (
	"io"
	"time"

	"gd8/model"
	"gd8/store"
)

// DefaultMarking is the security marking of a record, top and bottom.
const DefaultMarking = "OFFICIAL-SENSITIVE"

// Record is what one AT2 record is written from: an application with its
// individuals, or, where the application_ref is blank, one individual.
type Record struct {
	Marking     string
	Application string
	Individuals []Individual // each a case; at least one
	// Others is how many individuals of the application the record leaves
	// out, because one was asked for by name.
	Others int
	// RelevantOnly leaves out which hits were searched and are not relevant;
	// the record says how many they are.
	RelevantOnly bool
	Written      Written
}

// Written says who had a record written, for whom, and when. It says nothing
// of who decided.
type Written struct {
	Officer    string
	Purpose    string // may be blank
	Recipient  string
	At         time.Time // in the location whose time the record shows
	Checkpoint store.Checkpoint
	// GuidanceChecked is the unit's own word on the guidance in force, such as
	// "AT2 v10, checked by A. Lane on 2 April 2026"; blank where there is none.
	GuidanceChecked string
}

// Individual is one individual of a record.
type Individual struct {
	*store.Dossier
	Withdrawn []Withdrawal
	// Incomplete are the officer's answers for records known to be missing,
	// beside Case.Records; the zero Answer where there is none.
	Incomplete []model.Answer
}

// Withdrawal is a record, entered by hand, that no longer counts.
type Withdrawal struct {
	Incident string
	By       string
	At       time.Time
	Reason   string // blank only where a damaged store has lost it
}

var at2Template = pageTemplate("at2.html")

// WriteAT2 writes the AT2 record as one HTML page that needs nothing beside
// it: it opens in a browser and in Word, prints on A4, runs nothing and loads
// nothing. The page is well-formed XML as well. w should be buffered.
func WriteAT2(w io.Writer, r Record) error {
	return at2Template().Execute(w, pageOf(&r))
}
