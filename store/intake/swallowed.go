package intake

import (
	"fmt"
	"strings"

	"gd8/model"
	"gd8/store/intake/source"
)

// This file finds records that a stray quotation mark has swallowed. Two of
// them, in a text that says `"he said` and in one further down, make one cell
// of all that stands between: the file is read without an error, the records
// in it are lost, and with them the second incident of an individual.

// swallowed says why a row may hold records that it swallowed, blank where it
// does not. A workbook that was made of such a file has them too.
func (r *Reader) swallowed(cells []string) (message, accepted string) {
	sep, line := ",", r.rec.line
	switch s, ok := r.scan.(*csvScanner); {
	case ok && s.line > line: // else a row of one line
		sep = string(s.sep)
	case ok, r.format == source.JSON:
		return "", ""
	}
	for i, cell := range cells {
		if strings.IndexByte(cell, '\n') < 0 {
			continue
		}
		lines := strings.Split(cell, "\n")
		k := r.recordIn(lines, i, sep)
		switch {
		case k > 0 && r.format == source.XLSX:
			message = fmt.Sprintf("in column %d, line %d of the cell's text reads as a record of its own", i+1, k+1)
		case k > 0:
			message = fmt.Sprintf("the quoted cell in column %d holds line %d, which reads as a record of its own", i+1, line+k)
		}
		if message != "" {
			return message, "one record in a row: look there for a quotation mark too many or too few, and double those inside a cell"
		}
		line += len(lines) - 1
	}
	return "", ""
}

// recordIn is the first of the lines of a cell, after its first, that reads as
// a record; 0 where none does.
func (r *Reader) recordIn(lines []string, column int, sep string) int {
	columns := len(r.columns) + r.trim
	for k := 1; k < len(lines); k++ {
		if strings.Count(lines[k], sep) == columns-1 && r.couldBeRecord(strings.Split(lines[k], sep)) {
			return k
		}
	}
	// The end of the row above stands in the first line, and the beginning of
	// a row in the last.
	last := len(lines) - 1
	if last == 0 || r.at[model.PersonRef] > column || r.at[model.IncidentRef] > column {
		return 0
	}
	if strings.Count(lines[0], sep) != columns-column-1 || strings.Count(lines[last], sep) != column {
		return 0
	}
	above, begun := strings.Split(lines[0], sep), strings.Split(lines[last], sep)
	if r.couldBeRecord(append(begun, above[1:]...)) {
		return last
	}
	return 0
}

// couldBeRecord reports whether the parts of a line read as a record: its
// references are there, every value that is no text can be read, and one of
// these says something or, in a wide table, both references hold a digit.
func (r *Reader) couldBeRecord(parts []string) bool {
	for _, f := range []model.Field{model.PersonRef, model.IncidentRef} {
		if i := r.at[f]; i >= 0 && (i >= len(parts) || strings.TrimSpace(parts[i]) == "") {
			return false
		}
	}
	says := false
	for i, part := range parts[:min(len(parts), len(r.columns))] {
		f := r.columns[i].field
		if f == model.NoField || f.IsReference() || r.sources[f] != nil || strings.TrimSpace(part) == "" {
			continue
		}
		if kind := f.Kind(); kind == model.KindText || kind == model.KindLong {
			continue
		}
		if _, err := model.Canonical(f, part, r.o.Today); err != nil {
			return false
		}
		says = true
	}
	return says || len(parts) >= 6 && r.numbered(parts, model.PersonRef) && r.numbered(parts, model.IncidentRef)
}

// numbered reports whether a reference of a line holds a digit.
func (r *Reader) numbered(parts []string, f model.Field) bool {
	i := r.at[f]
	return i >= 0 && i < len(parts) && strings.ContainsAny(parts[i], "0123456789")
}
