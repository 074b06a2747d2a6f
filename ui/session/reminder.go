package session

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"gd8/model"
)

// Reminder reads the date on which a deferred incident is to come back; blank
// is none. Beside a date it takes a day without its year, which is the next
// such day, and a span from today: +7 days, 2w, 3m. Today and earlier are
// refused.
func (t *Sitting) Reminder(typed string) (model.Date, error) {
	today := t.store.Today()
	if day, ok := spanFrom(today, typed); ok {
		return day, t.CheckReminder(day)
	}
	day, err := model.ParseDate(typed)
	if err != nil {
		if next, ok := nextSuchDay(today, typed); ok {
			return next, nil
		}
		return 0, fmt.Errorf("%w; gd8 takes %s, a day such as 7 Dec, +7 for days, 2w for weeks, 3m for months, or none", err, model.AcceptedDates)
	}
	return day, t.CheckReminder(day)
}

// longestSpan is the longest span that is taken, in days: a longer one is a
// slip of the finger.
const longestSpan = 3 * 366

// spanFrom reads +7, 2w and 3m.
func spanFrom(today model.Date, typed string) (model.Date, bool) {
	s := strings.ToLower(strings.ReplaceAll(typed, " ", ""))
	number, plus := strings.CutPrefix(s, "+")
	unit := "d"
	if last := len(number) - 1; last > 0 && strings.Contains("dwm", number[last:]) {
		number, unit, plus = number[:last], number[last:], true
	}
	n, err := strconv.Atoi(number)
	if err != nil || !plus || n < 1 || n > longestSpan {
		return 0, false
	}
	days := map[string]int{"d": n, "w": 7 * n, "m": 31 * n}[unit]
	if days > longestSpan {
		return 0, false
	}
	at := today.Time()
	if unit == "m" {
		return model.DateOf(addMonths(at, n)), true
	}
	return model.DateOf(at.AddDate(0, 0, days)), true
}

// addMonths is the same day so many months on, or the last of a shorter month.
func addMonths(at time.Time, n int) time.Time {
	first := time.Date(at.Year(), at.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(at.Day(), last)-1)
}

// nextSuchDay reads a day without its year, such as 7 Dec: the next one after
// today.
func nextSuchDay(today model.Date, typed string) (model.Date, bool) {
	typed = strings.TrimSpace(typed)
	if len(strings.Fields(typed)) != 2 {
		return 0, false
	}
	for year := today.Time().Year(); year < today.Time().Year()+9; year++ { // 29 February
		if day, err := model.ParseDate(fmt.Sprintf("%s %d", typed, year)); err == nil && day > today {
			return day, true
		}
	}
	return 0, false
}
