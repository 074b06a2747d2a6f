package storetest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/importer"
	"gd8/store/intake"
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
	report, err := importer.Import(context.Background(), s, Officer, []intake.Source{intake.File(path)}, o)
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
