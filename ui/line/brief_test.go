package line

import (
	"strings"
	"testing"
)

func TestBriefReadsTheVerdictWhatIsOpenAndTheQuestion(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", open21)
	r.o.Brief = true
	said := r.say("quit")
	holds(t, said, "Incident: CR/1", "Does the AT2 discard apply? Undetermined.", "read reads the rest.", "Question 6")
	for _, text := range []string{"Offence:", "Summary:", "1 Relevant"} {
		if strings.Contains(said, text) {
			t.Errorf("brief reads %q:\n%s", text, said)
		}
	}
	said = r.say("read", "brief off", "next", "brief", "brief maybe", "quit")
	holds(t, said, "1 Relevant", "An incident is read out whole again.", "Brief: an incident", "brief takes on or off")
}

// The letters of the app's keys do the same here, and what a question is about is
// explained once.
func TestTheLettersOfTheAppAreUnderstood(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", open21)
	said := r.say("h", "p", "n", "yes", "u", "yes", "c", ".cancel", "r", ".cancel", "w", ".cancel", "d", "undo", "yes", "undo", "yes", "quit")
	holds(t, said, "facts imported from", "Consider for disclosure, incident CR/1", "Refer to the standard process, incident CR/1", "Defer", "discard: ")
	if n := strings.Count(strings.Join(strings.Fields(said), " "), "what was investigated then is persistent behaviour"); n != 1 {
		t.Errorf("a question is explained %d times:\n%s", n, said)
	}
}

func TestTheCheckpointIsReadOnlyWhereItIsAskedFor(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", open21)
	if said := r.say("quit"); strings.Contains(said, "entries") || !strings.Contains(said, "gd8 checkpoint prints the checkpoint") {
		t.Errorf("leaving says:\n%s", said)
	}
	holds(t, r.say("checkpoint", "quit"), "Checkpoint, to print or keep elsewhere:", "entries")
}
