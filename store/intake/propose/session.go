package propose

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"gd8/model"
	"gd8/store/intake"
	"gd8/store/intake/mapping"
	"gd8/store/intake/problem"
	"gd8/store/intake/source"
)

// Session is one officer making a mapping for one file: what the mapping
// screen and the questions in lines drive. It has no screen. Each change can
// be undone, and after each the file is tried again when asked.
type Session struct {
	src     source.Source
	options intake.Options
	today   model.Date
	survey  *intake.Survey
	mapping mapping.Mapping
	before  []mapping.Mapping // for Undo, the last change last
	trial   *Trial            // of the mapping as it is; nil where it has changed
}

// Start surveys a file and proposes a mapping.
func Start(src source.Source, o intake.Options, today model.Date) (*Session, error) {
	s := &Session{src: src, options: o, today: today}
	s.options.Today = today
	if err := s.look(0); err != nil {
		return nil, err
	}
	s.mapping = Propose(s.survey, today)
	return s, nil
}

func (s *Session) look(headerRow int) error {
	o := s.options
	o.Map = &mapping.Mapping{HeaderRow: headerRow}
	survey, err := intake.Look(s.src, o, Known)
	if err == nil {
		s.survey = survey
	}
	return err
}

// At is a session of the same file in which another row names the columns.
func (s *Session) At(headerRow int) (*Session, error) {
	other := &Session{src: s.src, options: s.options, today: s.today, survey: s.survey}
	if err := other.SetHeader(headerRow); err != nil {
		return nil, err
	}
	return other, nil
}

// Survey is what the file holds.
func (s *Session) Survey() *intake.Survey { return s.survey }

// Mapping is the mapping as it stands.
func (s *Session) Mapping() *mapping.Mapping { return &s.mapping }

// Take takes a mapping that was made earlier in the place of the proposal.
func (s *Session) Take(m mapping.Mapping) { s.change(func() { s.mapping = m }) }

// change makes a change that Undo takes back.
func (s *Session) change(make func()) {
	s.before = append(s.before, clone(s.mapping))
	s.trial = nil
	make()
}

func clone(m mapping.Mapping) mapping.Mapping {
	m.Sheets, m.LeaveOut, m.FillDown, m.NotRecorded = slices.Clone(m.Sheets), slices.Clone(m.LeaveOut), slices.Clone(m.FillDown), slices.Clone(m.NotRecorded)
	m.Columns, m.Joined, m.Constants = slices.Clone(m.Columns), slices.Clone(m.Joined), slices.Clone(m.Constants)
	m.Dates, m.Values = slices.Clone(m.Dates), slices.Clone(m.Values)
	return m
}

// Undo takes the last change back. It reports false where there is none.
func (s *Session) Undo() bool {
	if len(s.before) == 0 {
		return false
	}
	s.mapping = s.before[len(s.before)-1]
	s.before = s.before[:len(s.before)-1]
	s.trial = nil
	return true
}

// Column is a column of the file as the officer sees it.
type Column struct {
	Name   string
	Field  model.Field // NoField where it is not read
	Joined model.Field // the field it is joined into; NoField where none
	Dates  string      // how its dates are written; blank as gd8 reads them by itself
	Down   bool        // blank cells in it take the value above
	Sample string      // its first values
	Filled int
}

// Columns are the columns in the order of the file.
func (s *Session) Columns() []Column {
	list := make([]Column, len(s.survey.Columns))
	for i, c := range s.survey.Columns {
		list[i] = Column{Name: c.Name, Field: FieldOf(&s.mapping, c.Name), Joined: model.NoField, Sample: s.sample(i), Filled: c.Filled}
		for _, j := range s.mapping.Joined {
			if containsKey(j.Columns, c.Name) {
				list[i].Joined = j.Field
			}
		}
		for _, d := range s.mapping.Dates {
			if key(d.Column) == key(c.Name) {
				list[i].Dates = d.Format.String()
			}
		}
		list[i].Down = containsKey(s.mapping.FillDown, c.Name)
	}
	return list
}

// sample are the first few different values of a column.
func (s *Session) sample(i int) string {
	var values []string
	for _, v := range s.survey.Columns[i].Values[:min(len(s.survey.Columns[i].Values), 3)] {
		values = append(values, v.Value)
	}
	return strings.Join(values, " | ")
}

// SetField says which field a column is; NoField leaves it out. A field that
// another column had goes to this one.
func (s *Session) SetField(column int, f model.Field) {
	name := s.survey.Columns[column].Name
	s.change(func() {
		s.unjoin(name)
		for i := range s.mapping.Columns {
			if f != model.NoField && s.mapping.Columns[i].Field == f {
				s.mapping.Columns[i].Field = model.NoField
			}
		}
		s.mapping.Joined = slices.DeleteFunc(s.mapping.Joined, func(j mapping.JoinedField) bool { return j.Field == f })
		s.mapping.Constants = slices.DeleteFunc(s.mapping.Constants, func(c mapping.Constant) bool { return c.Field == f })
		s.mapping.Dates = slices.DeleteFunc(s.mapping.Dates, func(d mapping.ColumnDates) bool { return key(d.Column) == key(name) })
		at := slices.IndexFunc(s.mapping.Columns, func(c mapping.ColumnName) bool { return key(c.Column) == key(name) })
		if at < 0 {
			s.mapping.Columns = append(s.mapping.Columns, mapping.ColumnName{Column: name})
			at = len(s.mapping.Columns) - 1
		}
		s.mapping.Columns[at].Field = f
		s.afresh(column, f)
	})
}

// afresh proposes the dates and values of a column that has become a field.
func (s *Session) afresh(column int, f model.Field) {
	fields := make([]model.Field, len(s.survey.Columns))
	for i := range fields {
		fields[i] = model.NoField
	}
	fields[column] = f
	s.mapping.Values = slices.DeleteFunc(s.mapping.Values, func(v mapping.ValueName) bool { return v.Field == f })
	if s.survey.Format != source.JSON {
		proposeDates(&s.mapping, s.survey, fields, s.today)
	}
	proposeValues(&s.mapping, s.survey, fields)
}

// SetValue says what a value of a field means: "" is not recorded. The error
// says what gd8 takes.
func (s *Session) SetValue(f model.Field, value, means string) error {
	if _, err := model.Canonical(f, means, s.today); err != nil {
		return err
	}
	s.change(func() {
		// What it begins with is not widened: only this value was asked about.
		at := slices.IndexFunc(s.mapping.Values, func(v mapping.ValueName) bool { return v.Field == f && strings.EqualFold(v.From, value) })
		if at < 0 {
			s.mapping.Values = append(s.mapping.Values, mapping.ValueName{Field: f, From: value})
			at = len(s.mapping.Values) - 1
		}
		s.mapping.Values[at].To = means
	})
	return nil
}

// SetConstant gives a field one value in every row; blank takes it away.
func (s *Session) SetConstant(f model.Field, value string) error {
	if value != "" {
		if _, err := mapping.ParseConstant(f.Name() + "=" + value); err != nil {
			return err
		}
	}
	s.change(func() {
		s.mapping.Constants = slices.DeleteFunc(s.mapping.Constants, func(c mapping.Constant) bool { return c.Field == f })
		if value == "" {
			return
		}
		s.mapping.Constants = append(s.mapping.Constants, mapping.Constant{Field: f, Value: value})
		for i := range s.mapping.Columns {
			if s.mapping.Columns[i].Field == f {
				s.mapping.Columns[i].Field = model.NoField
			}
		}
	})
	return nil
}

// SetDates says how the dates of a column are written; blank is as gd8 reads
// them by itself.
func (s *Session) SetDates(column int, format string) error {
	var f mapping.DateFormat
	if format != "" {
		var err error
		if f, err = mapping.ParseDateFormat(format); err != nil {
			return err
		}
	}
	name := s.survey.Columns[column].Name
	s.change(func() {
		s.mapping.Dates = slices.DeleteFunc(s.mapping.Dates, func(d mapping.ColumnDates) bool { return key(d.Column) == key(name) })
		if format != "" {
			s.mapping.Dates = append(s.mapping.Dates, mapping.ColumnDates{Column: name, Format: f})
		}
	})
	return nil
}

// SetHeader says which row names the columns, and proposes anew.
func (s *Session) SetHeader(row int) error {
	if err := s.look(row); err != nil {
		return err
	}
	s.change(func() {
		s.mapping = Propose(s.survey, s.today)
		s.mapping.HeaderRow = row
	})
	s.before = nil // what was before is of other columns
	return nil
}

// LeaveOut says that rows that begin so are no records, or no longer.
func (s *Session) LeaveOut(begin string) {
	s.change(func() {
		if i := slices.Index(s.mapping.LeaveOut, begin); i >= 0 {
			s.mapping.LeaveOut = slices.Delete(s.mapping.LeaveOut, i, i+1)
		} else {
			s.mapping.LeaveOut = append(s.mapping.LeaveOut, begin)
		}
	})
}

// Readings are the values that decide and what gd8 reads.
func (s *Session) Readings() []Reading { return Readings(&s.mapping, s.survey) }

// Missing are the fields that every row needs and nothing gives.
func (s *Session) Missing() (gone []model.Field) {
	for _, f := range []model.Field{model.PersonRef, model.IncidentRef} {
		if !gives(&s.mapping, s.survey, f) {
			gone = append(gone, f)
		}
	}
	return gone
}

func gives(m *mapping.Mapping, s *intake.Survey, f model.Field) bool {
	return slices.ContainsFunc(s.Columns, func(c intake.SurveyColumn) bool { return FieldOf(m, c.Name) == f }) ||
		slices.ContainsFunc(m.Joined, func(j mapping.JoinedField) bool { return j.Field == f }) ||
		slices.ContainsFunc(m.Constants, func(c mapping.Constant) bool { return c.Field == f })
}

// Open is how much is still to be said before the file can be read: fields
// that are missing and values without a meaning.
func (s *Session) Open() (n int) {
	n = len(s.Missing())
	for _, r := range s.Readings() {
		if r.Unread {
			n++
		}
	}
	return n
}

// Trial is what came of reading the file with a mapping.
type Trial struct {
	Rows, Refused int
	Causes        problem.Causes
	Preview       []model.Facts // the first records
	Notes         []string
	Err           error // why it could not be read to its end; nil where it was
}

// previewRows is how many records a trial holds.
const previewRows = 20

// Try reads the file with the mapping as it stands. Values without a meaning
// are refused row by row.
func (s *Session) Try() *Trial {
	if s.trial == nil {
		s.trial = try(s.src, s.options, s.mapping)
	}
	return s.trial
}

func try(src source.Source, o intake.Options, m mapping.Mapping) *Trial {
	m.Values = slices.DeleteFunc(slices.Clone(m.Values), func(v mapping.ValueName) bool { return v.To == mapping.Unanswered })
	o.Map = &m
	t := &Trial{}
	r, err := intake.NewReader(src, o)
	if err != nil {
		t.Err = err
		return t
	}
	defer r.Close()
	for {
		row, err := r.Next()
		if err != nil {
			if err != io.EOF {
				t.Err = err
			}
			t.Notes = r.Notes()
			return t
		}
		t.Rows++
		for _, p := range row.Problems {
			t.Causes.Add(p)
		}
		if len(row.Problems) > 0 {
			t.Refused++
		} else if len(t.Preview) < previewRows {
			t.Preview = append(t.Preview, row.Facts)
		}
	}
}

// Trying gives a function that tries the file with the mapping as it stands
// now, and changes nothing of the session: it may run beside it.
func (s *Session) Trying() func() *Trial {
	src, o, m := s.src, s.options, clone(s.mapping)
	return func() *Trial { return try(src, o, m) }
}

// Summary is how the mapping stands, in one line.
func (s *Session) Summary() string { return s.SummaryOf(s.Try()) }

// SummaryOf is how the mapping stands by a trial of it.
func (s *Session) SummaryOf(t *Trial) string {
	switch open := s.Open(); {
	case len(s.Missing()) > 0:
		names := make([]string, 0, 2)
		for _, f := range s.Missing() {
			names = append(names, f.Name())
		}
		return "No column is " + strings.Join(names, " or ") + " yet; every row needs one."
	case open > 0:
		return fmt.Sprintf("%s still to be given a meaning; %s of %s would be refused.", values(open), rows(t.Refused), rows(t.Rows))
	case t.Err != nil:
		return t.Err.Error()
	case t.Refused > 0:
		return fmt.Sprintf("%s of %s would be refused.", rows(t.Refused), rows(t.Rows))
	}
	return fmt.Sprintf("All of %s can be read.", rows(t.Rows))
}

func values(n int) string {
	if n == 1 {
		return "1 value is"
	}
	return fmt.Sprintf("%d values are", n)
}
