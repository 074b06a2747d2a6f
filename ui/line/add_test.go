package line

import (
	"strings"
	"testing"

	"gd8/model"
	"gd8/store"
)

func TestAnotherHitIsAddedByHandFromTheIndividualInHand(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", clean21)
	said := r.say("add", "", "CR/2", "", "", "", "", "", "An offence", "30/02/2019", "18/08/2019", "21", "", "yes", "", "yes", "quit")
	holds(t, said, "Another hit of P-1.", "Individual: P-1. Enter alone keeps it", "Application: A-1.", "Date of birth: 2 January 2004.", "Not taken", "You add: individual: P-1; incident: CR/2; application: A-1", "Added: CR/2.")
	for _, ref := range []string{"CR/1", "CR/2"} {
		if d := r.find(ref); d.Assess().Verdict != model.DoesNotApply || len(d.Items) != 2 {
			t.Errorf("%s: %v of %d", ref, d.Assess().Verdict, len(d.Items))
		}
	}
}

func TestAKnownOrNearlyKnownReferenceIsSaidWhereARecordIsAdded(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", twoNominals)
	said := r.say("add new", "n-100", "CR/7", "cancel", "add new", "no", "N100", "CR/8", "A-9", "", "", "", "", "", "", "", "", "", "", "yes", "quit")
	holds(t, said, "Nearly N100, which is in the store.", "Nothing was added. What was typed is kept",
		"You began the form of individual n-100, incident CR/7 and did not save it. No empties it.",
		"N100 is in the store (Renée Côté, born 2 January 2004). What is known of this individual is filled in.", "Application: A-1.", "Name: Renée Côté.",
		"Look again: N100 (Renée Côté, born 2 January 2004) is in the store under application A-1.", "Added: CR/8.")
	if strings.Contains(said, "CR/7. Enter") {
		t.Error("the form that was declined came back inside another")
	}
	if d := r.find("CR/8"); d.Key().Application != "A-9" || d.Case.Facts(d.At).Text(model.PersonName) != "Renée Côté" {
		t.Errorf("added %+v", d.Key())
	}
	kept, err := r.store.TypedFor(store.NewRecord)
	if err != nil || len(kept) != 0 {
		t.Errorf("kept %v, %v", kept, err)
	}
}
