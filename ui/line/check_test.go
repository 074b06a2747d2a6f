package line

import (
	"testing"

	"gd8/model"
	"gd8/store"
	"gd8/ui/session"
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

// The decision is made anew while the comment is typed: the check is refused, and
// the comment is not lost with it.
func TestACommentOnADecisionThatWasMadeAnewIsKept(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", clean21)
	holds(t, r.say("discard", "PNC.", grounds, ".", "yes", "quit"), "Saved: CR/1")
	n := r.find("CR/1").Item().Number
	r.o.Officer = "S. Super"
	k, lines := newTalk([]string{"go CR/1", "check return", "The letter was not read.", ".", "yes", "quit"}), 0
	k.typing = func() {
		if lines++; lines == 5 {
			_, err := r.store.Decide(store.Actor{Officer: "J. Officer", Purpose: "Anew"}, n, model.Refer, model.Sections{model.Reason: "Seen again."}, 0)
			must(t, err)
		}
	}
	must(t, Run(t.Context(), k.reader(), k, r.store, r.o))
	holds(t, k.said.String(), "this incident was decided anew while you read it")
	kept, err := r.store.TypedFor(n)
	if err != nil || kept[session.TypedCheck].Text != "The letter was not read." {
		t.Errorf("kept %+v, %v", kept, err)
	}
}
