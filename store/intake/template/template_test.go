package template

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gd8/model"
	"gd8/store/intake"
	"gd8/store/intake/fields"
	"gd8/store/intake/source"
)

var today = model.NewDate(2026, 6, 1)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestATemplateIsAnInputWithEveryColumn(t *testing.T) {
	for name, format := range map[string]source.Format{"t.csv": source.CSV, "t.xlsx": source.XLSX} {
		var b bytes.Buffer
		must(t, Write(&b, format))
		r, err := intake.NewReader(source.Stream(name, &b), intake.Options{Today: today})
		must(t, err)
		if row, err := r.Next(); err != io.EOF {
			t.Errorf("%s has the row %v, %v", name, row.Cells, err)
		}
		if len(r.Unknown()) != 0 || strings.Join(r.Header(), ",") != strings.Join(fields.All.Names(), ",") {
			t.Errorf("%s: header %v, unknown %v", name, r.Header(), r.Unknown())
		}
		must(t, r.Close())
	}
	if err := Write(&bytes.Buffer{}, source.JSON); err == nil {
		t.Error("a JSON template was written")
	}
}

// TestATemplateExplainsEveryColumn, and what it gives as an example is
// accepted.
func TestATemplateExplainsEveryColumn(t *testing.T) {
	var b bytes.Buffer
	must(t, Write(&b, source.XLSX))
	f, err := excelize.OpenReader(&b)
	must(t, err)
	defer f.Close()
	rows, err := f.GetRows(explainSheet)
	must(t, err)
	if len(rows) != 1+int(model.FieldCount) {
		t.Fatalf("%d rows", len(rows))
	}
	for i, field := range model.Fields() {
		row := rows[i+1]
		if row[0] != field.Name() || row[2] == "" {
			t.Errorf("row %d explains %q", i+2, row)
		}
		if len(row) > 3 {
			if _, err := model.Canonical(field, row[3], today); err != nil && field != model.DueDate {
				t.Errorf("the example %q is refused: %v", row[3], err)
			}
		}
	}
	// A reference typed into the template stays text: 2/19 is no date.
	must(t, f.SetCellValue(rowsSheet, "A2", "x"))
	style, err := f.GetCellStyle(rowsSheet, "B2")
	must(t, err)
	got, err := f.GetStyle(style)
	must(t, err)
	if got.NumFmt != 49 {
		t.Errorf("cells are formatted as %d, want text", got.NumFmt)
	}
}
