package intake

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestACellThatMayShowSomethingElseIsRefused: a person reads what is shown, and
// no "no" is read that nobody sees.
func TestACellThatMayShowSomethingElseIsRefused(t *testing.T) {
	conditional := func(t *testing.T, f *excelize.File, style *excelize.Style, format excelize.ConditionalFormatOptions) {
		if style != nil {
			id, err := f.NewConditionalStyle(style)
			must(t, err)
			format.Format = &id
		}
		must(t, f.SetConditionalFormat("Sheet1", "C2:C90", []excelize.ConditionalFormatOptions{format}))
	}
	hides := ";;;"
	styled := func(t *testing.T, f *excelize.File, value any, format string) {
		must(t, f.SetCellValue("Sheet1", "C2", value))
		id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
		must(t, err)
		must(t, f.SetCellStyle("Sheet1", "C2", "C2", id))
	}
	equal0 := excelize.ConditionalFormatOptions{Type: "cell", Criteria: "==", Value: "0"}
	for what, test := range map[string]struct {
		spoil func(t *testing.T, f *excelize.File)
		said  string // blank: nothing is wrong
	}{
		"a line by a condition": {func(t *testing.T, f *excelize.File) {
			conditional(t, f, &excelize.Style{Font: &excelize.Font{Strike: true}}, equal0)
		}, "a conditional format may"},
		"a number format by one": {func(t *testing.T, f *excelize.File) { conditional(t, f, &excelize.Style{CustomNumFmt: &hides}, equal0) }, "a conditional format may"},
		"nothing but an icon": {func(t *testing.T, f *excelize.File) {
			conditional(t, f, nil, excelize.ConditionalFormatOptions{Type: "icon_set", IconStyle: "3Symbols2", IconsOnly: true})
		}, "a conditional format may"},
		"nothing but a bar": {func(t *testing.T, f *excelize.File) {
			conditional(t, f, nil, excelize.ConditionalFormatOptions{Type: "data_bar", Criteria: "=", MinType: "min", MaxType: "max", BarColor: "#638EC6", BarOnly: true})
		}, "a conditional format may"},
		"a colour by a condition": {func(t *testing.T, f *excelize.File) {
			conditional(t, f, &excelize.Style{Font: &excelize.Font{Color: "FF0000"}}, equal0)
		}, ""},
		"a false that is hidden":  {func(t *testing.T, f *excelize.File) { styled(t, f, false, hides) }, "the cell's format hides its value"},
		"a false shown as a word": {func(t *testing.T, f *excelize.File) { styled(t, f, false, `"Yes";"Yes";"Yes"`) }, "gd8 cannot tell what it shows"},
		"a plain false":           {func(t *testing.T, f *excelize.File) { styled(t, f, false, "General") }, ""},
		"filled with a character": {func(t *testing.T, f *excelize.File) { styled(t, f, 0, "*10") }, "gd8 cannot tell what it shows"},
		"filled with spaces":      {func(t *testing.T, f *excelize.File) { styled(t, f, 0, "* 0") }, ""},
		"a footnote": {func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellRichText("Sheet1", "D2", []excelize.RichTextRun{{Text: "2"}, {Text: "1", Font: &excelize.Font{VertAlign: "superscript"}}}))
		}, "as the number of a footnote does"},
		"all of it raised": {func(t *testing.T, f *excelize.File) {
			must(t, f.SetCellRichText("Sheet1", "D2", []excelize.RichTextRun{{Text: "21", Font: &excelize.Font{VertAlign: "superscript"}}}))
		}, ""},
	} {
		content := book(t, func(f *excelize.File) {
			must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"person_ref", "incident_ref", "abusive", "outcome"}))
			must(t, f.SetSheetRow("Sheet1", "A2", &[]any{"P1", "I1", 0, 21}))
			test.spoil(t, f)
		})
		rows, _, err := readAll(text{"hits.xlsx", content}, Options{})
		if err != nil || len(rows) != 1 {
			t.Errorf("%s: %d rows, %v", what, len(rows), err)
			continue
		}
		switch problems := rows[0].Problems; {
		case test.said == "" && len(problems) > 0, test.said != "" && (len(problems) != 1 || !strings.Contains(problems[0].Message, test.said)):
			t.Errorf("%s: %v, want %q", what, problems, test.said)
		}
	}
}

func TestControlsOfASheetAreSaid(t *testing.T) {
	content := repack(t, book(t, func(f *excelize.File) {
		must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"person_ref", "incident_ref"}))
		must(t, f.SetSheetRow("Sheet1", "A2", &[]any{"P1", "I1"}))
	}), func(name, content string) string {
		if name != "xl/worksheets/sheet1.xml" {
			return content
		}
		return strings.Replace(content, "</sheetData>", `</sheetData><controls><control shapeId="1" name="Check Box 1"/></controls>`, 1)
	})
	_, r, err := readAll(text{"hits.xlsx", content}, Options{})
	if err != nil || !strings.Contains(strings.Join(r.Notes(), "\n"), "check boxes or other controls") {
		t.Errorf("%v: %q", err, r.Notes())
	}
}
