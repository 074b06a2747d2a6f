//go:build unix

package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// sitting is gd8 on a terminal, with figures that what is pressed goes into.
type sitting struct {
	*terminal
	figures *figures
	random  *rand.Rand
	pause   time.Duration // the shortest between two keys
}

// rest waits as long as a hand does before its next key, never the same: gd8
// draws at a steady beat, which the keys must not fall into.
func (s *sitting) rest() {
	time.Sleep(s.pause + time.Duration(s.random.IntN(17_000))*time.Microsecond)
}

// key rests, presses a key, and adds the time until its screen to a row.
func (s *sitting) key(row, keys, what string, is func(screen) bool) error {
	s.rest()
	took, err := s.press(keys, moment{what, is})
	if err != nil {
		return fmt.Errorf("%s: %w", row, err)
	}
	s.figures.add(row, took[0])
	return nil
}

// What a screen of gd8 shows.

// queueShown reports whether the queue is there, each row of it drawn.
func queueShown(s screen) bool {
	return s.says("q quit") && rowsDrawn(s)
}

// rowsDrawn reports whether no row of the queue is still being read.
func rowsDrawn(s screen) bool {
	if s.says("No incident is under") {
		return true
	}
	drawn := 0
	for _, l := range s[4:22] {
		if strings.Contains(l, "P-0") {
			drawn++
		} else if strings.TrimSpace(l) != "" {
			return false // a cursor without its row
		}
	}
	return drawn > 0 && s.says("Individual")
}

// inHand is the row of the queue that the cursor is on.
func inHand(s screen) string { return s.line("›") }

// filterInUse is the filter named in brackets.
func filterInUse(s screen) string {
	_, after, _ := strings.Cut(s[1], "[")
	name, _, _ := strings.Cut(after, "]")
	return name
}

// reviewShown reports whether an incident is open: its criteria are always in
// sight.
func reviewShown(s screen) bool { return s.says("No further information") && s.says("esc queue") }

// question is the question that the cursor of the review is on.
func question(s screen) string {
	_, asked, found := strings.Cut(s.line("› "), "› ")
	if !found {
		return ""
	}
	asked, _, _ = strings.Cut(asked, "?")
	return asked
}

// differs is the test that a part of the screen is another than before.
func (s *sitting) differs(part func(screen) string) func(screen) bool {
	before := part(s.now())
	return func(now screen) bool { return part(now) != before && part(now) != "" }
}

// both is the test that two tests are met.
func both(a, b func(screen) bool) func(screen) bool {
	return func(s screen) bool { return a(s) && b(s) }
}
