// Package term is the one place where text meets the screen. It makes text
// from files safe to show, measures and wraps it in cells, and chooses
// colours, symbols and box lines for the terminal in hand.
//
// The rules are:
//
//   - Text that did not come from gd8's own source goes through Safe, SafeLine
//     or SafeText (or the methods of Look, which also know a terminal that is
//     not UTF-8) before it is measured or shown. It is stored unchanged.
//   - Nothing is dropped: what cannot be shown as itself is shown as an escape.
//   - Colours come from a Look, which is made from an explicit Env; the package
//     has no global state but what package start settles.
//   - Every state is a word or a symbol as well as a colour.
package term

import (
	"strings"
	"unicode/utf8"

	_ "gd8/ui/term/start" // before Bubble Tea asks the terminal
)

// Safe is s as a terminal may be given it where exactness matters more than
// comfort: references, values in an error message, file names. Whatever could
// act on the terminal, hide, reorder or overlap other text is shown as an
// escape:
//
//	\x1b        a control character (C0 or DEL), or a byte that is not UTF-8
//	\u202e      any other character up to U+FFFF: C1 and bidirectional controls,
//	            zero-width and other invisible characters, line separators,
//	            private use and characters Unicode has not assigned
//	\U000e0041  the same beyond U+FFFF
//
// Emoji are shown; the joiners and selectors between them are escapes, since
// terminals differ on how wide the result is. So is a combining mark with
// nothing before it to combine with, and any beyond five on one character.
//
// An escape cannot be forged. Where the text itself holds backslashes that
// would read as an escape, they are doubled: an odd number of backslashes
// before such a shape is an escape of gd8's, an even number is text. Other
// backslashes are left alone. For that reason Safe is to be applied once:
// applied twice it is still safe, but doubles again.
//
// A text that needs nothing is returned as it is, without allocation.
func Safe(s string) string { return form{}.show(s) }

// SafeLine is Safe for a line of prose or a cell of a table: a tab and a line
// break (LF or CRLF) are one space each. A CR alone is an escape.
func SafeLine(s string) string { return form{newline: " ", tab: " "}.show(s) }

// SafeText is Safe for text of several lines: line breaks stay, CRLF becomes
// LF, and a tab is four spaces. A CR alone is an escape.
func SafeText(s string) string { return form{newline: "\n", tab: "    "}.show(s) }

// form says how text is shown.
type form struct {
	newline string // what LF and CRLF become; blank for an escape
	tab     string // what a tab becomes; blank for an escape
	ascii   bool   // the terminal is not UTF-8: nothing beyond ASCII is shown as itself
}

// maxMarks is how many combining marks may stand on one character. Living
// languages need four; hundreds paint over the lines above.
const maxMarks = 5

// noBase is the count of marks where there is nothing to combine with.
const noBase = maxMarks

// show is s in the given form.
func (f form) show(s string) string {
	var b strings.Builder
	copied := 0     // how much of s is in b, once anything is
	marks := noBase // combining marks since the last character they can stand on
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf && plain[c] {
			marks = 0
			if c == ' ' {
				marks = noBase
			}
			i++
			continue
		}
		if c == '\\' {
			end := i + backslashes(s[i:])
			if shaped(s[end:]) || f.escapes(s[end:]) {
				b.WriteString(s[copied:end])
				b.WriteString(s[i:end])
				copied = end
			}
			marks = 0
			i = end
			continue
		}
		as, n := f.inPlace(s[i:])
		if n == 0 {
			r, size := utf8.DecodeRuneInString(s[i:])
			if marks = f.marksAfter(r, size, marks); marks <= maxMarks {
				i += size
				continue
			}
			as, n = escape(r, s[i:i+size]), size
		}
		b.WriteString(s[copied:i])
		b.WriteString(as)
		i += n
		copied = i
		marks = noBase
	}
	if copied == 0 {
		return s
	}
	b.WriteString(s[copied:])
	return b.String()
}

// inPlace is what the line break or tab at the start of s becomes, and how
// many bytes it takes the place of; 0 where s starts with neither or the form
// shows them as escapes.
func (f form) inPlace(s string) (as string, n int) {
	switch {
	case f.newline != "" && s[0] == '\n':
		return f.newline, 1
	case f.newline != "" && strings.HasPrefix(s, "\r\n"):
		return f.newline, 2
	case f.tab != "" && s[0] == '\t':
		return f.tab, 1
	}
	return "", 0
}

// marksAfter is the number of combining marks on the character in hand once r
// has been shown after marks of them, and more than maxMarks where r is to be
// an escape. size is r's length in the text: 1 for a byte that is not UTF-8.
func (f form) marksAfter(r rune, size, marks int) int {
	switch {
	case f.ascii && r >= utf8.RuneSelf:
		return maxMarks + 1
	case ordinary(r):
		return 0
	case r == utf8.RuneError && size == 1, hidden(r):
		return maxMarks + 1
	case combines(r):
		return marks + 1
	case blank(r):
		return noBase
	}
	return 0
}

// escapes reports whether s starts with a character that becomes an escape
// when it stands after a backslash.
func (f form) escapes(s string) bool {
	if s == "" {
		return false
	}
	if _, n := f.inPlace(s); n > 0 {
		return false
	}
	r, size := utf8.DecodeRuneInString(s)
	return f.marksAfter(r, size, 0) > maxMarks
}

// escape is the visible form of r, whose bytes in the text are raw.
func escape(r rune, raw string) string {
	switch {
	case r < utf8.RuneSelf || r == utf8.RuneError && len(raw) == 1:
		return `\x` + hex(uint32(raw[0]), 2)
	case r <= 0xffff:
		return `\u` + hex(uint32(r), 4)
	}
	return `\U` + hex(uint32(r), 8)
}

// hex is v in lower-case hexadecimal of the given number of digits.
func hex(v uint32, digits int) string {
	const digit = "0123456789abcdef"
	var b [8]byte
	for i := digits - 1; i >= 0; i-- {
		b[i] = digit[v&0xf]
		v >>= 4
	}
	return string(b[:digits])
}

// shaped reports whether s starts with what stands behind the backslash of an
// escape.
func shaped(s string) bool {
	if s == "" {
		return false
	}
	digits := 0
	switch s[0] {
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	}
	if digits == 0 || len(s) <= digits {
		return false
	}
	for _, c := range []byte(s[1 : 1+digits]) {
		if !('0' <= c && c <= '9' || 'a' <= c && c <= 'f') {
			return false
		}
	}
	return true
}

// backslashes is how many of them s starts with.
func backslashes(s string) int {
	return len(s) - len(strings.TrimLeft(s, `\`))
}
