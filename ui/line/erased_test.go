package line

import (
	"context"
	"strings"
	"testing"

	"gd8/store"
	"gd8/store/purge"
)

func TestACaseThatWasErasedIsAddedAgainForAReasonInLines(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", twoNominals)
	person := "N100"
	plan, err := purge.Find(r.store, purge.Request{Person: &person})
	must(t, err)
	must(t, purge.Purge(context.Background(), r.store, store.Actor{Officer: "J. Officer", Purpose: "review"}, plan, "Retention period over"))

	fields := []string{"add new", "N100", "CR/7", "A-1", "", "", "", "", "", "", "", "", "", "", "yes"}
	said := r.say(append(fields, "", "quit")...)
	holds(t, said, "Not added: the case of application A-1, individual N100, was erased on", "Why does it come again?", "Not done.")
	if rows, err := r.store.Find("CR/7", nil, nil); err != nil || len(rows) != 0 {
		t.Errorf("it was added: %v, %v", rows, err)
	}
	said = r.say("add new", "no", "N100", "CR/7", "A-1", "", "", "", "", "", "", "", "", "", "", "yes", "Asked for again by the DBS", "quit")
	if !strings.Contains(said, "Added: CR/7.") {
		t.Errorf("said\n%s", said)
	}
}
