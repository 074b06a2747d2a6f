package propose

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"gd8/model"
	"gd8/store/intake"
	"gd8/store/intake/mapping"
	"gd8/store/intake/source"
	"gd8/store/intake/unread"
)

// Propose proposes a mapping for what a survey found. today bounds the years
// that two digits may mean.
func Propose(s *intake.Survey, today model.Date) mapping.Mapping {
	var m mapping.Mapping
	if s.Sheet != "" {
		m.Sheets = []string{s.Sheet}
	}
	if len(s.Above) > 0 {
		m.HeaderRow = s.HeaderRow
	}
	for _, f := range s.Footers {
		if begin := footerBegins(f.Text); begin != "" && !slices.Contains(m.LeaveOut, begin) {
			m.LeaveOut = append(m.LeaveOut, begin)
		}
	}
	fields := placeColumns(s)
	if s.Format != source.JSON {
		joinNames(&m, s, fields)
	}
	for i, c := range s.Columns {
		if !partOfJoin(&m, c.Name) && !mustBeAsked(s, i, fields[i]) {
			m.Columns = append(m.Columns, mapping.ColumnName{Column: c.Name, Field: fields[i]})
		}
	}
	if s.Format != source.JSON {
		proposeFill(&m, s, fields)
		proposeDates(&m, s, fields, today)
		proposeEvents(&m, s, fields)
	}
	proposeValues(&m, s, fields)
	return m
}

// mustBeAsked reports whether a column that no field was found for may hold what
// bears on the test, such as a yes: it is not proposed to be left out, so that the import stops at it until
// the officer says what it is.
func mustBeAsked(s *intake.Survey, i int, f model.Field) bool {
	c := s.Columns[i]
	nameless := c.Name == fmt.Sprintf("column %d", i+1) && c.Filled > 0
	if f != model.NoField {
		return false
	}
	return nameless || unread.Nearly(c.Name) != model.NoField || unread.Resembles(c.Name) != model.NoField ||
		slices.ContainsFunc(c.Values, func(v intake.ValueCount) bool { return unread.BearsOnTest(c.Name, v.Value) })
}

// footerBegins is what a row of totals begins with, without its number.
func footerBegins(text string) string {
	text, _, _ = strings.Cut(text, "\n")
	if i := strings.IndexAny(text, "0123456789"); i > 0 {
		text = text[:i]
	}
	text = strings.TrimRight(text, " :=-")
	if len(text) < 3 || len(text) > 60 {
		return ""
	}
	return text
}

// placeColumns proposes a field for each column, NoField where none fits. No
// field is given to two: the surer name has it, and of equals the first.
func placeColumns(s *intake.Survey) []model.Field {
	fields := make([]model.Field, len(s.Columns))
	for i := range fields {
		fields[i] = model.NoField
	}
	for {
		bestColumn, bestField, bestRank := -1, model.NoField, 0
		for i := range s.Columns {
			if fields[i] != model.NoField {
				continue
			}
			for f, rank := range candidates(s.Columns[i].Name) {
				if f == model.Involvement && !couldBe(&s.Columns[i], f) {
					f = model.PersonRole
				}
				if slices.Contains(fields, f) || !couldBe(&s.Columns[i], f) {
					continue
				}
				if bestColumn < 0 || rank < bestRank || rank == bestRank && (i < bestColumn || i == bestColumn && f < bestField) {
					bestColumn, bestField, bestRank = i, f, rank
				}
			}
		}
		if bestColumn < 0 {
			return fields
		}
		fields[bestColumn] = bestField
	}
}

// couldBe reports whether a column's values can be those of a field. One that
// holds nothing but roles is no involvement: "Role" heads either.
func couldBe(c *intake.SurveyColumn, f model.Field) bool {
	if c.Filled == 0 || len(c.Values) == 0 {
		return true
	}
	if f == model.Involvement {
		return !couldBe(c, model.PersonRole)
	}
	good := 0
	for _, v := range c.Values {
		switch f.Kind() {
		case model.KindRole:
			_, err := model.ParseRole(v.Value)
			if err != nil {
				return false
			}
			good++
		case model.KindDate:
			if looksLikeDate(v.Value) {
				good++
			}
		case model.KindTri:
			if _, err := model.ParseTri(v.Value); err == nil || len(v.Value) <= 20 {
				good++
			}
		default:
			return true
		}
	}
	return good*2 >= len(c.Values)
}

// looksLikeDate reports whether a value may be a date in some form: two
// groups of digits or one of eight, or digits and a month.
func looksLikeDate(value string) bool {
	if _, err := model.ParseDate(value); err == nil {
		return true
	}
	for _, format := range dateFormats {
		if f, err := mapping.ParseDateFormat(withYears(format, 2026)); err == nil && f.Reads(value) {
			return true
		}
	}
	return false
}

// joinNames joins surname and forenames to the name where no column is it.
func joinNames(m *mapping.Mapping, s *intake.Survey, fields []model.Field) {
	if slices.Contains(fields, model.PersonName) {
		return
	}
	var parts []string
	for _, names := range [][]string{surnames, forenames, middles} {
		for i, c := range s.Columns {
			if fields[i] == model.NoField && isOneOf(c.Name, names) {
				parts = append(parts, c.Name)
				break
			}
		}
	}
	if len(parts) > 1 {
		m.Joined = append(m.Joined, mapping.JoinedField{Field: model.PersonName, Columns: parts})
	}
}

func partOfJoin(m *mapping.Mapping, column string) bool {
	return slices.ContainsFunc(m.Joined, func(j mapping.JoinedField) bool { return slices.Contains(j.Columns, column) })
}

// columnOf is the place of the column of a field, -1 where none is.
func columnOf(fields []model.Field, f model.Field) int { return slices.Index(fields, f) }

// proposeFill proposes to fill down where the individual stands in the first
// of their rows alone: rows without an individual have an incident.
func proposeFill(m *mapping.Mapping, s *intake.Survey, fields []model.Field) {
	person, incident := columnOf(fields, model.PersonRef), columnOf(fields, model.IncidentRef)
	if person < 0 || incident < 0 || len(s.Sample) == 0 || cell(s.Sample[0], person) == "" {
		return
	}
	var grouped [][]string
	for _, row := range s.Sample {
		if cell(row, person) == "" && cell(row, incident) != "" {
			grouped = append(grouped, row)
		}
	}
	if len(grouped) == 0 {
		return
	}
	m.FillDown = []string{s.Columns[person].Name}
	for i, c := range s.Columns {
		isPersons := partOfJoin(m, c.Name) || slices.Contains([]model.Field{model.ApplicationRef, model.PersonName, model.DateOfBirth, model.PersonRole}, fields[i])
		if isPersons && !slices.ContainsFunc(grouped, func(row []string) bool { return cell(row, i) != "" }) {
			m.FillDown = append(m.FillDown, c.Name)
		}
	}
}

func cell(row []string, i int) string {
	if i < 0 || i >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[i])
}

// dateFormats are forms of date that gd8 does not read by itself, the likelier
// first: day first before month first.
var dateFormats = []string{
	"DD-MMM-YY", "DD MMM YY", "DDMMMYY", "DD/MM/YY", "DD.MM.YY", "DD-MM-YY", "YYYYMMDD", "DDMMYYYY", "YYYY/MM/DD", "YYYY.MM.DD", "DD/MMM/YYYY", "DD/MMM/YY",
	"MMM DD YYYY", "MMM DD, YYYY", "MM/DD/YYYY", "MM-DD-YYYY", "MM/DD/YY",
}

// withYears states the hundred years that two digits of a year may mean.
func withYears(format string, year int) string {
	if strings.Contains(format, "YY") && !strings.Contains(format, "YYYY") {
		return fmt.Sprintf("%s, years %d to %d", format, year-99, year)
	}
	return format
}

// proposeDates proposes a format for the columns of dates that gd8 does not
// read by itself: the first that reads every value. A program writes all its
// dates alike, so where one column has the month before the day, so have those
// that could be read either way.
func proposeDates(m *mapping.Mapping, s *intake.Survey, fields []model.Field, today model.Date) {
	forms, before := slices.Clone(dateFormats), len(m.Dates)
	for pass := range 2 {
		m.Dates = m.Dates[:before]
		monthFirst := false
		for i, f := range fields {
			if f == model.NoField || f.Kind() != model.KindDate {
				continue
			}
			form, format := dateFormatOf(valuesOf(s, i), forms, pass == 0, today)
			if form != "" {
				m.Dates = append(m.Dates, mapping.ColumnDates{Column: s.Columns[i].Name, Format: format})
				monthFirst = monthFirst || isMonthFirst(form)
			}
		}
		if !monthFirst {
			return
		}
		slices.SortStableFunc(forms, func(a, b string) int { return monthRank(a) - monthRank(b) })
	}
}

func isMonthFirst(form string) bool {
	return strings.HasPrefix(form, "MM/") || strings.HasPrefix(form, "MM-")
}

func monthRank(form string) int {
	if isMonthFirst(form) {
		return 0
	}
	return 1
}

// dateFormatOf is the first of forms that reads every value; blank where none
// does, or where gd8 reads them by itself: day first, if dayFirst says that this
// is what they mean, else only where no numbers could be taken either way.
func dateFormatOf(values, forms []string, dayFirst bool, today model.Date) (form string, format mapping.DateFormat) {
	numbers := slices.ContainsFunc(values, func(v string) bool { return numericDate.MatchString(v) })
	if len(values) == 0 || (dayFirst || !numbers) && all(values, func(v string) bool { _, err := model.ParseDate(v); return err == nil }) {
		return "", format
	}
	for _, form := range forms {
		if strings.Contains(form, ",") {
			continue // the comma parts the years
		}
		format, err := mapping.ParseDateFormat(withYears(form, today.Time().Year()))
		if err == nil && all(values, format.Reads) {
			return form, format
		}
	}
	return "", format
}

// numericDate is the beginning of a date of which the day and the month may be
// either of two numbers.
var numericDate = regexp.MustCompile(`^\s*[0-9]{1,2}[/.-][0-9]{1,2}[/.-]`)

func all(values []string, good func(string) bool) bool {
	return !slices.ContainsFunc(values, func(v string) bool { return !good(v) })
}

// valuesOf are the different values of a column in the sample, without those
// that stand for none.
func valuesOf(s *intake.Survey, i int) (values []string) {
	seen := map[string]bool{}
	for _, row := range s.Sample {
		v := cell(row, i)
		if t, err := model.ParseTri(v); v == "" || seen[v] || err == nil && t == model.NotRecorded {
			continue
		}
		seen[v] = true
		values = append(values, v)
	}
	return values
}

// proposeEvents proposes to tell the rows of one crime apart by offence, and
// to read them as one event, where an individual has a crime in two rows.
func proposeEvents(m *mapping.Mapping, s *intake.Survey, fields []model.Field) {
	application, person, incident := columnOf(fields, model.ApplicationRef), columnOf(fields, model.PersonRef), columnOf(fields, model.IncidentRef)
	offence := columnOf(fields, model.Offence)
	if person < 0 || incident < 0 || offence < 0 || columnOf(fields, model.SameEventAs) >= 0 {
		return
	}
	seen, whole, twice := map[string]string{}, map[string]bool{}, false
	above := ""
	for _, row := range s.Sample {
		who := cell(row, person)
		if who == "" && len(m.FillDown) > 0 {
			who = above
		}
		above = who
		of := strings.Join([]string{cell(row, application), who, cell(row, incident)}, "\x00")
		said := strings.Join(row, "\x00")
		if before, ok := seen[of]; ok && before != said {
			twice = true
		}
		if k := of + "\x00" + cell(row, offence); whole[k] && seen[of] != said {
			return // the offence does not tell them apart
		} else {
			whole[k] = true
		}
		seen[of] = said
	}
	if !twice {
		return
	}
	number := s.Columns[incident].Name
	m.OneEvent = number
	m.Joined = append(m.Joined, mapping.JoinedField{Field: model.IncidentRef, Columns: []string{number, s.Columns[offence].Name}})
	m.Columns = slices.DeleteFunc(m.Columns, func(c mapping.ColumnName) bool { return c.Column == number })
}
