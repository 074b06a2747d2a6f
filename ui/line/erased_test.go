package line

import (
	"context"
	"strings"
	"testing"

	"gd8/store"
)

func TestACaseThatWasErasedIsAddedAgainForAReasonInLines(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", twoNominals)
	person := "N100"
	plan, err := r.store.PlanPurge(store.PurgeRequest{Person: &person})
	must(t, err)
	must(t, r.store.Purge(context.Background(), store.Actor{Officer: "J. Officer", Purpose: "review"}, plan, "Retention period over"))

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
