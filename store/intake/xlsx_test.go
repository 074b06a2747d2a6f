package intake

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"gd8/model"
)

// book makes a workbook in memory.
func book(t testing.TB, fill func(*excelize.File)) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// formatted puts a value with a number format into a cell.
func formatted(t testing.TB, f *excelize.File, cell string, value any, code string) {
	t.Helper()
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
	must(t, err)
	must(t, f.SetCellValue("Sheet1", cell, value))
	must(t, f.SetCellStyle("Sheet1", cell, cell, style))
}

// TestDatesAreReadWholeWhateverTheirFormatShows, in both epochs.
func TestDatesAreReadWholeWhateverTheirFormatShows(t *testing.T) {
	for _, epoch1904 := range []bool{false, true} {
		content := book(t, func(f *excelize.File) {
			must(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &epoch1904}))
			must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"person_ref", "incident_ref", "incident_date", "outcome_date", "date_of_birth", "due_date", "outcome"}))
			day := 43538.0 // 14 March 2019
			if epoch1904 {
				day -= 1462
			}
			must(t, f.SetCellValue("Sheet1", "A2", "P"))
			must(t, f.SetCellValue("Sheet1", "B2", 12345678901234))
			formatted(t, f, "C2", day, "mmm-yy")
			formatted(t, f, "D2", day+0.75, `[$-809]dddd d mmmm yyyy" at "h:mm`)
			formatted(t, f, "E2", day, "dd/mm/yy")
			must(t, f.SetCellValue("Sheet1", "F2", "14 March 2019"))
			formatted(t, f, "G2", 21.0, `0.00`)
		})
		rows := clean(t, text{"hits.xlsx", content}, Options{})
		if len(rows) != 1 {
			t.Fatalf("%d rows", len(rows))
		}
		f := rows[0].Facts
		for _, field := range []model.Field{model.IncidentDate, model.OutcomeDate, model.DateOfBirth, model.DueDate} {
			if f.Date(field) != model.NewDate(2019, time.March, 14) {
				t.Errorf("1904 %v: %s is %s", epoch1904, field.Name(), f.Date(field))
			}
		}
		if f.Text(model.IncidentRef) != "12345678901234" || f.Outcome() != model.Outcome21 {
			t.Errorf("1904 %v: numbers read as %q and %q", epoch1904, f.Text(model.IncidentRef), f.Outcome())
		}
	}
}

// TestDaysAreCountedAsExcelCountsThem: the first days of either epoch, the
// day that Excel invents, the last it has, and a time just before midnight.
func TestDaysAreCountedAsExcelCountsThem(t *testing.T) {
	for _, c := range []struct {
		epoch1904 bool
		days      any
		want      string
	}{
		{false, 0, "0"}, {false, 0.5, "0.5"}, {false, 1, "1900-01-01"}, {false, 59, "1900-02-28"},
		{false, 60, "60"}, {false, 61, "1900-03-01"}, {false, -1, "-1"}, {false, 43538.99999, "2019-03-14"},
		{false, 2958465, "9999-12-31"}, {false, 2958466, "2958466"}, {false, 1e10, "10000000000"},
		{true, 0, "1904-01-01"}, {true, 59, "1904-02-29"}, {true, 60, "1904-03-01"},
		{true, 42076.99999, "2019-03-14"}, {true, 2957003, "9999-12-31"}, {true, 2957004, "2957004"},
		{false, "14/03/2019", "14/03/2019"}, {false, true, "TRUE"},
	} {
		content := book(t, func(f *excelize.File) {
			must(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &c.epoch1904}))
			must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"person_ref", "incident_ref", "due_date"}))
			must(t, f.SetSheetRow("Sheet1", "A2", &[]any{"P", "I"}))
			formatted(t, f, "C2", c.days, "dd/mm/yy")
		})
		rows, _, err := readAll(text{"hits.xlsx", content}, Options{})
		must(t, err)
		if got := rows[0].Cells[2]; got != c.want {
			t.Errorf("1904 %v, %v: got %s, want %s", c.epoch1904, c.days, got, c.want)
		}
	}
}

func TestCellsOfEveryTypeAreReadAsTheyMean(t *testing.T) {
	content := book(t, func(f *excelize.File) {
		must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"person_ref", "incident_ref", "relevant", "abusive", "outcome", "summary"}))
		must(t, f.SetSheetRow("Sheet1", "A3", &[]any{"P", "0012", true, false, 21, "two\r\nlines"}))
		must(t, f.SetCellFormula("Sheet1", "E3", "20+1"))
		must(t, f.SetSheetRow("Sheet1", "A4", &[]any{"P", "I"}))
		must(t, f.SetCellDefault("Sheet1", "E4", "2.1E1"))
	})
	rows := clean(t, text{"hits.xlsx", content}, Options{})
	if len(rows) != 2 || rows[0].Line != 3 || rows[0].Sheet != "Sheet1" {
		t.Fatalf("rows %v", rows)
	}
	f := rows[0].Facts
	if f.Text(model.IncidentRef) != "0012" || f.Tri(model.Relevant) != model.Yes || f.Tri(model.Abusive) != model.No || f.Text(model.Summary) != "two\nlines" {
		t.Errorf("read as %+v", f)
	}
	if f.Outcome() != model.Outcome21 || rows[1].Facts.Outcome() != model.Outcome21 {
		t.Errorf("outcomes %q and %q", f.Outcome(), rows[1].Facts.Outcome())
	}
}

func TestASheetIsFoundByName(t *testing.T) {
	content := book(t, func(f *excelize.File) {
		must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"nothing", "here"}))
		_, err := f.NewSheet("Hits")
		must(t, err)
		must(t, f.SetSheetRow("Hits", "A1", &[]any{"person_ref", "incident_ref"}))
		must(t, f.SetSheetRow("Hits", "A2", &[]any{"P", "I"}))
	})
	for _, sheet := range []string{"hits", ""} { // the one that has the columns, where none is named
		rows, r, err := readAll(text{"hits.xlsx", content}, Options{Sheets: sheetsOf(sheet)})
		if err != nil || len(rows) != 1 || rows[0].Sheet != "Hits" {
			t.Errorf("%q: %d rows, %v", sheet, len(rows), err)
		}
		if got := strings.Join(r.Notes(), "\n"); got != `Read of the workbook: sheet "Hits"; not read: "Sheet1".` {
			t.Errorf("%q: said %s", sheet, got)
		}
	}
	for sheet, want := range map[string]string{
		"Sheet1":  `hits.xlsx, sheet Sheet1, row 1: the first row names no column that gd8 knows: it has "nothing", "here"; `,
		"Missing": `hits.xlsx: there is no sheet "Missing"; the workbook has "Sheet1", "Hits"`,
	} {
		_, _, err := readAll(text{"hits.xlsx", content}, Options{Sheets: sheetsOf(sheet)})
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

// TestAWorkbookReportsSheetAndCell.
func TestAWorkbookReportsSheetAndCell(t *testing.T) {
	content := book(t, func(f *excelize.File) {
		must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"Person Ref", "incident_ref", "Outcome", "incident_date"}))
		must(t, f.SetSheetRow("Sheet1", "A2", &[]any{"P", "I", 99, "14/03/19"}))
		formatted(t, f, "B4", 43538, "dd/mm/yyyy")
		must(t, f.SetCellValue("Sheet1", "A4", "P"))
		must(t, f.SetSheetRow("Sheet1", "A5", &[]any{"P", "J", 21, "", "", "beyond"}))
		must(t, f.SetSheetRow("Sheet1", "A6", &[]any{"", "K", 21, 43538}))
	})
	want := `hits.xlsx, sheet Sheet1, cell D2 (incident_date): "14/03/19": the year has two digits; gd8 takes a date such as 2019-03-14, 14/03/2019, 14 March 2019 or 14 Mar 2019
hits.xlsx, sheet Sheet1, cell C2 (Outcome): "99": not an outcome code; gd8 takes an outcome code 1 to 22, 1a, 2a or 3a (21, O21 or Outcome 21), or blank
  stays out: case "" "P"
hits.xlsx, sheet Sheet1, cell B4 (incident_ref): "2019-03-14": Excel has made a date of this reference; gd8 takes the reference as the records system has it: format the column as Text and enter it again
  stays out: case "" "P"
hits.xlsx, sheet Sheet1, row 5: the row has 6 cells and the header 4; gd8 takes values only in columns that the first row names
  its case is not known
hits.xlsx, sheet Sheet1, cell A6 (Person Ref): blank; gd8 takes a reference: every row needs one
hits.xlsx, sheet Sheet1, cell D6 (incident_date): "43538": not a date gd8 knows; gd8 takes a date such as 2019-03-14, 14/03/2019, 14 March 2019 or 14 Mar 2019
  its case is not known
4 rows, 4 refused
`
	if got := report(text{"hits.xlsx", content}, Options{}); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestHalfAWorkbookIsNeverReadAsAWholeOne: a sheet that is cut off or damaged
// must be an error, not fewer rows.
func TestHalfAWorkbookIsNeverReadAsAWholeOne(t *testing.T) {
	whole := book(t, func(f *excelize.File) {
		must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"person_ref", "incident_ref"}))
		for i := range 50 {
			must(t, f.SetSheetRow("Sheet1", cellName(0, i+2), &[]any{"P", i + 1}))
		}
	})
	change := func(edit func(name, content string) string) string { return repack(t, whole, edit) }
	same := change(func(_, c string) string { return c })
	if rows := clean(t, text{"hits.xlsx", same}, Options{}); len(rows) != 50 {
		t.Fatalf("%d rows in the whole workbook", len(rows))
	}
	flipped := []byte(whole)
	at := bytes.Index(flipped, []byte("xl/worksheets/sheet1.xml")) + 100
	flipped[at] ^= 0x40
	for name, content := range map[string]string{
		"XML cut off": change(func(name, c string) string {
			if strings.HasSuffix(name, "sheet1.xml") {
				return c[:len(c)/2]
			}
			return c
		}),
		"a flipped bit": string(flipped),
		"file cut off":  whole[:len(whole)-100],
		"no sheet":      change(func(name, c string) string { return strings.ReplaceAll(c, "<sheets>", "<sheets/><x>") }),
	} {
		rows, _, err := readAll(text{"hits.xlsx", content}, Options{})
		if err == nil || !strings.Contains(err.Error(), "damaged") {
			t.Errorf("%s: %d rows, %v", name, len(rows), err)
		}
	}
}

// repack is a workbook with its parts edited, and more parts added: name and
// content of each.
func repack(t testing.TB, workbook string, edit func(name, content string) string, more ...string) string {
	t.Helper()
	r, err := zip.NewReader(strings.NewReader(workbook), int64(len(workbook)))
	must(t, err)
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	add := func(name, content string) {
		out, err := w.Create(name)
		must(t, err)
		_, err = io.WriteString(out, content)
		must(t, err)
	}
	for _, part := range r.File {
		in, err := part.Open()
		must(t, err)
		content, err := io.ReadAll(in)
		must(t, err)
		if edit != nil {
			content = []byte(edit(part.Name, string(content)))
		}
		add(part.Name, string(content))
	}
	for i := 0; i+1 < len(more); i += 2 {
		add(more[i], more[i+1])
	}
	must(t, w.Close())
	return b.String()
}

func TestAWorkbookThatUnpacksTooLargeIsRefused(t *testing.T) {
	content := book(t, func(f *excelize.File) {
		must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"person_ref", "incident_ref", "summary"}))
		for i := range 100 {
			must(t, f.SetSheetRow("Sheet1", cellName(0, i+2), &[]any{"P", i, strings.Repeat("a", 10_000) + cellName(0, i+1)}))
		}
	})
	_, _, err := readAll(text{"hits.xlsx", content}, Options{MaxSize: int64(len(content))})
	if err == nil || !strings.Contains(err.Error(), "unpacks to more than") {
		t.Errorf("%v", err)
	}
}

// TestAWorkbookLeavesNoPlainTextBehind: nothing is unpacked to the temporary
// folder.
func TestAWorkbookLeavesNoPlainTextBehind(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir)
	content := book(t, func(f *excelize.File) {
		must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"person_ref", "incident_ref"}))
		must(t, f.SetSheetRow("Sheet1", "A2", &[]any{"P", "I"}))
	})
	// Past the 16 MiB from which excelize would use the folder by default. It
	// goes by the part's name; with an .xml it would only take long to read.
	content = repack(t, content, nil, "xl/worksheets/sheet2.bin", strings.Repeat(" ", excelize.StreamChunkSize+1))
	r, err := NewReader(text{"hits.xlsx", content}, Options{Today: today})
	must(t, err)
	defer r.Close()
	for n := 0; ; n++ {
		left, err := os.ReadDir(dir)
		must(t, err)
		if len(left) > 0 {
			t.Fatalf("row %d: %v in the temporary folder", n, left)
		}
		if _, err := r.Next(); err == io.EOF {
			if n != 1 {
				t.Errorf("%d rows", n)
			}
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// sheetsOf is the sheets that an officer names: none for a blank.
func sheetsOf(name string) []string {
	if name == "" {
		return nil
	}
	return []string{name}
}

// TestAValueWithALineThroughItIsRefused: a person takes it for deleted, and a no
// that was deleted must not open a discard.
func TestAValueWithALineThroughItIsRefused(t *testing.T) {
	content := book(t, func(f *excelize.File) {
		must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"person_ref", "incident_ref", "outcome", "pattern_of_behaviour", "involvement", "summary", "note"}))
		must(t, f.SetSheetRow("Sheet1", "A2", &[]any{"P", "I", 21, "no", "suspect", "text", "x"}))
		style, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Strike: true}})
		must(t, err)
		must(t, f.SetCellStyle("Sheet1", "A2", "G2", style))
		must(t, f.AddComment("Sheet1", excelize.Comment{Cell: "D2", Text: "or yes?"}))
	})
	rows, r, err := readAll(text{"hits.xlsx", content}, Options{})
	if err != nil || len(rows) != 1 {
		t.Fatal(len(rows), err)
	}
	var cells []string
	for _, p := range rows[0].Problems {
		cells = append(cells, p.Cell)
		if !strings.Contains(p.Message, "a line goes through") {
			t.Error(p)
		}
	}
	if got := strings.Join(cells, " "); got != "A2 B2 E2 C2 D2" || rows[0].CaseKnown {
		t.Errorf("refused: %s", got)
	}
	if got := strings.Join(r.Notes(), "\n"); got != "1 cell of sheet Sheet1 has a comment in Excel, which is not read: D2." {
		t.Errorf("said %s", got)
	}
}
