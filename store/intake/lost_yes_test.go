package intake

import (
	"strings"
	"testing"

	"gd8/model"
	"gd8/store/intake/mapping"
)

func TestAYesUnderANameOfAnotherSystemStopsTheImport(t *testing.T) {
	const head = "person_ref,incident_ref,outcome,youth_produced,"
	for _, c := range []struct{ name, file, content, stop string }{
		{"CSE", "a.csv", head + "CSE\nP1,I1,21,yes,no\nP2,I2,21,yes,Yes\n",
			"the column CSE (column 5) may be exploitation, and a yes in it would be lost, the first in line 3"},
		{"a yes with a remark", "a.csv", head + "Groomed?\nP1,I1,21,yes,YES - see notes\n", "the column Groomed? (column 5) may be grooming"},
		{"an adult", "a.csv", head + "Adult\nP1,I1,21,yes,1\n", "the column Adult (column 5) may be adult_involved"},
		{"beside a column of that field", "a.csv", head + "exploitation,CSE\nP1,I1,21,yes,no,Y\n", "the column CSE (column 6) may be exploitation"},
		{"a member", "a.json", `[{"person_ref":"P1","incident_ref":"I1"},` + "\n" + `{"person_ref":"P2","incident_ref":"I2","groomed":true}]`,
			"the member groomed may be grooming, and a yes in it would be lost, the first in line 2"},
		{"a member that is a list", "a.json", `[{"person_ref":"P1","incident_ref":"I1","groomed":["yes"]}]`, "the member groomed may be grooming"},
		{"one letter away", "a.csv", head + "abusve\nP1,I1,21,yes,yes\n", "the column abusve (column 5) is nearly abusive"},
		{"a letter of another alphabet", "a.csv", head + "\u0430busive\nP1,I1,21,yes,yes\n", "(column 5) is nearly abusive"},
	} {
		_, _, err := readAll(text{c.file, c.content}, Options{})
		if err == nil || !strings.Contains(err.Error(), c.stop) || !strings.Contains(err.Error(), "--ignore-column") {
			t.Errorf("%s: %v, want %s", c.name, err, c.stop)
		}
	}
}

func TestAColumnOfAnotherSystemThatHoldsNoYesIsOnlyNamed(t *testing.T) {
	const content = "person_ref,incident_ref,CSE,Notes\nP1,I1,no,yes\nP2,I2,,Yes and no\nP3,I3,N/K,\nP4,I4,low,yesterday\n"
	rows, r, err := readAll(text{"a.csv", content}, Options{})
	if err != nil || len(rows) != 4 || len(r.Unknown()) != 2 {
		t.Errorf("%v, %d rows, unknown %q", err, len(rows), r.Unknown())
	}
	content2 := strings.Replace(content, "no,yes", "yes,yes", 1)
	for _, o := range []Options{
		{Ignore: []string{"cse"}},
		{Map: &mapping.Mapping{Columns: []mapping.ColumnName{{Column: "CSE", Field: model.NoField}}}},
	} {
		if _, _, err := readAll(text{"a.csv", content2}, o); err != nil {
			t.Errorf("left out by name: %v", err)
		}
	}
}
