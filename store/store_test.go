package store

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"gd8/model"
	"gd8/store/intake"
)

var someday = time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)

var officer = Actor{Officer: "J. Officer", Purpose: "Enhanced check", Sitting: "test"}

// newStore makes an empty store whose clock stands at someday.
func newStore(t testing.TB) *Store {
	t.Helper()
	return openStore(t, filepath.Join(t.TempDir(), "gd8.db"))
}

func openStore(t testing.TB, path string) *Store {
	t.Helper()
	s, err := OpenOrCreate(path, Options{Now: func() time.Time { return someday }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() }) // a test may have closed it
	return s
}

// write puts a file into a folder of the test's.
func writeFile(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// importText imports CSV text and fails the test unless that succeeds.
func importText(t testing.TB, s *Store, csv string) ImportReport {
	t.Helper()
	report, err := tryImport(t, s, csv, ImportOptions{})
	if err != nil {
		t.Fatalf("import: %v; problems: %v", err, report.Problems)
	}
	return report
}

func tryImport(t testing.TB, s *Store, csv string, o ImportOptions) (ImportReport, error) {
	t.Helper()
	path := writeFile(t, "hits.csv", csv)
	report, err := s.Import(context.Background(), officer, []intake.Source{intake.File(path)}, o)
	if sum := report.New + report.Changed + report.Unchanged + report.Refused; sum != report.Rows {
		t.Fatalf("counts add up to %d of %d rows: %+v", sum, report.Rows, report)
	}
	return report, err
}

func numberOf(t testing.TB, s *Store, incident string) Number {
	t.Helper()
	rows, err := s.Find(incident, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1 {
		t.Fatalf("%d records of incident %q", len(rows), incident)
	}
	return rows[0].Number
}

func rowOfIncident(t testing.TB, s *Store, incident string) Row {
	t.Helper()
	rows, err := s.Rows([]Number{numberOf(t, s, incident)})
	if err != nil {
		t.Fatal(err)
	}
	return rows[0]
}

const columns = "application_ref,person_ref,incident_ref,incident_date,date_of_birth,outcome,youth_produced,pattern_of_behaviour,indicator_of_risk,summary\n"

var grounds = model.Sections{model.Searched: "PNC, PND and Niche: nothing further.", model.Grounds: "One incident in 2019, resolved with outcome 21; local systems and PND searched, nothing further is known of this individual."}

func TestADiscardIsKeptAndFallsOutOfDateWhenASecondIncidentArrives(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gd8.db")
	s := openStore(t, path)
	importText(t, s, columns+"A-1,P-1,I-1,2019-03-14,2004-01-02,21,yes,,no,one image\n")
	if got := rowOfIncident(t, s, "I-1"); got.Verdict != model.Undetermined || got.OneFact != model.PatternOfBehaviour || got.State != model.StateToDo {
		t.Fatalf("after import: %+v", got)
	}
	n := numberOf(t, s, "I-1")
	if _, err := s.Decide(officer, n, model.Discard, grounds, 0); err == nil {
		t.Fatal("a discard was taken while the verdict is undetermined")
	}
	if _, err := s.Answer(officer, n, model.Answer{Field: model.PatternOfBehaviour, Value: "no", Note: "PNC and PND"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Decide(officer, n, model.Discard, grounds, 0); err != nil {
		t.Fatal(err)
	}
	s.Close()

	s = openStore(t, path)
	if got := rowOfIncident(t, s, "I-1"); got.State != model.StateDecided || got.Decision != model.Discard {
		t.Fatalf("after reopening: %+v", got)
	}
	importText(t, s, columns+"A-1,P-1,I-2,2020-03-14,2004-01-02,21,yes,no,no,another\n")
	if got := rowOfIncident(t, s, "I-1"); got.State != model.StateOutOfDate || got.Verdict != model.DoesNotApply {
		t.Fatalf("after the second incident: %+v", got)
	}
	if all, toDo, lapsed := numbersIn(t, s, SetAll), numbersIn(t, s, SetState+Set(model.StateToDo)), numbersIn(t, s, SetState+Set(model.StateOutOfDate)); len(all) != 2 || len(toDo) != 1 || len(lapsed) != 1 {
		t.Fatalf("all %v, to do %v, out of date %v", all, toDo, lapsed)
	}
	d, err := s.Dossier(n)
	if err != nil {
		t.Fatal(err)
	}
	if d.Item().Decision.Sections != grounds {
		t.Fatal("the old text is not kept")
	}
}

func TestTheQueueHoldsWhatTheCasesComeTo(t *testing.T) {
	s := newStore(t)
	report, err := s.Import(context.Background(), officer, []intake.Source{intake.File("../testdata/cases/assess.csv")}, ImportOptions{})
	if err != nil {
		t.Fatalf("%v: %v", err, report.Problems)
	}
	if report.New != 111 || report.Rows != 111 {
		t.Fatalf("report: %+v", report)
	}
	rows, err := s.Rows(numbersIn(t, s, SetAll))
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 111 || rows[0].Key.Incident != "I-clean, factors inferred from outcome 21" {
		t.Fatalf("%d rows, first %+v", len(rows), rows[0].Key)
	}
	again, err := s.Import(context.Background(), officer, []intake.Source{intake.File("../testdata/cases/assess.csv")}, ImportOptions{})
	if err != nil || again.Unchanged != 111 {
		t.Fatalf("again: %+v, %v", again, err)
	}
}
