package intake

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"gd8/model"
)

// This file checks what a mapping says. It goes by sorted names, so that the
// same file gives the same error each time.

// mapping is what a mapping file says.
func (file *mappingFile) mapping() (Mapping, error) {
	m := Mapping{
		Name: file.Name, Header: file.Header, Sheets: file.Sheets, HeaderRow: file.HeaderRow,
		LeaveOut: file.LeaveOut, FillDown: file.FillDown, OneEvent: file.OneEvent, NotRecorded: file.NotRecorded,
	}
	for _, step := range []func(*mappingFile) error{m.addColumns, m.addJoined, m.addConstants, m.addDates, m.addLists, m.addAllValues} {
		if err := step(file); err != nil {
			return Mapping{}, err
		}
	}
	return m, nil
}

func (m *Mapping) addColumns(file *mappingFile) error {
	byField, byName := map[model.Field]string{}, map[string]string{}
	for _, column := range slices.Sorted(maps.Keys(file.Columns)) {
		to := file.Columns[column]
		if headerKey(column) == "" {
			return &FileError{Message: fmt.Sprintf("the column %s has no name to gd8: there is no letter or digit in it", quote(column)), Next: `a column without a name is called by its number, as in "column 5" = "abusive"`}
		}
		if other, twice := byName[headerKey(column)]; twice {
			return &FileError{Message: fmt.Sprintf("the columns %s and %s are one name to gd8", quote(other), quote(column)), Next: "take one of them out"}
		}
		byName[headerKey(column)] = column
		field := model.NoField
		if to != "" {
			var err error
			if field, err = fieldNamed(to); err != nil {
				return err
			}
			if other, twice := byField[field]; twice {
				return &FileError{Message: fmt.Sprintf("the columns %s and %s are both mapped to %s", quote(other), quote(column), field.Name()), Next: "take one of them out"}
			}
			byField[field] = column
		}
		m.Columns = append(m.Columns, ColumnName{column, field})
	}
	return nil
}

func (m *Mapping) addJoined(file *mappingFile) error {
	for _, name := range slices.Sorted(maps.Keys(file.Join)) {
		field, err := fieldNamed(name)
		if err != nil {
			return err
		}
		columns := file.Join[name]
		switch {
		case !CanJoin(field):
			return &FileError{Message: field.Name() + " cannot be joined from several columns: only references and texts can", Next: "take it out of [join] and map one column to it"}
		case len(columns) < 2:
			return &FileError{Message: field.Name() + " is joined from fewer than two columns", Next: "name them all, or map the one under [columns]"}
		}
		for i, c := range columns {
			if headerKey(c) == "" || slices.ContainsFunc(columns[:i], func(other string) bool { return headerKey(other) == headerKey(c) }) {
				return &FileError{Message: fmt.Sprintf("%s is joined from %s twice, or from a column without a name", field.Name(), quote(c)), Next: "take it out of [join]"}
			}
		}
		for _, c := range m.Columns {
			if c.Field == field {
				return &FileError{Message: fmt.Sprintf("%s is both the column %s and joined from several", field.Name(), quote(c.Column)), Next: "take one of the two out"}
			}
		}
		m.Joined = append(m.Joined, JoinedField{field, columns})
	}
	return nil
}

func (m *Mapping) addConstants(file *mappingFile) error {
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
				return &FileError{Message: fmt.Sprintf("%s is both a constant and the column %s", field.Name(), quote(other.Column)), Next: "take one of the two out"}
			}
		}
		if slices.ContainsFunc(m.Joined, func(j JoinedField) bool { return j.Field == field }) {
			return &FileError{Message: field.Name() + " is both a constant and joined from columns", Next: "take one of the two out"}
		}
		m.Constants = append(m.Constants, c)
	}
	return nil
}

// check says why a field cannot have a value in every row.
func (c Constant) check() error {
	next := "gd8 takes a value for every row, such as application_ref = \"F001\""
	if c.Field == model.IncidentRef {
		return &FileError{Message: "incident_ref cannot be the same in every row: the rows would be one incident", Next: "map the column that holds it"}
	}
	// A date is not bounded here: it is when a file is read.
	value, err := model.Canonical(c.Field, c.Value, farAway)
	if err != nil {
		return &FileError{Message: fmt.Sprintf("%s cannot be %s: %s", c.Field.Name(), quote(c.Value), problemOf(err)), Next: next}
	}
	if value == "" {
		return &FileError{Message: c.Field.Name() + " is set to nothing", Next: next}
	}
	return nil
}

// ParseConstant reads a constant as an officer gives it on the command line:
// application_ref=F001.
func ParseConstant(s string) (Constant, error) {
	name, value, found := strings.Cut(s, "=")
	if !found {
		return Constant{}, fmt.Errorf("%s has no =; gd8 takes FIELD=VALUE, such as application_ref=F001", quote(s))
	}
	field, ok := fieldOf(headerKey(name))
	if !ok {
		return Constant{}, fmt.Errorf("gd8 has no field %s; its fields are %s", quote(strings.TrimSpace(name)), strings.Join(allFields.Names(), ", "))
	}
	c := Constant{field, strings.TrimSpace(value)}
	var file *FileError
	if err := c.check(); errors.As(err, &file) {
		return c, fmt.Errorf("%s; %s", file.Message, file.Next)
	}
	return c, nil
}

// farAway is a day after every date.
var farAway = model.NewDate(9999, 12, 31)

func (m *Mapping) addDates(file *mappingFile) error {
	for _, column := range slices.Sorted(maps.Keys(file.Dates)) {
		format, err := ParseDateFormat(file.Dates[column])
		if err != nil {
			return &FileError{Message: fmt.Sprintf("[dates] of the column %s: %s in %s", quote(column), err, quote(file.Dates[column])), Next: "gd8 takes " + acceptedFormats}
		}
		m.Dates = append(m.Dates, ColumnDates{column, format})
	}
	return nil
}

// addLists checks what is stated in lists.
func (m *Mapping) addLists(*mappingFile) error {
	if m.HeaderRow < 0 {
		return &FileError{Message: fmt.Sprintf("header_row is %d", m.HeaderRow), Next: "gd8 takes the number of the row that names the columns, counted from 1"}
	}
	for _, begin := range m.LeaveOut {
		if strings.TrimSpace(begin) == "" {
			return &FileError{Message: "leave_out holds a blank, with which every row begins", Next: "name what the rows to leave out begin with"}
		}
	}
	if m.OneEvent != "" && slices.ContainsFunc(m.Columns, func(c ColumnName) bool { return c.Field == model.SameEventAs }) {
		return &FileError{Message: "same_event_as is both a column and said by one_event", Next: "take one of the two out"}
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
		if !mayBeNotRecorded(f) {
			continue
		}
		if value, err := model.Canonical(f, spelling, farAway); err == nil && value != "" {
			return &FileError{Message: fmt.Sprintf("not_recorded holds %s, which gd8 reads as %s of %s", quote(spelling), quote(value), f.Name()), Next: "take it out"}
		}
	}
	return nil
}

func (m *Mapping) addAllValues(file *mappingFile) error {
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
		return &FileError{Message: fmt.Sprintf("%s in it still %s a ?: what they mean has not been said", counted(open, "value"), hasHave(open)), Next: `put on the right what each means to gd8, or "" for not recorded`}
	}
	return nil
}

func hasHave(n int) string {
	if n == 1 {
		return "has"
	}
	return "have"
}

func (m *Mapping) addValues(field model.Field, values map[string]string) error {
	if field.IsReference() {
		return &FileError{Message: "the values of " + field.Name() + " cannot be mapped: two references would become one", Next: "take [values." + field.Name() + "] out"}
	}
	seen := map[string]string{}
	for _, from := range slices.Sorted(maps.Keys(values)) {
		to := values[from]
		if other, twice := seen[foldValue(from)]; twice {
			return &FileError{Message: fmt.Sprintf("the values %s and %s of %s are one value to gd8", quote(other), quote(from), field.Name()), Next: "take one of them out"}
		}
		if strings.TrimRight(foldValue(from), "*") == "" {
			return &FileError{Message: "a blank " + field.Name() + " cannot be mapped: what is not recorded must stay so", Next: "take the blank value out of [values." + field.Name() + "]"}
		}
		seen[foldValue(from)] = from
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
		return &FileError{Message: fmt.Sprintf("[values.%s] turns %s into %s: %s", field.Name(), quote(from), quote(to), refused.Problem), Next: "gd8 takes " + refused.Accepted}
	}
	if field.Kind() != model.KindTri {
		return nil
	}
	begin, begins := strings.CutSuffix(foldValue(from), "*")
	for _, spelling := range []string{"yes", "y", "true", "1", "no", "n", "false", "0"} {
		was, _ := model.ParseTri(spelling)
		if (spelling == begin || begins && strings.HasPrefix(spelling, begin)) && was.String() != value {
			return &FileError{
				Message: fmt.Sprintf("[values.%s] turns %s into %s, and gd8 reads %s as %s everywhere", field.Name(), quote(from), quote(to), quote(spelling), was),
				Next:    "take it out, or write more of the value",
			}
		}
	}
	return nil
}

func fieldNamed(name string) (model.Field, error) {
	if f, ok := fieldOf(headerKey(name)); ok {
		return f, nil
	}
	return model.NoField, &FileError{
		Message: "gd8 has no field " + quote(name),
		Next:    "its fields are " + strings.Join(allFields.Names(), ", "),
	}
}

func foldValue(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// valueMap is a field's values by their folded spelling in the file: whole, or
// what they begin with.
type valueMap struct {
	whole  map[string]string
	begins []ValueName // From folded and without the *, the longest first
}

func (m *valueMap) add(v ValueName) {
	from := foldValue(v.From)
	if begin, ok := strings.CutSuffix(from, "*"); ok {
		v.From = begin
		m.begins = append(m.begins, v)
		slices.SortFunc(m.begins, func(a, b ValueName) int { return len(b.From) - len(a.From) })
		return
	}
	if m.whole == nil {
		m.whole = map[string]string{}
	}
	m.whole[from] = v.To
}

// Meaning is what the mapping says of a value of a field; said is false where
// it says nothing.
func (m *Mapping) Meaning(f model.Field, raw string) (to string, said bool) {
	if mayBeNotRecorded(f) {
		for _, spelling := range m.NotRecorded {
			if foldValue(spelling) == foldValue(raw) {
				return "", true
			}
		}
	}
	var values valueMap
	for _, v := range m.Values {
		if v.Field == f {
			values.add(v)
		}
	}
	return values.apply(raw)
}

// apply is what a value is to be read as; ok is false where the mapping does
// not say.
func (m *valueMap) apply(raw string) (to string, ok bool) {
	if m.whole == nil && m.begins == nil {
		return "", false
	}
	value := foldValue(raw)
	if to, ok := m.whole[value]; ok {
		return to, true
	}
	for _, v := range m.begins {
		if strings.HasPrefix(value, v.From) {
			return v.To, true
		}
	}
	return "", false
}
