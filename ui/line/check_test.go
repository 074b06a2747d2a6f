package line

import (
	"testing"

	"gd8/model"
)

func TestADecisionIsCheckedInLines(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", clean21)
	holds(t, r.say("discard", "PNC.", grounds, ".", "yes", "go CR/1", "check", "quit"),
		"check: you decided CR/1 yourself; a check is by another officer.")
	r.o.Officer = "S. Super"
	said := r.say("go CR/1", "check", "perhaps", "return", "The letter was not read.", ".", "yes", "check agree", "history", "quit")
	holds(t, said, "Do you agree with the decision: discarded under AT2, by J. Officer", "\"perhaps\" is neither agree nor return.",
		"You return the decision to J. Officer: The letter was not read.", "Returned to J. Officer: CR/1 needs attention again.",
		"check: this decision was returned already", "check of decision version 1: returned with a comment")
	if d := r.find("CR/1").Item(); d.State != model.StateReturned || d.Checks[0].Comment != "The letter was not read." {
		t.Errorf("%v, %+v", d.State, d.Checks)
	}
	r.o.Officer = "J. Officer"
	holds(t, r.say("edit", "yes", "quit"), "Returned: by S. Super")
}
