package store_test

import (
	"context"
	"path/filepath"
	"testing"

	"gd8/model"
	. "gd8/store"
	"gd8/store/importer"
	"gd8/store/intake/source"
)

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
	report, err := importer.Import(context.Background(), s, officer, []source.Source{source.File("../testdata/cases/assess.csv")}, importer.Options{})
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
	again, err := importer.Import(context.Background(), s, officer, []source.Source{source.File("../testdata/cases/assess.csv")}, importer.Options{})
	if err != nil || again.Unchanged != 111 {
		t.Fatalf("again: %+v, %v", again, err)
	}
}
