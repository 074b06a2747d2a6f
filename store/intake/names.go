package intake

import (
	"fmt"
	"strings"

	"gd8/model"
)

// column is one column of a table, or one field in JSON.
type column struct {
	name  string      // as the file writes it
	field model.Field // NoField where gd8 does not know it
}

// nameTable finds the field of a column or member name, through the mapping
// first, and remembers the names it does not know.
type nameTable struct {
	mapped  map[string]model.Field // by folded name
	found   map[string]model.Field // by name as written
	written [model.FieldCount]string
	unknown []string
}

// unknownLimit bounds what is remembered of a file with no end of names.
const unknownLimit = 1000

func newNameTable(m *Mapping) *nameTable {
	t := &nameTable{mapped: map[string]model.Field{}, found: map[string]model.Field{}}
	if m != nil {
		for _, c := range m.Columns {
			t.mapped[model.FoldName(c.Column)] = c.Field
		}
	}
	return t
}

// field is the field of a name, NoField where gd8 does not know it.
func (t *nameTable) field(name string) model.Field {
	if f, ok := t.found[name]; ok {
		return f
	}
	f, mapped := t.mapped[model.FoldName(name)]
	if !mapped {
		var known bool
		if f, known = model.FieldNamed(strings.TrimSpace(name)); !known {
			f = model.NoField
		}
	}
	if len(t.found) >= unknownLimit {
		return f
	}
	t.found[name] = f
	switch {
	case f != model.NoField:
		if t.written[f] == "" {
			t.written[f] = name
		}
	case !mapped: // a column mapped to nothing is left out on purpose
		t.unknown = append(t.unknown, name)
	}
	return f
}

// nameOf is how the file writes a field's name; gd8's own where it never did.
func (t *nameTable) nameOf(f model.Field) string {
	if f >= model.FieldCount {
		return ""
	}
	if t.written[f] != "" {
		return t.written[f]
	}
	return f.Name()
}

// header finds the fields of a table's columns and says whether the header
// can be one.
func (t *nameTable) header(names []string) ([]column, error) {
	columns := make([]column, len(names))
	var at [model.FieldCount]string // the column's name and number, by field
	known := 0
	for i, name := range names {
		columns[i] = column{name, model.NoField}
		if strings.TrimSpace(name) == "" {
			continue
		}
		f := t.field(name)
		columns[i].field = f
		if f == model.NoField {
			continue
		}
		known++
		here := fmt.Sprintf("%s (column %d)", show(name), i+1)
		if at[f] != "" {
			return nil, &FileError{
				Message: fmt.Sprintf("the columns %s and %s are both %s", at[f], here, f.Name()),
				Next:    "take one of them out, or rename it",
			}
		}
		at[f] = here
	}
	return columns, missing(at, known, names)
}

func missing(at [model.FieldCount]string, known int, names []string) error {
	const next = "the first row must name the columns; gd8 template writes a file with all of them, and gd8 map proposes how to read your own"
	if known == 0 {
		return &FileError{Message: "the first row names no column that gd8 knows: it has " + nameList(names), Next: next}
	}
	var gone []string
	for _, f := range []model.Field{model.PersonRef, model.IncidentRef} {
		if at[f] == "" {
			gone = append(gone, f.Name())
		}
	}
	switch len(gone) {
	case 0:
		return nil
	case 1:
		return &FileError{Message: "the required column " + gone[0] + " is missing", Next: next}
	}
	return &FileError{Message: "the required columns " + strings.Join(gone, " and ") + " are missing", Next: next}
}

// nameList is the first few of a header's names, for display.
func nameList(names []string) string {
	const most = 5
	var list []string
	for _, n := range names[:min(len(names), most)] {
		list = append(list, quote(n))
	}
	if len(names) > most {
		list = append(list, fmt.Sprintf("and %d more", len(names)-most))
	}
	return strings.Join(list, ", ")
}
