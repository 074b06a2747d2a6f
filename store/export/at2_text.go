package export

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"gd8/model"
)

// This file makes text fit to stand on a page. Markup is the template's to
// escape; here characters are looked at that a reader could not see, or that
// would reorder or paint over what stands around them.

// segment is a part of a text: characters shown as themselves, an escape in
// the place of one that is not, or a line break.
type segment struct {
	Text string
	Kind segmentKind
}

type segmentKind uint8

const (
	shownText segmentKind = iota
	hiddenCharacter
	lineBreak
)

// Hidden reports whether the segment stands for a character that is not shown
// as itself. The page sets it apart, so no text can pretend to be one.
func (s segment) Hidden() bool { return s.Kind == hiddenCharacter }

// Break reports whether the segment is a line break.
func (s segment) Break() bool { return s.Kind == lineBreak }

// maxMarks is how many combining marks may stand on one character. Living
// languages need four; hundreds paint over the lines above.
const maxMarks = 5

// segments splits a text. LF and CRLF are line breaks and a tab is itself;
// escapes are written as on gd8's screens: \x1b for a control character or a
// byte that is not UTF-8, \u202e and \U000e0041 for any other.
func segments(s string) []segment {
	var list []segment
	from, marks := 0, maxMarks
	put := func(i, size int, as segment) {
		if i > from {
			list = append(list, segment{Text: s[from:i]})
		}
		list = append(list, as)
		from, marks = i+size, maxMarks
	}
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\n':
			put(i, size, segment{Kind: lineBreak})
		case strings.HasPrefix(s[i:], "\r\n"):
			size = 2
			put(i, size, segment{Kind: lineBreak})
		case r == '\t' || unicode.Is(unicode.Zs, r):
			marks = maxMarks
		case hidden(r) || r == utf8.RuneError && size == 1:
			put(i, size, segment{escape(r, s[i:i+size]), hiddenCharacter})
		case unicode.Is(unicode.M, r):
			if marks++; marks > maxMarks {
				put(i, size, segment{escape(r, s[i:i+size]), hiddenCharacter})
			}
		default:
			marks = 0
		}
		i += size
	}
	if from < len(s) {
		list = append(list, segment{Text: s[from:]})
	}
	return list
}

// visible is a text as one line without markup, for the title of a window.
func visible(s string) string {
	var b strings.Builder
	for _, part := range segments(s) {
		if part.Break() {
			part.Text = " "
		}
		b.WriteString(part.Text)
	}
	return b.String()
}

// hidden reports whether r is drawn as nothing, or acts on what is around it.
func hidden(r rune) bool {
	return !unicode.IsGraphic(r) || r == '\u2800' || // Braille pattern blank
		unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// escape is the visible form of r, whose bytes in the text are raw.
func escape(r rune, raw string) string {
	const digits = "0123456789abcdef"
	v, n, b := uint32(r), 4, []byte(`\u`)
	switch {
	case r < utf8.RuneSelf || r == utf8.RuneError && len(raw) == 1:
		v, n, b = uint32(raw[0]), 2, []byte(`\x`)
	case r > 0xffff:
		n, b = 8, []byte(`\U`)
	}
	for shift := 4 * (n - 1); shift >= 0; shift -= 4 {
		b = append(b, digits[v>>shift&15])
	}
	return string(b)
}

// moment is a time as a record shows it: in the location given and in UTC.
func moment(t time.Time, in *time.Location) string {
	const clock = "15:04"
	local, utc := t.In(in), t.UTC()
	said := model.DateOf(local).String() + ", " + local.Format(clock+" MST")
	switch {
	case local.Format(clock+" MST") == utc.Format(clock+" MST"):
		return said
	case model.DateOf(local) == model.DateOf(utc):
		return said + " (" + utc.Format(clock) + " UTC)"
	}
	return said + " (" + model.DateOf(utc).String() + ", " + utc.Format(clock) + " UTC)"
}
