package mapping

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gd8/model"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	must(t, os.WriteFile(path, []byte(content), 0o600))
	return path
}

// wholeMapping says all that a mapping can.
func wholeMapping(t testing.TB) string {
	t.Helper()
	content, err := os.ReadFile("testdata/whole.toml")
	must(t, err)
	return string(content)
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
		_, err := Read(path)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), path) {
			t.Errorf("%s: got  %v\nwant %s", c.content, err, c.want)
		}
	}
	if _, err := Read("none.toml"); err == nil || !strings.Contains(err.Error(), "there is no such file") {
		t.Errorf("a missing file: %v", err)
	}
}

func TestAWrittenMappingReadsBack(t *testing.T) {
	m, err := Parse([]byte(wholeMapping(t)), false)
	must(t, err)
	m.Columns = append(m.Columns, ColumnName{"odd \"name\" \\ \x1b\u202e\nline", model.Grading})
	m.Values = append(m.Values, ValueName{model.Relevant, "n/a", ""})
	var b bytes.Buffer
	must(t, Write(&b, &m, &Remarks{Column: func(ColumnName) string { return "a\nremark" }}))
	if strings.ContainsAny(b.String(), "\x1b\u202e") {
		t.Errorf("hidden characters are written as they are:\n%s", b.String())
	}
	back, err := Parse(b.Bytes(), false)
	if err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	if !sameMapping(back, m) {
		t.Errorf("%+v became %+v\n%s", m, back, b.String())
	}
}

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

func TestAMappingThatWouldLoseAYesIsRefused(t *testing.T) {
	for says, want := range map[string]string{
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
		_, err := Parse([]byte(says), false)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got  %v\nwant %s", says, err, want)
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
		if got, err := f.Parse(c.in); got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s in %s: %q, %v", c.in, c.format, got, err)
		}
		if again, err := ParseDateFormat(f.String()); err != nil || again != f {
			t.Errorf("%s reads back as %v, %v", f, again, err)
		}
	}
}

// FuzzMapping: a mapping that is read can be written and read again.
func FuzzMapping(f *testing.F) {
	f.Add([]byte("[columns]\n\"Crime Ref\" = \"incident_ref\"\nOfficer = \"\"\n[values.relevant]\n\"nicht\" = \"no\"\n"), false)
	f.Add([]byte(`{"columns": {"Crime Ref": "incident_ref"}, "values": {"outcome": {"CR": "8"}}}`), true)
	f.Add([]byte("[columns]\na.b = \"outcome\"\n"), false)
	f.Add([]byte(wholeMapping(f)), false)
	f.Fuzz(func(t *testing.T, content []byte, isJSON bool) {
		m, err := Parse(content, isJSON)
		if err != nil {
			return
		}
		var b bytes.Buffer
		must(t, Write(&b, &m, nil))
		back, err := Parse(b.Bytes(), false)
		if err != nil || !sameMapping(back, m) {
			t.Fatalf("%+v became %+v, %v\n%s", m, back, err, b.String())
		}
	})
}
