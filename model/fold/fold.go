// Package fold puts references and names into the forms in which they are
// kept and compared. Everything in it is a pure function of its arguments.
//
// A reference is kept in one form (OneForm), so that one individual written
// in two ways is one individual. References and names that are still written
// differently are compared by their fold (Reference, Name): two that fold to
// the same text may be of one human, which gd8 then asks. The fold only ever
// raises a question; it joins nothing.
//
// It is the one package under model that imports more than the standard
// library, which has no Unicode normalisation: golang.org/x/text/unicode/norm,
// tables and pure functions. It imports nothing of gd8, so that model, the
// store and whatever reads files share it.
package fold

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Name is a person's name as it is compared: no marks, case, punctuation or
// titles, and its words in alphabetical order with one space between them, so
// that "CÔTÉ, Renée (Miss)" and "Renee Cote" are alike. It is blank where no
// word is left, and a blank name is like no other.
func Name(s string) string {
	var space [128]byte
	folded := appendFolded(space[:0], s)
	var list [16]string
	words := list[:0]
	for word := range strings.FieldsFuncSeq(string(folded), isSeparator) {
		if !isTitle(word) {
			words = append(words, word)
		}
	}
	slices.Sort(words)
	return strings.Join(words, " ")
}

// Reference is a reference as it is compared: the letters and digits of its
// fold, each run of digits without its leading zeros, and without the ".0"
// that a spreadsheet puts behind a number. So "NOM 0077a" and "nom-77A" are
// alike.
func Reference(s string) string {
	var space [128]byte
	folded := strings.TrimSuffix(strings.TrimSpace(string(appendFolded(space[:0], s))), ".0")
	out := make([]byte, 0, len(folded))
	inNumber := false // the run of digits has a digit that is kept
	for _, r := range folded {
		switch {
		case isSeparator(r):
			continue
		case !unicode.IsDigit(r):
			inNumber = false
		case r == '0' && !inNumber:
			continue
		default:
			inNumber = true
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out)
}

// AppendText appends a text as it is searched: no marks, case or apostrophes, and
// with the letters that have no decomposition spelt out, so that "obrien" is in
// "O'Brien" and "lukasz" in "Łukasz". White space and other punctuation stay.
func AppendText(dst []byte, s string) []byte {
	for _, r := range s {
		dst = AppendRune(dst, r)
	}
	return dst
}

// AppendRune appends one character as AppendText appends each, for whoever
// passes over most of a text without it.
func AppendRune(dst []byte, r rune) []byte {
	if r < utf8.RuneSelf {
		if isApostrophe(r) {
			return dst
		}
		return append(dst, lower(byte(r)))
	}
	from := len(dst)
	dst = appendFoldedRune(dst, r)
	kept := dst[:from]
	for i := from; i < len(dst); {
		r, size := utf8.DecodeRune(dst[i:])
		if !isApostrophe(r) {
			kept = append(kept, dst[i:i+size]...)
		}
		i += size
	}
	return kept
}

// isApostrophe reports whether a character is written for an apostrophe.
func isApostrophe(r rune) bool {
	switch r {
	case '\'', '`', 0xb4, 0x2018, 0x2019, 0x201b, 0x2b9, 0x2bb, 0x2bc, 0x2032:
		return true
	}
	return false
}

// HasWord reports whether one of the words of s, folded as those of a name
// are, is among words, which must be folded already. It allocates nothing for
// a text of ordinary length.
func HasWord(s string, words ...string) bool {
	if s == "" {
		return false
	}
	var space [256]byte
	folded := appendFolded(space[:0], s)
	for len(folded) > 0 {
		r, size := utf8.DecodeRune(folded)
		if isSeparator(r) {
			folded = folded[size:]
			continue
		}
		end := size
		for end < len(folded) {
			next, n := utf8.DecodeRune(folded[end:])
			if isSeparator(next) {
				break
			}
			end += n
		}
		for _, word := range words {
			if string(folded[:end]) == word {
				return true
			}
		}
		folded = folded[end:]
	}
	return false
}

// isTitle reports whether a folded word is a form of address and not a name.
func isTitle(word string) bool {
	switch word {
	case "mr", "mrs", "miss", "ms", "mx", "dr", "master":
		return true
	}
	return false
}

// isSeparator reports whether a character stands between words.
func isSeparator(r rune) bool {
	if r < utf8.RuneSelf {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}
	return !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// appendFolded appends s decomposed (NFKD) without marks, case folded, and
// with the letters that have no decomposition spelt out.
func appendFolded(dst []byte, s string) []byte {
	for _, r := range s {
		if r < utf8.RuneSelf {
			dst = append(dst, lower(byte(r)))
			continue
		}
		dst = appendFoldedRune(dst, r)
	}
	return dst
}

// appendFoldedRune folds one character. Each is decomposed without regard to
// the others: what normalisation would still do is to put marks in order, and
// they fall away. Nothing is allocated but what dst needs.
func appendFoldedRune(dst []byte, r rune) []byte {
	var written [utf8.UTFMax]byte
	plain := utf8.AppendRune(written[:0], r)
	var syllable [3 * utf8.UTFMax]byte
	if isHangul(r) {
		plain = norm.NFKD.Append(syllable[:0], plain...) // by arithmetic, and in no table
	} else if parts := norm.NFKD.Properties(plain).Decomposition(); parts != nil {
		plain = parts
	}
	for len(plain) > 0 {
		r, size := utf8.DecodeRune(plain)
		plain = plain[size:]
		switch {
		case r < utf8.RuneSelf:
			dst = append(dst, lower(byte(r)))
		case !unicode.IsMark(r):
			dst = appendSpeltOut(dst, foldCase(r))
		}
	}
	return dst
}

func isHangul(r rune) bool { return 0xac00 <= r && r <= 0xd7a3 }

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func lower(b byte) byte {
	if 'A' <= b && b <= 'Z' {
		return b + 'a' - 'A'
	}
	return b
}

// foldCase gives the same character for all that differ in case alone: the
// first of those that simple case folding makes equal, in lower case.
func foldCase(r rune) rune {
	first := r
	for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
		first = min(first, next)
	}
	return unicode.ToLower(first)
}

// appendSpeltOut spells out the letters that Unicode does not decompose. The
// dotless i and eth are here because a system that holds no such letter
// writes i and d for them.
func appendSpeltOut(dst []byte, r rune) []byte {
	switch r {
	case 'ł':
		return append(dst, 'l')
	case 'ø':
		return append(dst, 'o')
	case 'đ', 'ð':
		return append(dst, 'd')
	case 'æ':
		return append(dst, "ae"...)
	case 'œ':
		return append(dst, "oe"...)
	case 'ß':
		return append(dst, "ss"...)
	case 'þ':
		return append(dst, "th"...)
	case 'ı':
		return append(dst, 'i')
	}
	return utf8.AppendRune(dst, r)
}
