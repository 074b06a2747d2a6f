package storetest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/audit"
	"gd8/store/importer"
	"gd8/store/intake/source"
	"gd8/store/vault"
)

// New makes an empty store, whose clock stands at Someday.
func New(t testing.TB) *store.Store {
	t.Helper()
	return Open(t, filepath.Join(t.TempDir(), "gd8.db"))
}

// Open opens the store at path, or makes it; its clock stands at Someday.
func Open(t testing.TB, path string) *store.Store {
	t.Helper()
	s, err := store.OpenOrCreate(path, store.Options{Now: func() time.Time { return Someday }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() }) // a test may have closed it
	return s
}

// WriteFile puts a file into a folder of the test's.
func WriteFile(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// CopyFile copies a store's file as a kill would leave it.
func CopyFile(t Failer, path, to string) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// ImportText imports CSV text and fails the test unless that succeeds.
func ImportText(t testing.TB, s *store.Store, csv string) importer.Report {
	t.Helper()
	report, err := TryImport(t, s, csv, importer.Options{})
	if err != nil {
		t.Fatalf("import: %v; problems: %v", err, report.Problems)
	}
	return report
}

// TryImport imports CSV text and fails the test where its counts do not add up.
func TryImport(t testing.TB, s *store.Store, csv string, o importer.Options) (importer.Report, error) {
	t.Helper()
	path := WriteFile(t, "hits.csv", csv)
	report, err := importer.Import(context.Background(), s, Officer, []source.Source{source.File(path)}, o)
	if sum := report.New + report.Changed + report.Unchanged + report.Refused; sum != report.Rows {
		t.Fatalf("counts add up to %d of %d rows: %+v", sum, report.Rows, report)
	}
	return report, err
}

// NumberOf is the number of the one record of an incident.
func NumberOf(t testing.TB, s *store.Store, incident string) store.Number {
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

// RowOfIncident is the queue row of the one record of an incident.
func RowOfIncident(t testing.TB, s *store.Store, incident string) store.Row {
	t.Helper()
	return RowOfNumber(t, s, NumberOf(t, s, incident))
}

// RowOfNumber reads one queue row.
func RowOfNumber(t Failer, s *store.Store, n store.Number) store.Row {
	t.Helper()
	rows, err := s.Rows([]store.Number{n})
	if err != nil {
		t.Fatal(err)
	}
	return rows[0]
}

// NumbersIn are the records of a set of the index.
func NumbersIn(t Failer, s *store.Store, in store.Set) (list []store.Number) {
	t.Helper()
	err := s.View(func(r *store.Reader) error {
		members, err := r.Members(in)
		if err != nil {
			return err
		}
		for it := members.Iterator(); it.HasNext(); {
			list = append(list, store.Number(it.Next()))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// FactsByKey are the source facts of every visible record, withdrawn or not,
// but for those that were erased.
func FactsByKey(t Failer, s *store.Store) map[model.Key]model.Facts {
	t.Helper()
	all := map[model.Key]model.Facts{}
	err := s.View(func(r *store.Reader) error {
		for n := store.Number(1); uint32(n) < r.Next; n++ {
			src, err := r.SourceOf(n)
			if errors.Is(err, vault.ErrMissing) {
				continue
			}
			if err != nil {
				return err
			}
			if _, twice := all[src.Facts.Key()]; twice {
				t.Fatalf("two records have the key %+v", src.Facts.Key())
			}
			all[src.Facts.Key()] = src.Facts
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// MarkIncomplete marks a record as a rescue does.
func MarkIncomplete(t Failer, s *store.Store, n store.Number) {
	t.Helper()
	err := s.Write(Officer, func(w *store.Writer) error {
		src, err := w.SourceOf(n)
		if err != nil {
			return err
		}
		src.Incomplete = true
		w.Revision++
		w.Entry.Operation, w.Entry.Action = vault.Alteration, "rescue"
		if err := w.PutSource(n, src); err != nil {
			return err
		}
		return w.ReassessAll(store.PersonSet{src.Facts.Text(model.PersonRef): true})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// MustHoldOnly fails where a folder holds anything but the files named.
func MustHoldOnly(t testing.TB, folder string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	for _, e := range entries {
		have[e.Name()] = true
	}
	for _, name := range names {
		if !have[name] {
			t.Errorf("%s is not there", name)
		}
		delete(have, name)
	}
	for name := range have {
		t.Errorf("%s was left behind", name)
	}
}

// Findings verifies a store and gives what is wrong with it.
func Findings(t testing.TB, s *store.Store, against *store.Checkpoint) []string {
	t.Helper()
	var list []string
	if _, err := audit.Verify(context.Background(), s, against, func(f audit.Finding) { list = append(list, f.String()) }); err != nil {
		t.Fatal(err)
	}
	return list
}

// Worked fills a store with two applications: one discarded, one answered and
// drafted.
func Worked(t testing.TB, s *store.Store) {
	t.Helper()
	ImportText(t, s, Columns+
		"APP-417,P-118,14/2231/19,2019-03-14,2004-01-02,21,yes,,no,Zanzibar summary\n"+
		"APP-500,P-200,15/0001/20,2020-03-14,2005-01-02,21,yes,no,no,Tripoli summary\n")
	n := NumberOf(t, s, "14/2231/19")
	if _, err := s.Answer(Officer, n, model.Answer{Field: model.PatternOfBehaviour, Value: "no", Note: "Quagmire searched"}); err != nil {
		t.Fatal(err)
	}
	sections := model.Sections{model.Searched: "PNC, PND and Niche: nothing further.", model.Grounds: "Xylophone rationale for this one incident with outcome 21."}
	if _, err := s.Decide(Officer, n, model.Discard, sections, 0); err != nil {
		t.Fatal(err)
	}
	if err := s.Consult(Officer, n, "open"); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveDraft(Officer, n, store.Draft{Kind: model.Refer, Sections: model.Sections{model.Reason: "Vortex draft"}}); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveNote(Officer, n, "Wombat note"); err != nil {
		t.Fatal(err)
	}
}

// FactorRows are rows of so many individuals, each with one incident, which
// record abusive as given.
func FactorRows(rows int, abusive string) string {
	var b strings.Builder
	b.WriteString("application_ref,person_ref,incident_ref,incident_date,date_of_birth,outcome,youth_produced,pattern_of_behaviour,indicator_of_risk,abusive,summary\n")
	for i := range rows {
		fmt.Fprintf(&b, "A-%d,N-%d,I-%d,2019-03-14,2004-01-02,21,yes,no,no,%s,summary %d\n", i, i, i, abusive, i)
	}
	return b.String()
}

// Grounds are what a discard needs.
var Grounds = model.Sections{model.Searched: "PNC, PND and Niche: nothing further.", model.Grounds: "One incident in 2019, resolved with outcome 21; local systems and PND searched, nothing further is known of this individual."}

// ImportStopped imports a text and cancels that in a phase; where killed, it
// gives a copy of the file as a kill at that moment would leave it.
func ImportStopped(t testing.TB, s *store.Store, text, phase string, killed bool) (copied string) {
	t.Helper()
	copied = filepath.Join(t.TempDir(), "killed.db")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	stopped := false
	_, err := importer.Import(ctx, s, Officer, []source.Source{source.File(WriteFile(t, "first.csv", text))}, importer.Options{Progress: func(p importer.Progress) {
		if p.Phase != phase || stopped {
			return
		}
		stopped = true
		if killed {
			CopyFile(t, s.Path(), copied)
		}
		cancel()
	}})
	if !errors.Is(err, importer.ErrCancelled) || !stopped {
		t.Fatalf("the import was not stopped while %s: %v", phase, err)
	}
	return copied
}
