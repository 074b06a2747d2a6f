package propose

import (
	"fmt"
	"io"
	"strings"

	"gd8/model"
	"gd8/store/intake"
	"gd8/store/intake/mapping"
)

// Write writes a proposed mapping with what an officer needs to check it: why
// the header is where it is, and of each value that decides how often it
// stands in the file and what gd8 reads. Names and references of the file are
// not in it: a mapping is kept and handed on.
func Write(w io.Writer, m *mapping.Mapping, s *intake.Survey) error {
	remarks := mapping.Remarks{
		HeaderRow: aboveHeader(s),
		LeaveOut:  "Rows that begin so are no records and are left out: " + footerPlaces(s) + ".",
		FillDown:  "Where the first of these is blank, a row takes them from the row above.",
		OneEvent:  "Rows of one individual with the same value here are one event.",
		Column: func(c mapping.ColumnName) string {
			if c.Field == model.NoField {
				return "not read"
			}
			return ""
		},
	}
	counts := map[string]int{}
	for _, r := range Readings(m, s) {
		counts[r.Field.Name()+"\x00"+strings.ToLower(r.Value)] = r.Count
		if _, said := m.Meaning(r.Field, r.Value); !said && !r.Unread {
			remarks.Read = append(remarks.Read, fmt.Sprintf("%s %q, %s: %s", r.Field.Name(), r.Value, rows(r.Count), meaning(&r)))
		}
	}
	remarks.Value = func(v mapping.ValueName) string { return valueRemark(v, s, m) }
	return mapping.Write(w, m, &remarks)
}

func aboveHeader(s *intake.Survey) string {
	if len(s.Above) == 0 {
		return ""
	}
	return fmt.Sprintf("Row %d names the columns; %s above it, the first %q.", s.HeaderRow, rows(len(s.Above)), s.Above[0])
}

func footerPlaces(s *intake.Survey) string {
	var places []string
	for _, f := range s.Footers[:min(len(s.Footers), 3)] {
		places = append(places, fmt.Sprintf("row %d", f.Line))
	}
	if more := len(s.Footers) - len(places); more > 0 {
		places = append(places, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(places, ", ")
}

func rows(n int) string {
	if n == 1 {
		return "1 row"
	}
	return fmt.Sprintf("%d rows", n)
}

func meaning(r *Reading) string {
	switch {
	case r.Unread:
		return "not read"
	case r.Means == "":
		return "not recorded"
	}
	return r.Means
}

// valueRemark says of a value in a mapping how often it stands in the file,
// and of a proposed meaning where it is from.
func valueRemark(v mapping.ValueName, s *intake.Survey, m *mapping.Mapping) string {
	count, because := 0, ""
	begin, begins := strings.CutSuffix(strings.ToLower(v.From), "*")
	for i := range s.Columns {
		if FieldOf(m, s.Columns[i].Name) != v.Field {
			continue
		}
		for _, value := range s.Columns[i].Values {
			folded := strings.ToLower(value.Value)
			if folded == begin || begins && strings.HasPrefix(folded, begin) {
				count += value.Count
				if v.Field == model.OutcomeCode && v.To != mapping.Unanswered {
					_, _, because = outcomeOf(value.Value)
				}
			}
		}
	}
	switch {
	case v.To == mapping.Unanswered:
		return rows(count) + ": say what it means, or \"\" for not recorded"
	case because != "":
		return rows(count) + "; proposed from " + because + ": check it"
	}
	return rows(count)
}
