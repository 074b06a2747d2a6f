package propose

import (
	"fmt"
	"slices"
	"strings"

	"gd8/model"
	"gd8/store/intake/fields"
	"gd8/store/intake/mapping"
)

// ChangeHelp says what Change takes.
const ChangeHelp = `gd8's field, such as outcome; - where it is not read; + and a field where it is a part of it, such as + person_name; dates and how they are written, such as dates DD-MMM-YY, years 1927 to 2026; down where blank cells take the value above, and not down`

// Change does what an officer typed of a column; ChangeHelp says what that can
// be. The error says what was not understood, in one line.
func (s *Session) Change(column int, typed string) error {
	typed = strings.TrimSpace(typed)
	word, rest, _ := strings.Cut(typed, " ")
	switch part, joins := strings.CutPrefix(typed, "+"); {
	case typed == "" || typed == "-":
		s.SetField(column, model.NoField)
		return nil
	case joins:
		f, err := fieldTyped(part)
		if err != nil {
			return err
		}
		return s.Join(column, f)
	case strings.EqualFold(word, "dates"):
		return s.SetDates(column, strings.Trim(rest, " -"))
	case strings.EqualFold(typed, "down"):
		s.SetDown(column, true)
		return nil
	case strings.EqualFold(typed, "not down"):
		s.SetDown(column, false)
		return nil
	}
	f, err := fieldTyped(typed)
	if err != nil {
		return err
	}
	s.SetField(column, f)
	return nil
}

func fieldTyped(typed string) (model.Field, error) {
	typed = strings.TrimSpace(typed)
	f, ok := model.FieldNamed(typed)
	if !ok {
		return f, fmt.Errorf("gd8 has no field %q; type one of those named, or + and its name", typed)
	}
	return f, nil
}

// Typed is what Change would be told for the column as it stands.
func (c *Column) Typed() string {
	if c.Joined != model.NoField {
		return "+ " + c.Joined.Name()
	}
	return c.Field.Name()
}

// Means is what the column is to gd8, in words.
func (c *Column) Means() string {
	said := "not read"
	switch {
	case c.Joined != model.NoField:
		said = "part of " + c.Joined.Name()
	case c.Field != model.NoField:
		said = c.Field.Name()
	}
	if c.Dates != "" {
		said += ", " + c.Dates
	}
	if c.Down {
		said += ", filled down"
	}
	return said
}

// Join makes a column the last part of a field that is made of several. The
// column that was the field becomes its first part.
func (s *Session) Join(column int, f model.Field) error {
	if !fields.CanJoin(f) {
		return fmt.Errorf("%s is not made of several columns: only references and texts are", f.Name())
	}
	name := s.survey.Columns[column].Name
	var parts []string
	for _, c := range s.Columns() {
		if key(c.Name) != key(name) && (c.Field == f && c.Joined == model.NoField || c.Joined == f) {
			parts = append(parts, c.Name)
		}
	}
	if len(parts) == 0 {
		return fmt.Errorf("no other column is %s or a part of it yet; say so of the first part, without the +", f.Name())
	}
	s.change(func() {
		s.unjoin(name)
		for _, part := range append(parts, name) {
			s.mapping.Columns = slices.DeleteFunc(s.mapping.Columns, func(c mapping.ColumnName) bool { return key(c.Column) == key(part) })
		}
		s.mapping.Columns = slices.DeleteFunc(s.mapping.Columns, func(c mapping.ColumnName) bool { return c.Field == f })
		s.mapping.Joined = slices.DeleteFunc(s.mapping.Joined, func(j mapping.JoinedField) bool { return j.Field == f })
		s.mapping.Joined = append(s.mapping.Joined, mapping.JoinedField{Field: f, Columns: append(parts, name)})
	})
	return nil
}

// unjoin takes a column out of the field that it is a part of. One part that
// is left is the field.
func (s *Session) unjoin(name string) {
	for i, j := range s.mapping.Joined {
		if !containsKey(j.Columns, name) {
			continue
		}
		left := slices.DeleteFunc(slices.Clone(j.Columns), func(c string) bool { return key(c) == key(name) })
		s.mapping.Joined[i].Columns = left
		if len(left) == 1 {
			s.mapping.Joined = slices.Delete(s.mapping.Joined, i, i+1)
			s.mapping.Columns = append(s.mapping.Columns, mapping.ColumnName{Column: left[0], Field: j.Field})
		}
		return
	}
}

// SetDown says that blank cells of a column take the value above, or no longer.
// The first column that does decides which rows belong together.
func (s *Session) SetDown(column int, down bool) {
	name := s.survey.Columns[column].Name
	s.change(func() {
		s.mapping.FillDown = slices.DeleteFunc(s.mapping.FillDown, func(c string) bool { return key(c) == key(name) })
		if down {
			s.mapping.FillDown = append(s.mapping.FillDown, name)
		}
	})
}

func containsKey(names []string, name string) bool {
	return slices.ContainsFunc(names, func(other string) bool { return key(other) == key(name) })
}
