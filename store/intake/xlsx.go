package intake

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// unpackedFactor is how many times its own size a workbook may unpack to. A
// sheet of short cells packs about ten to one; what packs better than this is
// more likely made to fill the memory.
const unpackedFactor = 8

// xlsxScanner gives the rows of one sheet of a workbook. Cells come as text:
// numbers without their format, dates as 2019-03-14, booleans as TRUE and
// FALSE, and of a formula the value that Excel last worked out.
type xlsxScanner struct {
	rows      *excelize.Rows
	epoch1904 bool // the workbook counts days from 1 January 1904
	row       int
	dates     []int
}

// newXLSXScanner reads a workbook of at most max bytes. It gives the name of
// the sheet it reads: the one asked for, or the first.
func newXLSXScanner(r io.Reader, max int64, sheet string) (s *xlsxScanner, name string, err error) {
	packed, err := io.ReadAll(r)
	if err != nil {
		return nil, "", err
	}
	limit := max * unpackedFactor
	if err := checkArchive(packed, limit); err != nil {
		return nil, "", err
	}
	defer refusePanic(&err)
	// Both limits are the same, so that excelize never spills a large sheet
	// to the temporary folder, where it would lie in plain text.
	book, err := excelize.OpenReader(bytes.NewReader(packed), excelize.Options{UnzipSizeLimit: limit, UnzipXMLSizeLimit: limit})
	if err != nil {
		return nil, "", notAWorkbook(err)
	}
	if name, err = sheetNamed(book, sheet); err != nil {
		return nil, "", err
	}
	if err := plainFormats(book); err != nil {
		return nil, "", notAWorkbook(err)
	}
	rows, err := book.Rows(name)
	if err != nil {
		return nil, "", notAWorkbook(err)
	}
	props, err := book.GetWorkbookProps()
	if err != nil {
		return nil, "", notAWorkbook(err)
	}
	return &xlsxScanner{rows: rows, epoch1904: props.Date1904 != nil && *props.Date1904}, name, nil
}

// refusePanic makes an error of a panic. excelize was not written for
// workbooks made to break it, and one of them must not end gd8 with an
// officer's work in it.
func refusePanic(err *error) {
	if p := recover(); p != nil {
		*err = notAWorkbook(fmt.Errorf("panic: %v", p))
	}
}

func notAWorkbook(err error) *FileError {
	return &FileError{
		Message: "this is no XLSX workbook that can be read, or it is damaged",
		Next:    "open it in Excel and save it as a new .xlsx workbook, or as CSV UTF-8",
		Cause:   err,
	}
}

// checkArchive reads every part of the workbook once. excelize takes a part
// that is damaged or cut off for one that ends there, and half a sheet would
// be read as a whole one.
func checkArchive(packed []byte, limit int64) error {
	archive, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return notAWorkbook(err)
	}
	left, isBook := limit, false
	for _, part := range archive.File {
		name := strings.ToLower(strings.ReplaceAll(part.Name, `\`, "/"))
		isBook = isBook || name == "xl/workbook.xml"
		size, err := checkPart(part, strings.HasSuffix(name, ".xml"), left)
		if err != nil {
			return err
		}
		left -= size
	}
	if !isBook {
		return notAWorkbook(nil)
	}
	return nil
}

func checkPart(part *zip.File, isXML bool, left int64) (int64, error) {
	r, err := part.Open()
	if err != nil {
		return 0, notAWorkbook(err)
	}
	defer r.Close()
	counted := &io.LimitedReader{R: r, N: left + 1}
	if isXML {
		err = wellFormed(counted)
	}
	if err == nil {
		_, err = io.Copy(io.Discard, counted)
	}
	if counted.N == 0 {
		return 0, &FileError{
			Message: fmt.Sprintf("the workbook unpacks to more than %s", size(int(left))),
			Next:    "save the sheet as CSV UTF-8 and give gd8 that",
		}
	}
	if err != nil {
		return 0, notAWorkbook(err)
	}
	return left + 1 - counted.N, nil
}

func wellFormed(r io.Reader) error {
	d := xml.NewDecoder(r)
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func sheetNamed(book *excelize.File, name string) (string, error) {
	sheets := book.GetSheetList()
	if len(sheets) == 0 {
		return "", notAWorkbook(nil)
	}
	if name == "" {
		return sheets[0], nil
	}
	for _, s := range sheets {
		if strings.EqualFold(s, name) {
			return s, nil
		}
	}
	return "", &FileError{
		Message: "there is no sheet " + quote(name),
		Next:    "the workbook has " + nameList(sheets),
	}
}

// dateMark stands before the number of a cell that is formatted as a date.
// XML cannot hold it, so no text in a workbook can begin with it.
const dateMark = "\x01"

// plainFormats changes the number formats of the workbook in memory, so that
// excelize gives the number of every date marked, whatever its format shows
// of it, and every other number as it is.
func plainFormats(book *excelize.File) error {
	if book.Styles == nil || book.Styles.CellXfs == nil {
		return nil
	}
	count := len(book.Styles.CellXfs.Xf)
	isDate := make([]bool, count)
	for i := range count {
		style, err := book.GetStyle(i)
		if err != nil {
			return err
		}
		isDate[i] = isDateFormat(style)
	}
	const number = `"` + dateMark + `"0.00000000`
	code := number + `;"` + dateMark + `-"0.00000000`
	dates, err := book.NewStyle(&excelize.Style{CustomNumFmt: &code})
	if err != nil {
		return err
	}
	dateFormat, general := *book.Styles.CellXfs.Xf[dates].NumFmtID, 0
	for i := range count {
		if isDate[i] {
			book.Styles.CellXfs.Xf[i].NumFmtID = &dateFormat
		} else {
			book.Styles.CellXfs.Xf[i].NumFmtID = &general
		}
	}
	return nil
}

// dateOf is the date of a cell by its number of days, as 2019-03-14; the
// number itself where it is no day that Excel has.
func dateOf(days string, epoch1904 bool) string {
	whole, fraction, _ := strings.Cut(days, ".")
	n, err := strconv.Atoi(whole)
	const last = 2_958_465 // 31 December 9999
	switch {
	case err != nil || n < 0 || n > last:
	case epoch1904 && n <= last-1462:
		return time.Date(1904, time.January, 1+n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	case !epoch1904 && n > 60:
		return time.Date(1899, time.December, 30+n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	case !epoch1904 && n > 0 && n < 60: // 60 is 29 February 1900, which Excel believes in
		return time.Date(1899, time.December, 31+n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	}
	if fraction = strings.TrimRight(fraction, "0"); fraction == "" {
		return whole
	}
	return whole + "." + fraction
}

// isDateFormat reports whether a number format shows a date: one of Excel's
// own (ECMA-376 part 1, 18.8.30), or a code with a day or a year in it.
func isDateFormat(style *excelize.Style) bool {
	if style.CustomNumFmt == nil {
		n := style.NumFmt
		return n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 31 || n == 36 || n >= 50 && n <= 54 || n == 57 || n == 58
	}
	code := *style.CustomNumFmt
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '"':
			if n := strings.IndexByte(code[i+1:], '"'); n >= 0 {
				i += n + 1
			}
		case '[': // a colour, a condition or a language
			if n := strings.IndexByte(code[i:], ']'); n >= 0 {
				i += n
			}
		case '\\', '_', '*':
			i++
		case 'd', 'D', 'y', 'Y':
			return true
		}
	}
	return false
}

func (s *xlsxScanner) next(rec *record) (err error) {
	defer refusePanic(&err)
	rec.cut, rec.cells, rec.dates, rec.line = false, nil, s.dates[:0], s.row+1
	if !s.rows.Next() {
		if err := s.rows.Error(); err != nil {
			return notAWorkbook(err)
		}
		return io.EOF
	}
	s.row++
	cells, err := s.rows.Columns()
	if err != nil {
		return notAWorkbook(errors.Join(fmt.Errorf("row %d", s.row), err))
	}
	total := 0
	for i, c := range cells {
		if days, ok := strings.CutPrefix(c, dateMark); ok {
			cells[i] = dateOf(days, s.epoch1904)
			rec.dates = append(rec.dates, i)
		}
		total += len(c)
	}
	rec.cells, rec.cut, s.dates = cells, total > maxRow, rec.dates
	return nil
}

// cellName is the name of a cell, such as C7.
func cellName(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row)
	if err != nil {
		return ""
	}
	return name
}
