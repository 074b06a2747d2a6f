package model

import (
	"fmt"
	"time"
)

// Date is a calendar date without a time or a zone, held as the decimal
// number yyyymmdd so that dates compare as numbers. Zero is "not recorded".
type Date int32

// NewDate makes a date; it is zero when there is no such day.
func NewDate(year int, month time.Month, day int) Date {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 28 && day > daysIn(year, month) {
		return 0
	}
	return Date(year*10000 + int(month)*100 + day)
}

// DateOf is the calendar date of t in t's own location.
func DateOf(t time.Time) Date { return NewDate(t.Year(), t.Month(), t.Day()) }

func (d Date) parts() (year int, month time.Month, day int) {
	return int(d) / 10000, time.Month(int(d) / 100 % 100), int(d) % 100
}

// Known reports whether a date is recorded.
func (d Date) Known() bool { return d != 0 }

// ISO is the date as 2019-03-14, or blank where it is not recorded. It is
// how a date is kept and exchanged.
func (d Date) ISO() string {
	if d == 0 {
		return ""
	}
	y, m, day := d.parts()
	return fmt.Sprintf("%04d-%02d-%02d", y, int(m), day)
}

// String is the date as gd8 shows it, 14 March 2019, or blank where it is
// not recorded.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	y, m, day := d.parts()
	return fmt.Sprintf("%d %s %04d", day, m, y)
}

// Short is the date for a narrow column, 14 Mar 2019, or blank.
func (d Date) Short() string {
	if d == 0 {
		return ""
	}
	y, m, day := d.parts()
	return fmt.Sprintf("%d %s %04d", day, m.String()[:3], y)
}

// Time is midnight UTC of the date, the zero time where it is not recorded.
func (d Date) Time() time.Time {
	if d == 0 {
		return time.Time{}
	}
	y, m, day := d.parts()
	return time.Date(y, m, day, 0, 0, 0, 0, time.UTC)
}

// AgeOn is the number of whole years from the date of birth d to the day on,
// or -1 where either is not recorded or on lies before d. Someone born on
// 29 February has their birthday on 1 March in other years.
func (d Date) AgeOn(on Date) int {
	if d == 0 || on == 0 || on < d {
		return -1
	}
	// As decimal numbers the difference counts a year only when month and
	// day have been reached; 0229 is reached by 0301 and not by 0228.
	return int(on-d) / 10000
}

func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// AcceptedDates says how a date may be written.
const AcceptedDates = "a date such as 2019-03-14, 14/03/2019, 14 March 2019 or 14 Mar 2019"
