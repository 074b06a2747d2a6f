package intake

import (
	"bytes"
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gd8/model"
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
	m, err := ReadMapping(write(t, "map.toml", ourMapping))
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
	m, err = ReadMapping(write(t, "map.json", asJSON))
	must(t, err)
	rows = clean(t, text{"hits.json", `{"crime_ref":"I","nominal":"P","outcome":"cr"}`}, Options{Map: &m})
	if rows[0].Facts.Outcome() != 8 || rows[0].Facts.Text(model.PersonRef) != "P" {
		t.Errorf("read as %+v", rows[0].Facts)
	}
}

func TestAProblemNamesTheColumnAsTheFileDoes(t *testing.T) {
	m, err := parseMapping([]byte(ourMapping), false)
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
	m, err := parseMapping([]byte(ourMapping), false)
	must(t, err)
	got := report(text{"hits.csv", "Crime Ref,person_ref,incident_ref\nI,P,J\n"}, Options{Map: &m})
	if want := "the columns Crime Ref (column 1) and incident_ref (column 3) are both incident_ref; take one of them out, or rename it\n"; !strings.HasSuffix(got, want) {
		t.Errorf("got  %swant %s", got, want)
	}
}

func TestAMappingThatCannotBeIsRefused(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"map.toml", "[columns]\n\"a\" = 1\n", "not a mapping: "},
		{"map.toml", "[columns]\nCrime Ref = \"x\"\n", ", line 2: not valid TOML: "},
		{"map.toml", "[columns]\na = \"crime\"\n", `gd8 has no field "crime"; its fields are application_ref, person_ref`},
		{"map.toml", "[columns]\na = \"outcome\"\nb = \"Outcome\"\n", `the columns "a" and "b" are both mapped to outcome; take one of them out`},
		{"map.toml", "[columns]\n\"a b\" = \"outcome\"\na-b = \"source\"\n", `are one name to gd8`},
		{"map.toml", "[value.outcome]\na = \"8\"\n", "there is no setting value"},
		{"map.toml", "[values.crime]\na = \"8\"\n", `gd8 has no field "crime"`},
		{"map.toml", "[values.outcome]\na = \"99\"\n", `[values.outcome] turns "a" into "99": not an outcome code; gd8 takes an outcome code 1 to 22`},
		{"map.toml", "[values.relevant]\n\" \" = \"no\"\n", "a blank relevant cannot be mapped: what is not recorded must stay so"},
		{"map.toml", "[values.relevant]\n\"X\" = \"no\"\n\"x \" = \"yes\"\n", "are one value to gd8"},
		{"map.toml", "[values.person_ref]\na = \"b\"\n", "the values of person_ref cannot be mapped: two references would become one"},
		{"map.toml", "\xff", "this is not UTF-8 text; save it as UTF-8"},
		{"map.json", "{\"columns\": {\"a\": \"outcome\"},\n \"value\": {}}", `, line 2: not a mapping: unknown field "value"`},
		{"map.json", "{}\n{}", "there is more after its end"},
		{"map.json", "{\"columns\": {\"a\": 1}}", "not a mapping: "},
	} {
		path := write(t, c.name, c.content)
		_, err := ReadMapping(path)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), path) {
			t.Errorf("%s: got  %v\nwant %s", c.content, err, c.want)
		}
	}
	if _, err := ReadMapping("none.toml"); err == nil || !strings.Contains(err.Error(), "there is no such file") {
		t.Errorf("a missing file: %v", err)
	}
}

func TestAWrittenMappingReadsBack(t *testing.T) {
	m, err := parseMapping([]byte(wholeMapping), false)
	must(t, err)
	m.Columns = append(m.Columns, ColumnName{"odd \"name\" \\ \x1b\u202e\nline", model.Grading})
	m.Values = append(m.Values, ValueName{model.Relevant, "n/a", ""})
	var b bytes.Buffer
	must(t, WriteMapping(&b, &m, &Remarks{Column: func(ColumnName) string { return "a\nremark" }}))
	if strings.ContainsAny(b.String(), "\x1b\u202e") {
		t.Errorf("hidden characters are written as they are:\n%s", b.String())
	}
	back, err := parseMapping(b.Bytes(), false)
	if err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	if !sameMapping(back, m) {
		t.Errorf("%+v became %+v\n%s", m, back, b.String())
	}
}

// wholeMapping says all that a mapping can.
const wholeMapping = `name = "Crime search"
sheets = ["Hits"]
header_row = 3
leave_out = ["Total"]
fill_down = ["Nominal No", "Surname", "Forename"]
one_event = "Crime No"
not_recorded = ["not stated"]

[columns]
"Nominal No" = "person_ref"
"Crime No" = "incident_ref"
"Committed" = "incident_date"
"Disposal" = "outcome"
"CSE" = "exploitation"
"Officer" = ""

[join]
person_name = ["Surname", "Forename"]

[constants]
application_ref = "F001"

[dates]
"Committed" = "DD-MMM-YY, years 1927 to 2026"

[values.outcome]
"21 -*" = "21"
"NFA" = "18"

[values.exploitation]
"Flagged" = "yes"
`

// sameMapping compares without regard to the order of columns and values.
func sameMapping(a, b Mapping) bool {
	plain := func(m Mapping) Mapping {
		m.Columns, m.Values = slices.Clone(m.Columns), slices.Clone(m.Values)
		slices.SortFunc(m.Columns, func(x, y ColumnName) int { return strings.Compare(x.Column, y.Column) })
		slices.SortFunc(m.Values, func(x, y ValueName) int {
			return cmp.Or(cmp.Compare(x.Field, y.Field), strings.Compare(x.From, y.From))
		})
		return m
	}
	return fmt.Sprint(plain(a)) == fmt.Sprint(plain(b))
}

// TestAMappingReadsWhatAPersonSees: header row, rows left out, filled-down,
// joined and constant fields, dates, values by their beginning, one event.
func TestAMappingReadsWhatAPersonSees(t *testing.T) {
	m, err := parseMapping([]byte(wholeMapping), false)
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
	m, err := parseMapping([]byte("one_event = \"Crime\"\n[columns]\nP = \"person_ref\"\n[join]\nincident_ref = [\"Crime\", \"Offence\"]\n"), false)
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
	m, err := parseMapping([]byte("fill_down = [\"P\"]\nleave_out = [\"Unit\"]\n[columns]\nP = \"person_ref\"\nI = \"incident_ref\"\n"), false)
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
	for _, c := range []struct{ mapping, header, want string }{
		{`[columns]` + "\nCSE = \"exploitation\"", "person_ref,incident_ref,CSE flag", `the mapping names the column "CSE", which the file does not have`},
		{`[columns]` + "\nCSE = \"exploitation\"", "person_ref,incident_ref,CSE,C.S.E", "are both exploitation"},
		{"[constants]\nperson_ref = \"P\"", "person_ref,incident_ref", "the file has the column person_ref, and every row is to have"},
		{"header_row = 3", "person_ref,incident_ref", "the mapping says that row 3 names the columns, and no row begins there"},
		{"fill_down = [\"X\"]", "person_ref,incident_ref", `the mapping fills down the column "X"`},
		{"one_event = \"X\"", "person_ref,incident_ref", `the mapping makes one event of rows by the column "X"`},
		{"[dates]\nperson_ref = \"YYYYMMDD\"", "person_ref,incident_ref", "which is no date of gd8's"},
		{"[join]\nperson_name = [\"A\", \"B\"]", "person_ref,incident_ref,A", `the mapping joins the column "B"`},
	} {
		m, err := parseMapping([]byte(c.mapping), false)
		must(t, err)
		_, _, err = readAll(text{"hits.csv", c.header + "\nP,I,,\n"}, Options{Map: &m})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q of %q: got  %v\nwant %s", c.mapping, c.header, err, c.want)
		}
	}
}

func TestAMappingThatWouldLoseAYesIsRefused(t *testing.T) {
	for mapping, want := range map[string]string{
		"[values.abusive]\nYes = \"no\"":                      `turns "Yes" into "no", and gd8 reads "yes" as yes everywhere`,
		"[values.abusive]\n\"Y*\" = \"no\"":                   `gd8 reads "yes" as yes everywhere`,
		"[values.abusive]\nNo = \"yes\"":                      `gd8 reads "no" as no everywhere`,
		"[values.abusive]\n\"*\" = \"no\"":                    "a blank abusive cannot be mapped",
		"[values.abusive]\nmaybe = \"?\"":                     "1 value in it still has a ?",
		"not_recorded = [\"Y\"]":                              `not_recorded holds "Y", which gd8 reads as "yes"`,
		"not_recorded = [\"21\"]":                             `not_recorded holds "21", which gd8 reads as "21" of outcome`,
		"[constants]\nincident_ref = \"I\"":                   "incident_ref cannot be the same in every row",
		"[constants]\nabusive = \"maybe\"":                    "abusive cannot be \"maybe\": neither yes nor no",
		"leave_out = [\" \"]":                                 "leave_out holds a blank, with which every row begins",
		"[dates]\nDOB = \"DD/MM/YY\"":                         "the hundred years it may mean have to be stated",
		"[dates]\nDOB = \"DD/MM/YY, years 1950 to 2000\"":     "the years are to be a hundred",
		"[dates]\nDOB = \"DD/MM\"":                            "a date has one day, one month and one year",
		"[join]\nabusive = [\"A\", \"B\"]":                    "abusive cannot be joined",
		"[join]\nperson_name = [\"A\"]":                       "person_name is joined from fewer than two columns",
		"[join]\nperson_name = [\"A\", \"a\"]":                "twice",
		"one_event = \"C\"\n[columns]\nL = \"same_event_as\"": "same_event_as is both a column and said by one_event",
		"header_row = -1":                                     "header_row is -1",
	} {
		_, err := parseMapping([]byte(mapping), false)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got  %v\nwant %s", mapping, err, want)
		}
	}
}

func TestDatesAreReadInTheFormThatIsStated(t *testing.T) {
	for _, c := range []struct{ format, in, want string }{
		{"DD-MMM-YY, years 1927 to 2026", "14-Mar-03", "2003-03-14"}, {"DD-MMM-YY, years 1927 to 2026", "14-Mar-27", "1927-03-14"},
		{"dd/mm/yy, Years 1950 To 2049", "1/2/49", "2049-02-01"}, {"dd/mm/yy, years 1950 to 2049", "01/02/50", "1950-02-01"},
		{"MM/DD/YYYY", "03/14/2019", "2019-03-14"}, {"MM/DD/YYYY", "2019-03-14", "2019-03-14"}, {"YYYYMMDD", "20190314", "2019-03-14"},
		{"DDMMYYYY", "14032019", "2019-03-14"}, {"DD MMM YYYY", "14 Sept 2019 21:40", "2019-09-14"}, {"DD/MM/YYYY", "14/03/2019T00:00", "2019-03-14"},
		{"DDMMYYYY", "1432019", ""}, {"MM/DD/YYYY", "14/03/2019", ""}, {"DD/MM/YYYY", "14/03/19", ""}, {"DD/MM/YYYY", "14/03/2019 x", ""},
		{"YYYYMMDD", "20190230", ""}, {"DD-MMM-YY, years 1927 to 2026", "14-Mrz-03", ""},
	} {
		f, err := ParseDateFormat(c.format)
		must(t, err)
		if got, err := f.parse(c.in); got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s in %s: %q, %v", c.in, c.format, got, err)
		}
		if again, err := ParseDateFormat(f.String()); err != nil || again != f {
			t.Errorf("%s reads back as %v, %v", f, again, err)
		}
	}
}
