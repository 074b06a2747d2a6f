package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"gd8/model"
	"gd8/store/intake"
	"gd8/store/vault"
)

// What the tests of this package share: stores with a clock that can be set,
// a store's content as it can be compared, and files of generated rows.

// Where the first page of a bbolt file keeps the number of its pages and, last,
// the checksum of both.
const (
	metaPages = 16 + 40
	metaSum   = 16 + 56
)

// failer is what testing.TB and rapid.T have in common.
type failer interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// clock is a store's clock that a test sets.
type clock struct{ now time.Time }

func (c *clock) read() time.Time { return c.now }

// clockedStore makes a store that does not sync, whose clock the test sets.
func clockedStore(t failer, folder string) (*Store, *clock) {
	t.Helper()
	c := &clock{someday}
	path := filepath.Join(folder, "gd8.db")
	s, err := OpenOrCreate(path, Options{Now: c.read, WithoutSync: true})
	if err != nil {
		t.Fatal(err)
	}
	return s, c
}

// dump is every value of the store's file as it is stored, by bucket and key,
// but for what tells the transactions apart.
func dump(t failer, s *Store) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := s.Raw().View(func(tx *bolt.Tx) error {
		return tx.ForEach(func(name []byte, b *bolt.Bucket) error {
			return b.ForEach(func(k, v []byte) error {
				if string(name) == "meta" && string(k) == "state" {
					v = withoutWrites(t, s, v)
				}
				all[fmt.Sprintf("%s %x", name, k)] = string(v)
				return nil
			})
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func withoutWrites(t failer, s *Store, stored []byte) []byte {
	t.Helper()
	b, err := s.Sealer().Open(nil, "meta", vault.KeyState, stored)
	if err != nil {
		t.Fatal(err)
	}
	st, err := vault.DecodeState(b)
	if err != nil {
		t.Fatal(err)
	}
	st.Writes, st.Nonce = 0, [16]byte{}
	return st.Encode()
}

// differences names the places in which two dumps differ.
func differences(a, b map[string]string) []string {
	var list []string
	for place, value := range a {
		if other, ok := b[place]; !ok || other != value {
			list = append(list, place)
		}
	}
	for place := range b {
		if _, ok := a[place]; !ok {
			list = append(list, place)
		}
	}
	slices.Sort(list)
	return list
}

// mustEqualDump fails where the two dumps differ.
func mustEqualDump(t failer, what string, got, want map[string]string) {
	t.Helper()
	if d := differences(got, want); len(d) > 0 {
		t.Fatalf("%s: the store differs in %d places, the first: %q", what, len(d), d[:min(3, len(d))])
	}
}

// copyOf copies a store's file as a kill would leave it.
func copyOf(t failer, path, to string) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// mustVerify fails where verify finds anything.
func mustVerify(t failer, what string, s *Store) {
	t.Helper()
	var list []string
	if _, err := s.Verify(context.Background(), nil, func(f Finding) { list = append(list, f.String()) }); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if len(list) > 0 {
		t.Fatalf("%s: verify found %d things, the first: %q", what, len(list), list[:min(3, len(list))])
	}
}

// factsOf makes facts of "column", "value" pairs.
func factsOf(t failer, pairs ...string) model.Facts {
	t.Helper()
	var f model.Facts
	for i := 0; i < len(pairs); i += 2 {
		field, ok := model.FieldNamed(pairs[i])
		if !ok {
			t.Fatalf("no field is named %q", pairs[i])
		}
		value, err := model.Canonical(field, pairs[i+1], model.DateOf(someday))
		if err != nil {
			t.Fatal(err)
		}
		f.Set(field, value)
	}
	return f
}

// cleanFacts are facts for which the discard applies, with changes.
func cleanFacts(t failer, application, person, incident string, changes ...string) model.Facts {
	t.Helper()
	return factsOf(t, append([]string{
		"application_ref", application, "person_ref", person, "incident_ref", incident,
		"incident_date", "2019-03-14", "date_of_birth", "2004-01-02", "outcome", "21", "youth_produced", "yes",
		"pattern_of_behaviour", "no", "indicator_of_risk", "no",
	}, changes...)...)
}

// add enters a record by hand.
func add(t failer, s *Store, f model.Facts) Number {
	t.Helper()
	n, err := s.Add(officer, f)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// numbersIn are the records of a set of the index.
func numbersIn(t failer, s *Store, in Set) (list []Number) {
	t.Helper()
	err := s.View(func(r *Reader) error {
		members, err := r.Members(in)
		if err != nil {
			return err
		}
		for it := members.Iterator(); it.HasNext(); {
			list = append(list, Number(it.Next()))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// rowOfNumber reads one queue row.
func rowOfNumber(t failer, s *Store, n Number) Row {
	t.Helper()
	rows, err := s.Rows([]Number{n})
	if err != nil {
		t.Fatal(err)
	}
	return rows[0]
}

// filled are sections with all that any decision asks for.
func filled(word string) (s model.Sections) {
	for i := range s {
		s[i] = fmt.Sprintf("%s, section %d of the rationale.", word, i)
	}
	return s
}

// decide makes a decision and fails where it is refused.
func decide(t failer, s *Store, n Number, kind model.DecisionKind) []Number {
	t.Helper()
	written, err := s.Decide(officer, n, kind, filled(fmt.Sprint("Record ", n)), 0)
	if err != nil {
		t.Fatal(err)
	}
	return written
}

// answer keeps an answer and fails where it is refused.
func answer(t failer, s *Store, n Number, field model.Field, value string) uint32 {
	t.Helper()
	sequence, err := s.Answer(officer, n, model.Answer{Field: field, Value: value, Reason: "checked with the force"})
	if err != nil {
		t.Fatal(err)
	}
	return sequence
}

// generated is a CSV file of rows in cases of three, with a column that
// differs where marked does.
func generated(from, rows int, mark string) string {
	var b strings.Builder
	b.WriteString(columns)
	for i := from; i < from+rows; i++ {
		fmt.Fprintf(&b, "A-%d,P-%d,I-%d,2019-03-14,2004-01-02,21,yes,no,no,%s %d\n", i/6, i/3, i, mark, i)
	}
	return b.String()
}

// sourcesOf writes files and gives them as the sources of one import.
func sourcesOf(t testing.TB, files ...string) (sources []intake.Source, folder string) {
	t.Helper()
	folder = t.TempDir()
	for i, content := range files {
		path := filepath.Join(folder, fmt.Sprintf("hits%d.csv", i+1))
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		sources = append(sources, intake.File(path))
	}
	return sources, folder
}

// factsByKey are the source facts of every visible record, withdrawn or not,
// but for those that were erased.
func factsByKey(t failer, s *Store) map[model.Key]model.Facts {
	t.Helper()
	all := map[model.Key]model.Facts{}
	err := s.View(func(r *Reader) error {
		for n := Number(1); uint32(n) < r.Next; n++ {
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
