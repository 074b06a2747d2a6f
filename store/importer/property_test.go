package importer_test

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gd8/model"
	. "gd8/store"
	"gd8/store/importer"
	"gd8/store/intake/source"
)

// An import is held here to a plain statement of its rules, over files drawn
// at random: which cases go in, what every record then says, and how the rows
// are counted.

// plainRow is a row as it is written: values by column, blank ones included.
type plainRow map[string]string

func (r plainRow) key() model.Key {
	return model.Key{Application: r["application_ref"], Person: r["person_ref"], Incident: r["incident_ref"]}
}

// Values that no column takes.
const (
	badDate    = "31/02/2019"
	badOutcome = "99"
)

func (r plainRow) bad() bool {
	return r["person_ref"] == "" || r["incident_ref"] == "" || r["incident_date"] == badDate || r["outcome"] == badOutcome ||
		r["same_event_as"] != "" && r["same_event_as"] == r["incident_ref"]
}

// over puts the row's values over facts.
func (r plainRow) over(t failer, facts model.Facts) model.Facts {
	for column, value := range r {
		field, ok := model.FieldNamed(column)
		if !ok {
			t.Fatal("no field", column)
		}
		facts.Set(field, value)
	}
	return facts
}

func (r plainRow) blanks(t failer, there model.Facts) bool {
	for column, value := range r {
		if field, _ := model.FieldNamed(column); value == "" && there.Recorded(field) {
			return true
		}
	}
	return false
}

// otherIncident reports whether the row's date is another than the recorded one.
func (r plainRow) otherIncident(there model.Facts) bool {
	date := there.Get(model.IncidentDate)
	return date != "" && r["incident_date"] != "" && r["incident_date"] != badDate && r["incident_date"] != date
}

// plainImport says what an import comes to: the facts of every record after
// it, how many rows are new, changed, unchanged and refused, and its error. A
// withdrawn record that goes in is no longer one.
func plainImport(t failer, before map[model.Key]model.Facts, withdrawn map[model.Key]bool, rows []plainRow, o importer.Options) (after map[model.Key]model.Facts, counts [4]int, want error) {
	refused := map[model.CaseKey]bool{}
	first := map[model.Key]plainRow{}
	for _, r := range rows {
		there, known := before[r.key()]
		if r.bad() || known && !o.AllowBlanking && r.blanks(t, there) || known && !o.AllowChangedIncident && r.otherIncident(there) {
			want = importer.ErrRefused
			refused[r.key().Case()] = true
			if r["person_ref"] == "" && o.SkipBad {
				want = importer.ErrUnplaced
				break
			}
		}
		if other, twice := first[r.key()]; !twice {
			first[r.key()] = r
		} else if !maps.Equal(other, r) && r["incident_ref"] != "" && r["person_ref"] != "" {
			refused[r.key().Case()] = true
			want = importer.ErrRefused
		}
	}
	after = maps.Clone(before)
	if want == importer.ErrRefused && o.SkipBad {
		want = nil
	}
	if want != nil {
		return after, [4]int{3: len(rows)}, want
	}
	keepOutApplicants(rows, refused)
	seen := map[model.Key]bool{}
	for _, r := range rows {
		key := r.key()
		if refused[key.Case()] {
			counts[3]++
			continue
		}
		there, known := before[key]
		facts := r.over(t, there)
		switch {
		case seen[key], known && facts == there && !withdrawn[key]:
			counts[2]++
		case known:
			counts[1]++
		default:
			counts[0]++
		}
		seen[key] = true
		delete(withdrawn, key)
		after[key] = facts
	}
	return after, counts, nil
}

// keepOutApplicants refuses the cases whose individual is an applicant of one
// application with that of a refused case: the two may be one human.
func keepOutApplicants(rows []plainRow, refused map[model.CaseKey]bool) {
	for _, r := range rows {
		for _, other := range rows {
			c, o := r.key().Case(), other.key().Case()
			if refused[c] && c.Application != "" && c.Application == o.Application {
				refused[o] = true
			}
		}
	}
}

var plainColumns = map[string][]string{
	"incident_date":        {"2019-03-14", "2019-03-14", "2020-02-29", ""},
	"outcome":              {"21", "21", "21", "22", ""},
	"youth_produced":       {"yes", "yes", "yes", "no", ""},
	"pattern_of_behaviour": {"no", "no", "no", "yes", ""},
	"indicator_of_risk":    {"no", "no", "no", "yes", ""},
	"relevant":             {"", "", "yes", "no"},
	"same_event_as":        {"", "", "", "I-1", "I-2"},
	"person_name":          {"", "Ann", "Ötzi \"the, man\"\nof ice"},
}

// drawFile draws the rows of one file, all of the same columns.
func drawFile(t *rapid.T, tidy bool) []plainRow {
	columns := []string{"person_ref", "incident_ref"}
	if tidy || rapid.IntRange(0, 9).Draw(t, "has applications") > 0 {
		columns = append(columns, "application_ref")
	}
	for _, column := range slices.Sorted(maps.Keys(plainColumns)) {
		if rapid.IntRange(0, 3).Draw(t, "has "+column) > 0 {
			columns = append(columns, column)
		}
	}
	one := func(of ...string) string { return rapid.SampledFrom(of).Draw(t, "value") }
	var rows []plainRow
	for range rapid.IntRange(1, 8).Draw(t, "rows") {
		if len(rows) > 0 && rapid.IntRange(0, 5).Draw(t, "again") == 0 {
			rows = append(rows, maps.Clone(rapid.SampledFrom(rows).Draw(t, "row")))
			continue
		}
		r := plainRow{}
		for _, column := range columns {
			switch column {
			case "application_ref":
				r[column] = one("A-1", "A-1", "A-2", "")
			case "person_ref":
				r[column] = one("P-1", "P-2", "P-3")
			case "incident_ref":
				r[column] = one("I-1", "I-2", "I-3", "I-4")
			default:
				r[column] = one(plainColumns[column]...)
			}
		}
		if !tidy && rapid.IntRange(0, 7).Draw(t, "spoilt") == 0 {
			spoil := map[string]string{"incident_date": badDate, "outcome": badOutcome, "incident_ref": "", "person_ref": "", "same_event_as": r["incident_ref"]}
			column := one(slices.Sorted(maps.Keys(spoil))...)
			if _, has := r[column]; has && (column != "person_ref" || rapid.IntRange(0, 3).Draw(t, "unplaced") == 0) {
				r[column] = spoil[column]
			}
		}
		rows = append(rows, r)
	}
	return rows
}

func writeRows(t failer, path string, rows []plainRow) source.Source {
	t.Helper()
	columns := slices.Sorted(maps.Keys(rows[0]))
	var b strings.Builder
	w := csv.NewWriter(&b)
	lines := [][]string{columns}
	for _, r := range rows {
		var cells []string
		for _, column := range columns {
			cells = append(cells, r[column])
		}
		lines = append(lines, cells)
	}
	if err := errors.Join(w.WriteAll(lines), os.WriteFile(path, []byte(b.String()), 0o600)); err != nil {
		t.Fatal(err)
	}
	return source.File(path)
}

func TestAnImportOfRandomFilesFollowsItsRules(t *testing.T) {
	outer := t.TempDir()
	outcomes := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		folder := freshFolder(t, outer)
		s, _ := clockedStore(t, folder)
		defer s.Close()
		withdrawn := prepare(t, s)
		for round := range rapid.IntRange(1, 3).Draw(t, "imports") {
			o := importer.Options{SkipBad: rapid.Bool().Draw(t, "skip bad"), AllowBlanking: rapid.Bool().Draw(t, "allow blanking"), AllowChangedIncident: rapid.Bool().Draw(t, "allow changed incident")}
			tidy := rapid.IntRange(0, 2).Draw(t, "tidy") == 0
			var rows []plainRow
			var sources []source.Source
			for i := range rapid.IntRange(1, 2).Draw(t, "files") {
				file := drawFile(t, tidy)
				sources = append(sources, writeRows(t, filepath.Join(folder, fmt.Sprintf("%d-%d.csv", round, i)), file))
				rows = append(rows, file...)
			}
			before, bytes := factsByKey(t, s), dump(t, s)
			after, counts, want := plainImport(t, before, withdrawn, rows, o)
			report, err := importer.Import(context.Background(), s, officer, sources, o)
			if !errors.Is(err, want) || err != nil && want == nil {
				t.Fatalf("error %v, want %v; problems %v", err, want, report.Problems)
			}
			got := [4]int{report.New, report.Changed, report.Unchanged, report.Refused}
			if got != counts || report.Rows != len(rows) {
				t.Fatalf("new, changed, unchanged, refused %v of %d, want %v of %d; problems %v", got, report.Rows, counts, len(rows), report.Problems)
			}
			if (report.Refused > 0) != (report.ProblemCount > 0) {
				t.Fatalf("%d rows were refused for %d problems", report.Refused, report.ProblemCount)
			}
			if have := factsByKey(t, s); !maps.Equal(have, after) {
				t.Fatalf("the store holds\n%v\nand should hold\n%v", have, after)
			}
			if err != nil || counts[0]+counts[1] == 0 {
				mustEqualDump(t, "an import that brought nothing", dump(t, s), bytes)
			}
			mustAgreeWithModel(t, s, withdrawn)
			mustVerify(t, "imported", s)
			outcomes[fmt.Sprint(want, counts[3] > 0, counts[1] > 0)]++
		}
	})
	if len(outcomes) < 4 && !t.Failed() && !testing.Short() {
		t.Errorf("the draws came to no more than %v", outcomes)
	}
}

// prepare enters some records by hand, and withdraws some of those.
func prepare(t *rapid.T, s *Store) (withdrawn map[model.Key]bool) {
	withdrawn = map[model.Key]bool{}
	for _, incident := range []string{"I-1", "I-2", "I-3"} {
		if !rapid.Bool().Draw(t, "by hand") {
			continue
		}
		f := cleanFacts(t, "A-1", "P-1", incident)
		n := add(t, s, f)
		if rapid.Bool().Draw(t, "withdrawn") {
			if err := s.Withdraw(officer, n, "entered twice"); err != nil {
				t.Fatal(err)
			}
			withdrawn[f.Key()] = true
		}
	}
	return withdrawn
}
