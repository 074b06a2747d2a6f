package mapping

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"gd8/model"
	"gd8/store/intake/fields"
	"gd8/store/intake/problem"
)

// This file checks what a mapping says. It goes by sorted names, so that the
// same file gives the same error each time.

// mapping is what a mapping file says.
func (file *written) mapping() (Mapping, error) {
	m := Mapping{
		Name: file.Name, Header: file.Header, Sheets: file.Sheets, HeaderRow: file.HeaderRow,
		LeaveOut: file.LeaveOut, FillDown: file.FillDown, OneEvent: file.OneEvent, NotRecorded: file.NotRecorded,
	}
	for _, step := range []func(*written) error{m.addColumns, m.addJoined, m.addConstants, m.addDates, m.addLists, m.addAllValues} {
		if err := step(file); err != nil {
			return Mapping{}, err
		}
	}
	return m, nil
}

func (m *Mapping) addColumns(file *written) error {
	byField, byName := map[model.Field]string{}, map[string]string{}
	for _, column := range slices.Sorted(maps.Keys(file.Columns)) {
		to := file.Columns[column]
		if fields.Key(column) == "" {
			return &problem.FileError{Message: fmt.Sprintf("the column %s has no name to gd8: there is no letter or digit in it", problem.Quote(column)), Next: `a column without a name is called by its number, as in "column 5" = "abusive"`}
		}
		if other, twice := byName[fields.Key(column)]; twice {
			return &problem.FileError{Message: fmt.Sprintf("the columns %s and %s are one name to gd8", problem.Quote(other), problem.Quote(column)), Next: "take one of them out"}
		}
		byName[fields.Key(column)] = column
		field := model.NoField
		if to != "" {
			var err error
			if field, err = fieldNamed(to); err != nil {
				return err
			}
			if other, twice := byField[field]; twice {
				return &problem.FileError{Message: fmt.Sprintf("the columns %s and %s are both mapped to %s", problem.Quote(other), problem.Quote(column), field.Name()), Next: "take one of them out"}
			}
			byField[field] = column
		}
		m.Columns = append(m.Columns, ColumnName{column, field})
	}
	return nil
}

func (m *Mapping) addJoined(file *written) error {
	for _, name := range slices.Sorted(maps.Keys(file.Join)) {
		field, err := fieldNamed(name)
		if err != nil {
			return err
		}
		columns := file.Join[name]
		switch {
		case !fields.CanJoin(field):
			return &problem.FileError{Message: field.Name() + " cannot be joined from several columns: only references and texts can", Next: "take it out of [join] and map one column to it"}
		case len(columns) < 2:
			return &problem.FileError{Message: field.Name() + " is joined from fewer than two columns", Next: "name them all, or map the one under [columns]"}
		}
		for i, c := range columns {
			if fields.Key(c) == "" || slices.ContainsFunc(columns[:i], func(other string) bool { return fields.Key(other) == fields.Key(c) }) {
				return &problem.FileError{Message: fmt.Sprintf("%s is joined from %s twice, or from a column without a name", field.Name(), problem.Quote(c)), Next: "take it out of [join]"}
			}
		}
		for _, c := range m.Columns {
			if c.Field == field {
				return &problem.FileError{Message: fmt.Sprintf("%s is both the column %s and joined from several", field.Name(), problem.Quote(c.Column)), Next: "take one of the two out"}
			}
		}
		m.Joined = append(m.Joined, JoinedField{field, columns})
	}
	return nil
}

func (m *Mapping) addConstants(file *written) error {
	for _, name := range slices.Sorted(maps.Keys(file.Constants)) {
		field, err := fieldNamed(name)
		if err != nil {
			return err
		}
		c := Constant{field, file.Constants[name]}
		if err := c.check(); err != nil {
			return err
		}
		for _, other := range m.Columns {
			if other.Field == field {
				return &problem.FileError{Message: fmt.Sprintf("%s is both a constant and the column %s", field.Name(), problem.Quote(other.Column)), Next: "take one of the two out"}
			}
		}
		if slices.ContainsFunc(m.Joined, func(j JoinedField) bool { return j.Field == field }) {
			return &problem.FileError{Message: field.Name() + " is both a constant and joined from columns", Next: "take one of the two out"}
		}
		m.Constants = append(m.Constants, c)
	}
	return nil
}

// farAway is a day after every date.
var farAway = model.NewDate(9999, 12, 31)

func (m *Mapping) addDates(file *written) error {
	for _, column := range slices.Sorted(maps.Keys(file.Dates)) {
		format, err := ParseDateFormat(file.Dates[column])
		if err != nil {
			return &problem.FileError{Message: fmt.Sprintf("[dates] of the column %s: %s in %s", problem.Quote(column), err, problem.Quote(file.Dates[column])), Next: "gd8 takes " + acceptedFormats}
		}
		m.Dates = append(m.Dates, ColumnDates{column, format})
	}
	return nil
}

// addLists checks what is stated in lists.
func (m *Mapping) addLists(*written) error {
	if m.HeaderRow < 0 {
		return &problem.FileError{Message: fmt.Sprintf("header_row is %d", m.HeaderRow), Next: "gd8 takes the number of the row that names the columns, counted from 1"}
	}
	for _, begin := range m.LeaveOut {
		if strings.TrimSpace(begin) == "" {
			return &problem.FileError{Message: "leave_out holds a blank, with which every row begins", Next: "name what the rows to leave out begin with"}
		}
	}
	if m.OneEvent != "" && slices.ContainsFunc(m.Columns, func(c ColumnName) bool { return c.Field == model.SameEventAs }) {
		return &problem.FileError{Message: "same_event_as is both a column and said by one_event", Next: "take one of the two out"}
	}
	for _, spelling := range m.NotRecorded {
		if err := m.mayMeanNothing(spelling); err != nil {
			return err
		}
	}
	return nil
}

// mayMeanNothing refuses a spelling of "not recorded" that gd8 reads as a
// value: a yes must not become nothing.
func (m *Mapping) mayMeanNothing(spelling string) error {
	for f := range model.FieldCount {
		if !fields.MayBeNotRecorded(f) {
			continue
		}
		if value, err := model.Canonical(f, spelling, farAway); err == nil && value != "" {
			return &problem.FileError{Message: fmt.Sprintf("not_recorded holds %s, which gd8 reads as %s of %s", problem.Quote(spelling), problem.Quote(value), f.Name()), Next: "take it out"}
		}
	}
	return nil
}

func (m *Mapping) addAllValues(file *written) error {
	open := 0
	for _, name := range slices.Sorted(maps.Keys(file.Values)) {
		field, err := fieldNamed(name)
		if err != nil {
			return err
		}
		for _, to := range file.Values[name] {
			if strings.TrimSpace(to) == Unanswered {
				open++
			}
		}
		if open > 0 {
			continue
		}
		if err := m.addValues(field, file.Values[name]); err != nil {
			return err
		}
	}
	if open > 0 {
		return &problem.FileError{Message: fmt.Sprintf("%s in it still %s a ?: what they mean has not been said", problem.Counted(open, "value"), problem.HasHave(open)), Next: `put on the right what each means to gd8, or "" for not recorded`}
	}
	return nil
}

func (m *Mapping) addValues(field model.Field, values map[string]string) error {
	if field.IsReference() {
		return &problem.FileError{Message: "the values of " + field.Name() + " cannot be mapped: two references would become one", Next: "take [values." + field.Name() + "] out"}
	}
	seen := map[string]string{}
	for _, from := range slices.Sorted(maps.Keys(values)) {
		to := values[from]
		if other, twice := seen[FoldValue(from)]; twice {
			return &problem.FileError{Message: fmt.Sprintf("the values %s and %s of %s are one value to gd8", problem.Quote(other), problem.Quote(from), field.Name()), Next: "take one of them out"}
		}
		if strings.TrimRight(FoldValue(from), "*") == "" {
			return &problem.FileError{Message: "a blank " + field.Name() + " cannot be mapped: what is not recorded must stay so", Next: "take the blank value out of [values." + field.Name() + "]"}
		}
		seen[FoldValue(from)] = from
		if err := checkValue(field, from, to); err != nil {
			return err
		}
		m.Values = append(m.Values, ValueName{field, from, to})
	}
	return nil
}

// checkValue says why a value cannot be given another meaning.
func checkValue(field model.Field, from, to string) error {
	// A date is not bounded here: it is when a row holds it.
	value, err := model.Canonical(field, to, farAway)
	if err != nil {
		var refused *model.ValueError
		errors.As(err, &refused)
		return &problem.FileError{Message: fmt.Sprintf("[values.%s] turns %s into %s: %s", field.Name(), problem.Quote(from), problem.Quote(to), refused.Problem), Next: "gd8 takes " + refused.Accepted}
	}
	if field.Kind() != model.KindTri {
		return nil
	}
	begin, begins := strings.CutSuffix(FoldValue(from), "*")
	for _, spelling := range []string{"yes", "y", "true", "1", "no", "n", "false", "0"} {
		was, _ := model.ParseTri(spelling)
		if (spelling == begin || begins && strings.HasPrefix(spelling, begin)) && was.String() != value {
			return &problem.FileError{
				Message: fmt.Sprintf("[values.%s] turns %s into %s, and gd8 reads %s as %s everywhere", field.Name(), problem.Quote(from), problem.Quote(to), problem.Quote(spelling), was),
				Next:    "take it out, or write more of the value",
			}
		}
	}
	return nil
}

func fieldNamed(name string) (model.Field, error) {
	if f, ok := fields.Named(fields.Key(name)); ok {
		return f, nil
	}
	return model.NoField, &problem.FileError{
		Message: "gd8 has no field " + problem.Quote(name),
		Next:    "its fields are " + strings.Join(fields.All.Names(), ", "),
	}
}
