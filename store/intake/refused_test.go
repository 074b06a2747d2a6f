package intake

import (
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gd8/model"
	"gd8/store/intake/source"
)

// refuseAll writes every row of a file to its file of refused rows.
func refuseAll(t *testing.T, path string, o Options) string {
	t.Helper()
	o.Today = today
	r, err := NewReader(source.File(path), o)
	must(t, err)
	defer r.Close()
	w, err := NewRefusedWriter(path, r.Header())
	must(t, err)
	for {
		row, err := r.Next()
		if err != nil {
			break
		}
		reasons := row.Reasons()
		if reasons == "" {
			reasons = "another row of this case was refused"
		}
		must(t, w.Write(&row, reasons))
	}
	out, err := w.Close()
	must(t, err)
	return out
}

func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	must(t, os.WriteFile(path, []byte(content), 0o600))
	return path
}

// TestRefusedRowsReadBackAsTheyWere: a file of refused rows, apostrophes and
// all, is its input again, and in a spreadsheet no cell of it is a formula.
func TestRefusedRowsReadBackAsTheyWere(t *testing.T) {
	content := "application_ref;person_ref;incident_ref;relevant;Officer;summary\n" +
		"=A;+P;@I;-;=cmd|' /C calc'!A0;\"-two\r\nlines; \"\"quoted\"\"\"\n" +
		"'A';''P;'x;yes;'=kept;'@sam said\n"
	path := write(t, "hits.csv", content)
	out := refuseAll(t, path, Options{})
	if filepath.Base(out) != "hits.refused.csv" {
		t.Errorf("it is named %s", out)
	}
	raw, err := os.ReadFile(out)
	must(t, err)
	for _, cell := range []string{"'=A", "'+P", "'@I", "'-", "'=cmd|", "''=kept", "''@sam", "'A'", "''P"} {
		if !strings.Contains(string(raw), cell) {
			t.Errorf("%s is not in\n%s", cell, raw)
		}
	}
	before := clean(t, source.File(path), Options{})
	after := clean(t, source.File(out), Options{})
	if len(before) != 2 || len(after) != 2 {
		t.Fatalf("%d rows became %d", len(before), len(after))
	}
	for i := range before {
		if !reflect.DeepEqual(before[i].Facts, after[i].Facts) || before[i].Present != after[i].Present {
			t.Errorf("row %d: %+v became %+v", i, before[i].Facts, after[i].Facts)
		}
	}
	_, r, err := readAll(source.File(out), Options{})
	must(t, err)
	if got := strings.Join(r.Unknown(), "|"); got != "Officer" {
		t.Errorf("unknown columns %s", got)
	}
}

// TestAnUncorrectedRowStaysRefused: importing a file of refused rows as it is
// must not take what its input was refused for.
func TestAnUncorrectedRowStaysRefused(t *testing.T) {
	const header = "application_ref,person_ref,incident_ref,outcome,summary\n"
	sheet := book(t, func(f *excelize.File) {
		must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"person_ref", "incident_ref"}))
		must(t, f.SetCellValue("Sheet1", "A2", "P"))
		formatted(t, f, "B2", 43538, "dd/mm/yyyy")
	})
	for name, c := range map[string]struct{ file, content string }{
		"a cut-off row":           {"hits.csv", header + "A,P,I,21\n"},
		"a shifted row":           {"hits.csv", header + "A,P,I,21,one, two\n"},
		"a row too long":          {"hits.csv", header + "A,P,I,21," + strings.Repeat("x", 2*maxRow) + "\n"},
		"a row too long beyond":   {"hits.csv", header + "A,P,I,21,s," + strings.Repeat("x", 2*maxRow) + "\n"},
		"a long cell":             {"hits.csv", header + "A,P,I,21," + strings.Repeat("x", model.MaxLong+1) + "\n"},
		"a marked reference":      {"hits.csv", header + "A,'=P,I,21,s\n"},
		"a nested value":          {"hits.json", `[{"person_ref":"P","incident_ref":"I","summary":{"a":1}}]`},
		"a member twice":          {"hits.json", `[{"person_ref":"P","incident_ref":"I","incident-ref":"J"}]`},
		"an object too long":      {"hits.json", `[{"person_ref":"P","incident_ref":"I","x":"` + strings.Repeat("x", 2*maxRow) + `"}]`},
		"a NUL in a reference":    {"hits.json", `[{"person_ref":"P\u0000","incident_ref":"I"}]`},
		"a reference made a date": {"hits.xlsx", sheet},
	} {
		t.Run(name, func(t *testing.T) {
			out := refuseAll(t, write(t, c.file, c.content), Options{})
			rows, _, err := readAll(source.File(out), Options{})
			must(t, err)
			if len(rows) != 1 || len(rows[0].Problems) == 0 {
				raw, _ := os.ReadFile(out)
				t.Errorf("%d rows, accepted; the file is\n%.500s", len(rows), raw)
			}
		})
	}
}

// TestARefusedFileNeverTakesAnothersPlace.
func TestARefusedFileNeverTakesAnothersPlace(t *testing.T) {
	path := write(t, "hits.csv", "person_ref,incident_ref,outcome\nP,I,99\n")
	dir := filepath.Dir(path)
	kept := filepath.Join(dir, "hits.refused.csv")
	must(t, os.WriteFile(kept, []byte("keep me"), 0o600))
	second := refuseAll(t, path, Options{})
	third := refuseAll(t, second, Options{})
	for got, want := range map[string]string{second: "hits.refused-2.csv", third: "hits.refused-3.csv"} {
		if filepath.Base(got) != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if content, _ := os.ReadFile(kept); string(content) != "keep me" {
		t.Error("a file was overwritten")
	}
	raw, err := os.ReadFile(third)
	must(t, err)
	want := source.BOM + "person_ref,incident_ref,outcome,refused_line,reason\n" +
		`P,I,99,2,"outcome: ""99"": not an outcome code; gd8 takes an outcome code 1 to 22, 1a, 2a or 3a (21, O21 or Outcome 21), or blank"` + "\n"
	if string(raw) != want {
		t.Errorf("got\n%s\nwant\n%s", raw, want)
	}
	if info, err := os.Stat(third); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	files, err := os.ReadDir(dir)
	must(t, err)
	if len(files) != 4 {
		t.Errorf("left behind: %v", files)
	}
}

func TestADiscardedRefusedFileLeavesNothing(t *testing.T) {
	path := write(t, "hits.csv", small)
	w, err := NewRefusedWriter(path, []string{"a"})
	must(t, err)
	w.Discard()
	files, err := os.ReadDir(filepath.Dir(path))
	must(t, err)
	if len(files) != 1 {
		t.Errorf("left behind: %v", files)
	}
}
