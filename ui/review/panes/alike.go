package panes

import (
	"strings"

	"gd8/ui/term"
)

// This file asks whether another individual is the same human as this one:
// police systems hold duplicate nominals, and a discard takes one incident of
// one human.

// sameAsked is the question on its line: whole, or, where there is no room for
// that, by the reference alone.
func (c *Checklist) sameAsked(width int) string {
	l := c.Incident.Alike
	for _, said := range []string{l.Asks(), "Is " + l.Person + " the same individual?", l.Person + ": the same?"} {
		if said = c.Look.SafeLine(said) + " y n"; term.Width(said) <= width {
			return said
		}
	}
	return "y n  " + c.Look.SafeLine(l.Person)
}

// sameBelow is what stands under the question: who is asked about, where the
// line has no room for it, then both individuals, what differs first.
func (c *Checklist) sameBelow(width int) []string {
	l := c.Incident.Alike
	var lines []string
	if asks := c.Look.SafeLine(l.Asks()); !strings.HasPrefix(c.sameAsked(width-7), asks) {
		lines = c.Hanging(term.Dim, "        ", asks, width)
	}
	return append(lines, c.Compared(&l.Beside, "     ", width)...)
}
