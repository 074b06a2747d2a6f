package command

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gd8/ui/command/program"
)

const importCases = "../../testdata/import"

// importCase is what a file of testdata/import must give.
type importCase struct {
	args     []string // beside the file
	refused  []string // what standard error holds; none for a file that is read
	verdicts string   // person/incident=verdict of each hit, in the file's order
	says     []string // what standard error holds of a file that is read

	flag, toConfirm string // what each hit has, where not blank
}

func refusedFor(texts ...string) importCase { return importCase{refused: texts} }

const (
	retyped = "as the records system"
)

// read is a file that is read with these verdicts.
func read(verdicts string, args ...string) importCase {
	return importCase{args: args, verdicts: verdicts}
}

// perhapsOne are two individuals who may be one human, with an incident each.
func perhapsOne(a, b string) importCase {
	return importCase{
		verdicts: a + "/I1=undetermined " + b + "/I2=undetermined",
		says:     []string{"may be one human", fmt.Sprintf("%q and %q", a, b)},
		flag:     "may_be_same_person", toConfirm: "same_person_as",
	}
}

// bothOf is one individual with the incidents I1 and I2.
func bothOf(person string) importCase {
	return read(person + "/I1=does_not_apply " + person + "/I2=does_not_apply")
}

// importExpectations is the table of testdata/import/README.md. A second
// expectation of one file stands under its name with a # and a number.
var importExpectations = map[string]importCase{
	"ref-zero-width-space.csv":          refusedFor("line 2, column person_ref", "U+200B"),
	"ref-bom-in-cell.csv":               refusedFor("line 2, column person_ref", "U+FEFF"),
	"ref-nfc-nfd.csv":                   bothOf("Siân-1"),
	"ref-inner-nbsp.csv":                bothOf("P 1"),
	"ref-double-space.csv":              bothOf("P 1"),
	"ref-nonbreaking-hyphen.csv":        bothOf("14-2231"),
	"ref-excel-text-formula.csv":        bothOf("00123"),
	"ref-case.csv":                      perhapsOne("P1a", "p1A"),
	"ref-leading-zero.csv":              perhapsOne("00123", "123"),
	"ref-exponent-no-point.csv":         refusedFor("line 2, column person_ref", "shortened", retyped),
	"ref-1e5.json":                      refusedFor("line 1, member person_ref", "shortened", retyped),
	"ref-NULL.csv":                      refusedFor("line 2, column person_ref", "no reference"),
	"ref-number-1E15.xlsx":              refusedFor("cell B2 (person_ref)", `"1000000000000000"`, "keeps only 15"),
	"date-uk-with-time.csv":             read("P1/I1=applies"),
	"date-iso-with-time.csv":            read("P1/I1=applies"),
	"date-iso-cell.xlsx":                read("P1/I1=applies"),
	"date-sql-null.csv":                 refusedFor("line 2, column incident_date", "1 January 1900 is what a program writes for no date"),
	"header-line-break.csv":             read("P1/I1=does_not_apply"),
	"header-yn.csv":                     read("P1/I1=does_not_apply"),
	"header-zero-width-space.csv":       read("P1/I1=does_not_apply"),
	"header-blank-in-the-middle.csv":    refusedFor("column 5 has no name and 1 value, the first in line 2", `--ignore-column "column 5"`),
	"header-blank-in-the-middle.csv#2":  read("P1/I1=applies", "--ignore-column", "column 5"),
	"header-repeated.csv":               refusedFor("line 3: this row is the header again"),
	"total-row.csv":                     refusedFor("line 3: this row holds nothing but references and counts"),
	"excel-drops-last-empty-column.csv": refusedFor("it is cut off: 4 rows, first line 18, line 19 and line 20", "Excel leaves out the end of rows whose last columns are empty", "save the file as an .xlsx workbook"),
	"formula-without-value.xlsx":        refusedFor("cell H2 (abusive): a formula that was never worked out", "open the workbook in Excel, save it"),
	"merged-abusive.xlsx":               refusedFor("cell H3 (abusive): the cells H2:H3 are merged"),
	"two-sheets.xlsx":                   refusedFor(`2 sheets have the columns: "2023", "2024"`, "--sheet"),
	"two-sheets.xlsx#2":                 read("P1/I1=does_not_apply P1/I2=does_not_apply", "--sheet", "2024", "--sheet", "2023"),
	"hidden-first-sheet.xlsx":           {verdicts: "P1/I1=applies", says: []string{`sheet "Hits"; not read: "Lookup" (hidden)`}},
	"hidden-first-sheet.xlsx#2":         {args: []string{"--sheet", "Lookup"}, refused: []string{`the sheet "Lookup" is hidden`, "show it in Excel"}},
	"shared-string-missing.xlsx":        refusedFor("sheet Hits, cell H2: the workbook is damaged"),
	"no-shared-strings-part.xlsx":       refusedFor("sheet Hits, cell H2: the workbook is damaged"),
	"title-row.xlsx":                    refusedFor("row 3 has the columns", "header_row = 3"),
	"title-row.xlsx#2":                  read("P1/I1=applies", "--map", "title-row.toml"),
	"rows-inside-data.json":             refusedFor(`the rows are in the member "data"`, "gd8 takes the list itself"),
	"json-named.csv":                    refusedFor("this is JSON, whatever its name says", "ends in .json"),
	"C-force-export-1.csv":              refusedFor("gd8 map proposes how to read your own"),
	"C-force-export-1.csv#2": {
		args: []string{"--map", "C-force-export-1.toml"},
		verdicts: "N/0231/17/42190031455=undetermined N/0231/17/42190031455=undetermined N/0888/19/42190044120=does_not_apply " +
			"N/0888/19/42190061007=does_not_apply N/1402/21/42210009931=does_not_apply",
		says: []string{"Left out 1 row, as the mapping says."},
	},
	"C-force-export-2.csv": refusedFor("the required columns person_ref and incident_ref are missing"),
	"C-force-export-2.csv#2": {
		args:     []string{"--map", "C-force-export-2.toml"},
		verdicts: "1004482/42/18823/20=does_not_apply 1004482/42/18824/20=does_not_apply 1004519/42/20771/21=undetermined 1004533/42/00412/19=undetermined",
		says:     []string{"Left out 1 row, as the mapping says."},
	},
}

// TestFilesThatRealToolsWriteGiveWhatTheyShow holds the table, by assess and
// by import alike, and that no file is without a line in it.
func TestFilesThatRealToolsWriteGiveWhatTheyShow(t *testing.T) {
	names := map[string]bool{}
	for name, want := range importExpectations {
		file, _, _ := strings.Cut(name, "#")
		names[file] = true
		t.Run(name, func(t *testing.T) { want.check(t, filepath.Join(importCases, file)) })
	}
	files, err := os.ReadDir(importCases)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		ending := filepath.Ext(f.Name())
		if ending != ".md" && ending != ".toml" && !names[f.Name()] {
			t.Errorf("nothing says what %s must give", f.Name())
		}
	}
}

// importDay is when the files are read: a day after the last date in them.
var importDay = time.Date(2026, 11, 27, 9, 0, 0, 0, time.UTC)

func (want *importCase) check(t *testing.T, file string) {
	for i, a := range want.args {
		if strings.HasSuffix(a, ".toml") {
			want.args[i] = filepath.Join(importCases, filepath.Base(a))
		}
	}
	store := filepath.Join(t.TempDir(), "gd8.db")
	code, out, errOut := ranAt(t, importDay, store, append([]string{"assess", "--format", "json", file}, want.args...)...)
	want.holds(t, "assess", code, errOut)
	importCode, _, importErr := ranAt(t, importDay, store, append([]string{"import", file}, want.args...)...)
	want.holds(t, "import", importCode, importErr)
	_, listed, _ := ranAt(t, importDay, store, "list", "--format", "json")
	if want.refused != nil {
		if strings.TrimSpace(listed) != "[]" {
			t.Errorf("the store is not as it was: %s", listed)
		}
		return
	}
	results := map[string]string{"assess": out, "list": listed}
	for what, got := range results {
		for _, text := range []string{want.flag, want.toConfirm} {
			if n := strings.Count(got, `"`+text+`"`); text != "" && n < 2 {
				t.Errorf("%s says %s %d times", what, text, n)
			}
		}
		if v := verdictsOf(t, got); v != want.verdicts {
			t.Errorf("%s gives\n%s\nwant\n%s", what, v, want.verdicts)
		}
	}
}

// holds checks the exit code and what was said.
func (want *importCase) holds(t *testing.T, what string, code int, errOut string) {
	t.Helper()
	wanted, texts := program.ExitDone, want.says
	if want.refused != nil {
		wanted, texts = program.ExitFailed, want.refused
	}
	if code != wanted {
		t.Errorf("%s: exit code %d: %s", what, code, errOut)
	}
	for _, text := range texts {
		if !strings.Contains(errOut, text) {
			t.Errorf("%s does not say %q:\n%s", what, text, errOut)
		}
	}
}

// verdictsOf is the verdict of each incident in a result in JSON. What a
// mapping joined to an incident's reference is left out.
func verdictsOf(t *testing.T, out string) string {
	t.Helper()
	var list []struct {
		Person   string `json:"person_ref"`
		Incident string `json:"incident_ref"`
		Verdict  string `json:"verdict"`
	}
	if err := json.Unmarshal([]byte(out), &list); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var all []string
	for _, r := range list {
		incident, _, _ := strings.Cut(r.Incident, " / ")
		all = append(all, r.Person+"/"+incident+"="+r.Verdict)
	}
	return strings.Join(all, " ")
}

// TestARecordKnowsTheSheetItCameFrom.
func TestARecordKnowsTheSheetItCameFrom(t *testing.T) {
	store := filepath.Join(t.TempDir(), "gd8.db")
	if code, _, errOut := ranAt(t, importDay, store, "import", filepath.Join(importCases, "two-sheets.xlsx"), "--sheet", "2023", "--sheet", "2024"); code != program.ExitDone {
		t.Fatal(errOut)
	}
	for incident, sheet := range map[string]string{"I1": "2023", "I2": "2024"} {
		_, out, _ := ranAt(t, importDay, store, "show", incident)
		if want := "two-sheets.xlsx, sheet " + sheet + ", line 2"; !strings.Contains(out, want) {
			t.Errorf("%s is not from its sheet:\n%s", incident, out)
		}
	}
}
