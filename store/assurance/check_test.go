package assurance_test

import (
	"strings"
	"testing"

	"gd8/model"
	"gd8/store"
	"gd8/store/assurance"
	"gd8/store/storetest"
)

var supervisor = store.Actor{Officer: "S. Super", Purpose: "Supervision"}

func stateOf(t *testing.T, s *store.Store, n store.Number) model.QueueState {
	t.Helper()
	rows, err := s.Rows([]store.Number{n})
	if err != nil {
		t.Fatal(err)
	}
	return rows[0].State
}

func TestACheckReturnsAnIncidentToItsOfficerUntilItIsDecidedAgain(t *testing.T) {
	s, _ := storetest.Clocked(t, t.TempDir())
	defer s.Close()
	n := storetest.Add(t, s, storetest.CleanFacts(t, "A", "P", "I-1"))
	linked := storetest.Add(t, s, storetest.CleanFacts(t, "A", "P", "I-2", "same_event_as", "I-1"))
	storetest.Decide(t, s, n, model.Discard)
	if err := assurance.Check(s, supervisor, n, 1, model.Agreed, ""); err != nil {
		t.Fatal(err)
	}
	if got := stateOf(t, s, n); got != model.StateDecided {
		t.Errorf("agreed, and it is %v", got)
	}
	if err := assurance.Check(s, supervisor, linked, 1, model.Returned, " The letter was not read. "); err != nil {
		t.Fatal(err)
	}
	for _, m := range []store.Number{n, linked} {
		d, err := s.Dossier(m)
		if err != nil {
			t.Fatal(err)
		}
		checks := d.Item().Checks
		if d.Item().State != model.StateReturned || len(checks) != 2 || checks[1].Comment != "The letter was not read." || checks[1].Officer != "S. Super" {
			t.Errorf("record %d: %v, %+v", m, d.Item().State, checks)
		}
	}
	storetest.MustVerify(t, "returned", s)
	storetest.Decide(t, s, n, model.Refer)
	if got := stateOf(t, s, linked); got != model.StateDecided {
		t.Errorf("decided again it is %v", got)
	}
	storetest.MustVerify(t, "answered", s)
}

func TestACheckIsRefusedInPlainWordsAndWritesNothing(t *testing.T) {
	s, _ := storetest.Clocked(t, t.TempDir())
	defer s.Close()
	n := storetest.Add(t, s, storetest.CleanFacts(t, "A", "P", "I-1"))
	refused := func(what, want string, by string, version int, o model.CheckOutcome, comment string) {
		t.Helper()
		before := storetest.Dump(t, s)
		err := assurance.Check(s, store.Actor{Officer: by, Purpose: "x"}, n, version, o, comment)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", what, err, want)
		}
		storetest.MustEqualDump(t, what, storetest.Dump(t, s), before)
	}
	refused("nothing decided", "no decision stands", "S. Super", 1, model.Agreed, "")
	storetest.Decide(t, s, n, model.Defer)
	refused("deferred", "is deferred", "S. Super", 1, model.Agreed, "")
	storetest.Decide(t, s, n, model.Discard)
	d, err := s.Dossier(n)
	if err != nil {
		t.Fatal(err)
	}
	own := d.Item().Decision.Officer
	refused("own decision", "you decided I-1 yourself; a check is by another officer", own, 2, model.Agreed, "")
	refused("own decision, spelt otherwise", "you decided I-1 yourself", strings.ToLower(strings.ReplaceAll(own, ".", " ")), 2, model.Agreed, "")
	refused("no name", "--officer", " ", 2, model.Agreed, "")
	refused("another version was read", "decided anew while you read it", "S. Super", 1, model.Agreed, "")
	refused("no comment", "returned with a comment", "S. Super", 2, model.Returned, " \n")
	refused("a long comment", "nothing is cut for you", "S. Super", 2, model.Returned, strings.Repeat("x", model.MaxLong+1))
	if err := assurance.Check(s, supervisor, n, 2, model.Returned, "look again"); err != nil {
		t.Fatal(err)
	}
	refused("returned already", "was returned already", "T. Third", 2, model.Agreed, "")
	storetest.Answer(t, s, n, model.PatternOfBehaviour, "yes")
	refused("out of date", "is out of date", "T. Third", 2, model.Agreed, "")
	if err := assurance.CanCheck(s, "T. Third", n); err == nil {
		t.Error("it can be checked")
	}
}
