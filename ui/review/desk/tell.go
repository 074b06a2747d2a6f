package desk

import (
	"strings"

	"gd8/ui/report"
	"gd8/ui/term"
	"gd8/ui/worddiff"
)

// This file prints the blocks of package report.

// TellBelow prints blocks below a title: a text of several lines, and one that
// is compared with an earlier one, under its label.
func (v *Canvas) TellBelow(list []report.Block, width int) []string {
	var lines []string
	for _, b := range list {
		role, mark := term.Dim, ""
		if b.Warns {
			role, mark = term.Warning, v.Look.Symbols.Warning+" "
		}
		switch {
		case b.Changed != nil:
			lines = append(lines, v.Look.Render(term.Title, b.Label))
			lines = append(lines, v.changedLines(b.Changed, width)...)
		case strings.Contains(b.Text, "\n") || term.Width(b.Text) > width:
			if b.Label != "" {
				lines = append(lines, v.Look.Render(term.Title, mark+b.Label))
			}
			lines = append(lines, v.Paragraph(term.Text, v.Look.SafeText(b.Text), width)...)
		default:
			lines = append(lines, v.Hanging(role, mark, v.Look.SafeLine(b.String()), width)...)
		}
		lines = append(lines, Indent(Indent(v.TellBelow(b.Below, width-2)))...)
	}
	return lines
}

// changedLines shows a text as it differs from an earlier one: what was taken
// out stands in [-brackets-], what was put in in {+braces+}, and in colour.
func (v *Canvas) changedLines(runs []worddiff.Run, width int) []string {
	var lines []string
	for _, r := range runs {
		text := r.Change.Mark(v.Look.SafeText(strings.TrimRight(r.Text, " \n\t")))
		role := [...]term.Role{worddiff.Kept: term.Text, worddiff.Removed: term.Removed, worddiff.Added: term.Added}[r.Change]
		lines = append(lines, v.Paragraph(role, text, width)...)
	}
	return lines
}

// besideEach is the width from which two individuals stand beside each other;
// in less they stand below each other.
const besideEach = 56

// Compared sets two individuals beside each other where the width holds that,
// else below each other.
func (v *Canvas) Compared(c *report.Comparison, margin string, width int) (lines []string) {
	room := width - term.Width(margin)
	put := func(add []string) {
		for _, line := range add {
			lines = append(lines, margin+line)
		}
	}
	if room >= besideEach {
		put(v.SideBySide(room, term.Title, "Different", c.One, c.Two))
	}
	for _, d := range c.Differs {
		if room >= besideEach {
			put(v.SideBySide(room, term.Text, d.Label, d.One, d.Two))
			continue
		}
		put(v.Hanging(term.Text, "  ", v.Look.SafeLine(d.Label+": "+c.One+" has "+d.One), room))
		put(v.Hanging(term.Text, "    ", v.Look.SafeLine(c.Two+" has "+d.Two), room))
	}
	put(v.Paragraph(term.Dim, v.Look.SafeLine(c.Alike), room))
	return lines
}
