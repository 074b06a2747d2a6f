package intake

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"gd8/model"
	"gd8/store/intake/fields"
	"gd8/store/intake/mapping"
	"gd8/store/intake/problem"
	"gd8/store/intake/source"
	"gd8/store/intake/unread"
)

// This file finds the header of a table.

// headerRow is the row that names the columns, without the blank cells at its
// end: the one that the mapping says, else the first that is not blank.
func (r *Reader) headerRow() ([]string, error) {
	wanted := 0
	if r.o.Map != nil {
		wanted = r.o.Map.HeaderRow
	}
	for {
		switch err := r.scan.next(&r.rec); {
		case err == io.EOF && wanted > 0:
			return nil, noSuchHeader(wanted)
		case err == io.EOF:
			return nil, &problem.FileError{Message: source.EmptyFile, Next: source.EmptyNext}
		case err != nil:
			return nil, err
		case wanted > r.rec.line:
			continue
		case wanted > 0 && wanted < r.rec.line:
			return nil, noSuchHeader(wanted)
		case r.rec.cut:
			return nil, &problem.FileError{Line: r.rec.line, Message: "the first row is longer than " + problem.Size(maxRow), Next: "this is no table that gd8 can read; " + source.SaveText}
		case allBlank(r.rec.cells):
			continue
		}
		names, err := r.rec.headerNames()
		if err != nil {
			return nil, err
		}
		for len(names) > 1 && isNameless(names[len(names)-1]) {
			names = names[:len(names)-1]
		}
		return names, nil
	}
}

func noSuchHeader(line int) *problem.FileError {
	return &problem.FileError{
		Message: fmt.Sprintf("the mapping says that row %d names the columns, and no row begins there", line),
		Next:    "correct header_row in the mapping, or take it out where the first row names them",
	}
}

// readHeader reads the header of a table and finds its columns.
func (r *Reader) readHeader() error {
	names, err := r.headerRow()
	if err != nil {
		return err
	}
	line := r.rec.line
	err = r.setHeader(names)
	var header headerError
	if errors.As(err, &header) {
		header.Line, header.Columns = line, true
		if at := r.furtherHeader(); at > 0 {
			header.Next = fmt.Sprintf("row %d has the columns: take out the rows above it, or import with a mapping that says header_row = %d (gd8 map writes one)", at, at)
		}
		return header.FileError
	}
	return source.AtLine(line, err)
}

func (r *Reader) setHeader(names []string) error {
	for _, n := range names {
		if r.format == source.CSV && strings.ContainsRune(n, '\r') {
			return &problem.FileError{Message: "the lines end as on an old Macintosh (CR alone)", Next: source.SaveText}
		}
		if r.format == source.CSV && strings.ContainsAny(n, "\u2028\u2029\u0085\v\f") {
			return &problem.FileError{Message: "a character that is no line end in a CSV file stands where lines seem to end, so the rows would be read as the header", Next: source.SaveText}
		}
	}
	if isRefusedHeader(names) {
		r.trim = len(refusedColumns)
		names = names[:len(names)-r.trim]
	}
	if len(names) > maxColumns {
		return &problem.FileError{Line: r.rec.line, Message: fmt.Sprintf("the first row names more than %d columns", maxColumns), Next: "this is no table that gd8 can read; " + source.SaveText}
	}
	columns, err := r.names.header(names, r.givenFields())
	if err != nil {
		return err
	}
	r.columns, r.header, r.nameless, r.alike, r.unread = columns, names, nil, nil, nil
	for f := range r.at {
		r.at[f] = -1
	}
	for i, c := range r.columns {
		switch {
		case c.field != model.NoField:
			r.at[c.field] = i
			r.keys[c.field] = fields.Key(c.name)
			r.present = r.present.With(c.field)
		case isNameless(names[i]) && !r.knows(c.name):
			r.nameless = append(r.nameless, i)
		case unread.Resembles(c.name) != model.NoField && !r.knows(c.name):
			r.alike = append(r.alike, i)
		case !r.knows(c.name):
			r.unread = append(r.unread, unread.Watch(i, c.name))
		}
	}
	return r.setSources(names)
}

// furtherHeader is the next row, within the first of the file, that has the
// columns every row needs; 0 where none has. It reads on.
func (r *Reader) furtherHeader() int {
	for r.rec.line < headerRows {
		if err := r.scan.next(&r.rec); err != nil || r.rec.cut {
			return 0
		}
		if names, err := r.rec.headerNames(); err == nil && r.hasColumns(names) {
			return r.rec.line
		}
	}
	return 0
}

// hasColumns reports whether a row names the columns that every row needs.
func (r *Reader) hasColumns(names []string) bool {
	have := r.constantFields()
	for i, name := range names {
		if isNameless(name) {
			name = namelessName(i)
		}
		if f, ok := r.names.look(name); ok && f != model.NoField {
			have = have.With(f)
		}
	}
	if m := r.o.Map; m != nil {
		for _, j := range m.Joined {
			if !slices.ContainsFunc(j.Columns, func(c string) bool { return columnNamed(names, c) < 0 }) {
				have = have.With(j.Field)
			}
		}
	}
	return have.Has(model.PersonRef) && have.Has(model.IncidentRef)
}

// knows reports whether the officer has said what a column is, or is not.
func (r *Reader) knows(name string) bool {
	_, known := r.names.look(name)
	return known
}

// refuseNameless counts the values in a column that has no name, one of which
// was just met, and stops the import: nobody can say what is lost with them.
func (r *Reader) refuseNameless(column int) error {
	line, values := r.rec.line, 1
	for {
		err := r.scan.next(&r.rec)
		if err != nil {
			break
		}
		if !r.rec.cut && column < len(r.rec.cells) && strings.TrimSpace(r.rec.cells[column]) != "" {
			values++
		}
	}
	word := "line"
	if r.format == source.XLSX {
		word = "row"
	}
	return &problem.FileError{
		Columns: true,
		Message: fmt.Sprintf("column %d has no name and %s, the first in %s %d", column+1, problem.Counted(values, "value"), word, line),
		Next:    fmt.Sprintf("name it, map it, or leave it out with --ignore-column %q", namelessName(column)),
	}
}

// namelessValue is the first column without a name that has a value in a row,
// -1 where none has.
func (r *Reader) namelessValue() int {
	for _, i := range r.nameless {
		if i < len(r.rec.cells) && strings.TrimSpace(r.rec.cells[i]) != "" {
			return i
		}
	}
	return -1
}

// HeaderOf are the names of the columns of a table, of which a mapping says the
// sheets and the row that names them; those without a name are called by their
// number.
func HeaderOf(src source.Source, o Options, m *mapping.Mapping) ([]string, error) {
	o.Map = &mapping.Mapping{HeaderRow: m.HeaderRow, Sheets: m.Sheets}
	r, err := open(src, o)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if r.format == source.JSON {
		return nil, nil
	}
	names, err := r.headerRow()
	if err != nil {
		return nil, r.fail(err)
	}
	return namedAll(names), nil
}

// SameHeader reports whether two headers name the same columns in the same
// order.
func SameHeader(a, b []string) bool {
	return len(a) > 0 && slices.EqualFunc(a, b, func(x, y string) bool { return fields.Key(x) == fields.Key(y) })
}

func allBlank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}
