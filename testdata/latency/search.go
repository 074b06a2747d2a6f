//go:build unix

package main

import (
	"fmt"
	"strings"
)

// The rows of the table that are a search.
const (
	rowFirstHits   = "search, a name of every fifth incident: first hits"
	rowAllHits     = "search, a name of every fifth incident: all counted"
	rowFirstOfOne  = "search, the last reference: it is on screen"
	rowAllOfOne    = "search, the last reference: all counted"
	rowSearchTyped = "search: a key to its letter, while it searches"
)

// search looks for a name that every fifth incident has and for the reference
// of the last one, as often as rounds says.
func (s *sitting) search(rounds, incidents int) error {
	last := fmt.Sprintf("/%07d/", incidents-1)
	for range rounds {
		if err := s.seek("okoro", "1", rowFirstHits, rowAllHits); err != nil {
			return err
		}
		if err := s.seek(last, last, rowFirstOfOne, rowAllOfOne); err != nil {
			return err
		}
	}
	s.rest() // the incident found stays in hand
	_, err := s.press("g", moment{"the first incident", func(now screen) bool { return strings.Contains(now[4], "›") && rowsDrawn(now) }})
	return err
}

// seek types a text letter by letter into the search, and clears it.
func (s *sitting) seek(text, hit, rowFirst, rowAll string) error {
	s.rest()
	if _, err := s.press("/", moment{"the search", func(now screen) bool { return now.says("enter keep the search") }}); err != nil {
		return err
	}
	typed := func(part string) moment {
		return moment{"the letter in the search", func(now screen) bool { return strings.Contains(now[2], "/"+part) }}
	}
	for i := range len(text) - 1 {
		s.rest()
		took, err := s.press(text[i:i+1], typed(text[:i+1]))
		if err != nil {
			return err
		}
		s.figures.add(rowSearchTyped, took[0])
	}
	counted := func(now screen) bool {
		return strings.Contains(now[2], " found") && !strings.Contains(now[2], "searching")
	}
	hits := func(now screen) bool {
		return typed(text).is(now) && !strings.Contains(now[2], " 0 found") && rowsDrawn(now) && strings.Contains(inHand(now), hit)
	}
	s.rest()
	took, err := s.press(text[len(text)-1:], typed(text), moment{"the first hits", hits}, moment{"all counted", counted})
	if err != nil {
		return err
	}
	s.figures.add(rowSearchTyped, took[0])
	s.figures.add(rowFirst, took[1])
	s.figures.add(rowAll, took[2])
	s.rest()
	_, err = s.press("\x1b", moment{"the queue", func(now screen) bool { return queueShown(now) && !strings.Contains(now[2], "found") }})
	return err
}
