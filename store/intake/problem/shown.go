package problem

import (
	"fmt"
	"strconv"
	"unicode"
)

// This file writes what came from a file, and counts, as an officer reads them.

const (
	quotedLength = 60
	// NameLength is how many characters of a name or a message are shown.
	NameLength = 80
)

// Quote puts s in quotation marks with everything escaped that could act on
// a terminal or hide, and cuts it for display.
func Quote(s string) string {
	short, cut := Shorten(s, quotedLength)
	q := strconv.Quote(short)
	if cut {
		return q[:len(q)-1] + `..."`
	}
	return q
}

// Show is a name as it stands where it is plain and short, else quoted.
func Show(s string) string {
	if s == "" {
		return `""`
	}
	if short, cut := Shorten(s, NameLength); cut {
		return Quote(short)
	}
	for _, r := range s {
		if r == unicode.ReplacementChar || r == '"' || !unicode.IsPrint(r) {
			return strconv.Quote(s)
		}
	}
	return s
}

// Shorten is the first characters of s, and whether anything was cut.
func Shorten(s string, characters int) (short string, cut bool) {
	n := 0
	for i := range s {
		if n == characters {
			return s[:i], true
		}
		n++
	}
	return s, false
}

// Size is a number of bytes as an officer reads it.
func Size(n int) string {
	switch {
	case n >= 1<<30 && n%(1<<30) == 0:
		return fmt.Sprintf("%d GiB", n>>30)
	case n >= 1<<20:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 10<<10:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// Counted is a number of things: "1 row", "3 rows".
func Counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// HasHave is the verb of so many.
func HasHave(n int) string {
	if n == 1 {
		return "has"
	}
	return "have"
}

// IsAre is the verb of so many.
func IsAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
