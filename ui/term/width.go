package term

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Width is how many cells s takes on one line of a terminal. s is safe text,
// styled or not: escape sequences count nothing. It is counted by grapheme
// cluster with the function that Lip Gloss and Bubble Tea count with, so the
// three never disagree.
func Width(s string) int {
	if printable(s) {
		return len(s)
	}
	return ansi.StringWidth(s)
}

// Cut is s where it is at most width cells wide, else its beginning followed
// by ellipsis, width cells at most in all; one cell less where a wide
// character would have to be halved. s is one line of safe text, styled or
// not. Look.Cut knows the ellipsis for the terminal in hand.
func Cut(s string, width int, ellipsis string) string {
	if width <= 0 {
		return ""
	}
	if len(s) <= width && printable(s) {
		return s
	}
	room := width - Width(ellipsis)
	if room < 0 {
		ellipsis, room = "", width
	}
	if strings.IndexByte(s, '\x1b') >= 0 {
		return ansi.Truncate(s, width, ellipsis)
	}
	used, cut := 0, 0 // the cells of s[:i]; how much of s leaves room for the ellipsis
	for i := 0; i < len(s); {
		n, w := cluster(s[i:])
		used += w
		if used > width {
			return s[:cut] + ellipsis
		}
		i += n
		if used <= room {
			cut = i
		}
	}
	return s
}

// Pad is s with spaces after it up to width cells; s itself where it is as
// wide already.
func Pad(s string, width int) string {
	if missing := width - Width(s); missing > 0 {
		return s + strings.Repeat(" ", missing)
	}
	return s
}

// Fit is s in exactly width cells: cut with ellipsis where it is wider, padded
// where it is narrower.
func Fit(s string, width int, ellipsis string) string {
	return Pad(Cut(s, width, ellipsis), width)
}

// printable reports whether s is printing ASCII only, so that a byte is a cell.
func printable(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// cluster is the length in bytes and the width in cells of the first grapheme
// cluster of s, which is not empty and holds no escape sequence.
func cluster(s string) (bytes, cells int) {
	if s[0] >= ' ' && s[0] <= '~' && (len(s) == 1 || s[1] < 0x80) {
		return 1, 1
	}
	c, w := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	return len(c), w
}
