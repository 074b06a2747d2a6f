package audit_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"gd8/model"
	. "gd8/store"
	"gd8/store/storetest"
	"gd8/store/vault"
)

// What was staged and never published stands in free pages under the numbers,
// keys and journal entries that the next import is given.
func TestARescueTakesNothingThatWasNeverPublished(t *testing.T) {
	staged, rows := 1500, 500
	if testing.Short() {
		staged, rows = 400, 130
	}
	for _, killed := range []bool{false, true} {
		for name, damage := range map[string]func(t *testing.T, path string){
			"whole": func(*testing.T, string) {},
			"without the last link": func(t *testing.T, path string) {
				overwriteLast(t, path, vault.BucketChain)
			},
			"without its state": func(t *testing.T, path string) {
				overwriteLast(t, path, vault.BucketMeta)
			},
		} {
			t.Run(fmt.Sprintf("%s, killed %v", name, killed), func(t *testing.T) {
				path := filepath.Join(t.TempDir(), "gd8.db")
				s := openStore(t, path)
				add(t, s, cleanFacts(t, "A", "P", "I"))
				copied := importStopped(t, s, factorRows(staged, "no"), "assessing", killed)
				if killed {
					s.Close()
					s = openStore(t, copied)
				}
				importText(t, s, factorRows(rows, "yes"))
				want := factsByKey(t, s)
				s.Close()
				damage(t, s.Path())
				again, report := rescued(t, s.Path())
				for key, facts := range factsByKey(t, again) {
					row := rowOfIncident(t, again, key.Incident)
					if facts != want[key] && !row.Flags.Has(model.IncompleteCase) {
						t.Fatalf("%+v has the facts of an import that was never published (%+v)", key, report)
					}
				}
				if name == "whole" && (len(report.Missing) > 0 || report.Records != rows+1 || len(report.Incomplete) > 0) {
					t.Errorf("report: %+v", report)
				}
				mustVerify(t, "rescued", again)
			})
		}
	}
}

// overwriteLast destroys every copy of the last value of a bucket.
func overwriteLast(t testing.TB, path string, bucket []byte) {
	t.Helper()
	s := openStore(t, path)
	var place []byte
	err := s.View(func(r *Reader) error {
		key, stored := r.Cursor(bucket).Last()
		place = append(bytes.Clone(key), stored[:min(len(stored), 64)]...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(content, place) {
		t.Fatal("there is nothing to destroy")
	}
	if err := os.WriteFile(path, bytes.ReplaceAll(content, place, make([]byte, len(place))), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestARescueOfAStoreThatWasKilledInAnImportHasNothingOfTheImport(t *testing.T) {
	for _, phase := range []string{"writing", "assessing"} {
		s := newStore(t)
		n := add(t, s, cleanFacts(t, "A-1", "P-1", "I-1"))
		decide(t, s, n, model.Discard)
		copied := importStopped(t, s, factorRows(300, "yes"), phase, true)
		again, report := rescued(t, copied)
		if report.Records != 1 || len(report.Missing) > 0 || len(report.Incomplete) > 0 || report.All {
			t.Errorf("while %s: %+v", phase, report)
		}
		if row := rowOfIncident(t, again, "I-1"); row.State != model.StateDecided {
			t.Errorf("while %s: %s", phase, row.State)
		}
		mustVerify(t, phase, again)
	}
}

// The newest state is lost, and an older one stands in a page that is no longer in
// use: what was done since is not left out without a word.
func TestARescueDoesNotGoBackToAnEarlierTimeUnsaid(t *testing.T) {
	for what, since := range map[string]func(*Store, Number){
		"an answer":    func(s *Store, n Number) { answer(t, s, n, model.Exploitation, "yes") },
		"a withdrawal": func(s *Store, n Number) { _ = s.WithdrawDecision(officer, n) },
		"a mark":       func(s *Store, n Number) { _ = s.MarkIncomplete(officer, n) },
	} {
		s := newStore(t)
		n := add(t, s, cleanFacts(t, "A-1", "P-1", "I-1"))
		decide(t, s, n, model.Discard)
		since(s, n)
		s.Close()
		overwriteLast(t, s.Path(), vault.BucketMeta)
		again, report := rescued(t, s.Path())
		if row := rowOfIncident(t, again, "I-1"); row.State == model.StateDecided || len(report.Missing) == 0 {
			t.Errorf("%s after the discard: it is %v, %+v", what, row.State, report)
		}
	}
}

// What was done last is what stands last in the journal, whatever a clock that
// was two years ahead for a sitting said then.
func TestARescueWithoutTheStateGoesByTheJournalAndNotByTheClock(t *testing.T) {
	s, clock := storetest.Clocked(t, t.TempDir())
	n := add(t, s, cleanFacts(t, "A-1", "P-1", "I-1"))
	clock.Now = clock.Now.AddDate(2, 0, 0)
	decide(t, s, n, model.Discard)
	clock.Now = clock.Now.AddDate(-2, 0, 0)
	answer(t, s, n, model.Exploitation, "yes")
	s.Close()
	overwriteLast(t, s.Path(), vault.BucketMeta)
	again, report := rescued(t, s.Path())
	if row := rowOfIncident(t, again, "I-1"); row.Verdict != model.DoesNotApply || row.State == model.StateDecided {
		t.Errorf("it is %v, %v, as before the answer (%+v)", row.Verdict, row.State, report)
	}
}

// What an officer typed about a record that a rescue cannot take, as nothing
// shows any more that it was published, is no reason to rescue nothing.
func TestARescueKeepsWhatWasTypedOfARecordThatItCannotTake(t *testing.T) {
	s := newStore(t)
	add(t, s, cleanFacts(t, "A-1", "P-1", "I-1"))
	n := add(t, s, cleanFacts(t, "A-2", "P-2", "I-2"))
	if err := s.SaveNote(officer, n, "ring the force"); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveDraft(officer, n, Draft{Kind: model.Refer, Sections: model.Sections{model.Reason: "half a reason"}}); err != nil {
		t.Fatal(err)
	}
	checkpoint, err := s.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	var gone []vault.Pair
	for entry := uint64(2); entry <= checkpoint.Entries; entry++ {
		gone = append(gone, vault.Pair{Key: vault.BucketJournal, Value: vault.EntryKey(entry)}, vault.Pair{Key: vault.BucketChain, Value: vault.EntryKey(entry)})
	}
	takeAway(t, s, gone...)
	overwriteLast(t, s.Path(), vault.BucketMeta)
	again, report := rescued(t, s.Path())
	if report.Records != 1 || !report.All {
		t.Fatalf("%+v", report)
	}
	lastOf(t, again, BucketNotes, n) // fails where there is none
	lastOf(t, again, BucketDrafts, n)
	mustVerify(t, "afterwards", again)
}
