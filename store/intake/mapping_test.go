package intake

import (
	"bytes"
	"reflect"
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

func TestAProposalNeverGivesOneFieldToTwoColumns(t *testing.T) {
	m := ProposeMapping([]string{"Crime No", "Crime Number", "Nominal", "DOB", "Disposal", "Outcome Code", "person_role", "Role", "Shoe size", "M.O.", "", "DOB"})
	want := map[string]model.Field{
		"Crime No": model.IncidentRef, "Crime Number": model.NoField, "Nominal": model.PersonRef, "DOB": model.DateOfBirth,
		"Outcome Code": model.OutcomeCode, "Disposal": model.NoField, "Role": model.NoField, "Shoe size": model.NoField, "M.O.": model.Summary,
	}
	if len(m.Columns) != len(want) {
		t.Errorf("%d columns, want %d", len(m.Columns), len(want))
	}
	for _, c := range m.Columns {
		if c.Field != want[c.Column] {
			t.Errorf("%s is proposed as %q, want %q", c.Column, c.Field.Name(), want[c.Column].Name())
		}
	}
}

func TestNoSynonymNamesTwoFields(t *testing.T) {
	seen := map[string]model.Field{}
	for f, names := range synonyms {
		for _, n := range names {
			if other, ok := seen[headerKey(n)]; ok {
				t.Errorf("%q is both %s and %s", n, other.Name(), model.Field(f).Name())
			}
			if _, ok := model.FieldNamed(n); ok {
				t.Errorf("%q is a field's own name", n)
			}
			seen[headerKey(n)] = model.Field(f)
		}
	}
}

func TestAWrittenMappingReadsBack(t *testing.T) {
	m := ProposeMapping([]string{"Crime No", "Nominal", "odd \"name\" \\ \x1b\u202e\nline", "Disposal"})
	m.Values = []ValueName{{model.OutcomeCode, "Community \"Resolution\"", "8"}, {model.Relevant, "n/a", ""}}
	var b bytes.Buffer
	must(t, WriteMapping(&b, m))
	if strings.ContainsAny(b.String(), "\x1b\u202e") {
		t.Errorf("hidden characters are written as they are:\n%s", b.String())
	}
	back, err := parseMapping(b.Bytes(), false)
	if err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	var known Mapping
	for _, c := range m.Columns {
		if c.Field != model.NoField {
			known.Columns = append(known.Columns, c)
		}
	}
	known.Values = m.Values
	if !sameMapping(back, known) {
		t.Errorf("%+v became %+v\n%s", known, back, b.String())
	}
}

// sameMapping compares without regard to the order of columns.
func sameMapping(a, b Mapping) bool {
	columns := func(m Mapping) map[string]model.Field {
		all := map[string]model.Field{}
		for _, c := range m.Columns {
			all[c.Column] = c.Field
		}
		return all
	}
	return reflect.DeepEqual(columns(a), columns(b)) && reflect.DeepEqual(a.Values, b.Values)
}

func TestHeadersAreReadOfAnyFile(t *testing.T) {
	for _, src := range []text{
		{"hits.csv", "sep=;\nCrime Ref;DOB;\n"},
		{"hits.json", ` [{"Crime Ref": {"x": [1, "}"]}, "DOB": "a,b", "DOB": 2}]`},
	} {
		names, err := Headers(src, Options{})
		must(t, err)
		if !reflect.DeepEqual(names, []string{"Crime Ref", "DOB"}) {
			t.Errorf("%s: %q", src.name, names)
		}
	}
	if names, err := Headers(text{"hits.json", "[]"}, Options{}); err != nil || len(names) != 0 {
		t.Errorf("an empty list: %q, %v", names, err)
	}
}

func TestAFieldEveryRowNeedsIsNamedWhereNoColumnGivesIt(t *testing.T) {
	for _, c := range []struct {
		headers []string
		want    string
	}{
		{[]string{"person_ref", "Crime Ref"}, ""},
		{[]string{"Nominal", "DOB"}, "incident_ref"},
		{[]string{"Shoe size", ""}, "person_ref incident_ref"},
	} {
		if got := strings.Join(Unmapped(c.headers, ProposeMapping(c.headers)), " "); got != c.want {
			t.Errorf("%q leaves out %q, want %q", c.headers, got, c.want)
		}
	}
}
