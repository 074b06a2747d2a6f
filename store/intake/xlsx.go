package intake

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"gd8/model"
	"gd8/store/intake/problem"
	"gd8/store/intake/xlsx"
)

// unpackedFactor is how many times its own size a workbook may unpack to. A
// sheet of short cells packs about ten to one; what packs better than this is
// more likely made to fill the memory.
const unpackedFactor = 8

// readBook reads a workbook of at most max bytes.
func readBook(r io.Reader, max int64) (*xlsx.Book, error) {
	packed, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	if is, next := otherArchive(packed); is != "" {
		return nil, &problem.FileError{Message: "this is " + is + ", not an .xlsx workbook", Next: next}
	}
	book, err := xlsx.Open(packed, max*unpackedFactor)
	return book, bookError(err)
}

// bookError is an error of package xlsx as a *problem.FileError.
func bookError(err error) error {
	if err == nil {
		return nil
	}
	var large *xlsx.TooLargeError
	if errors.As(err, &large) {
		return &problem.FileError{
			Message: fmt.Sprintf("the workbook unpacks to more than %s, or is packed as no program packs a table", problem.Size(int(large.Limit))),
			Next:    "save the sheet as CSV UTF-8 and give gd8 that",
			Cause:   err,
		}
	}
	e := &problem.FileError{
		Message: "this is no XLSX workbook that can be read, or it is damaged",
		Next:    "open it in Excel and save it as a new .xlsx workbook, or as CSV UTF-8",
		Cause:   err,
	}
	var damage *xlsx.DamageError
	if errors.As(err, &damage) {
		e.Sheet, e.Cell = damage.Sheet, damage.Cell
		if damage.Cause == nil {
			e.Message = "the workbook is damaged: " + damage.What
		}
	}
	return e
}

// xlsxScanner gives the rows of one sheet of a workbook.
type xlsxScanner struct {
	rows   *xlsx.Rows
	merged []xlsx.Range // not come to yet, the last first
	active []mergedCells
	texts  []string
}

// mergedCells is a merged range that the row just read lies in.
type mergedCells struct {
	xlsx.Range
	cell xlsx.Cell // its first cell, which a person sees in all of them
}

func newXLSXScanner(book *xlsx.Book, sheet string) (*xlsxScanner, error) {
	rows, err := book.Rows(sheet)
	if err != nil {
		return nil, bookError(err)
	}
	merged := slices.Clone(rows.Merged)
	slices.SortFunc(merged, func(a, b xlsx.Range) int { return b.Top - a.Top })
	return &xlsxScanner{rows: rows, merged: merged}, nil
}

func (s *xlsxScanner) next(rec *record) error {
	rec.cut, rec.cells, rec.sheet, rec.merged = false, nil, nil, nil
	row, cells, err := s.rows.Next()
	if err == io.EOF {
		return io.EOF
	}
	if err != nil {
		return bookError(err)
	}
	total := 0
	s.texts = s.texts[:0]
	for i := range cells {
		s.texts = append(s.texts, cells[i].Text)
		total += len(cells[i].Text)
	}
	s.merge(row, cells)
	rec.line, rec.cells, rec.sheet, rec.merged, rec.cut = row, s.texts, cells, s.active, total > maxRow
	return nil
}

// merge finds the merged ranges that a row lies in.
func (s *xlsxScanner) merge(row int, cells []xlsx.Cell) {
	s.active = slices.DeleteFunc(s.active, func(m mergedCells) bool { return m.Bottom < row })
	for n := len(s.merged); n > 0 && s.merged[n-1].Top <= row; n-- {
		m := mergedCells{Range: s.merged[n-1]}
		s.merged = s.merged[:n-1]
		if m.Bottom < row {
			continue
		}
		if m.Top == row && m.Left < len(cells) {
			m.cell = cells[m.Left]
		}
		s.active = append(s.active, m)
	}
}

// headerNames are the cells of a record as the names of columns: merged with
// cells above, a person sees the name that stands there.
func (r *record) headerNames() ([]string, error) {
	names := slices.Clone(r.cells)
	for i := range r.sheet {
		switch c := &r.sheet[i]; {
		case c.Kind == xlsx.Uncalculated:
			return nil, &problem.FileError{Cell: xlsx.CellName(i, r.line), Message: "the name of this column is a " + neverWorkedOut, Next: openAndSave}
		case c.Kind == xlsx.Error:
			return nil, &problem.FileError{Cell: xlsx.CellName(i, r.line), Message: "the name of this column is the error " + problem.Show(c.Text), Next: "mend the formula in it, or type the name"}
		case c.Otherwise && c.Known:
			names[i] = c.Shown
		}
	}
	for _, m := range r.merged {
		if m.Top < r.line && m.Left == m.Right {
			for len(names) <= m.Left {
				names = append(names, "")
			}
			names[m.Left] = m.cell.Text
		}
	}
	return names, nil
}

const (
	neverWorkedOut = "formula that was never worked out"
	openAndSave    = "open the workbook in Excel, save it, and import it again"
)

// sheetValue is the text that a person sees in a cell of a workbook, or what
// is wrong with it.
func (r *Reader) sheetValue(f model.Field, c *xlsx.Cell) (value, message, accepted string) {
	const asText = "the value as the records system has it: format the column as Text and enter it again"
	switch {
	case c.Kind == xlsx.Blank:
		return "", "", ""
	case c.Kind == xlsx.Uncalculated:
		return "", "a " + neverWorkedOut, "its value: " + openAndSave
	case c.Struck && decides(f):
		return "", "a line goes through the cell's text, so it is not certain whether it counts", "a value that counts: take the line off in Excel where it does, or clear the cell, or take the row out"
	case c.Raised && decides(f):
		return "", "some of the cell's text stands above or below the line, as the number of a footnote does", "the value alone: take out what does not belong to it"
	case c.Masked && decides(f):
		return "", "a conditional format may put a line through this cell or show something else than it holds", "what the cell shows: clear the conditional format from it, and correct the value where it showed another"
	case c.Kind == xlsx.Error:
		return "", "the cell shows an error, not a value", "the value as the records system has it"
	case c.Kind == xlsx.Date && f.IsReference():
		return "", "Excel has made a date of this reference", retype
	case c.Kind == xlsx.Date && (f.Kind() == model.KindText || f.Kind() == model.KindLong):
		return "", "a date stands where a text belongs: a spreadsheet makes one of a text such as 1-2", asText
	case c.Otherwise && !c.Known:
		return "", "the cell has a number format of which gd8 cannot tell what it shows", asText
	case c.Otherwise && c.Shown == "":
		return "", "the cell's format hides its value", "a cell that shows its value: give it the format General"
	case f.IsReference() && c.Otherwise:
		return "", "the cell shows " + problem.Quote(c.Shown) + " and holds " + problem.Quote(c.Text), retype
	case f.IsReference() && c.Kind == xlsx.Number:
		return c.Text, longNumber(c.Text), retype
	case !c.Otherwise:
		return c.Text, "", ""
	}
	kind := f.Kind()
	if kind == model.KindText || kind == model.KindLong || c.Kind != xlsx.Number || !onlyNumber(c.Shown) {
		return c.Shown, "", ""
	}
	if sameNumber(c.Shown, c.Text) {
		return c.Text, "", ""
	}
	return "", "the cell shows " + problem.Quote(c.Shown) + " and holds " + problem.Quote(c.Text), asText
}

// decides reports whether the test, or who is one individual, may turn on a
// field: not the texts that are only shown.
func decides(f model.Field) bool {
	kind := f.Kind()
	return f.IsReference() || f == model.Involvement || f == model.PersonName || kind != model.KindText && kind != model.KindLong
}

// longNumber says why a number cannot be a reference, blank where it can: a
// spreadsheet keeps 15 digits and drops zeros at the end of a fraction.
func longNumber(text string) string {
	switch digits := strings.TrimPrefix(text, "-"); {
	case strings.Contains(digits, "."):
		return "a number with a fraction, of which a spreadsheet drops the last zeros"
	case len(digits) > 15:
		return "a number of more than 15 digits, of which a spreadsheet keeps only 15"
	}
	return ""
}

func onlyNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789.,-") == "" }

// sameNumber reports whether two decimal numbers are the same but for zeros
// and commas.
func sameNumber(a, b string) bool {
	plain := func(s string) string {
		s = strings.ReplaceAll(s, ",", "")
		if strings.Contains(s, ".") {
			s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
		}
		return strings.TrimLeft(s, "0")
	}
	return plain(a) == plain(b)
}

// cellName is the name of a cell, such as C7.
func cellName(column, row int) string { return xlsx.CellName(column, row) }

// otherArchive tells a ZIP archive that is some other kind of document.
func otherArchive(packed []byte) (is, next string) {
	const save = "open it in Excel and save it as an .xlsx workbook"
	head := string(packed[:min(len(packed), 200)])
	if strings.Contains(head, "mimetypeapplication/vnd.oasis.opendocument.spreadsheet") {
		return "an OpenDocument spreadsheet (.ods)", "open it in Excel or LibreOffice and save it as an .xlsx workbook"
	}
	names, err := xlsx.Parts(packed)
	if err != nil {
		return "", ""
	}
	has := func(name string) bool { return slices.Contains(names, name) }
	switch {
	case has("xl/workbook.bin"):
		return "a binary Excel workbook (.xlsb)", save
	case has("word/document.xml"):
		return "a Word document", "copy its table into Excel and save that as an .xlsx workbook"
	case has("[content_types].xml"), has("xl/workbook.xml"):
		return "", ""
	case len(names) > 0:
		return "a ZIP archive", "unpack it and give gd8 the file that is in it"
	}
	return "", ""
}
