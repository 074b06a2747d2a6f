package intake

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"gd8/model"
	"gd8/model/fold"
	"gd8/store/intake/problem"
	"gd8/store/intake/xlsx"
)

// This file looks at the sheets of a workbook that a person sees and that are
// not read, as their first rows have not the columns. Where one of them has the
// references of the records, more rows of them may stand there, as on the second
// sheet of a long report, and be lost without anybody having chosen so.

// otherSheets are those sheets, and the references that were read.
type otherSheets struct {
	names []string
	refs  map[string]bool
}

// visibleUnread are the sheets with cells that a person sees and that are not
// read; nil where there are none.
func (r *Reader) visibleUnread() *otherSheets {
	o := &otherSheets{refs: map[string]bool{}}
	for _, s := range r.book.Sheets() {
		if s.Cells && !s.Hidden && !slices.Contains(r.sheets, s.Name) {
			o.names = append(o.names, s.Name)
		}
	}
	if len(o.names) == 0 {
		return nil
	}
	return o
}

// take takes in the references of a row.
func (o *otherSheets) take(row *Row) {
	if o == nil {
		return
	}
	for _, f := range []model.Field{model.PersonRef, model.IncidentRef} {
		if ref := row.Facts.Text(f); isTelling(ref) {
			o.refs[strings.Clone(ref)] = true
		}
	}
}

// isTelling reports whether a reference is not likely to be a count or a word.
func isTelling(ref string) bool {
	return strings.ContainsFunc(ref, unicode.IsDigit) && (len(ref) >= 5 || len(ref) >= 2 && strings.ContainsFunc(ref, unicode.IsLetter))
}

// check stops the import where one of the sheets has a reference of a record.
func (o *otherSheets) check(book *xlsx.Book) error {
	if o == nil || len(o.refs) == 0 {
		return nil
	}
	for _, name := range o.names {
		scan, err := newXLSXScanner(book, name)
		if err != nil {
			return err
		}
		var rec record
		for {
			err := scan.next(&rec)
			if err == io.EOF {
				break
			}
			if err != nil {
				return err
			}
			for i, cell := range rec.cells {
				if len(cell) > 256 || !isTelling(cell) {
					continue
				}
				if ref, err := fold.OneForm(cell); err == nil && o.refs[ref] {
					return &problem.FileError{
						Sheet: name, Cell: xlsx.CellName(i, rec.line),
						Message: fmt.Sprintf("%s stands here too, on a sheet that is not read, as it has not the columns", problem.Quote(ref)),
						Next:    "look at the sheet: where it holds more of the records, give it the same header and name both with --sheet, else name with --sheet the one to read",
					}
				}
			}
		}
	}
	return nil
}
