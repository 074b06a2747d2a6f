package session

import (
	"slices"
	"strings"

	"gd8/model"
)

// This file ticks the systems of the force in what a discard says was searched.
// A tick becomes text, a line for each day, so that a decision holds words and
// nothing has to be read back in:
//
//	Searched on 4 May 2026: PNC, PND.
//
// The officer's own words stand below and are left as they are. A line that was
// changed by hand into another form is the officer's, and holds no ticks.

// The ends of a line of ticks.
const (
	searchedOn = "Searched on "
	ticksEnd   = "."
)

// tickLine reads a line of ticks; ok is false for any other.
func tickLine(line string, systems []string) (day string, names []string, ok bool) {
	rest, begins := strings.CutPrefix(line, searchedOn)
	rest, ends := strings.CutSuffix(rest, ticksEnd)
	day, listed, has := strings.Cut(rest, ": ")
	if !begins || !ends || !has {
		return "", nil, false
	}
	names = strings.Split(listed, ", ")
	for _, name := range names {
		if !slices.Contains(systems, name) {
			return "", nil, false
		}
	}
	return day, names, true
}

func writeTicks(day string, names []string) string {
	return searchedOn + day + ": " + strings.Join(names, ", ") + ticksEnd
}

// Ticked says of each system whether the text of the section has it ticked, and
// for which day: blank for none.
func Ticked(text string, systems []string) []string {
	days := make([]string, len(systems))
	for line := range strings.SplitSeq(text, "\n") {
		day, names, ok := tickLine(line, systems)
		for _, name := range names {
			if ok {
				days[slices.Index(systems, name)] = day
			}
		}
	}
	return days
}

// Tick ticks a system as searched today, or takes its tick out, and gives the
// text as it is then. Ticks stand in the order of the systems, at the beginning
// of the text, an earlier day's before a later one's.
func Tick(text string, systems []string, at int, today model.Date) string {
	name, lines := systems[at], strings.Split(text, "\n")
	ticked := Ticked(text, systems)[at] != ""
	last := 0 // after the last line of ticks
	for i := 0; i < len(lines); i++ {
		day, names, ok := tickLine(lines[i], systems)
		if !ok {
			continue
		}
		switch {
		case ticked:
			names = slices.DeleteFunc(names, func(n string) bool { return n == name })
		case day == today.String():
			names = append(names, name)
			slices.SortFunc(names, func(a, b string) int { return slices.Index(systems, a) - slices.Index(systems, b) })
			lines[i] = writeTicks(day, names)
			return strings.Join(lines, "\n")
		}
		if len(names) == 0 {
			lines = slices.Delete(lines, i, i+1)
			i--
			continue
		}
		lines[i], last = writeTicks(day, names), i+1
	}
	if !ticked {
		lines = slices.Insert(lines, last, writeTicks(today.String(), []string{name}))
	}
	return strings.Join(lines, "\n")
}
