// Package storetest has what the tests of the store's rooms share: stores with a
// clock that can be set, a store's content as it can be compared, and files of
// generated rows.
package storetest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"gd8/model"
	"gd8/store"
	"gd8/store/audit"
	"gd8/store/intake/source"
	"gd8/store/vault"
)

// Someday is when the tests take place, and Officer who is at work in them.
var (
	Someday = time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)
	Officer = store.Actor{Officer: "J. Officer", Purpose: "Enhanced check", Sitting: "test"}
)

// Columns are those of the rows that Generated gives.
const Columns = "application_ref,person_ref,incident_ref,incident_date,date_of_birth,outcome,youth_produced,pattern_of_behaviour,indicator_of_risk,summary\n"

// Failer is what testing.TB and rapid.T have in common.
type Failer interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// Clock is a store's clock that a test sets.
type Clock struct{ Now time.Time }

// Read gives the time it stands at.
func (c *Clock) Read() time.Time { return c.Now }

// Clocked makes a store that does not sync, whose clock the test sets.
func Clocked(t Failer, folder string) (*store.Store, *Clock) {
	t.Helper()
	c := &Clock{Someday}
	path := filepath.Join(folder, "gd8.db")
	s, err := store.OpenOrCreate(path, store.Options{Now: c.Read, WithoutSync: true})
	if err != nil {
		t.Fatal(err)
	}
	return s, c
}

// Dump is every value of the store's file as it is stored, by bucket and key,
// but for what tells the transactions apart.
func Dump(t Failer, s *store.Store) map[string]string {
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

func withoutWrites(t Failer, s *store.Store, stored []byte) []byte {
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

// MustEqualDump fails where the two dumps differ.
func MustEqualDump(t Failer, what string, got, want map[string]string) {
	t.Helper()
	if d := differences(got, want); len(d) > 0 {
		t.Fatalf("%s: the store differs in %d places, the first: %q", what, len(d), d[:min(3, len(d))])
	}
}

// MustVerify fails where verify finds anything.
func MustVerify(t Failer, what string, s *store.Store) {
	t.Helper()
	var list []string
	if _, err := audit.Verify(context.Background(), s, nil, func(f audit.Finding) { list = append(list, f.String()) }); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if len(list) > 0 {
		t.Fatalf("%s: verify found %d things, the first: %q", what, len(list), list[:min(3, len(list))])
	}
}

// FactsOf makes facts of "column", "value" pairs.
func FactsOf(t Failer, pairs ...string) model.Facts {
	t.Helper()
	var f model.Facts
	for i := 0; i < len(pairs); i += 2 {
		field, ok := model.FieldNamed(pairs[i])
		if !ok {
			t.Fatalf("no field is named %q", pairs[i])
		}
		value, err := model.Canonical(field, pairs[i+1], model.DateOf(Someday))
		if err != nil {
			t.Fatal(err)
		}
		f.Set(field, value)
	}
	return f
}

// CleanFacts are facts for which the discard applies, with changes.
func CleanFacts(t Failer, application, person, incident string, changes ...string) model.Facts {
	t.Helper()
	return FactsOf(t, append([]string{
		"application_ref", application, "person_ref", person, "incident_ref", incident,
		"incident_date", "2019-03-14", "date_of_birth", "2004-01-02", "outcome", "21", "youth_produced", "yes",
		"pattern_of_behaviour", "no", "indicator_of_risk", "no",
	}, changes...)...)
}

// Add enters a record by hand.
func Add(t Failer, s *store.Store, f model.Facts) store.Number {
	t.Helper()
	n, err := s.Add(Officer, f)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// Filled are sections with all that any decision asks for.
func Filled(word string) (s model.Sections) {
	for i := range s {
		s[i] = fmt.Sprintf("%s, section %d of the rationale.", word, i)
	}
	return s
}

// Decide makes a decision and fails where it is refused.
func Decide(t Failer, s *store.Store, n store.Number, kind model.DecisionKind) []store.Number {
	t.Helper()
	written, err := s.Decide(Officer, n, kind, Filled(fmt.Sprint("Record ", n)), 0)
	if err != nil {
		t.Fatal(err)
	}
	return written
}

// Answer keeps an answer and fails where it is refused.
func Answer(t Failer, s *store.Store, n store.Number, field model.Field, value string) uint32 {
	t.Helper()
	sequence, err := s.Answer(Officer, n, model.Answer{Field: field, Value: value, Reason: "checked with the force"})
	if err != nil {
		t.Fatal(err)
	}
	return sequence
}

// Generated is a CSV file of rows in cases of three, with a column that
// differs where marked does.
func Generated(from, rows int, mark string) string {
	var b strings.Builder
	b.WriteString(Columns)
	for i := from; i < from+rows; i++ {
		fmt.Fprintf(&b, "A-%d,P-%d,I-%d,2019-03-14,2004-01-02,21,yes,no,no,%s %d\n", i/6, i/3, i, mark, i)
	}
	return b.String()
}

// SourcesOf writes files and gives them as the sources of one import.
func SourcesOf(t testing.TB, files ...string) (sources []source.Source, folder string) {
	t.Helper()
	folder = t.TempDir()
	for i, content := range files {
		path := filepath.Join(folder, fmt.Sprintf("hits%d.csv", i+1))
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		sources = append(sources, source.File(path))
	}
	return sources, folder
}

// FreshFolder is a folder of one draw's own.
func FreshFolder(t Failer, outer string) string {
	t.Helper()
	folder, err := os.MkdirTemp(outer, "")
	if err != nil {
		t.Fatal(err)
	}
	return folder
}
