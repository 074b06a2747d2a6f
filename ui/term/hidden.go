package term

import "unicode"

// plain are the ASCII characters that are always shown as themselves, without
// a look at what stands around them: all that print, but for the backslash.
var plain = func() (p [128]bool) {
	for c := ' '; c <= '~'; c++ {
		p[c] = c != '\\'
	}
	return p
}()

// ordinary reports whether r is a letter or sign of the blocks most text is
// written in, shown as itself wherever it stands. It spares such text the
// search through Unicode's tables.
func ordinary(r rune) bool {
	switch {
	case r < 0x300: // Latin, of which only the soft hyphen hides
		return r > 0xa0 && r != 0xad || r > ' ' && r <= '~'
	case r < 0x3041:
		return r >= 0x400 && r < 0x483 // Cyrillic
	case r < 0x4e00:
		return r < 0x3097 || r > 0x30a0 && r < 0x3100 // kana
	}
	return r <= 0x9fff || r >= 0xac00 && r <= 0xd7a3 // ideographs, Hangul syllables
}

// hidden reports whether r is not to be shown as itself: it is no graphic
// character (a control, a format character such as the bidirectional ones and
// tags, a line separator, private use, not assigned), or it is one that is
// drawn as nothing or joins its neighbours into one cell.
func hidden(r rune) bool {
	return !unicode.IsGraphic(r) || unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector, joins)
}

// joins are graphic characters that take a neighbour into their own cell, or
// show nothing though Unicode does not say so.
var joins = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x0d4e, Hi: 0x0d4e, Stride: 1}, // Malayalam dot reph: joins what follows
		{Lo: 0x180b, Hi: 0x180f, Stride: 1}, // Mongolian selectors
		{Lo: 0x2800, Hi: 0x2800, Stride: 1}, // Braille pattern blank
	},
	R32: []unicode.Range32{
		{Lo: 0x111c2, Hi: 0x111c3, Stride: 1}, // prefixed letters of several scripts,
		{Lo: 0x113d1, Hi: 0x113d1, Stride: 1}, // which join what follows
		{Lo: 0x1193f, Hi: 0x1193f, Stride: 1},
		{Lo: 0x11941, Hi: 0x11941, Stride: 1},
		{Lo: 0x11a3a, Hi: 0x11a3a, Stride: 1},
		{Lo: 0x11a84, Hi: 0x11a89, Stride: 1},
		{Lo: 0x11d46, Hi: 0x11d46, Stride: 1},
		{Lo: 0x11f02, Hi: 0x11f02, Stride: 1},
		{Lo: 0x1f3fb, Hi: 0x1f3ff, Stride: 1}, // skin tones: join the emoji before
	},
}

// combines reports whether r is drawn with the character before it: a mark,
// the letter am of Thai or Lao, or a half-width sound mark of kana.
func combines(r rune) bool {
	switch r {
	case 0xe33, 0xeb3, 0xff9e, 0xff9f:
		return true
	}
	return r >= 0x300 && unicode.Is(unicode.M, r)
}

// blank reports whether r is a space of some kind, on which a combining mark
// would float free.
func blank(r rune) bool { return r >= 0xa0 && unicode.Is(unicode.Zs, r) }
