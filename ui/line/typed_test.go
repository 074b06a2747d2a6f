package line

import (
	"testing"
)

// What was typed for an answer when the input ended is in place the next time,
// until the answer is saved.
func TestAReasonThatWasNotUsedIsInPlaceAgain(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", "application_ref,person_ref,incident_ref,outcome,youth_produced\nAPP-1,P-1,CR/1,21,yes\n")
	holds(t, r.say("answer youth_produced no", "The log names"), "The answer to youth produced was not saved. What was typed for it is kept.")
	n := r.find("CR/1").Item().Number
	if got, err := r.store.TypedFor(n); err != nil || len(got) != 1 || got["reason youth_produced"].Text != "The log names" {
		t.Errorf("kept: %v (%v)", got, err)
	}
	said := r.say("answer youth_produced no", "an adult.", ".", "yes", "quit")
	holds(t, said, "Here already: The log names", "Reason: The log names an adult.", "Saved.")
	if got, err := r.store.TypedFor(n); err != nil || got != nil {
		t.Errorf("kept after its use: %v (%v)", got, err)
	}
}

func TestWhatAnotherOfficerTypedIsSaidToBeTheirs(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", "application_ref,person_ref,incident_ref,outcome,youth_produced\nAPP-1,P-1,CR/1,21,yes\n")
	r.say("answer youth_produced no", "The log names")
	r.o.Officer = "B. Two"
	holds(t, r.say("answer youth_produced no", ".cancel", "quit"), "was typed by J. Officer on 4 May 2026, 09:00 and not used: these are not your words yet.", "Here already: The log names")
}
