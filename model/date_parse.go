package model

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// This file reads dates as records systems, report servers and spreadsheets
// write them. The day comes first, the year has four digits, and nothing is
// guessed: a form that could mean two days is refused.

// Why a text is no date.
var (
	errNotADate    = errors.New("not a date gd8 knows")
	errNoSuchDay   = errors.New("there is no such day")
	errTwoDigits   = errors.New("the year has two digits")
	errNoSuchMonth = errors.New("the month is not one gd8 knows")
	errTimeZone    = errors.New("the time has a time zone, so the day may not be the one meant")
)

// ParseDate reads a date: 2019-03-14, 14/03/2019 (also with - or .),
// 14 March 2019, 14 Mar 2019 (also with - between) or 14MAR2019. A time after
// it falls away; one with a time zone does so only where it is midnight, as
// any other may be of the day before or after. Blank is "not recorded".
func ParseDate(s string) (Date, error) {
	if d := plainDate(s); d != 0 {
		return d, nil
	}
	s = strings.TrimSpace(s)
	if s == "" {
		return 0, nil
	}
	day, err := withoutTime(s)
	if err != nil {
		return 0, err
	}
	for _, separator := range []string{"-", "/", "."} {
		if strings.Count(day, separator) == 2 {
			p := strings.Split(day, separator)
			return dateOfParts(separator, strings.TrimSpace(p[0]), strings.TrimSpace(p[1]), strings.TrimSpace(p[2]))
		}
	}
	if p := strings.Fields(day); len(p) == 3 {
		return namedMonth(p[0], p[1], p[2])
	}
	return runTogether(day)
}

// PlainDate reads a date of field f in the two forms that most files have,
// 2019-03-14 and 14/03/2019. Zero says that the value is anything else, or a
// date that Canonical refuses: ask Canonical then.
func PlainDate(f Field, value string, today Date) Date {
	d := plainDate(value)
	if d.standsForNone() || d.liesAhead(f, today) {
		return 0
	}
	return d
}

func plainDate(s string) Date {
	if len(s) != len("2019-03-14") {
		return 0
	}
	var year, month, day int
	switch {
	case s[4] == '-' && s[7] == '-':
		year, month, day = twoDigits(s[0:2])*100+twoDigits(s[2:4]), twoDigits(s[5:7]), twoDigits(s[8:10])
	case s[2] == '/' && s[5] == '/':
		year, month, day = twoDigits(s[6:8])*100+twoDigits(s[8:10]), twoDigits(s[3:5]), twoDigits(s[0:2])
	}
	return NewDate(year, time.Month(month), day)
}

// twoDigits is a number of two digits, and one below that of any date where
// there are others.
func twoDigits(s string) int {
	tens, ones := s[0]-'0', s[1]-'0'
	if tens > 9 || ones > 9 {
		return -1_000_000
	}
	return int(tens)*10 + int(ones)
}

func dateOfParts(separator, first, month, last string) (Date, error) {
	switch {
	case separator == "-" && isDigits(month) && len(first) > 2:
		return dateFrom(first, month, last)
	case isDigits(month):
		return dateFrom(last, month, first)
	case separator == "-":
		return namedMonth(first, month, last)
	}
	return 0, errNotADate
}

func namedMonth(day, month, year string) (Date, error) {
	m, ok := monthNamed(month)
	if !ok {
		return 0, errNoSuchMonth
	}
	return dateFrom(year, strconv.Itoa(m), day)
}

// runTogether reads 14MAR2019.
func runTogether(s string) (Date, error) {
	from := strings.IndexFunc(s, isLetter)
	to := strings.LastIndexFunc(s, isLetter) + 1
	if from < 1 || !isDigits(s[:from]) || !isDigits(s[to:]) {
		return 0, errNotADate
	}
	return namedMonth(s[:from], s[from:to], s[to:])
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

func dateFrom(year, month, day string) (Date, error) {
	if len(year) == 2 && isDigits(year) && len(day) <= 2 {
		return 0, errTwoDigits
	}
	if len(year) != 4 || len(month) > 2 || len(day) > 2 || !isDigits(year) || !isDigits(month) || !isDigits(day) {
		return 0, errNotADate
	}
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	date := NewDate(y, time.Month(m), d)
	if date == 0 {
		return 0, errNoSuchDay
	}
	return date, nil
}

func isDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func monthNamed(s string) (int, bool) {
	for m := time.January; m <= time.December; m++ {
		name := m.String()
		if strings.EqualFold(s, name) || strings.EqualFold(s, name[:3]) {
			return int(m), true
		}
	}
	return int(time.September), strings.EqualFold(s, "Sept")
}

// withoutTime takes the time of day off a date: 21:40, 00:00:00.000, 24:00,
// 9:40 PM, after a space or a T. What follows the day and is no time makes
// the whole no date.
func withoutTime(s string) (string, error) {
	colon := strings.IndexByte(s, ':')
	if colon < 0 {
		return s, nil
	}
	start := strings.LastIndexAny(s[:colon], " \tTt")
	if start < 0 {
		return "", errNotADate
	}
	midnight, zone, ok := parseTime(strings.TrimSpace(s[start+1:]))
	if !ok {
		return "", errNotADate
	}
	if zone && !midnight {
		return "", errTimeZone
	}
	return strings.TrimSpace(s[:start]), nil
}

// parseTime reads a time of day, and whether it is the first moment of the
// day and bears a time zone.
func parseTime(s string) (midnight, zone, ok bool) {
	s, zone = cutZone(s)
	s, half := cutHalfOfDay(s)
	parts := strings.Split(s, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return false, false, false
	}
	hour, okHour := number(parts[0], 24)
	minute, okMinute := number(parts[1], 59)
	second := 0
	if len(parts) == 3 {
		whole, fraction, found := strings.Cut(parts[2], ".")
		var okSecond bool
		if second, okSecond = number(whole, 60); !okSecond || found && !isDigits(fraction) {
			return false, false, false
		}
		second += len(strings.Trim(fraction, "0"))
	}
	if !okHour || !okMinute || hour == 24 && minute+second > 0 || half && (hour < 1 || hour > 12) {
		return false, false, false
	}
	return hour+minute+second == 0, zone, true
}

// number reads one or two digits of at most the value most.
func number(s string, most int) (int, bool) {
	if len(s) > 2 || !isDigits(s) {
		return 0, false
	}
	n, _ := strconv.Atoi(s)
	return n, n <= most
}

// cutZone takes a time zone off a time: Z, UTC, GMT, BST, +01:00.
func cutZone(s string) (rest string, zone bool) {
	for _, name := range []string{"z", "utc", "gmt", "bst"} {
		if len(s) > len(name) && strings.EqualFold(s[len(s)-len(name):], name) {
			return strings.TrimSpace(s[:len(s)-len(name)]), true
		}
	}
	if sign := strings.LastIndexAny(s, "+-"); sign > 0 {
		if offset := strings.Replace(s[sign+1:], ":", "", 1); isDigits(offset) && (len(offset) == 2 || len(offset) == 4) {
			return strings.TrimSpace(s[:sign]), true
		}
	}
	return s, false
}

// cutHalfOfDay takes AM or PM off a time.
func cutHalfOfDay(s string) (rest string, half bool) {
	for _, name := range []string{"am", "pm"} {
		if len(s) > len(name) && strings.EqualFold(s[len(s)-len(name):], name) {
			return strings.TrimSpace(s[:len(s)-len(name)]), true
		}
	}
	return s, false
}

// liesAhead reports whether a date is after today in a field whose dates are not.
func (d Date) liesAhead(f Field, today Date) bool { return d > today && f != DueDate }

// standsForNone reports whether a date is one that programs write where they
// have none: the first days that Excel, SQL Server, Visual Basic and .NET
// know.
func (d Date) standsForNone() bool {
	switch d {
	case 1900_01_01, 1899_12_30, 1899_12_31, 1753_01_01, 1_01_01:
		return true
	}
	return false
}
