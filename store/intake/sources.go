package intake

import (
	"fmt"
	"slices"
	"strings"

	"gd8/model"
	"gd8/store/intake/fields"
	"gd8/store/intake/mapping"
	"gd8/store/intake/problem"
	"gd8/store/intake/source"
)

// This file says where the value of a field comes from where a mapping or the
// officer says more of it than which column it is.

// fieldSource is where a field's value comes from and how it is read.
type fieldSource struct {
	columns     []int  // joined to one value; nil for the field's own column
	constant    string // for every row
	isConstant  bool
	dates       *mapping.DateFormat
	values      mapping.Meanings
	notRecorded map[string]bool
}

// constants are those of the mapping and of the officer, who has the last word.
func (r *Reader) constants() []mapping.Constant {
	var all []mapping.Constant
	if r.o.Map != nil {
		all = append(all, r.o.Map.Constants...)
	}
	return append(all, r.o.Set...)
}

func (r *Reader) constantFields() (have model.FieldSet) {
	for _, c := range r.constants() {
		have = have.With(c.Field)
	}
	return have
}

// givenFields are the fields that come from elsewhere than a column of their
// own.
func (r *Reader) givenFields() model.FieldSet {
	have := r.constantFields()
	if r.o.Map != nil {
		for _, j := range r.o.Map.Joined {
			have = have.With(j.Field)
		}
	}
	return have
}

// sourceOf is the source of a field, made where there is none.
func (r *Reader) sourceOf(f model.Field) *fieldSource {
	if r.sources[f] == nil {
		r.sources[f] = &fieldSource{}
	}
	return r.sources[f]
}

// setSources takes the mapping to the columns of a table: nil for JSON.
func (r *Reader) setSources(names []string) error {
	r.sources, r.fill, r.eventColumn = [model.FieldCount]*fieldSource{}, nil, -1
	if err := r.setConstants(names != nil); err != nil {
		return err
	}
	m := r.o.Map
	if m == nil {
		return nil
	}
	for _, v := range m.Values {
		s := r.sourceOf(v.Field)
		s.values.Add(v)
	}
	if len(m.NotRecorded) > 0 {
		r.setNotRecorded(m.NotRecorded)
	}
	if names == nil {
		if len(m.Joined)+len(m.Dates)+len(m.FillDown)+len(m.OneEvent)+m.HeaderRow > 0 {
			return &problem.FileError{Message: "this is JSON, and the mapping speaks of rows and columns", Next: "take header_row, fill_down, one_event, [join] and [dates] out of it, or export the rows as CSV"}
		}
		return nil
	}
	return r.setColumns(m, names)
}

func (r *Reader) setConstants(isTable bool) error {
	for _, c := range r.constants() {
		value, err := model.Canonical(c.Field, c.Value, r.o.Today)
		if err != nil {
			return &problem.FileError{Message: fmt.Sprintf("%s cannot be %s in every row: %s", c.Field.Name(), problem.Quote(c.Value), fields.Problem(err)), Next: "correct --set or [constants] in the mapping"}
		}
		if isTable && r.at[c.Field] >= 0 {
			return &problem.FileError{
				Message: fmt.Sprintf("the file has the column %s, and every row is to have the %s %s", problem.Show(r.columns[r.at[c.Field]].name), c.Field.Name(), problem.Quote(c.Value)),
				Next:    "leave one of the two out: --ignore-column leaves out a column",
			}
		}
		s := r.sourceOf(c.Field)
		s.constant, s.isConstant = value, true
		r.present = r.present.With(c.Field)
	}
	return nil
}

func (r *Reader) setNotRecorded(spellings []string) {
	not := map[string]bool{}
	for _, s := range spellings {
		not[mapping.FoldValue(s)] = true
	}
	for f := range model.FieldCount {
		if fields.MayBeNotRecorded(f) {
			r.sourceOf(f).notRecorded = not
		}
	}
}

// setColumns finds the columns that the mapping names. Each must be there, and
// once: a column that has another name today would be left out unseen.
func (r *Reader) setColumns(m *mapping.Mapping, names []string) error {
	find := func(name, what string) (int, error) {
		i := columnNamed(names, name)
		if i < 0 {
			return 0, &problem.FileError{
				Message: fmt.Sprintf("the mapping %s the column %s, which the file does not have: it has %s", what, problem.Quote(name), nameList(names)),
				Next:    "correct the mapping, or make one for this file with gd8 map",
			}
		}
		if again := columnNamed(names[i+1:], name); again >= 0 && !isNameless(names[i+1+again]) {
			return 0, &problem.FileError{Message: fmt.Sprintf("the mapping %s the column %s, and the file has two of that name (columns %d and %d)", what, problem.Quote(name), i+1, i+again+2), Next: "rename one of them"}
		}
		return i, nil
	}
	for _, c := range m.Columns {
		if c.Field == model.NoField {
			continue
		}
		if _, err := find(c.Column, "names"); err != nil {
			return err
		}
	}
	for _, j := range m.Joined {
		if i := r.at[j.Field]; i >= 0 {
			return &problem.FileError{Message: fmt.Sprintf("%s is joined from several columns, and the column %s is %s too", j.Field.Name(), problem.Show(r.columns[i].name), j.Field.Name()), Next: "leave one of the two out of the mapping"}
		}
		s := r.sourceOf(j.Field)
		for _, c := range j.Columns {
			i, err := find(c, "joins")
			if err != nil {
				return err
			}
			s.columns = append(s.columns, i)
		}
		r.at[j.Field] = s.columns[0]
		r.present = r.present.With(j.Field)
	}
	for _, d := range m.Dates {
		i, err := find(d.Column, "says how to read")
		if err != nil {
			return err
		}
		f := r.columns[i].field
		if f == model.NoField || f.Kind() != model.KindDate {
			return &problem.FileError{Message: fmt.Sprintf("[dates] in the mapping names the column %s, which is no date of gd8's", problem.Quote(d.Column)), Next: "map it to incident_date, outcome_date, date_of_birth or due_date, or take it out"}
		}
		r.sourceOf(f).dates = &d.Format
	}
	for _, c := range m.FillDown {
		i, err := find(c, "fills down")
		if err != nil {
			return err
		}
		r.fill = append(r.fill, i)
	}
	if m.OneEvent == "" {
		return nil
	}
	var err error
	r.eventColumn, err = find(m.OneEvent, "makes one event of rows by")
	r.present = r.present.With(model.SameEventAs)
	return err
}

// mapped is what a mapping makes of a value, or what is wrong with it. isDate
// says that it is a workbook's own date already.
func (s *fieldSource) mapped(raw string, isDate bool) (value, message, accepted string) {
	if s.notRecorded[mapping.FoldValue(raw)] {
		return "", "", ""
	}
	if to, ok := s.values.Apply(raw); ok {
		return to, "", ""
	}
	if s.dates != nil && !isDate && strings.TrimSpace(raw) != "" {
		day, err := s.dates.Parse(raw)
		if err != nil {
			return raw, err.Error(), "a date as the mapping says: " + s.dates.String()
		}
		return day, "", ""
	}
	return raw, "", ""
}

// refJoin stands between the parts of a joined reference. A part that holds
// it is refused, so that no two pairs of parts make one reference.
const refJoin = " / "

// joined is the value of a field that is made of several columns.
func (r *Reader) joined(row *Row, f model.Field, columns []int) (value string, ok bool) {
	var parts []string
	blank := ""
	for _, i := range columns {
		part, ok := r.cellValue(row, f, i)
		if !ok {
			return "", false
		}
		part = strings.TrimSpace(part)
		if part == "" {
			blank = r.columns[i].name
			continue
		}
		if f.IsReference() && strings.Contains(" "+part+" ", refJoin) {
			r.add(row, f, "a part of this reference holds "+problem.Quote(refJoin)+", which stands between its parts", "parts without it")
			return "", false
		}
		if f.IsReference() && isDitto(part) {
			r.add(row, f, pointsUp, "a value in each of the columns that make the reference")
			return "", false
		}
		parts = append(parts, part)
	}
	switch {
	case len(parts) == 0:
		return "", true
	case f.IsReference() && blank != "":
		r.add(row, f, "a part of this reference is blank: "+problem.Show(blank), "a value in each of the columns that make the reference")
		return "", false
	case f.IsReference():
		return strings.Join(parts, refJoin), true
	case f.Kind() == model.KindLong:
		return strings.Join(parts, "\n"), true
	}
	return strings.Join(parts, " "), true
}

// leaveOut reports whether the mapping leaves out a row by what it begins
// with, and counts it.
func (r *Reader) leaveOut() bool {
	r.leftRecord = false
	if r.o.Map == nil || len(r.o.Map.LeaveOut) == 0 || r.format == source.JSON {
		return false
	}
	i := slices.IndexFunc(r.rec.cells, func(c string) bool { return strings.TrimSpace(c) != "" })
	if i < 0 {
		return false
	}
	first := foldSpaces(r.rec.cells[i])
	for _, begin := range r.o.Map.LeaveOut {
		if strings.HasPrefix(first, foldSpaces(begin)) {
			if r.leftRecord = r.isRecord(r.rec.cells); r.leftRecord {
				return false
			}
			r.leftOut++
			return true
		}
	}
	return false
}

// isRecord reports whether a row that begins as a row of totals does is a record
// all the same: it has both references, the incident's no count, and an outcome
// or an answer beside them.
func (r *Reader) isRecord(cells []string) bool {
	cell := func(f model.Field) string {
		if i := r.at[f]; i >= 0 && i < len(cells) {
			return strings.TrimSpace(cells[i])
		}
		return ""
	}
	incident := cell(model.IncidentRef)
	if cell(model.PersonRef) == "" || incident == "" || len(incident) <= 6 && digits(incident) {
		return false
	}
	for f := range model.FieldCount {
		switch value := cell(f); {
		case value == "":
		case f == model.OutcomeCode:
			if code, err := model.ParseOutcome(value); err == nil && code != model.NoOutcome {
				return true
			}
		case f.Kind() == model.KindTri:
			if t, err := model.ParseTri(value); err == nil && t != model.NotRecorded {
				return true
			}
		}
	}
	return false
}

func foldSpaces(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }
