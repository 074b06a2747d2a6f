package intake

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"gd8/model"
	"gd8/store/intake/problem"
	"gd8/store/intake/source"
)

var today = model.NewDate(2026, 6, 1)

// text is a Source in memory that can be opened again and again.
type text struct{ name, content string }

func (t text) Name() string                 { return t.name }
func (t text) Open() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(t.content)), nil }

// readAll reads every row. The rows' Cells are copied.
func readAll(src source.Source, o Options) (rows []Row, r *Reader, err error) {
	if o.Today == 0 {
		o.Today = today
	}
	if r, err = NewReader(src, o); err != nil {
		return nil, nil, err
	}
	defer r.Close()
	for {
		row, err := r.Next()
		if err == io.EOF {
			return rows, r, nil
		}
		if err != nil {
			return rows, r, err
		}
		row.Cells = append([]string(nil), row.Cells...)
		rows = append(rows, row)
	}
}

// clean reads a file that must have no problem.
func clean(t *testing.T, src source.Source, o Options) []Row {
	t.Helper()
	rows, _, err := readAll(src, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, p := range row.Problems {
			t.Error(p)
		}
	}
	return rows
}

func TestExampleCasesReadWithoutAProblem(t *testing.T) {
	rows := clean(t, source.File("../../testdata/cases/assess.csv"), Options{})
	content, err := os.ReadFile("../../testdata/cases/assess.csv")
	if err != nil {
		t.Fatal(err)
	}
	if want := bytes.Count(content, []byte("\n")) - 1; len(rows) != want {
		t.Errorf("%d rows, want %d", len(rows), want)
	}
	first := rows[0].Facts
	if first.Outcome() != model.Outcome21 || first.Date(model.DateOfBirth) != model.NewDate(2004, 1, 2) || first.Tri(model.IndicatorOfRisk) != model.No {
		t.Errorf("the first row reads as %+v", first)
	}
	if got, want := rows[0].Case.Application, "A-clean, factors inferred from outcome 21"; got != want {
		t.Errorf("application %q, want %q", got, want)
	}
}

const small = "application_ref,person_ref,incident_ref,outcome,incident_date,summary\n" +
	"A-1,P-1,I-1,21,2019-03-14,one\n"

// TestOneRowInEveryEncodingReadsTheSame is the promise that CSV is read as
// Excel writes it.
func TestOneRowInEveryEncodingReadsTheSame(t *testing.T) {
	multi := strings.Replace(small, "one", "\"two \"\"quoted\"\"\nlines; caf\u00e9, \U0001f600\"", 1)
	want := "two \"quoted\"\nlines; caf\u00e9, \U0001f600"
	quoteless := func(sep string) string {
		head, rest, _ := strings.Cut(multi, "\n")
		cells := []string{"A-1", "P-1", "I-1", "21", "14 Mar 2019", rest[strings.Index(rest, `"`):]}
		return strings.ReplaceAll(head, ",", sep) + "\n" + strings.Join(cells, sep)
	}
	crlf := strings.ReplaceAll(multi, "\n", "\r\n")
	for name, content := range map[string]string{
		"plain":             multi,
		"BOM":               source.BOM + multi,
		"CRLF":              crlf,
		"no last line end":  strings.TrimSuffix(multi, "\n"),
		"CRLF cut to CR":    strings.TrimSuffix(crlf, "\n"),
		"semicolons":        quoteless(";"),
		"tabs":              quoteless("\t"),
		"sep= line":         "sep=;\r\n" + quoteless(";"),
		"UTF-16 LE":         utf16Text(crlf, false),
		"UTF-16 BE":         utf16Text(crlf, true),
		"blank rows":        "\n,,,,,\n" + multi + ",,,,,\n\r\n , ,,,,\n",
		"blank extra cells": strings.Replace(multi, "A-1,P-1", "A-1,P-1", 1),
		"upper-case header": strings.ToUpper(multi[:strings.Index(multi, "\n")]) + multi[strings.Index(multi, "\n"):],
		"spaces in header":  strings.Replace(multi, "application_ref,person_ref", "Application Ref,person-ref", 1),
	} {
		t.Run(name, func(t *testing.T) {
			rows := clean(t, text{"hits.csv", content}, Options{})
			if len(rows) != 1 {
				t.Fatalf("%d rows, want 1", len(rows))
			}
			f := rows[0].Facts
			if f.Text(model.Summary) != want {
				t.Errorf("summary %q, want %q", f.Text(model.Summary), want)
			}
			if f.Key() != (model.Key{Application: "A-1", Person: "P-1", Incident: "I-1"}) || f.Outcome() != 21 || f.Date(model.IncidentDate) != model.NewDate(2019, 3, 14) {
				t.Errorf("the row reads as %+v", f)
			}
			if !rows[0].CaseKnown {
				t.Error("the case is not known")
			}
		})
	}
}

func utf16Text(s string, big bool) string {
	var b bytes.Buffer
	put := func(u uint16) {
		if big {
			b.Write([]byte{byte(u >> 8), byte(u)})
		} else {
			b.Write([]byte{byte(u), byte(u >> 8)})
		}
	}
	put(0xfeff)
	for _, r := range s {
		if r >= 0x10000 {
			r -= 0x10000
			put(uint16(0xd800 + r>>10))
			put(uint16(0xdc00 + r&0x3ff))
		} else {
			put(uint16(r))
		}
	}
	return b.String()
}

func TestLineNumbersHoldAfterMultiLineCells(t *testing.T) {
	content := "sep=,\r\n\r\nperson_ref,incident_ref,outcome,summary\r\n" +
		"P-1,I-1,21,\"one\r\ntwo\r\nthree\"\r\n\r\nP-2,I-2,99,\r\n"
	rows, _, err := readAll(text{"hits.csv", content}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 2 || rows[0].Line != 4 || rows[1].Line != 8 {
		t.Fatalf("rows at %v", rows)
	}
	if got := rows[0].Facts.Text(model.Summary); got != "one\ntwo\nthree" {
		t.Errorf("summary %q", got)
	}
	want := `hits.csv, line 8, column outcome: "99": not an outcome code; gd8 takes an outcome code 1 to 22, 1a, 2a or 3a (21, O21 or Outcome 21), or blank`
	if got := rows[1].Problems[0].String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestWhereARowBelongsIsNeverGuessed: a case enters whole or not at all, so
// a refused row must either name its case for certain or say that it cannot.
func TestWhereARowBelongsIsNeverGuessed(t *testing.T) {
	const header = "application_ref,person_ref,incident_ref,outcome,summary\n"
	long := strings.Repeat("x", model.MaxText+1)
	for _, c := range []struct {
		name, row string
		known     bool
		person    string
	}{
		{"a good row", "A,P,I,21,s", true, "P"},
		{"blank application", ",P,I,21,s", true, "P"},
		{"bad outcome", "A,P,I,99,s", true, "P"},
		{"blank incident", "A,P,,21,s", true, "P"},
		{"blank person", "A,,I,21,s", false, ""},
		{"person of spaces", "A,  ,I,21,s", false, ""},
		{"person too long", "A," + long + ",I,21,s", false, ""},
		{"application too long", long + ",P,I,21,s", false, ""},
		{"an unquoted comma", "A,P,I,21,s,t", false, ""},
		{"blank cells beyond the header", "A,P,I,21,s,, ", true, "P"},
		{"cut after the incident", "A,P,I", true, "P"},
		{"cut within the person", "A,P", false, ""},
		{"cut before the person", "A", false, ""},
		{"cut, person blank", "A,,I,2", false, ""},
		{"an apostrophe from a safe CSV file", "A,'=P,I,21,s", false, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, _, err := readAll(text{"hits.csv", header + c.row + "\nA,P,I2,21,s\n"}, Options{})
			if err != nil || len(rows) != 2 {
				t.Fatal(len(rows), err)
			}
			if rows[0].CaseKnown != c.known || rows[0].Case.Person != c.person {
				t.Errorf("case %+v known %v, want person %q known %v", rows[0].Case, rows[0].CaseKnown, c.person, c.known)
			}
			if !c.known && len(rows[0].Problems) == 0 {
				t.Error("a row of no known case was accepted")
			}
			if !rows[1].CaseKnown || len(rows[1].Problems) > 0 {
				t.Error("the row after it was refused")
			}
		})
	}
}

func TestAnAbsentColumnIsNotABlankOne(t *testing.T) {
	rows := clean(t, text{"hits.csv", "person_ref,incident_ref,relevant\nP,I,\n"}, Options{})
	if got, want := rows[0].Present, model.SetOf(model.PersonRef, model.IncidentRef, model.Relevant); got != want {
		t.Errorf("present %v, want %v", got.Names(), want.Names())
	}
	rows = clean(t, text{"hits.json", `[{"person_ref":"P","incident_ref":"I","relevant":null},{"person_ref":"P","incident_ref":"J"}]`}, Options{})
	if !rows[0].Present.Has(model.Relevant) || rows[1].Present.Has(model.Relevant) {
		t.Error("null is a blank and a missing member is none")
	}
}

func TestUnknownColumnsAreNamedOnce(t *testing.T) {
	_, r, err := readAll(text{"hits.csv", "person_ref,Officer,incident_ref,,Beat\nP,x,I,,y\nP,x,J,,y\n"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(r.Unknown(), "|"); got != "Officer|Beat" {
		t.Errorf("unknown %s", got)
	}
	_, r, err = readAll(text{"hits.json", `{"person_ref":"P","incident_ref":"I","x":[{"y":1}]} {"x":2,"person_ref":"P","incident_ref":"J"}`}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(r.Unknown(), "|"); got != "x" {
		t.Errorf("unknown %s", got)
	}
}

func TestAFileThatChangesBetweenTwoPassesIsNoticed(t *testing.T) {
	_, first, err := readAll(text{"hits.csv", small}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	seen := first.Fingerprint()
	if _, _, err := readAll(text{"hits.csv", small}, Options{Expect: &seen}); err != nil {
		t.Errorf("the same file: %v", err)
	}
	_, _, err = readAll(text{"hits.csv", strings.Replace(small, "P-1", "P-2", 1)}, Options{Expect: &seen})
	var file *problem.FileError
	if !errors.As(err, &file) || !strings.Contains(file.Message, "changed") {
		t.Errorf("a changed file of the same length: %v", err)
	}
}

func TestStandardInputIsReadOnceAndItsFormatTold(t *testing.T) {
	for name, content := range map[string]string{
		"csv":        small,
		"array":      " \n[{\"person_ref\":\"P-1\",\"incident_ref\":\"I-1\"}]\n",
		"lines":      "{\"person_ref\":\"P-1\",\"incident_ref\":\"I-1\"}\n",
		"UTF-16 CSV": utf16Text(small, false),
	} {
		t.Run(name, func(t *testing.T) {
			src := source.Stream("standard input", strings.NewReader(content))
			if rows := clean(t, src, Options{}); len(rows) != 1 {
				t.Errorf("%d rows", len(rows))
			}
			if _, err := NewReader(src, Options{Today: today}); err == nil {
				t.Error("it was opened twice")
			}
		})
	}
}
