package intake

import (
	"fmt"
	"iter"

	"gd8/model"
	"gd8/store/intake/problem"
)

// This file puts the rows of files together: which are neighbours of one kind
// once they are sorted, and what rows of one key are to each other. Whoever
// makes cases of rows, with a store or without, goes by it.

// Runs gives the runs of neighbours that are the same among n rows, as a range
// from..to each. Of rows that are sorted these are all rows of a kind.
func Runs(n int, same func(i, j int) bool) iter.Seq2[int, int] {
	return func(yield func(from, to int) bool) {
		for from := 0; from < n; {
			to := RunEnd(from, n, same)
			if !yield(from, to) {
				return
			}
			from = to
		}
	}
}

// RunEnd is where the run ends that begins at from.
func RunEnd(from, n int, same func(i, j int) bool) int {
	to := from + 1
	for to < n && same(from, to) {
		to++
	}
	return to
}

// OfOneKey tells what rows of one key are, given in the order of their files:
// a row that says what the first says is that row again, and one that says
// something else differs from it, so that neither can be taken.
func OfOneKey[T any](rows []T, equal func(first, other T) bool, again func(T), differs func(first, other T)) {
	for _, other := range rows[min(1, len(rows)):] {
		if equal(rows[0], other) {
			again(other)
		} else {
			differs(rows[0], other)
		}
	}
}

// Differs is the problem of a row that differs from another of the same
// references. otherFile is the name of its file where that is another one,
// blank where it is not.
func Differs(file string, line, otherLine int, otherFile string) problem.Problem {
	other := fmt.Sprintf("line %d", otherLine)
	if otherFile != "" {
		other += " of " + otherFile
	}
	return problem.Problem{
		File: file, Line: line, Field: model.NoField,
		Message:  "this row and " + other + " have the same references but differ",
		Accepted: "one row for each incident, or a row for each with an incident_ref of its own",
	}
}
