// Package safecsv makes text safe in a spreadsheet. A program that opens a
// CSV file takes a cell which begins with one of a few characters for a
// formula; a leading apostrophe makes it text again.
//
// Cell and Original are each other's inverse, so that a file gd8 wrote, and
// an officer corrected, can be read back without a changed value.
package safecsv

import "strings"

// risky are the characters a cell must not begin with: those that start a
// formula, their full-width forms (which some spreadsheets fold to them), and
// the white space that a spreadsheet may drop before one.
const risky = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"

// Cell is s as a spreadsheet may be shown it: with an apostrophe before it
// where it begins with a risky character. Text that already begins with
// apostrophes and then a risky character gets one more, so that Original can
// tell the two apart.
func Cell(s string) string {
	if begins(s) {
		return "'" + s
	}
	return s
}

// Original undoes Cell.
func Original(s string) string {
	if Marked(s) {
		return s[1:]
	}
	return s
}

// Marked reports whether s looks like what Cell makes of a risky text.
func Marked(s string) bool {
	return strings.HasPrefix(s, "'") && begins(s)
}

// begins reports whether s begins with a risky character, apostrophes before
// it left aside.
func begins(s string) bool {
	for s != "" && s[0] == '\'' {
		s = s[1:]
	}
	for _, r := range s {
		return strings.ContainsRune(risky, r)
	}
	return false
}
