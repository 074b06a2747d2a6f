package intake

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"gd8/model"
	"gd8/store/intake/fields"
	"gd8/store/intake/problem"
	"gd8/store/intake/unread"
)

// column is one column of a table, or one field in JSON.
type column struct {
	name  string      // as the file writes it
	field model.Field // NoField where it is no field's own
}

// namelessName is what a column without a name is called: by its number.
func namelessName(i int) string { return fmt.Sprintf("column %d", i+1) }

// isNameless reports whether a person sees no name in s.
func isNameless(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) && r != '\u3164' })
}

// nameTable finds the field of a column or member name, through the mapping
// first, and remembers the names it does not know.
type nameTable struct {
	mapped  map[string]model.Field // by fields.Key; NoField for one that is left out or part of a field
	ignored map[string]bool        // by fields.Key: left out by the officer
	found   map[string]model.Field // by name as written
	written [model.FieldCount]string
	unknown []string
	stop    *problem.FileError // a name that ends the import
	alike   map[string]bool    // JSON members that gd8 does not know and Resembles a field
	lenient bool               // none does: the names are only looked at
}

// unknownLimit bounds what is remembered of a JSON file with no end of names.
const unknownLimit = 1000

func newNameTable(o *Options) *nameTable {
	t := &nameTable{mapped: map[string]model.Field{}, ignored: map[string]bool{}, found: map[string]model.Field{}, alike: map[string]bool{}}
	for _, name := range o.Ignore {
		t.ignored[fields.Key(name)] = true
	}
	if m := o.Map; m != nil {
		for _, c := range m.Columns {
			t.mapped[fields.Key(c.Column)] = c.Field
		}
		for _, j := range m.Joined {
			for _, c := range j.Columns {
				if _, ok := t.mapped[fields.Key(c)]; !ok {
					t.mapped[fields.Key(c)] = model.NoField
				}
			}
		}
	}
	return t
}

// look finds the field of a name. known is false where gd8 does not know the
// name and nobody has said what it is.
func (t *nameTable) look(name string) (f model.Field, known bool) {
	key := fields.Key(name)
	if t.ignored[key] {
		return model.NoField, true
	}
	if f, ok := t.mapped[key]; ok {
		return f, true
	}
	return fields.Named(key)
}

// member is the field of a JSON member's name, NoField where it is none's.
func (t *nameTable) member(name string) model.Field {
	if f, ok := t.found[name]; ok {
		return f
	}
	f, known := t.look(name)
	if len(t.found) >= unknownLimit {
		return f
	}
	t.found[name] = f
	switch {
	case f != model.NoField:
		if t.written[f] == "" {
			t.written[f] = name
		}
	case !known:
		t.unknown = append(t.unknown, name)
		if t.lenient {
			return f
		}
		if isNameless(name) && t.stop == nil {
			t.stop = &problem.FileError{Message: "a member has no name, and what stands in it would be lost", Next: "give it a name, or take it out"}
		}
		if near := unread.Nearly(name); near != model.NoField && t.stop == nil {
			t.stop = unread.NearlyNamed([]string{"the member " + problem.Show(name) + " is nearly " + near.Name()}, name)
		}
		if unread.Resembles(name) != model.NoField {
			t.alike[name] = true
		}
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
// given are fields that come from elsewhere than a column of their own.
func (t *nameTable) header(names []string, given model.FieldSet) ([]column, error) {
	columns := make([]column, len(names))
	var at [model.FieldCount]string // the column's name and number, by field
	var near []string
	var nearName string
	t.unknown = nil
	known := 0
	for i, name := range names {
		if isNameless(name) {
			name = namelessName(i)
			columns[i] = column{name, model.NoField}
			if f, ok := t.look(name); ok {
				columns[i].field = f
			}
		} else {
			f, ok := t.look(name)
			columns[i] = column{name, f}
			if !ok {
				t.unknown = append(t.unknown, name)
				if field := unread.Nearly(name); field != model.NoField {
					near = append(near, fmt.Sprintf("the column %s (column %d) is nearly %s", problem.Show(name), i+1, field.Name()))
					nearName = name
				}
			}
		}
		f := columns[i].field
		if f == model.NoField {
			continue
		}
		known++
		here := fmt.Sprintf("%s (column %d)", problem.Show(name), i+1)
		if at[f] != "" {
			return nil, &problem.FileError{
				Message: fmt.Sprintf("the columns %s and %s are both %s", at[f], here, f.Name()),
				Next:    "take one of them out, or rename it",
			}
		}
		at[f] = here
	}
	if err := missing(at, known, names, given); err != nil {
		return nil, err
	}
	if len(near) > 0 {
		return nil, unread.NearlyNamed(near, nearName)
	}
	return columns, nil
}

// headerError says that a row cannot be a header.
type headerError struct{ *problem.FileError }

func (e headerError) Unwrap() error { return e.FileError }

const headerNext = "the first row must name the columns; gd8 template writes a file with all of them, and gd8 map proposes how to read your own"

func missing(at [model.FieldCount]string, known int, names []string, given model.FieldSet) error {
	if known == 0 && given == 0 {
		return headerError{&problem.FileError{Message: "the first row names no column that gd8 knows: it has " + nameList(names), Next: headerNext}}
	}
	var gone []string
	for _, f := range []model.Field{model.PersonRef, model.IncidentRef} {
		if at[f] == "" && !given.Has(f) {
			gone = append(gone, f.Name())
		}
	}
	switch len(gone) {
	case 0:
		return nil
	case 1:
		return headerError{&problem.FileError{Message: "the required column " + gone[0] + " is missing", Next: headerNext}}
	}
	return headerError{&problem.FileError{Message: "the required columns " + strings.Join(gone, " and ") + " are missing", Next: headerNext}}
}

// nameList is the first few of a header's names, for display.
func nameList(names []string) string {
	const most = 5
	var list []string
	for _, n := range names[:min(len(names), most)] {
		list = append(list, problem.Quote(n))
	}
	if len(names) > most {
		list = append(list, fmt.Sprintf("and %d more", len(names)-most))
	}
	return strings.Join(list, ", ")
}

// columnNamed is the first of names that is the column name meant, -1 where
// none is. A column without a name is called by its number.
func columnNamed(names []string, name string) int {
	key := fields.Key(name)
	return slices.IndexFunc(namedAll(names), func(n string) bool { return fields.Key(n) == key })
}

// namedAll is names with those columns that have none called by number.
func namedAll(names []string) []string {
	all := slices.Clone(names)
	for i, n := range all {
		if isNameless(n) {
			all[i] = namelessName(i)
		}
	}
	return all
}
