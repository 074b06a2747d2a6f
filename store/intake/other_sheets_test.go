package intake

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestASheetThatIsNotReadAndHasTheReferencesStopsTheImport: report programs
// go on with a new sheet, without a header.
func TestASheetThatIsNotReadAndHasTheReferencesStopsTheImport(t *testing.T) {
	with := func(second ...[]any) string {
		return book(t, func(f *excelize.File) {
			must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"person_ref", "incident_ref", "outcome"}))
			must(t, f.SetSheetRow("Sheet1", "A2", &[]any{"N/0231/17", "I1", 21}))
			must(t, f.SetSheetRow("Sheet1", "A3", &[]any{"7", "12345", 21}))
			_, err := f.NewSheet("More")
			must(t, err)
			for i, row := range second {
				must(t, f.SetSheetRow("More", cellName(0, i+1), &row))
			}
		})
	}
	for what, content := range map[string]string{
		"rows without a header":    with([]any{"x"}, []any{"N/0231/17", "I2", 21}),
		"facts of an incident":     with([]any{"Crime", "CSE"}, []any{"I1", "yes"}),
		"a number for a reference": with([]any{"Crime", "CSE"}, []any{12345, "yes"}),
	} {
		_, _, err := readAll(text{"hits.xlsx", content}, Options{})
		if err == nil || !strings.Contains(err.Error(), "hits.xlsx, sheet More, cell A2") || !strings.Contains(err.Error(), "--sheet") {
			t.Errorf("%s: %v", what, err)
		}
		if rows, _, err := readAll(text{"hits.xlsx", content}, Options{Sheets: []string{"Sheet1"}}); err != nil || len(rows) != 2 {
			t.Errorf("%s, the sheet named: %v", what, err)
		}
	}
	for what, content := range map[string]string{
		"nothing":           with(),
		"a legend":          with([]any{"21", "not in the public interest"}, []any{"Rows", 7}),
		"another reference": with([]any{"N/0231/18"}),
		"a sentence":        with([]any{"All of N/0231/17 was searched"}),
	} {
		if rows, _, err := readAll(text{"hits.xlsx", content}, Options{}); err != nil || len(rows) != 2 {
			t.Errorf("%s: %v", what, err)
		}
	}
}
