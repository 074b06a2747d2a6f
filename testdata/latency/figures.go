//go:build unix

package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// figures are what was measured of one store, by row of the table.
type figures struct {
	times map[string][]time.Duration
	said  map[string]string // rows that are no times
}

func newFigures() *figures { return &figures{map[string][]time.Duration{}, map[string]string{}} }

func (f *figures) add(row string, d time.Duration) { f.times[row] = append(f.times[row], d) }

// cell is a row's value: the median where it was measured a few times, the
// median and the 99th percentile where it was measured often.
func (f *figures) cell(row string) string {
	if said, ok := f.said[row]; ok {
		return said
	}
	d := f.times[row]
	switch {
	case len(d) == 0:
		return ""
	case len(d) < 50:
		return milliseconds(quantile(d, 0.5))
	}
	return milliseconds(quantile(d, 0.5)) + " / " + milliseconds(quantile(d, 0.99))
}

// quantile is the smallest time that so large a part of d does not exceed.
func quantile(d []time.Duration, part float64) time.Duration {
	if len(d) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(d))
	return sorted[min(int(part*float64(len(sorted))), len(sorted)-1)]
}

func milliseconds(d time.Duration) string {
	if d >= 10*time.Second {
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond))
}

// table writes rows of cells as Markdown, which reads well as it is.
func table(to io.Writer, rows [][]string) {
	width := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			width[i] = max(width[i], len([]rune(cell)))
		}
	}
	write := func(row []string, fill string) {
		for i, cell := range row {
			fmt.Fprint(to, "| ", cell, strings.Repeat(fill, width[i]-len([]rune(cell))), " ")
		}
		fmt.Fprintln(to, "|")
	}
	for i, row := range rows {
		write(row, " ")
		if i == 0 {
			write(make([]string, len(row)), "-")
		}
	}
}
