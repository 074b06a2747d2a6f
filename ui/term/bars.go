package term

import (
	"fmt"
	"strconv"
	"strings"
)

// Bar is a bar of cells that shows n of a whole. It is blank only for nothing
// and full only for all, so that a rounding never says more than the numbers.
func (l *Look) Bar(n, of, cells int) string {
	full := 0
	if of > 0 {
		full = int(int64(cells) * int64(n) / int64(of))
		if n > 0 && cells > 1 {
			full = max(full, 1)
		}
		if n < of {
			full = min(full, cells-1)
		}
	}
	full = max(min(full, cells), 0)
	return strings.Repeat(l.Symbols.Full, full) + strings.Repeat(l.Symbols.Empty, cells-full)
}

// The cells of a chart's bars, where there is room and where there is little;
// with fewer there are none.
const barCells, fewestBarCells = 30, 4

// chart is how the cells of a chart are shared out.
type chart struct{ of, label, digits, bar int }

func chartOf(labels []string, counts []int, width int) chart {
	var c chart
	for i, n := range counts {
		c.of += n
		c.label = max(c.label, Width(labels[i]))
	}
	c.digits = len(strconv.Itoa(c.of))
	numbers := 2*c.digits + len(" of ")
	c.bar = min(width-c.label-numbers-2, barCells)
	if c.bar < fewestBarCells {
		c.bar = 0
		c.label = min(c.label, max(width-numbers-1, 0))
	}
	return c
}

// BarsFit reports whether a chart in width cells has room for its bars.
func BarsFit(labels []string, counts []int, width int) bool {
	return chartOf(labels, counts, width).bar > 0
}

// Bars is a bar chart: a line for each count with its label, its bar and, in
// numbers, what it is of the sum. No line is wider than width cells.
func (l *Look) Bars(labels []string, counts []int, width int) []string {
	c := chartOf(labels, counts, width)
	lines := make([]string, len(counts))
	for i, n := range counts {
		line := l.Fit(labels[i], c.label) + " "
		if c.bar > 0 {
			line += l.Bar(n, c.of, c.bar) + " "
		}
		lines[i] = l.Cut(line+fmt.Sprintf("%*d of %d", c.digits, n, c.of), width)
	}
	return lines
}

// Shares is a bar chart of shares that are each of a number of their own: a line
// for each with its label, its bar and its numbers. No line is wider than width
// cells.
func (l *Look) Shares(labels []string, counts, of []int, width int) []string {
	label, digits := 0, 1
	for i := range counts {
		label, digits = max(label, Width(labels[i])), max(digits, len(strconv.Itoa(of[i])))
	}
	numbers := 2*digits + len(" of ")
	cells := min(width-label-numbers-2, barCells)
	if cells < fewestBarCells {
		cells = 0
		label = min(label, max(width-numbers-1, 0))
	}
	lines := make([]string, len(counts))
	for i, n := range counts {
		line := l.Fit(labels[i], label) + " "
		if cells > 0 {
			line += l.Bar(n, of[i], cells) + " "
		}
		lines[i] = l.Cut(line+fmt.Sprintf("%*d of %d", digits, n, of[i]), width)
	}
	return lines
}
