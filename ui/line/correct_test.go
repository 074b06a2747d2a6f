package line

import (
	"testing"

	"gd8/model"
)

// byHand adds CR/2 by hand, beside what a file brought.
func byHand(t *testing.T) *room {
	t.Helper()
	r := newRoom(t)
	r.bring("hits.csv", clean21)
	holds(t, r.say("add new", "P-7", "CR/2", "A-7", "Ola Byrne", "3 May 2004", "", "", "An offence", "18/08/2019", "21", "18/08/2019", "yes", "One picture.", "yes", "quit"), "Added: CR/2.")
	return r
}

func TestARecordEnteredByHandIsCorrectedInLines(t *testing.T) {
	r := byHand(t)
	said := r.say("go CR/2", "correct outcome 8", "Typed the wrong code.", ".", "yes",
		"correct incident date", "30/02/2019", ".", "no", // refused: there is no such day
		"correct name -", ".", "yes",
		"correct summary", "Two pictures.", ".", ".", "yes",
		"correct individual P-8", "correct offence An offence", "history", "quit")
	holds(t, said, "You correct the record: outcome: 8. Reason: Typed the wrong code.", "Corrected.",
		"The correction was not saved", "gd8 takes",
		"You correct the record: name: not recorded.", "A record's references stay as they are.", "Offence is as it was; nothing was recorded.")
	record := r.find("CR/2").Record()
	facts := &record.Source
	if facts.Show(model.OutcomeCode) != "8" || facts.Recorded(model.PersonName) || facts.Text(model.Summary) != "One picture.\nTwo pictures." {
		t.Errorf("outcome %q, name %q, summary %q", facts.Show(model.OutcomeCode), facts.Text(model.PersonName), facts.Text(model.Summary))
	}
	if _, answered := record.Answered(model.OutcomeCode); answered {
		t.Error("a correction became an officer's answer")
	}
}

func TestARecordOfAFileIsNotCorrectedInLines(t *testing.T) {
	r := byHand(t)
	said := r.say("go CR/1", "correct outcome 8", "withdraw record", "quit")
	holds(t, said, "correct: this record came from a file, which is its source", "Nothing was done: this record came from a file")
	if got := r.find("CR/1").Record().Source.Show(model.OutcomeCode); got != "21" {
		t.Errorf("outcome %q", got)
	}
}

func TestARecordEnteredByHandIsWithdrawnInLinesWithAReason(t *testing.T) {
	r := byHand(t)
	said := r.say("go CR/2", "withdraw record", ".", "It was another") // no reason yet
	holds(t, said, "What was typed for it is kept.")
	if r.find("CR/2") == nil {
		t.Fatal("withdrawn without a yes")
	}
	said = r.say("go CR/2", "withdraw record", "person's.", ".", "y", "yes", "go CR/2", "quit")
	holds(t, said, "You withdraw the record CR/2. Reason: It was another person's.", "Type yes in full", "Withdrawn: CR/2. next goes to")
	if left, err := r.store.Find("CR/2", nil, nil); err != nil || len(left) != 0 {
		t.Errorf("%d are left, %v", len(left), err)
	}
}
