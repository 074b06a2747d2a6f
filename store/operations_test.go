package store_test

import (
	"testing"

	"gd8/model"
	. "gd8/store"
	"gd8/store/vault"
)

// newestEntry is the journal's newest entry.
func newestEntry(t testing.TB, s *Store) (newest Entry) {
	t.Helper()
	if err := s.Journal(func(e Entry) bool { newest = e; return false }); err != nil {
		t.Fatal(err)
	}
	return newest
}

func TestALinkIsLoggedAsACombination(t *testing.T) {
	s := newStore(t)
	row := ",2019-03-14,2004-01-02,21,yes,no,no,\n"
	importText(t, s, columns+"A-1,P-1,I-1"+row+"A-1,P-1,I-2"+row)
	n := numberOf(t, s, "I-2")
	if _, err := s.Answer(officer, n, model.Answer{Field: model.SameEventAs, Value: "I-1", Reason: "one call"}); err != nil {
		t.Fatal(err)
	}
	e := newestEntry(t, s)
	want := model.Key{Application: "A-1", Person: "P-1", Incident: "I-2"}
	if e.Operation != vault.Combination || len(e.Keys) != 1 || e.Keys[0] != want || e.Officer != officer.Officer || e.Purpose != officer.Purpose {
		t.Fatalf("entry: %+v", e)
	}
	if _, err := s.Answer(officer, n, model.Answer{Field: model.IndicatorOfRisk, Value: "no"}); err != nil {
		t.Fatal(err)
	}
	if e := newestEntry(t, s); e.Operation != vault.Alteration {
		t.Fatalf("an answer that links nothing: %+v", e)
	}
}

func TestADisclosureNamesItsRecipientAndItsRecords(t *testing.T) {
	s := newStore(t)
	worked(t, s)
	keys := []model.Key{{Application: "APP-417", Person: "P-118", Incident: "14/2231/19"}}
	before, err := s.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	after, err := s.Disclose(officer, vault.Leaving{Recipient: "Supt. Grey", Detail: "1 AT2 record", Path: "record.html", Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	if after.Entries != before.Entries+1 || after.Head == before.Head {
		t.Fatalf("the checkpoint went from %d to %d", before.Entries, after.Entries)
	}
	if e := newestEntry(t, s); e.Operation != vault.Disclosure || e.Recipient != "Supt. Grey" || len(e.Keys) != 1 || e.Keys[0] != keys[0] || e.Count != 1 {
		t.Fatalf("entry: %+v", e)
	}
}
