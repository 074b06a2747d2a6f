package mapping

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"gd8/model"
	"gd8/store/intake/problem"
)

// DateFormat says how the dates of one column are written, as a mapping states
// it: "DD-MMM-YY, years 1927 to 2026". D and M are one or two digits as they
// come, MMM a month's name, YYYY a year and YY one of two digits, for which
// the hundred years it may mean are stated.
type DateFormat struct {
	layout      string
	first, last int // the years that two digits may mean; 0 where the year has four
}

// String is the format as a mapping states it.
func (f DateFormat) String() string {
	if f.first == 0 {
		return f.layout
	}
	return fmt.Sprintf("%s, years %d to %d", f.layout, f.first, f.last)
}

// acceptedFormats says how a date format is stated.
const acceptedFormats = `a format such as "DD/MM/YYYY", "YYYYMMDD" or "DD-MMM-YY, years 1927 to 2026"`

// ParseDateFormat reads a format as a mapping states it.
func ParseDateFormat(s string) (DateFormat, error) {
	layout, years, stated := strings.Cut(s, ",")
	f := DateFormat{layout: strings.ToUpper(strings.TrimSpace(layout))}
	var day, month, year int
	two := false
	for _, part := range f.parts() {
		switch part {
		case "D", "DD":
			day++
		case "M", "MM", "MMM", "MMMM":
			month++
		case "YYYY":
			year++
		case "YY":
			year++
			two = true
		default:
			if strings.ContainsAny(part, "DMY0123456789") {
				return f, fmt.Errorf("%s is no part of a date", problem.Quote(part))
			}
		}
	}
	if day != 1 || month != 1 || year != 1 {
		return f, errors.New("a date has one day, one month and one year")
	}
	switch {
	case two && !stated:
		return f, errors.New("for a year of two digits the hundred years it may mean have to be stated")
	case stated && !two:
		return f, errors.New("years are stated, but the format has no year of two digits")
	case stated:
		var err error
		if f.first, f.last, err = parseYears(years); err != nil {
			return f, err
		}
	}
	return f, nil
}

func parseYears(s string) (first, last int, err error) {
	words := strings.Fields(strings.ToLower(s))
	if len(words) == 4 && words[0] == "years" && words[2] == "to" {
		first, err = strconv.Atoi(words[1])
		if err == nil {
			last, err = strconv.Atoi(words[3])
		}
		if err == nil && last-first == 99 && first > 0 && last <= 9999 {
			return first, last, nil
		}
	}
	return 0, 0, errors.New(`the years are to be a hundred, stated as "years 1927 to 2026"`)
}

// parts are the runs of equal letters of the layout, and what stands between.
func (f DateFormat) parts() (parts []string) {
	for i := 0; i < len(f.layout); {
		j := i + 1
		for j < len(f.layout) && f.layout[j] == f.layout[i] {
			j++
		}
		parts = append(parts, f.layout[i:j])
		i = j
	}
	return parts
}

// Reads reports whether a value is a date of the format.
func (f DateFormat) Reads(value string) bool {
	_, err := f.Parse(value)
	return err == nil
}

// Parse reads a date of the format as 2019-03-14; so written it is read too.
// A time of day after it falls away.
func (f DateFormat) Parse(raw string) (string, error) {
	raw = strings.TrimSpace(raw)
	if day, err := f.day(raw); err == nil {
		return day, nil
	}
	cut := strings.IndexAny(raw, " T\t")
	if n := strings.Count(f.layout, " "); n > 0 { // a date of several words
		if fields := strings.SplitN(raw, " ", n+2); len(fields) == n+2 {
			cut = len(strings.Join(fields[:n+1], " "))
		} else {
			cut = -1
		}
	}
	if cut > 0 {
		// The time is read by model, which knows what one is.
		if _, err := model.ParseDate("2000-01-01 " + strings.TrimLeft(raw[cut:], " T\t")); err == nil && strings.Contains(raw[cut:], ":") {
			return f.day(raw[:cut])
		}
	}
	return f.day(raw)
}

func (f DateFormat) day(raw string) (string, error) {
	if d, err := model.ParseDate(raw); err == nil && len(raw) == len("2019-03-14") && d.ISO() == raw {
		return raw, nil
	}
	errNot := fmt.Errorf("not a date of the form that the mapping states")
	var day, month, year int
	rest := raw
	parts := f.parts()
	for i, part := range parts {
		ok := true
		next := ""
		if i+1 < len(parts) {
			next = parts[i+1]
		}
		switch part {
		case "D", "DD":
			day, rest, ok = takeNumber(rest, 2, together(part, next))
		case "M", "MM":
			month, rest, ok = takeNumber(rest, 2, together(part, next))
		case "MMM", "MMMM":
			month, rest, ok = takeMonth(rest)
		case "YYYY":
			year, rest, ok = takeNumber(rest, 4, true)
		case "YY":
			year, rest, ok = takeNumber(rest, 2, true)
			year += f.first / 100 * 100
			if year < f.first {
				year += 100
			}
		default:
			rest, ok = strings.CutPrefix(rest, part)
		}
		if !ok {
			return "", errNot
		}
	}
	if rest != "" {
		return "", errNot
	}
	d := model.NewDate(year, time.Month(month), day)
	if d == 0 {
		return "", errors.New("there is no such day")
	}
	return d.ISO(), nil
}

// together reports whether a number runs into the next, so that it must have
// all its digits.
func together(part, next string) bool {
	return next != "" && strings.ContainsAny(next, "DMY") && len(part) == 2 && !strings.HasPrefix(next, "MMM")
}

func takeNumber(s string, most int, exact bool) (n int, rest string, ok bool) {
	i := 0
	for i < len(s) && i < most && s[i] >= '0' && s[i] <= '9' {
		n = n*10 + int(s[i]-'0')
		i++
	}
	return n, s[i:], i > 0 && (!exact || i == most)
}

func takeMonth(s string) (month int, rest string, ok bool) {
	i := 0
	for i < len(s) && (s[i] >= 'a' && s[i] <= 'z' || s[i] >= 'A' && s[i] <= 'Z') {
		i++
	}
	for m := time.January; m <= time.December; m++ {
		name := m.String()
		if strings.EqualFold(s[:i], name) || strings.EqualFold(s[:i], name[:3]) || m == time.September && strings.EqualFold(s[:i], "Sept") {
			return int(m), s[i:], true
		}
	}
	return 0, s, false
}
