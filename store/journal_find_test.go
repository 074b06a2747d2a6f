package store_test

import (
	"context"
	"slices"
	"testing"

	"gd8/model"
	. "gd8/store"
	"gd8/store/purge"
)

// actionsOf are the actions of the entries about an incident, oldest first.
func actionsOf(t *testing.T, s *Store, incident string) []string {
	t.Helper()
	numbers, err := s.EntriesOf(incident)
	if err != nil {
		t.Fatal(err)
	}
	byNumber := map[uint64]string{}
	if err := s.Journal(func(e Entry) bool { byNumber[e.Number] = e.Action; return true }); err != nil {
		t.Fatal(err)
	}
	actions := make([]string, len(numbers))
	for i, n := range numbers {
		actions[i] = byNumber[n]
	}
	return actions
}

func TestTheEntriesOfAnIncidentAreThoseThatNameItAndThoseThatWroteIt(t *testing.T) {
	s := newStore(t)
	worked(t, s)
	if err := s.ConsultMany(officer, "list", "all", 2); err != nil {
		t.Fatal(err)
	}
	if got, want := actionsOf(t, s, "14/2231/19"), []string{"import", "answer", "decide", "open"}; !slices.Equal(got, want) {
		t.Errorf("the incident worked on: %q, want %q", got, want)
	}
	// The import's one entry is about both, though it names neither.
	if got, want := actionsOf(t, s, "15/0001/20"), []string{"import"}; !slices.Equal(got, want) {
		t.Errorf("the other: %q, want %q", got, want)
	}
	for _, none := range []string{"14/2231", ""} {
		if got := actionsOf(t, s, none); len(got) > 0 {
			t.Errorf("%q: %q", none, got)
		}
	}
}

func TestAnErasedIncidentHasNoEntriesAndItsTextsSayTheyWereErased(t *testing.T) {
	s := newStore(t)
	worked(t, s)
	named := Actor{Officer: "J. Officer", Purpose: "check for APP-417"}
	if err := s.Consult(named, numberOf(t, s, "14/2231/19"), "open"); err != nil {
		t.Fatal(err)
	}
	app := "APP-417"
	plan, err := purge.Find(s, purge.Request{Application: &app})
	if err != nil {
		t.Fatal(err)
	}
	if err := purge.Purge(context.Background(), s, officer, plan, "Retention period over"); err != nil {
		t.Fatal(err)
	}
	for _, gone := range []string{"14/2231/19", ""} {
		if got := actionsOf(t, s, gone); len(got) > 0 {
			t.Errorf("%q has entries: %q", gone, got)
		}
	}
	erased := 0
	err = s.Journal(func(e Entry) bool {
		purpose, recipient, detail := e.ErasedTexts()
		if purpose {
			erased++
		}
		if recipient || detail || purpose && (e.Purpose != "" || e.Keys[0] != model.Key{}) {
			t.Errorf("entry %d: %+v", e.Number, e)
		}
		return true
	})
	if err != nil || erased != 1 {
		t.Errorf("%d purposes erased, %v", erased, err)
	}
}
