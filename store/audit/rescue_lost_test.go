package audit_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	. "gd8/store"
	"gd8/store/audit"
	"gd8/store/purge"
	"gd8/store/vault"
)

// dropped makes a store with an erasure in it and takes values away, so that
// no page of its file has them any more.
func dropped(t testing.TB, places ...vault.Pair) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "gd8.db")
	s := openStore(t, path)
	worked(t, s)
	application := "APP-500"
	plan, err := purge.Find(s, purge.Request{Application: &application})
	if err != nil {
		t.Fatal(err)
	}
	if err := purge.Purge(context.Background(), s, officer, plan, "asked for"); err != nil {
		t.Fatal(err)
	}
	add(t, s, cleanFacts(t, "A-1", "P-1", "I-last"))
	takeAway(t, s, places...)
	return path
}

func takeAway(t testing.TB, s *Store, places ...vault.Pair) {
	t.Helper()
	for _, p := range places {
		err := s.Raw().Update(func(tx *bolt.Tx) error {
			if tx.Bucket(p.Key).Get(p.Value) == nil {
				t.Fatalf("%s has no %x", p.Key, p.Value)
			}
			return tx.Bucket(p.Key).Delete(p.Value)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Compact(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestWhatARescueDidNotFindOfTheJournalIsDeclaredAndNoFault(t *testing.T) {
	said := func(n uint64) vault.Pair { return vault.Pair{Key: vault.BucketJournal, Value: vault.EntryKey(n)} }
	link := func(n uint64) vault.Pair { return vault.Pair{Key: vault.BucketChain, Value: vault.EntryKey(n)} }
	// The entries of a worked store: 1 import, 2 answer, 3 decision, 4
	// consultation, 5 the erasure, 6 a record by hand.
	for name, tt := range map[string]struct {
		gone []vault.Pair
		lost []string
	}{
		"what an entry said":         {[]vault.Pair{said(2)}, []string{"journal entry 2: what it said"}},
		"what the first entry said":  {[]vault.Pair{said(1)}, []string{"journal entry 1: what it said"}},
		"what an erasure said":       {[]vault.Pair{said(5)}, []string{"journal entry 5: what it said", "journal entry 1: 1 of the values it sealed", "journal entry 1: which erasure"}},
		"what the last entry said":   {[]vault.Pair{said(6)}, []string{"journal entry 6: what it said"}},
		"an entry's link":            {[]vault.Pair{link(2)}, []string{"journal entry 2: its link"}},
		"the link of an erasure":     {[]vault.Pair{link(5)}, []string{"journal entry 5: its link"}},
		"the last entry's link":      {[]vault.Pair{link(6)}, []string{"journal entry 6: its link"}},
		"a whole entry":              {[]vault.Pair{said(3), link(3)}, []string{"journal entry 3: what it said", "journal entry 3: its link"}},
		"a value and what said so":   {[]vault.Pair{said(2), {Key: BucketAnswers, Value: append(NumberKey(1), NumberKey(1)...)}}, []string{"journal entry 2: what it said", "journal entry 2: 1 of the values"}},
		"a value, and its own entry": {[]vault.Pair{{Key: BucketSources, Value: append(NumberKey(3), NumberKey(2)...)}}, []string{"journal entry 6: 1 of the values"}},
	} {
		t.Run(name, func(t *testing.T) {
			path := dropped(t, tt.gone...)
			s := openStore(t, path)
			if bad := findings(t, s, nil); len(bad) == 0 {
				t.Fatal("the damage is not noticed")
			}
			s.Close()
			again, report := rescued(t, path)
			mustDeclare(t, again, report.Missing, tt.lost)
			entries := 0
			if err := again.Journal(func(e Entry) bool { entries++; return true }); err != nil || entries != 7 {
				t.Errorf("the journal gives %d entries (%v)", entries, err)
			}
			again.Close()

			// Rescued once more, it says no more and is as whole.
			third, report := rescued(t, again.Path())
			if len(report.Missing) > 0 {
				t.Errorf("a second rescue misses %q", report.Missing)
			}
			mustDeclare(t, third, nil, tt.lost)
			third.Close()

			// What goes missing after it is declared by no one.
			last := openStore(t, third.Path())
			takeAway(t, last, said(4))
			last = openStore(t, third.Path())
			if bad := findings(t, last, nil); !strings.Contains(strings.Join(bad, "\n"), "journal entry 4: what it says is missing") {
				t.Errorf("an undeclared loss: %q", bad)
			}
		})
	}
}

// mustDeclare fails where a rescued store has a fault, or does not declare
// what was lost.
func mustDeclare(t *testing.T, s *Store, missing, lost []string) {
	t.Helper()
	var declared []string
	v, err := audit.Verify(context.Background(), s, nil, func(f audit.Finding) { t.Error(f) })
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range v.Losses {
		if l.Rescue == 0 || l.At.IsZero() {
			t.Errorf("%+v", l)
		}
		declared = append(declared, l.What)
	}
	for _, want := range lost {
		if !strings.Contains(strings.Join(declared, "\n"), want) {
			t.Errorf("%q is not declared: %q", want, declared)
		}
		if what, _, _ := strings.Cut(want, ":"); missing != nil && !strings.Contains(strings.Join(missing, "\n"), what) {
			t.Errorf("%q is not said to be missing: %q", want, missing)
		}
	}
	if len(declared) != len(lost) {
		t.Errorf("declared: %q", declared)
	}
}

func TestOnlyARescueDeclaresWhatTheJournalLost(t *testing.T) {
	s := newStore(t)
	worked(t, s)
	gone := []vault.Span{{Entry: 2, Kind: vault.SpanSaid}}
	for _, action := range []string{"purge", "answer", vault.ActionRescue} {
		err := s.Write(officer, func(w *Writer) error {
			w.Entry = Entry{Operation: vault.Alteration, Action: action, Erased: gone}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if action == "purge" {
			takeAway(t, s, vault.Pair{Key: vault.BucketJournal, Value: vault.EntryKey(2)})
			s = openStore(t, s.Path())
		}
		if bad := findings(t, s, nil); (len(bad) == 0) != (action == vault.ActionRescue) {
			t.Errorf("declared by %s: %q", action, bad)
		}
	}
}

func TestACheckpointAtALinkThatARescueLostIsSaidToBeOfNoUse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gd8.db")
	s := openStore(t, path)
	worked(t, s)
	at, err := s.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	add(t, s, cleanFacts(t, "A-1", "P-1", "I-later"))
	later, err := s.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	takeAway(t, s, vault.Pair{Key: vault.BucketChain, Value: vault.EntryKey(at.Entries)})
	again, _ := rescued(t, path)
	if bad := findings(t, again, &at); len(bad) != 1 || !strings.Contains(bad[0], "was lost, as a rescue declares") {
		t.Errorf("at the link that is lost: %q", bad)
	}
	if bad := findings(t, again, &later); len(bad) > 0 {
		t.Errorf("at a later one: %q", bad)
	}
}
