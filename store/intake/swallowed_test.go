package intake

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestRecordsThatAQuotationMarkSwallowedAreNamed(t *testing.T) {
	const head = "person_ref,incident_ref,offence,outcome,relevant,summary\n"
	for _, c := range []struct{ name, rows, at string }{
		{"in the last column", "P1,I1,x,21,,\"he said\nP1,I2,x,21,,more\nP1,I3,x,21,,end\"\n", "column 6 holds line 3"},
		{"one record, cut in its last cell", "P1,I1,x,21,,\"he said\nP1,I2,x,21,,end\"\n", "column 6 holds line 3"},
		{"in a column in the middle", "P1,I1,\"Possess,21,,one\nP1,I2,Possess\",21,,two\n", "column 3 holds line 3"},
		{"several from the middle", "P1,I1,\"Possess,21,,one\nP1,I2,x,8,yes,two\nP1,I3,Possess\",21,,two\n", "column 3 holds line 3"},
		{"no value but texts", "P1,I1,x,21,,\"he said\nP1,I2,x,,,end\"\n", "column 6 holds line 3"},
		{"the line is counted from the top", "P0,I0,x,21,,\"a\nb\"\nP1,I1,x,21,,\"c\nd\nP1,I2,x,21,,end\"\n", "column 6 holds line 6"},
	} {
		rows, _, err := readAll(text{"a.csv", head + c.rows}, Options{})
		if err != nil {
			t.Fatal(c.name, err)
		}
		bad := rows[len(rows)-1]
		if len(bad.Problems) != 1 || !strings.Contains(bad.Problems[0].Message, c.at) || bad.CaseKnown {
			t.Errorf("%s: %v, want %s and no known case", c.name, bad.Problems, c.at)
		}
	}
}

func TestATextOfSeveralLinesIsNoRecord(t *testing.T) {
	const head = "person_ref,incident_ref,offence,outcome,relevant,summary\n"
	for _, summary := range []string{
		"He said:\nyes, no, maybe, perhaps, later, never",
		"one\n\n,,,,,\nthree",
		"P1\nI1",
		"sent to A, B, C and D,\nthen deleted, asked for, refused, 21 times, in all, twice",
	} {
		clean(t, text{"a.csv", head + "P1,I1,x,21,,\"" + summary + "\"\n"}, Options{})
	}
	clean(t, text{"a.csv", "person_ref,incident_ref,summary\nP1,I1,\"Sent it,\nthen deleted it, and said so, 2019\"\n"}, Options{})
	clean(t, text{"a.json", `[{"person_ref":"P1","incident_ref":"I1","summary":"a\nP1,I2,x,21,,b"}]`}, Options{})
}

func TestAWorkbookMadeOfSuchAFileIsRefusedToo(t *testing.T) {
	content := book(t, func(f *excelize.File) {
		must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"person_ref", "incident_ref", "outcome", "summary"}))
		must(t, f.SetSheetRow("Sheet1", "A2", &[]any{"P1", "I1", "21", "he said\nP1,I2,21,end"}))
	})
	rows, _, err := readAll(text{"a.xlsx", content}, Options{})
	if err != nil || len(rows) != 1 || len(rows[0].Problems) != 1 || !strings.Contains(rows[0].Problems[0].Message, "line 2 of the cell's text") {
		t.Errorf("%v %+v", err, rows)
	}
}
