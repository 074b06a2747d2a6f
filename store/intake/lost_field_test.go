package intake

import (
	"strings"
	"testing"

	"gd8/model"
	"gd8/store/intake/mapping"
)

func TestAValueThatBearsOnTheTestIsNotLostInAnUnknownColumn(t *testing.T) {
	const head = "person_ref,incident_ref,outcome,youth_produced,"
	for _, c := range []struct{ name, file, content, stop string }{
		{"a date of birth", "a.csv", head + "DOB\nP1,I1,21,yes,\nP2,I2,21,yes,01/02/1990\n", "the column DOB (column 5) may be date_of_birth, and what stands in it would be lost, the first in line 3"},
		{"with its form in the name", "a.csv", head + "Date of birth (DD/MM/YYYY)\nP1,I1,21,yes,01/02/1990\n", "may be date_of_birth"},
		{"misspelt", "a.csv", head + "date of brith\nP1,I1,21,yes,01/02/1990\n", "may be date_of_birth"},
		{"a date of the incident", "a.csv", head + "date_of_birth,Offence date\nP1,I1,21,yes,2001-01-01,01/02/2020\n", "may be incident_date"},
		{"who is the same human", "a.csv", head + "Same person\nP1,I1,21,yes,P2\n", "may be same_person_as"},
		{"a victim", "a.csv", head + "Role\nP1,I1,21,yes,Victim\n", `says "Victim", as involvement does`},
		{"another outcome", "a.csv", head + "HO Outcome\nP1,I1,21,yes,OC8\n", "says outcome 8 where outcome 21 is read"},
		{"no consent", "a.csv", head + "Consensual\nP1,I1,21,yes,N\n", "says that there was no consent"},
		{"an adult's age", "a.csv", head + "Age at incident\nP1,I1,21,yes,19\n", "was 19 at the time"},
		{"a factor by no name", "a.csv", head + "Aggravating factors\nP1,I1,21,yes,Y\n", "may say that an aggravating factor is there"},
		{"a factor in words", "a.csv", head + "P20 factors\nP1,I1,21,yes,threats made\n", "may say that an aggravating factor is there"},
		{"a list of markers", "a.csv", head + "Markers\nP1,I1,21,yes,Child; CSE\n", `names "CSE"`},
		{"a loose name", "a.csv", head + "Coerced\nP1,I1,21,yes,Y\n", "may be abusive, and a yes in it would be lost"},
		{"a member", "a.json", `[{"person_ref":"P1","incident_ref":"I1","dob":"1990-01-01"}]`, "the member dob may be date_of_birth"},
		{"an object", "a.json", `[{"person_ref":"P1","incident_ref":"I1","facts":{"abusive":"yes"}}]`, `the member facts holds "abusive" in a list or an object`},
		{"a list", "a.json", `[{"person_ref":"P1","incident_ref":"I1","flags":["x","Grooming"]}]`, `holds "Grooming"`},
		{"another outcome in a member", "a.json", `[{"person_ref":"P1","incident_ref":"I1","ho_outcome":8,"outcome":"21"}]`, "says outcome 8 where outcome 21 is read"},
	} {
		_, _, err := readAll(text{c.file, c.content}, Options{})
		if err == nil || !strings.Contains(err.Error(), c.stop) || !strings.Contains(err.Error(), "--ignore-column") {
			t.Errorf("%s: %v, want %s", c.name, err, c.stop)
		}
	}
}

func TestWhatDoesNotBearOnTheTestIsOnlyNamed(t *testing.T) {
	for name, content := range map[string]string{
		"a second date of birth": "person_ref,incident_ref,date_of_birth,DOB\nP1,I1,2004-01-01,01/01/2004\n",
		"born where":             "person_ref,incident_ref,Place of birth\nP1,I1,Ward 7\n",
		"birth not known":        "person_ref,incident_ref,DOB\nP1,I1,unknown\n",
		"the same outcome":       "person_ref,incident_ref,outcome,HO outcome\nP1,I1,21,O21\nP2,I2,8,21\n",
		"before":                 "person_ref,incident_ref,outcome,Previous outcome\nP1,I1,21,8\n",
		"no factor":              "person_ref,incident_ref,Aggravating factors\nP1,I1,None\nP2,I2,no\nP3,I3,\n",
		"consent":                "person_ref,incident_ref,Consensual\nP1,I1,Y\nP2,I2,\n",
		"a child's age":          "person_ref,incident_ref,Age at incident,Age\nP1,I1,15,22\n",
		"a suspect":              "person_ref,incident_ref,Role\nP1,I1,Suspect\n",
		"a victim beside":        "person_ref,incident_ref,involvement,Other party\nP1,I1,suspect,Victim\n",
		"a narrative":            "person_ref,incident_ref,Notes\nP1,I1,No evidence of grooming or abuse\n",
		"an object of nos.json":  `[{"person_ref":"P1","incident_ref":"I1","facts":{"abusive": false,"grooming":"no","x":["a","b"]}}]`,
	} {
		file := "a.csv"
		if strings.HasSuffix(name, ".json") {
			file = "a.json"
		}
		if _, r, err := readAll(text{file, content}, Options{}); err != nil || len(r.Unknown()) == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	const content = "person_ref,incident_ref,DOB,Markers\nP1,I1,01/02/1990,CSE\n"
	for _, o := range []Options{
		{Ignore: []string{"dob", "markers"}},
		{Map: &mapping.Mapping{Columns: []mapping.ColumnName{{Column: "DOB", Field: model.DateOfBirth}, {Column: "Markers", Field: model.NoField}}}},
	} {
		if _, _, err := readAll(text{"a.csv", content}, o); err != nil {
			t.Errorf("said by the officer: %v", err)
		}
	}
}
