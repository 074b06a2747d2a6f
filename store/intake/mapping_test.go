package intake

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"gd8/model"
	"gd8/store/intake/mapping"
)

const ourMapping = `# ours
[columns]
"Crime Ref" = "incident_ref"
Nominal = "person-ref"
Disposal = "Outcome"
Officer = ""

[values.outcome]
"Community Resolution" = "8"
"No further action: YPSI" = "Outcome 21"

[values.relevant]
"nicht" = "no"
`

func TestAMappingIsAppliedBeforeValuesAreChecked(t *testing.T) {
	m, err := mapping.Read(write(t, "map.toml", ourMapping))
	must(t, err)
	rows, r, err := readAll(text{"hits.csv", "CRIME-REF,nominal,Disposal,relevant,Officer,Beat\nI,P, community resolution ,NICHT,x,y\nJ,P,no further action: ypsi,,x,y\nK,P,22,,x,y\n"}, Options{Map: &m})
	must(t, err)
	var outcomes []model.Outcome
	for _, row := range rows {
		for _, p := range row.Problems {
			t.Error(p)
		}
		outcomes = append(outcomes, row.Facts.Outcome())
	}
	if !reflect.DeepEqual(outcomes, []model.Outcome{8, 21, 22}) || rows[0].Facts.Tri(model.Relevant) != model.No {
		t.Errorf("outcomes %v, relevant %v", outcomes, rows[0].Facts.Tri(model.Relevant))
	}
	if got := strings.Join(r.Unknown(), "|"); got != "Beat" {
		t.Errorf("a column mapped to nothing is named: %s", got)
	}
	if got := strings.Join(r.Header(), "|"); got != "CRIME-REF|nominal|Disposal|relevant|Officer|Beat" {
		t.Errorf("header %s", got)
	}
	asJSON := `{"columns": {"Crime Ref": "incident_ref", "Nominal": "person_ref"}, "values": {"outcome": {"CR": "8"}}}`
	m, err = mapping.Read(write(t, "map.json", asJSON))
	must(t, err)
	rows = clean(t, text{"hits.json", `{"crime_ref":"I","nominal":"P","outcome":"cr"}`}, Options{Map: &m})
	if rows[0].Facts.Outcome() != 8 || rows[0].Facts.Text(model.PersonRef) != "P" {
		t.Errorf("read as %+v", rows[0].Facts)
	}
}

func TestAProblemNamesTheColumnAsTheFileDoes(t *testing.T) {
	m, err := mapping.Parse([]byte(ourMapping), false)
	must(t, err)
	for _, src := range []text{
		{"hits.csv", "Crime Ref,Nominal,Disposal\nI,P,99\n"},
		{"hits.json", `{"Crime Ref":"I","Nominal":"P","Disposal":99}`},
	} {
		got := report(src, Options{Map: &m})
		if !strings.Contains(got, ` Disposal: "99": not an outcome code`) {
			t.Error(got)
		}
	}
}

func TestAMappedColumnBesideGD8sOwnIsRefused(t *testing.T) {
	m, err := mapping.Parse([]byte(ourMapping), false)
	must(t, err)
	got := report(text{"hits.csv", "Crime Ref,person_ref,incident_ref\nI,P,J\n"}, Options{Map: &m})
	if want := "the columns Crime Ref (column 1) and incident_ref (column 3) are both incident_ref; take one of them out, or rename it\n"; !strings.HasSuffix(got, want) {
		t.Errorf("got  %swant %s", got, want)
	}
}

// wholeMapping says all that a mapping can.
func wholeMapping(t testing.TB) string {
	t.Helper()
	content, err := os.ReadFile("mapping/testdata/whole.toml")
	must(t, err)
	return string(content)
}

// TestAMappingReadsWhatAPersonSees: header row, rows left out, filled-down,
// joined and constant fields, dates, values by their beginning, one event.
func TestAMappingReadsWhatAPersonSees(t *testing.T) {
	m, err := mapping.Parse([]byte(wholeMapping(t)), false)
	must(t, err)
	m.Sheets = nil
	const head = "Crimes of the month\n\nNominal No,Surname,Forename,Crime No,Committed,Disposal,CSE,Officer\n"
	content := head +
		"N1,LEE,Ana,C1,02-Nov-18 24:00,21 - Not in the public interest,not stated,PC 1\n" +
		",,,C1b,3-nov-2018,O21,Flagged,PC 2\n" +
		"N2,,Bo,C2,14-Mar-27,NFA,No,PC 1\n" +
		"Total: 3,,,,,,,\n"
	rows, r, err := readAll(text{"hits.csv", content}, Options{Map: &m})
	must(t, err)
	var got strings.Builder
	for _, row := range rows {
		f := &row.Facts
		for _, field := range []model.Field{model.ApplicationRef, model.PersonRef, model.PersonName, model.IncidentRef, model.IncidentDate, model.OutcomeCode, model.Exploitation} {
			got.WriteString(f.Get(field) + "|")
		}
		for _, p := range row.Problems {
			got.WriteString(p.String())
		}
		got.WriteString("\n")
	}
	want := `F001|N1|LEE Ana|C1|2018-11-02|21||
F001|N1|LEE Ana|C1b||21|yes|hits.csv, line 5, column Committed: "3-nov-2018": not a date of the form that the mapping states; gd8 takes a date as the mapping says: DD-MMM-YY, years 1927 to 2026
F001|N2|Bo|C2|1927-03-14|18|no|
`
	if got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
	if notes := strings.Join(r.Notes(), " "); notes != "Left out 1 row, as the mapping says." {
		t.Errorf("said %q", notes)
	}
}

func TestRowsOfOneCrimeAreOneEvent(t *testing.T) {
	m, err := mapping.Parse([]byte("one_event = \"Crime\"\n[columns]\nP = \"person_ref\"\n[join]\nincident_ref = [\"Crime\", \"Offence\"]\n"), false)
	must(t, err)
	rows := clean(t, text{"hits.csv", "P,Crime,Offence\nN1,C1,a\nN1,C1,b\nN2,C1,a\nN1,C2,a\n"}, Options{Map: &m})
	var got []string
	for _, row := range rows {
		got = append(got, row.Facts.Text(model.IncidentRef)+"="+row.Facts.Text(model.SameEventAs))
	}
	if s := strings.Join(got, ", "); s != "C1 / a=, C1 / b=C1 / a, C1 / a=, C2 / a=" {
		t.Errorf("linked as %s", s)
	}
	rows, _, err = readAll(text{"hits.csv", "P,Crime,Offence\nN1,C1,\nN1,C1 / x,b\n"}, Options{Map: &m})
	must(t, err)
	for i, want := range []string{"a part of this reference is blank: Offence", `a part of this reference holds " / "`} {
		if len(rows[i].Problems) != 1 || !strings.Contains(rows[i].Problems[0].String(), want) {
			t.Errorf("row %d: %v, want %s", i, rows[i].Problems, want)
		}
	}
}

// TestARowBelowOneThatWasNotReadTakesNothing: filled down from further up it
// would be another individual's.
func TestARowBelowOneThatWasNotReadTakesNothing(t *testing.T) {
	m, err := mapping.Parse([]byte("fill_down = [\"P\"]\nleave_out = [\"Unit\"]\n[columns]\nP = \"person_ref\"\nI = \"incident_ref\"\n"), false)
	must(t, err)
	for name, content := range map[string]string{
		"the first row": "P,I,z\n,I1,\n", "below a cut row": "P,I,z\nN1,I1,\nN2\n,I2,\n",
		"below a row left out": "P,I,z\nN1,I1,\nUnit B,,\n,I2,\n", "below a blank row": "P,I,z\nN1,I1,\n,,\n,I2,\n",
	} {
		rows, _, err := readAll(text{"hits.csv", content}, Options{Map: &m})
		must(t, err)
		last := rows[len(rows)-1]
		if len(last.Problems) != 1 || last.CaseKnown || !strings.Contains(last.Problems[0].Message, "it is not certain whose this is") {
			t.Errorf("%s: %v", name, last.Problems)
		}
	}
}

// TestAMappingOfAnotherFileIsRefused: a column that has another name today
// would be left out unseen.
func TestAMappingOfAnotherFileIsRefused(t *testing.T) {
	for _, c := range []struct{ says, header, want string }{
		{`[columns]` + "\nCSE = \"exploitation\"", "person_ref,incident_ref,CSE flag", `the mapping names the column "CSE", which the file does not have`},
		{`[columns]` + "\nCSE = \"exploitation\"", "person_ref,incident_ref,CSE,C.S.E", "are both exploitation"},
		{"[constants]\nperson_ref = \"P\"", "person_ref,incident_ref", "the file has the column person_ref, and every row is to have"},
		{"header_row = 3", "person_ref,incident_ref", "the mapping says that row 3 names the columns, and no row begins there"},
		{"fill_down = [\"X\"]", "person_ref,incident_ref", `the mapping fills down the column "X"`},
		{"one_event = \"X\"", "person_ref,incident_ref", `the mapping makes one event of rows by the column "X"`},
		{"[dates]\nperson_ref = \"YYYYMMDD\"", "person_ref,incident_ref", "which is no date of gd8's"},
		{"[join]\nperson_name = [\"A\", \"B\"]", "person_ref,incident_ref,A", `the mapping joins the column "B"`},
	} {
		m, err := mapping.Parse([]byte(c.says), false)
		must(t, err)
		_, _, err = readAll(text{"hits.csv", c.header + "\nP,I,,\n"}, Options{Map: &m})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q of %q: got  %v\nwant %s", c.says, c.header, err, c.want)
		}
	}
}
