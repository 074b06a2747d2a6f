package importer_test

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	. "gd8/store"
	"gd8/store/importer"
	"gd8/store/intake/source"
)

func TestSkipBadLeavesOutWholeCasesAndWritesEveryRowOfThem(t *testing.T) {
	s := newStore(t)
	importText(t, s, few+"A-1,P-1,I-1,21,yes,as it was\n")
	first := few +
		"A-1,P-1,I-1,22,yes,changed\n" + // of a refused case: stays as it was
		"A-2,P-2,I-1,21,yes,whole\n" +
		"A-1,P-1,I-2,21,yes,\"new, with a comma\"\n"
	second := "person_ref,incident_ref,application_ref,outcome,colour\n" +
		"P-3,I-1,A-3,21,red\n" +
		"P-1,I-3,A-1,99,blue\n" +
		"P-1,I-1,A-2,21,green\n" + // P-1 again, another application: another case
		"P-3,I-1,A-3,21,red\n"
	before := dumpOfRecord(t, s, numberOf(t, s, "I-1"))
	report, folder, err := importFiles(t, s, importer.Options{SkipBad: true}, first, second)
	if err != nil {
		t.Fatal(err)
	}
	if report.Rows != 7 || report.New != 3 || report.Changed != 0 || report.Unchanged != 1 || report.Refused != 3 {
		t.Errorf("%+v", report)
	}
	if !slices.Equal(report.Unknown, []string{"colour"}) {
		t.Errorf("unknown columns: %q", report.Unknown)
	}
	if after := dumpOfRecord(t, s, 1); after != before {
		t.Error("the record of the refused case changed")
	}
	want := [][]string{
		{"A-1", "P-1", "I-1", "22", "yes", "changed", "2", "another row of this case was refused, and a case goes in whole or not at all"},
		{"A-1", "P-1", "I-2", "21", "yes", "new, with a comma", "4", "another row of this case was refused, and a case goes in whole or not at all"},
	}
	mustHoldRows(t, filepath.Join(folder, "hits1.refused.csv"), want)
	rows := refusedRows(t, filepath.Join(folder, "hits2.refused.csv"))
	if len(rows) != 1 || !slices.Equal(rows[0][:6], []string{"P-1", "I-3", "A-1", "99", "blue", "3"}) || !strings.Contains(rows[0][6], "99") {
		t.Errorf("%q", rows)
	}
	mustHoldOnly(t, folder, "hits1.csv", "hits2.csv", "hits1.refused.csv", "hits2.refused.csv")
	mustVerify(t, "skip bad", s)
}

// dumpOfRecord is a record's first source as it is stored.
func dumpOfRecord(t testing.TB, s *Store, n Number) string {
	t.Helper()
	value := dump(t, s)[fmt.Sprintf("sources %x", PairKey(n, 1))]
	if value == "" {
		t.Fatalf("record %d has no source", n)
	}
	return value
}

func refusedRows(t testing.TB, path string) [][]string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(content), "\ufeff"))).ReadAll()
	if err != nil || len(rows) == 0 {
		t.Fatalf("%v: %q", err, content)
	}
	return rows[1:]
}

func mustHoldRows(t testing.TB, path string, want [][]string) {
	t.Helper()
	got := refusedRows(t, path)
	if !slices.EqualFunc(got, want, slices.Equal[[]string]) {
		t.Errorf("%s holds %q, want %q", filepath.Base(path), got, want)
	}
}

func TestARefusedFileSaysOfEveryRowWhyItStayedOut(t *testing.T) {
	s := newStore(t)
	importText(t, s, few+"A-1,P-1,I-1,21,yes,kept\n")
	_, folder, err := importFiles(t, s, importer.Options{SkipBad: true}, few+
		"A-1,P-1,I-1,,,kept\n"+ // two blanks over values
		"A-2,P-2,I-2,21,yes,a\nA-2,P-2,I-2,21,yes,b\n")
	if err != nil {
		t.Fatal(err)
	}
	rows := refusedRows(t, filepath.Join(folder, "hits1.refused.csv"))
	if len(rows) != 3 {
		t.Fatalf("%q", rows)
	}
	for i, want := range []string{"a blank would replace the recorded value", "line 4 have the same references but differ", "line 3 have the same references but differ"} {
		if reason := rows[i][len(rows[i])-1]; !strings.Contains(reason, want) {
			t.Errorf("row %d: %q does not say %q", i, reason, want)
		}
	}
	if reason := rows[0][len(rows[0])-1]; !strings.Contains(reason, "and 1 more") {
		t.Errorf("the second blank is not mentioned: %q", reason)
	}
}

func TestAMendedRefusedFileCompletesTheImport(t *testing.T) {
	s := newStore(t)
	_, folder, err := importFiles(t, s, importer.Options{SkipBad: true}, few+"A-1,P-1,I-1,21,yes,x\nA-1,P-1,I-2,99,yes,y\nA-2,P-2,I-3,21,yes,z\n")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "hits1.refused.csv")
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(content), ",99,", ",22,", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	report, err := importer.Import(context.Background(), s, officer, []source.Source{source.File(path)}, importer.Options{})
	if err != nil || report.New != 2 {
		t.Fatalf("%v: %+v", err, report)
	}
	if row := rowOfIncident(t, s, "I-1"); row.Events != 2 {
		t.Errorf("%+v", row)
	}
}

func TestARowThatCannotBePlacedKeepsTheWholeImportOut(t *testing.T) {
	for name, row := range map[string]string{
		"a blank person_ref":    "A-2,,I-2,21,yes,\n",
		"more cells":            "A-2,P-2,I-2,21,yes,x,y\n",
		"cut off":               "A-2,P-2\n",
		"an application of x's": strings.Repeat("x", 300) + ",P-2,I-2,21,yes,\n",
	} {
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			before := dump(t, s)
			report, folder, err := importFiles(t, s, importer.Options{SkipBad: true}, few+"A-1,P-1,I-1,21,yes,\n"+row)
			if !errors.Is(err, importer.ErrUnplaced) || report.Refused != 2 || report.New != 0 {
				t.Errorf("%v: %+v", err, report)
			}
			mustEqualDump(t, name, dump(t, s), before)
			mustHoldOnly(t, folder, "hits1.csv")
		})
	}
}
