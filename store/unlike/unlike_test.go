package unlike

import (
	"context"
	"fmt"
	"testing"

	"gd8/model"
	"gd8/store"
	"gd8/store/standing"
	"gd8/store/storetest"
)

func find(t *testing.T, s *store.Store) *Found {
	t.Helper()
	found, err := Find(context.Background(), s, nil)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func clean(t *testing.T, s *store.Store, i int, changes ...string) store.Number {
	t.Helper()
	born := fmt.Sprintf("2004-01-%02d", i) // else the individuals may be one human
	return storetest.Add(t, s, storetest.CleanFacts(t, fmt.Sprintf("A-%d", i), fmt.Sprintf("P-%d", i), fmt.Sprintf("I-%d", i), append([]string{"date_of_birth", born}, changes...)...))
}

func TestEqualProfilesDecidedUnlikeArePaired(t *testing.T) {
	s, _ := storetest.Clocked(t, t.TempDir())
	defer s.Close()
	for i := 1; i <= 3; i++ {
		storetest.Decide(t, s, clean(t, s, i, "offence", "One", "summary", fmt.Sprint("Text ", i)), model.Discard)
	}
	storetest.Decide(t, s, clean(t, s, 4, "offence", "Other", "summary", "Text 2"), model.Consider)
	storetest.Decide(t, s, clean(t, s, 5, "workforce", "Child"), model.Refer)              // alone of its workforce
	storetest.Decide(t, s, clean(t, s, 6, "incident_date", "2018-03-14"), model.Refer)     // another age
	storetest.Decide(t, s, clean(t, s, 7, "person_role", "third_party"), model.Refer)      // another role
	storetest.Decide(t, s, clean(t, s, 8, "outcome_date", "2015-03-14"), model.Refer)      // a warning
	storetest.Decide(t, s, clean(t, s, 9, "abusive", "no", "grooming", "no"), model.Refer) // inferred as they are
	found := find(t, s)
	if found.Compared != 9 || found.Profiles != 1 || len(found.Pairs) != 2 {
		t.Fatalf("compared %d, %d profiles, pairs %+v", found.Compared, found.Profiles, found.Pairs)
	}
	p := found.Pairs[0]
	if p.First.Kind != model.Discard || p.Second.Kind != model.Consider || p.Second.Key.Incident != "I-4" || p.First.Key.Incident != "I-2" {
		t.Errorf("the pair is %+v, want that which differs least from I-4", p)
	}
	if len(p.Differs) != 1 || p.Differs[0] != (Difference{model.Offence, "One", "Other"}) {
		t.Errorf("they differ in %+v", p.Differs)
	}
	if q := found.Pairs[1]; q.Second.Key.Incident != "I-9" || q.Second.Kind != model.Refer {
		t.Errorf("the second pair is %+v", q)
	}
}

func TestOutOfDateDecisionsAreNotCompared(t *testing.T) {
	s, _ := storetest.Clocked(t, t.TempDir())
	defer s.Close()
	storetest.Decide(t, s, clean(t, s, 1), model.Discard)
	storetest.Decide(t, s, clean(t, s, 2), model.Consider)
	if found := find(t, s); len(found.Pairs) != 1 {
		t.Fatalf("pairs %+v", found.Pairs)
	}
	storetest.Answer(t, s, 2, model.Offence, "Another")
	if found := find(t, s); len(found.Pairs) != 0 || found.Compared != 1 {
		t.Errorf("an out-of-date decision is compared: %+v", found)
	}
}

func TestOfManyPairsTheFirstAreGivenAndTheRestCounted(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes long and has no two things at once: the whole run has it")
	}
	list := make([]*standing.Decision, 0, MaxPairs+10)
	s, _ := storetest.Clocked(t, t.TempDir())
	defer s.Close()
	n, other := clean(t, s, 1), clean(t, s, 2)
	for range MaxPairs + 5 {
		list = append(list, &standing.Decision{Number: n, Kind: model.Refer}, &standing.Decision{Number: other, Kind: model.Discard})
	}
	found := &Found{}
	if err := found.add(context.Background(), s, list); err != nil {
		t.Fatal(err)
	}
	if len(found.Pairs) != MaxPairs || found.More != 5 || found.Pairs[0].First.Kind != model.Discard {
		t.Errorf("%d pairs and %d more, the first with %v", len(found.Pairs), found.More, found.Pairs[0].First.Kind)
	}
}
