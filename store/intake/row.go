package intake

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"gd8/model"
	"gd8/store/intake/fields"
	"gd8/store/intake/problem"
	"gd8/store/intake/source"
	"gd8/store/intake/xlsx"
	"gd8/store/safecsv"
)

// This file makes a Row of the cells that a scanner found.

// row reads the record in r.rec.
func (r *Reader) row() Row {
	row := Row{File: r.name, Sheet: r.sheet, Line: r.rec.line, Cells: r.rec.cells, Cut: r.rec.cut, Present: r.present, reader: r}
	for _, cell := range row.Cells {
		row.Size += len(cell)
	}
	if r.rec.object != nil {
		row.Present, row.Size = r.rec.object.present|r.present, r.rec.object.size
	}
	if r.rec.cut {
		r.add(&row, model.NoField, "the row is longer than "+problem.Size(maxRow), "a summary of at most 64 KiB and other cells of at most 256 bytes")
		return row
	}
	if r.format != source.JSON && !r.fits(&row) {
		return row
	}
	if message, accepted := r.swallowed(row.Cells); message != "" {
		r.add(&row, model.NoField, message, accepted)
		return row // of no known case: any may have lost a record
	}
	if message, accepted := r.notARecord(row.Cells); message != "" {
		r.add(&row, model.NoField, message, accepted)
		return row
	}
	if r.leftRecord {
		r.add(&row, model.NoField, "the mapping leaves out rows that begin so (leave_out), and this one is a record", "a leave_out that begins no record")
		return row
	}
	if r.orphan {
		r.add(&row, model.NoField, "the individual stands in a row above that was not read, so it is not certain whose this is", "the individual's columns filled in this row, or the row above mended")
		return row
	}
	bad := r.refuseMembers(&row)
	for _, f := range fieldsInOrder {
		if f == model.SameEventAs && r.eventColumn >= 0 {
			continue // said below, of the whole row
		}
		if row.Present.Has(f) && !bad.Has(f) && !r.read(&row, f) {
			bad = bad.With(f)
		}
	}
	r.checkSource(&row, bad)
	if len(row.Problems) > 1 { // members of an object stand in any order
		slices.SortStableFunc(row.Problems, func(a, b problem.Problem) int { return a.Line - b.Line })
	}
	row.CaseKnown = !bad.Has(model.ApplicationRef) && row.Facts.Text(model.PersonRef) != ""
	r.placeCase(&row)
	r.linkEvent(&row)
	return row
}

var fieldsInOrder = model.Fields()

// fits says whether a row whose number of cells is not the header's can be
// read all the same. Blank cells beyond the header are harmless; anything
// else there may mean that a comma without quotes has moved every value, so
// not even the case is certain. A row with fewer cells was cut off, and what
// is missing must never be read as blank; only in a workbook, which does not
// write blank cells, is it.
func (r *Reader) fits(row *Row) bool {
	cells, columns := len(row.Cells), len(r.columns)+r.trim
	if cells >= columns {
		if !allBlank(row.Cells[columns:]) {
			accepted := "a row with one cell for each column; a cell that holds the separator needs quotation marks"
			if r.format == source.XLSX {
				accepted = "values only in columns that the first row names"
			}
			r.add(row, model.NoField, fmt.Sprintf("the row has %d cells and the header %d", cells, columns), accepted)
			return false
		}
		row.Cells = row.Cells[:len(r.columns)]
		return true
	}
	if r.format == source.XLSX {
		for len(row.Cells) < len(r.columns) {
			row.Cells = append(row.Cells, "")
		}
		row.Cells = row.Cells[:len(r.columns)]
		return true
	}
	r.add(row, model.NoField, fmt.Sprintf("the row has %d cells and the header %d: it is cut off", cells, columns), cutOffCure)
	// The last cell that is there may be cut as well.
	row.CaseKnown = r.at[model.PersonRef] < cells-1 && r.at[model.ApplicationRef] < cells-1
	if row.CaseKnown {
		var good Row
		good.Cells, good.reader = row.Cells, r
		for _, f := range []model.Field{model.ApplicationRef, model.PersonRef} {
			row.CaseKnown = row.CaseKnown && (r.at[f] < 0 || r.read(&good, f))
		}
		for _, f := range []model.Field{model.IncidentRef, model.PersonName, model.DateOfBirth} { // who it may be
			if i := r.at[f]; i >= 0 && i < cells-1 && r.sources[f] == nil {
				r.read(&good, f)
			}
		}
		row.Facts = good.Facts
	}
	r.placeCase(row)
	return false
}

// cutOffCure says what to do with a row that has too few cells. Excel writes
// such rows itself: it leaves out an empty last column from some of them, and
// they cannot be told from rows that were cut.
const cutOffCure = "a row with one cell for each column, blank where nothing is recorded; Excel leaves out the end of rows whose last columns are empty: save the file as an .xlsx workbook and import that, or move a column that is always filled to the end"

func (r *Reader) placeCase(row *Row) {
	if row.CaseKnown {
		row.Case = row.Facts.Key().Case()
	}
}

// refuseMembers turns what was wrong with members of a JSON object into
// problems and gives their fields.
func (r *Reader) refuseMembers(row *Row) (bad model.FieldSet) {
	if r.rec.object == nil {
		return 0
	}
	for _, m := range r.rec.object.problems {
		r.add(row, m.field, m.message, "one text, number, true, false or null for each member")
		bad = bad.With(m.field)
	}
	row.unread = bad
	return bad
}

// read puts the value of field f into row.Facts. It reports false, with a
// problem added, where the value is refused.
func (r *Reader) read(row *Row, f model.Field) bool {
	var raw string
	asWritten := r.format == source.CSV && r.sources[f] == nil && r.trim == 0 // nearly every cell there is
	if asWritten {
		raw = row.Cells[r.at[f]]
	} else {
		var ok bool
		if raw, ok = r.valueOf(row, f); !ok {
			return false
		}
	}
	if raw == "" && f != model.PersonRef && f != model.IncidentRef {
		return true
	}
	if kind := f.Kind(); kind == model.KindText || kind == model.KindLong {
		return r.readText(row, f, raw, asWritten)
	}
	if r.readPlain(&row.Facts, f, raw) {
		return true
	}
	value, err := r.readValue(f, raw)
	if err != nil {
		r.refuse(row, f, err)
		return false
	}
	value.set(&row.Facts, f)
	return true
}

// valueOf is the value of a field in a row as the file and the mapping have
// it. It reports false, with a problem added, where there is none to be read.
func (r *Reader) valueOf(row *Row, f model.Field) (raw string, ok bool) {
	s := r.sources[f]
	if s == nil {
		return r.cellValue(row, f, r.at[f])
	}
	switch {
	case s.isConstant && r.rec.object != nil && r.rec.object.present.Has(f):
		r.add(row, f, "every row is to have the "+f.Name()+" "+problem.Quote(s.constant)+", and this object has one of its own", "objects without it, or no such constant")
		return "", false
	case s.isConstant:
		return s.constant, true
	case s.columns != nil:
		return r.joined(row, f, s.columns)
	}
	if raw, ok = r.cellValue(row, f, r.at[f]); !ok {
		return "", false
	}
	value, message, accepted := s.mapped(raw, r.isSheetDate(r.at[f]))
	if message != "" {
		r.add(row, f, message, accepted)
		return "", false
	}
	return value, true
}

// cellValue is what a person sees in a cell of the row.
func (r *Reader) cellValue(row *Row, f model.Field, i int) (raw string, ok bool) {
	raw = row.Cells[i]
	if r.trim > 0 && raw == unreadable {
		r.add(row, f, "this value could not be carried over from the original file", fields.Accepted(f))
		return "", false
	}
	if r.format != source.XLSX {
		return raw, true
	}
	for _, m := range r.rec.merged {
		if i >= m.Left && i <= m.Right && !r.mergedAlone(m, i) && (m.Left != m.Right || !r.fills(i)) {
			r.add(row, f, "the cells "+m.String()+" are merged, and only the first of them holds the value",
				"a value in the cell of every row: unmerge them and fill it in, or name the column under fill_down in a mapping")
			return "", false
		}
	}
	if i >= len(r.rec.sheet) {
		return raw, true
	}
	value, message, accepted := r.sheetValue(f, &r.rec.sheet[i])
	if message != "" {
		if f.IsReference() {
			row.unread = row.unread.With(f)
		}
		r.add(row, f, message, accepted)
		return "", false
	}
	row.Cells[i] = value
	return value, true
}

// mergedAlone reports whether a merged range holds the value of one field of
// one row: report servers merge a cell with the empty column beside it.
func (r *Reader) mergedAlone(m mergedCells, column int) bool {
	if m.Top != m.Bottom || column != m.Left {
		return false
	}
	for i := m.Left + 1; i <= min(m.Right, len(r.columns)-1); i++ {
		if r.columns[i].field != model.NoField {
			return false
		}
	}
	return true
}

// isSheetDate reports whether a cell of a workbook is a date, not a text.
func (r *Reader) isSheetDate(i int) bool {
	return i >= 0 && i < len(r.rec.sheet) && r.rec.sheet[i].Kind == xlsx.Date
}

// readText reads a text. asWritten says that it is a cell as the CSV scanner
// found it, which is known to be UTF-8.
func (r *Reader) readText(row *Row, f model.Field, raw string, asWritten bool) bool {
	if r.format != source.CSV { // whose scanner has done so
		raw = strings.ReplaceAll(raw, "\r\n", "\n")
	}
	if f.IsReference() {
		if message, accepted := r.refuseReference(strings.TrimSpace(raw)); message != "" {
			r.add(row, f, message, accepted)
			return false
		}
	} else if message, accepted := r.refuseDitto(f, raw); message != "" {
		r.add(row, f, message, accepted)
		return false
	}
	var value string
	var err error
	if asWritten {
		value, err = model.CanonicalText(f, raw)
	} else {
		value, err = model.Canonical(f, raw, r.o.Today)
	}
	if err != nil {
		r.refuse(row, f, err)
		return false
	}
	row.Facts.SetText(f, value)
	return true
}

// retype says what is taken in the place of a reference that a program spoilt.
const retype = "the reference as the records system has it: format the column as Text and enter it again"

// refuseReference says what is wrong with a reference that a spreadsheet has
// changed. Taken as it is, it would make one individual or incident of two,
// or two of one; in any other field the same text is harmless.
func (r *Reader) refuseReference(ref string) (message, accepted string) {
	switch {
	case ref == "":
	case strings.IndexByte(ref, '+') >= 0 && shortened(ref), r.format == source.JSON && exponent(ref):
		return "a spreadsheet or a program has shortened this number and lost its last digits", retype
	case ref[0] == '#' && (strings.Trim(ref, "#") == "" || slices.Contains(spreadsheetErrors, ref)):
		return "this is what a spreadsheet shows in place of a value", retype
	case safecsv.Marked(ref):
		return "an apostrophe stands before the reference, as a program puts one to keep a spreadsheet from reading a formula",
			"the reference as the records system has it: take the apostrophe out"
	}
	return notReference(ref)
}

var spreadsheetErrors = []string{"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}

// shortened reports whether s is a long number as a spreadsheet shows it,
// such as 1.23457E+15.
func shortened(s string) bool {
	mantissa, exponent, ok := strings.Cut(s, "E+")
	return ok && strings.Contains(mantissa, ".") && digits(strings.Replace(mantissa, ".", "", 1)) && digits(exponent)
}

// exponent reports whether s is a number that JSON writes with an exponent.
func exponent(s string) bool {
	mantissa, power, ok := strings.Cut(strings.ToLower(s), "e")
	return ok && digits(strings.Replace(strings.TrimPrefix(mantissa, "-"), ".", "", 1)) && digits(strings.TrimLeft(power, "+-"))
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func (r *Reader) checkSource(row *Row, bad model.FieldSet) {
	if bad.Has(model.PersonRef) || bad.Has(model.IncidentRef) || bad.Has(model.SameEventAs) {
		return // said already, or of a value that was not read
	}
	if err := model.CheckSource(&row.Facts); err != nil {
		r.refuse(row, model.NoField, err)
		return
	}
}

// refuse adds the problem that model found.
func (r *Reader) refuse(row *Row, f model.Field, err error) {
	var value *model.ValueError
	if !errors.As(err, &value) {
		r.add(row, f, err.Error(), "")
		return
	}
	message := value.Problem
	if short, cut := problem.Shorten(message, problem.NameLength); cut {
		message = short + "..."
	}
	r.add(row, value.Field, message, value.Accepted)
}

func (r *Reader) add(row *Row, f model.Field, message, accepted string) {
	row.Problems = append(row.Problems, row.Problem(f, message, accepted))
}

// rawValue is a field's value as the file has it.
func (r *Reader) rawValue(cells []string, f model.Field) string {
	if s := r.sources[f]; s != nil && s.columns != nil {
		var parts []string
		for _, i := range s.columns {
			if i < len(cells) {
				parts = append(parts, cells[i])
			}
		}
		return strings.Join(parts, refJoin)
	}
	if i := r.at[f]; i >= 0 && i < len(cells) {
		return cells[i]
	}
	return ""
}

// fieldAt is the field of a column.
func (r *Reader) fieldAt(column int) model.Field {
	if r.format == source.JSON {
		return model.Field(column)
	}
	return r.columns[column].field
}

// columnOf is the name of a field's column, and in XLSX its cell.
func (r *Reader) columnOf(f model.Field, line int) (name, cell string) {
	i := r.at[f]
	switch {
	case r.format == source.JSON:
		return r.names.nameOf(f), ""
	case i < 0:
		return f.Name(), ""
	}
	name = r.columns[i].name
	if s := r.sources[f]; s != nil {
		for _, more := range s.columns[min(len(s.columns), 1):] {
			name += " + " + r.columns[more].name
		}
	}
	if r.format == source.XLSX {
		return name, cellName(i, line)
	}
	return name, ""
}
