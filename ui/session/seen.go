package session

import (
	"slices"
	"strings"

	"gd8/store"
)

// seen is how much of a text was on the screen in this sitting: parts of it in
// bytes, from and to, that neither touch nor overlap, in order.
type seen struct {
	text  string
	parts [][2]int
}

// LineStarts finds where in a text its wrapped lines begin.
func LineStarts(text string, wrapped []string) []int {
	var starts []int
	at := 0
	for _, line := range wrapped {
		at += max(strings.Index(text[at:], line), 0)
		starts = append(starts, at)
		at += len(line)
	}
	return starts
}

// Showed notes that a part of an incident's summary, in bytes, was on the
// screen. Of a text that is another than before nothing was.
func (t *Sitting) Showed(n store.Number, text string, from, to int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.seen[n]
	if s.text != text {
		s = seen{text: text}
	}
	var parts [][2]int
	for _, p := range s.parts {
		if p[1] < from || p[0] > to {
			parts = append(parts, p)
			continue
		}
		from, to = min(from, p[0]), max(to, p[1])
	}
	s.parts = append(parts, [2]int{from, to})
	slices.SortFunc(s.parts, func(a, b [2]int) int { return a[0] - b[0] })
	t.seen[n] = s
}

// Unshown counts the lines of an incident's summary that were not on the
// screen in this sitting, or not whole; lines are where each begins.
func (t *Sitting) Unshown(n store.Number, text string, lines []int) (count int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.seen[n]
	for i, from := range lines {
		to := len(text)
		if i+1 < len(lines) {
			to = lines[i+1]
		}
		if s.text != text || !slices.ContainsFunc(s.parts, func(p [2]int) bool { return p[0] <= from && to <= p[1] }) {
			count++
		}
	}
	return count
}
