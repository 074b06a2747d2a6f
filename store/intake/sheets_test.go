package intake

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestNoSheetThatHasTheColumnsIsLeftOutUnseen: below a title or hidden, a sheet
// of records is read or asked about.
func TestNoSheetThatHasTheColumnsIsLeftOutUnseen(t *testing.T) {
	header, row, other := &[]any{"person_ref", "incident_ref"}, &[]any{"P1", "I1"}, &[]any{"P1", "I2"}
	second := func(at int, hidden bool, filled bool) string {
		return book(t, func(f *excelize.File) {
			must(t, f.SetSheetRow("Sheet1", "A1", header))
			must(t, f.SetSheetRow("Sheet1", "A2", row))
			_, err := f.NewSheet("More")
			must(t, err)
			if !filled {
				must(t, f.SetSheetRow("More", "A1", &[]any{"yes", "no"}))
			} else {
				must(t, f.SetCellStr("More", "A1", "Hits of 2019"))
				cell, err := excelize.CoordinatesToCellName(1, at)
				must(t, err)
				must(t, f.SetSheetRow("More", cell, header))
				cell, err = excelize.CoordinatesToCellName(1, at+1)
				must(t, err)
				must(t, f.SetSheetRow("More", cell, other))
			}
			must(t, f.SetSheetVisible("More", !hidden))
		})
	}
	const say = `Hidden in Excel, not read, and with the columns of records too: "More"`
	for _, c := range []struct{ name, content, stop, note string }{
		{"below a title", second(3, false, true), `2 sheets have the columns: "Sheet1", "More"; say with --sheet`, ""},
		{"hidden", second(1, true, true), "", say},
		{"hidden, below a title", second(3, true, true), "", say},
		{"hidden, a list of answers", second(1, true, false), "", ""},
		{"a list of answers", second(1, false, false), "", ""},
	} {
		_, r, err := readAll(text{"a.xlsx", c.content}, Options{})
		if err == nil && strings.Contains(strings.Join(r.Notes(), "\n"), say) != (c.note != "") {
			t.Errorf("%s: said %q", c.name, r.Notes())
		}
		if (err == nil) != (c.stop == "") || err != nil && !strings.Contains(err.Error(), c.stop) {
			t.Errorf("%s: %v, want %q", c.name, err, c.stop)
		}
		if rows, _, err := readAll(text{"a.xlsx", c.content}, Options{Sheets: []string{"Sheet1"}}); err != nil || len(rows) != 1 {
			t.Errorf("%s: named, it gives %d rows, %v", c.name, len(rows), err)
		}
	}
}
