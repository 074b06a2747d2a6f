package template

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"gd8/model"
	"gd8/store/intake/fields"
	"gd8/store/intake/source"
)

// Write writes an empty file with all of gd8's columns. An XLSX file
// has a second sheet that says of each column what it takes. JSON has no
// template.
func Write(w io.Writer, format source.Format) error {
	switch format {
	case source.CSV:
		b := bufio.NewWriter(w)
		b.WriteString(source.BOM) // Excel reads UTF-8 as UTF-8 only with it
		b.WriteString(strings.Join(fields.All.Names(), ",") + "\r\n")
		return b.Flush()
	case source.XLSX:
		return writeBook(w)
	}
	return fmt.Errorf("there is no template in %s; ask for a name that ends in .csv or .xlsx", format)
}

const (
	rowsSheet    = "Incidents"
	explainSheet = "Columns"
)

func writeBook(w io.Writer) error {
	book := excelize.NewFile()
	defer book.Close()
	const text = 49 // Excel's own format "@", which keeps 2/19 and 0012 as typed
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, NumFmt: text})
	if err != nil {
		return err
	}
	asText, err := book.NewStyle(&excelize.Style{NumFmt: text, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	if err != nil {
		return err
	}
	if err := book.SetSheetName("Sheet1", rowsSheet); err != nil {
		return err
	}
	if _, err := book.NewSheet(explainSheet); err != nil {
		return err
	}
	rows, explained := [][]any{nil}, [][]any{{"Column", "Required", "What it takes", "Example"}}
	for _, f := range model.Fields() {
		rows[0] = append(rows[0], f.Name())
		required := "no"
		if f == model.PersonRef || f == model.IncidentRef {
			required = "yes"
		}
		explained = append(explained, []any{f.Name(), required, fields.Accepted(f), examples[f]})
	}
	for _, s := range []struct {
		name   string
		rows   [][]any
		widths []float64
	}{
		{rowsSheet, rows, repeat(20, int(model.FieldCount))},
		{explainSheet, explained, []float64{22, 10, 90, 40}},
	} {
		if err := fillSheet(book, s.name, s.rows, s.widths, bold, asText); err != nil {
			return err
		}
	}
	return book.Write(w)
}

func repeat(width float64, n int) []float64 {
	all := make([]float64, n)
	for i := range all {
		all[i] = width
	}
	return all
}

func fillSheet(book *excelize.File, name string, rows [][]any, widths []float64, bold, asText int) error {
	sheet, err := book.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i, w := range widths {
		if err := sheet.SetColWidth(i+1, i+1, w); err != nil {
			return err
		}
		if err := sheet.SetColStyle(i+1, i+1, asText); err != nil {
			return err
		}
	}
	if err := sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for i, row := range rows {
		style := asText
		if i == 0 {
			style = bold
		}
		cell := fmt.Sprintf("A%d", i+1)
		if err := sheet.SetRow(cell, row, excelize.RowOpts{StyleID: style}); err != nil {
			return err
		}
	}
	return sheet.Flush()
}

var examples = [model.FieldCount]string{
	model.ApplicationRef:  "APP-417",
	model.PersonRef:       "P-118",
	model.IncidentRef:     "14/2231/19",
	model.PersonRole:      "applicant",
	model.PersonName:      "A. Example",
	model.ApplicationType: "Enhanced",
	model.Workforce:       "Child",
	model.SourceSystem:    "Crime recording",
	model.Grading:         "B2",
	model.Involvement:     "suspect",
	model.DueDate:         "30/06/2026",
	model.SameEventAs:     "14/2250/19",
	model.Offence:         "Distribute an indecent photograph of a child",
	model.IncidentDate:    "14/03/2019",
	model.OutcomeDate:     "20/05/2019",
	model.DateOfBirth:     "02/01/2004",
	model.OutcomeCode:     "21",
	model.YouthProduced:   "yes",
	model.Exploitation:    "no",
	model.Summary:         "Shared one image with a partner of the same age",
}
