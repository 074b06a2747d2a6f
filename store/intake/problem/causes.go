package problem

import (
	"fmt"
	"strings"

	"gd8/model"
)

// Causes gathers problems by what they have in common, so that three thousand
// rows with one wrong form of date are one line and not three thousand.
type Causes struct {
	list  []*Cause
	find  map[causeKey]*Cause
	total int
}

// Cause is problems of one file, field and kind.
type Cause struct {
	Count int
	First []Problem // the first of them, at most firstOfCause
}

const (
	firstOfCause = 3
	// maxCauses bounds what is held of a file in which nothing is right.
	maxCauses = 500
)

type causeKey struct {
	file, column, message, accepted string
	field                           model.Field
}

// Add takes in a problem.
func (c *Causes) Add(p Problem) {
	c.total++
	key := causeKey{p.File, p.Column, withoutParticulars(p.Message), withoutParticulars(p.Accepted), p.Field}
	if c.find == nil {
		c.find = map[causeKey]*Cause{}
	}
	cause := c.find[key]
	if cause == nil {
		if len(c.list) == maxCauses {
			return
		}
		cause = &Cause{}
		c.list = append(c.list, cause)
		c.find[key] = cause
	}
	cause.Count++
	if len(cause.First) < firstOfCause {
		cause.First = append(cause.First, p)
	}
}

// List is the causes in the order of their first problems.
func (c *Causes) List() []*Cause { return c.list }

// Total is how many problems were taken in.
func (c *Causes) Total() int { return c.total }

// Lines are the cause as lines for an officer: each problem where there are
// few, else one line with the count and the first of them.
func (c *Cause) Lines() (lines []string) {
	if c.Count <= len(c.First) {
		for _, p := range c.First {
			lines = append(lines, p.String())
		}
		return lines
	}
	var places []string
	for _, p := range c.First {
		place := p.spot()
		if p.Value != "" {
			place += " (" + Quote(p.Value) + ")"
		}
		places = append(places, place)
	}
	line := fmt.Sprintf("%s: %s: %s, first %s, %s and %s", c.place(), c.kind(), Counted(c.Count, "row"), places[0], places[1], places[2])
	if accepted := c.First[0].Accepted; accepted != "" {
		line += "; gd8 takes " + accepted
	}
	return []string{line}
}

// place is the file and the column that the problems are in.
func (c *Cause) place() string {
	p := c.First[0]
	switch {
	case p.Column == "":
		return Show(p.File)
	case p.Member:
		return Show(p.File) + ", member " + Show(p.Column)
	}
	return Show(p.File) + ", column " + Show(p.Column)
}

// kind is what is wrong, where the problems differ without what differs.
func (c *Cause) kind() string {
	first := c.First[0].Message
	for _, p := range c.First[1:] {
		if p.Message != first {
			return withoutParticulars(first)
		}
	}
	return first
}

// Summary is the cause in a few words with its count: "3,000 incident_date:
// the year has two digits".
func (c *Cause) Summary() string {
	name := "row"
	if p := c.First[0]; p.Column != "" {
		name = Show(p.Column)
	}
	return fmt.Sprintf("%d %s: %s", c.Count, name, c.kind())
}

// spot is the place of a problem within its file and column.
func (p Problem) spot() string {
	switch {
	case p.Sheet == "":
		return fmt.Sprintf("line %d", p.Line)
	case p.Cell != "":
		return "cell " + p.Cell
	}
	return fmt.Sprintf("row %d", p.Line)
}

// withoutParticulars is a message without the values and numbers in it.
func withoutParticulars(message string) string {
	var b strings.Builder
	quoted, number := false, false
	for _, r := range message {
		switch {
		case r == '"':
			if quoted = !quoted; quoted {
				b.WriteString(`"..."`)
			}
		case quoted:
		case r >= '0' && r <= '9':
			if !number {
				b.WriteByte('#')
			}
		default:
			b.WriteRune(r)
		}
		number = !quoted && r >= '0' && r <= '9'
	}
	return b.String()
}
