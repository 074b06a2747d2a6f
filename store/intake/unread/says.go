package unread

import (
	"fmt"
	"strings"

	"gd8/store/intake/problem"
)

// This file says what would be lost.

// NearlyNamed stops an import for names that are nearly those of yes/no
// fields: left out, a yes in one would turn into an inferred no.
func NearlyNamed(near []string, name string) *problem.FileError {
	return &problem.FileError{
		Columns: true,
		Message: strings.Join(near, ", ") + ", and what stands in it would be lost",
		Next:    "rename it, map it (gd8 map proposes how), or leave it out with --ignore-column " + problem.Quote(name),
	}
}

// LostYes says that a yes would be lost. column is what holds it, with its
// name, and at the place of the first.
func LostYes(column, name, at string) *problem.FileError {
	return &problem.FileError{
		Columns: true,
		Message: fmt.Sprintf("%s may be %s, and a yes in it would be lost, the first in %s", column, Resembles(name).Name(), at),
		Next:    "rename it, map it (gd8 map proposes how), or leave it out with --ignore-column " + problem.Quote(name),
	}
}

// LostValue says that a value would be lost, and why. column is what holds it,
// with its name, and at the place of the first.
func LostValue(column, name, why, at string) *problem.FileError {
	return &problem.FileError{
		Columns: true,
		Message: fmt.Sprintf("%s %s, the first in %s", column, why, at),
		Next:    "map it (gd8 map proposes how), rename it, or leave it out with --ignore-column " + problem.Quote(name),
	}
}
