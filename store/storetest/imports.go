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
func ImportText(t testing.TB, s *store.Store, csv string) store.ImportReport {
	t.Helper()
	report, err := TryImport(t, s, csv, store.ImportOptions{})
	if err != nil {
		t.Fatalf("import: %v; problems: %v", err, report.Problems)
	}
	return report
}

// TryImport imports CSV text and fails the test where its counts do not add up.
func TryImport(t testing.TB, s *store.Store, csv string, o store.ImportOptions) (store.ImportReport, error) {
	t.Helper()
	path := WriteFile(t, "hits.csv", csv)
	report, err := s.Import(context.Background(), Officer, []intake.Source{intake.File(path)}, o)
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
