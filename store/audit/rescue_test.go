package audit_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gd8/model"
	. "gd8/store"
	"gd8/store/audit"
	"gd8/store/boltfile"
	"gd8/store/vault"
)

// rescued rescues the file at path and opens what came of it.
func rescued(t testing.TB, path string) (*Store, audit.RescueReport) {
	t.Helper()
	to := filepath.Join(t.TempDir(), "rescued.db")
	report, err := audit.Rescue(context.Background(), officer, path, to, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return openStore(t, to), report
}

func TestARescueOfAWholeStoreLosesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gd8.db")
	s := openStore(t, path)
	worked(t, s)
	c, err := s.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	again, report := rescued(t, path)
	if len(report.Missing) > 0 || report.All || len(report.Incomplete) > 0 || report.Records != 2 || report.Answers != 1 || report.Decisions != 1 || report.Drafts != 1 {
		t.Fatalf("report: %+v", report)
	}
	if bad := findings(t, again, &c); len(bad) > 0 {
		t.Fatal(bad)
	}
	if got := rowOfIncident(t, again, "14/2231/19"); got.State != model.StateDecided {
		t.Fatalf("the decision is lost: %+v", got)
	}
}

func TestARescueThatLostARecordBarsTheDiscardInItsCase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gd8.db")
	s := openStore(t, path)
	row := ",2019-03-14,2004-01-02,21,yes,no,no,"
	importText(t, s, columns+"A-1,P-1,I-1"+row+"first\n"+"A-1,P-1,I-2"+row+"XXLOSTXX\n"+"A-2,P-2,I-3"+row+"other\n")
	s.Close()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	damaged := bytes.ReplaceAll(file, []byte("XXLOSTXX"), []byte("XXLOSSXX"))
	if bytes.Equal(damaged, file) {
		t.Fatal("nothing to damage")
	}
	if err := os.WriteFile(path, damaged, 0o600); err != nil {
		t.Fatal(err)
	}
	again, report := rescued(t, path)
	if report.Records != 2 || !strings.Contains(strings.Join(report.Missing, "\n"), "1 of the 3 values") {
		t.Fatalf("report: %+v", report)
	}
	if bad := findings(t, again, nil); len(bad) > 0 {
		t.Fatal(bad)
	}
	n := numberOf(t, again, "I-1")
	if got := rowOfIncident(t, again, "I-1"); !got.Flags.Has(model.IncompleteCase) || got.Verdict != model.Applies {
		t.Fatalf("the case is not marked: %+v", got)
	}
	if _, err := again.Decide(officer, n, model.Discard, grounds, 0); err == nil {
		t.Fatal("a discard was taken in a case that lost a record")
	}
	if err := again.AnswerIncomplete(officer, n, "The other hit, I-2, is not relevant: seen on the records system."); err != nil {
		t.Fatal(err)
	}
	if _, err := again.Decide(officer, n, model.Discard, grounds, 0); err != nil {
		t.Fatal(err)
	}
}

func TestARescueWithoutAWholeHeaderSaysThatTheStoreIsAnother(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gd8.db")
	s := openStore(t, path)
	worked(t, s)
	s.Close()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, bytes.ReplaceAll(file, vault.Magic, []byte("gd9 store\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path, Options{}); err == nil {
		t.Fatal("a store without its header was opened")
	}
	again, report := rescued(t, path)
	if report.Records != 2 || len(report.Missing) == 0 {
		t.Fatalf("report: %+v", report)
	}
	if bad := findings(t, again, nil); len(bad) > 0 {
		t.Fatal(bad)
	}
}

// bbolt would open such a file as it was one transaction ago.
func TestWhatWasSavedLastIsNotLostWithAMetaPage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gd8.db")
	s := openStore(t, path)
	worked(t, s)
	add(t, s, cleanFacts(t, "A-1", "P-1", "I-last"))
	s.Close()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, at := range map[string]int{"the first": 0, "the second": os.Getpagesize()} {
		damaged := bytes.Clone(file)
		damaged[at+metaSum] ^= 1
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		if s, err := Open(path, Options{}); !errors.Is(err, boltfile.ErrDamaged) {
			t.Errorf("without %s meta page the store opens (%v)", name, err)
			s.Close()
		}
		again, report := rescued(t, path)
		if len(report.Missing) > 0 || len(report.Incomplete) > 0 {
			t.Errorf("without %s meta page: %+v", name, report)
		}
		numberOf(t, again, "I-last")
		mustVerify(t, name, again)
	}
}
