package queue

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf8"

	"gd8/model/fold"
)

// needle is a text to look for without regard to case, accents and apostrophes,
// and with the letters that have no plain form spelt out, as fold.AppendText has
// it. It is for one goroutine.
type needle struct {
	lower []byte // folded
	ascii bool
	// An ASCII needle is looked for by its rarest byte, at offset rare, in
	// either case.
	rare  int
	cases []byte
	fold  []byte // room for a folded text
	// others are characters that are not ASCII, as they are folded.
	others map[rune][]byte
}

// othersMost is how many characters are remembered at most.
const othersMost = 4096

// byRarity are bytes from the rarest in a record to the commonest; any other
// is rarer.
const byRarity = "zqxjkvwybgpfmuc98765432ldhrsnioa1te/-0 "

func newNeedle(text string) *needle {
	lower := string(fold.AppendText(nil, strings.TrimSpace(text)))
	n := &needle{lower: []byte(lower), ascii: true, others: map[rune][]byte{}}
	least := len(byRarity)
	for i := 0; i < len(lower); i++ {
		n.ascii = n.ascii && lower[i] < utf8.RuneSelf
		if at := strings.IndexByte(byRarity, lower[i]); at < least {
			n.rare, least = i, at
		}
	}
	if n.ascii && lower != "" {
		c := lower[n.rare]
		n.cases = []byte{c}
		if upper := byte(unicode.ToUpper(rune(c))); upper != c {
			n.cases = append(n.cases, upper)
		}
	}
	return n
}

// in reports whether text holds the needle. It is looked for byte by byte in an
// ASCII text, which nearly every one is; what else a text holds is folded first,
// and apostrophes are left out, as the needle may stand across one.
func (n *needle) in(text []byte) bool {
	switch {
	case len(n.lower) == 0:
		return true
	case !n.ascii:
		if isASCII(text) {
			return false // an ASCII character folds to ASCII
		}
		n.fold = n.appendFolded(n.fold[:0], text)
		return bytes.Contains(n.fold, n.lower)
	case hasApostrophe(text) || !isASCII(text):
		n.fold = n.appendFolded(n.fold[:0], text)
		return n.stands(n.fold)
	}
	return n.stands(text)
}

// mayBeIn reports whether any of the encoded texts of a record may hold the
// needle; texts are all of them, each after its length. It is seldom wrong where
// a record does not hold it, and never where it does: an ASCII needle stands in
// them as it is, or across an apostrophe, or is folded from a character of
// several bytes, all of which are above the ASCII ones.
func (n *needle) mayBeIn(texts []byte) bool {
	return !n.ascii || len(n.lower) == 0 || n.stands(texts) || hasApostrophe(texts) || hasPair(texts)
}

// stands reports whether an ASCII needle stands in text but for its case.
func (n *needle) stands(text []byte) bool {
	for _, c := range n.cases {
		if n.around(c, text) {
			return true
		}
	}
	return false
}

// appendFolded folds text but for the case of its ASCII letters where the needle
// is looked for in either.
func (n *needle) appendFolded(dst, text []byte) []byte {
	for len(text) > 0 {
		plain := plainPrefix(text)
		if n.ascii {
			dst = append(dst, text[:plain]...)
		} else {
			dst = appendLower(dst, text[:plain])
		}
		if text = text[plain:]; len(text) == 0 {
			break
		}
		r, size := utf8.DecodeRune(text)
		text = text[size:]
		if r >= utf8.RuneSelf {
			dst = n.appendOther(dst, r)
		}
	}
	return dst
}

// appendOther folds a character that is not ASCII. Few occur, again and again.
func (n *needle) appendOther(dst []byte, r rune) []byte {
	folded, known := n.others[r]
	if !known {
		folded = fold.AppendRune(nil, r)
		if len(n.others) < othersMost {
			n.others[r] = folded
		}
	}
	return append(dst, folded...)
}

func appendLower(dst, text []byte) []byte {
	for _, c := range text {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

// around reports whether the needle stands around a byte c of text.
func (n *needle) around(c byte, text []byte) bool {
	// What follows the rare byte must have room after it.
	after := len(n.lower) - n.rare - 1
	for from := n.rare; from+after < len(text); {
		at := bytes.IndexByte(text[from:len(text)-after], c)
		if at < 0 {
			return false
		}
		at += from
		if equalFold(text[at-n.rare:at+after+1], n.lower) {
			return true
		}
		from = at + 1
	}
	return false
}

// high is the bit of each of eight bytes that is set in none of an ASCII text.
const high = 0x8080808080808080

// isASCII looks at many bytes at a time, as nearly every text is.
func isASCII(text []byte) bool {
	for len(text) >= 32 {
		if hasHigh(text[:32]) {
			return false
		}
		text = text[32:]
	}
	for len(text) >= 8 {
		if binary.NativeEndian.Uint64(text)&high != 0 {
			return false
		}
		text = text[8:]
	}
	for _, c := range text {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// plainPrefix is how many bytes of text come before the first that is not ASCII
// or is an apostrophe. It looks at eight at a time.
func plainPrefix(text []byte) int {
	const ones = 0x0101010101010101
	const single, grave = '\'' * ones, '`' * ones
	i := 0
	for ; i+8 <= len(text); i += 8 {
		w := binary.NativeEndian.Uint64(text[i:])
		// A byte less one has its high bit set, and it itself has not, where it was zero.
		s, g := w^single, w^grave
		if (w|(s-ones)&^s|(g-ones)&^g)&high != 0 {
			break
		}
	}
	for i < len(text) && text[i] < utf8.RuneSelf && text[i] != '\'' && text[i] != '`' {
		i++
	}
	return i
}

// hasHigh reports whether one of 32 bytes is not ASCII.
func hasHigh(b []byte) bool {
	_ = b[31]
	return (binary.NativeEndian.Uint64(b)|binary.NativeEndian.Uint64(b[8:])|binary.NativeEndian.Uint64(b[16:])|binary.NativeEndian.Uint64(b[24:]))&high != 0
}

// hasPair reports whether two bytes that are not ASCII stand side by side, as
// they do in every other character, and not in the length of a text.
func hasPair(texts []byte) bool {
	before := uint64(0) // the high bit of the byte before, in the lowest place
	for len(texts) >= 8 {
		if len(texts) >= 32 && !hasHigh(texts[:32]) {
			before, texts = 0, texts[32:]
			continue
		}
		set := binary.LittleEndian.Uint64(texts) & high
		if set&(set<<8|before) != 0 {
			return true
		}
		before, texts = set>>56, texts[8:]
	}
	for _, c := range texts {
		set := uint64(c) & utf8.RuneSelf
		if set&before != 0 {
			return true
		}
		before = set
	}
	return false
}

func hasApostrophe(text []byte) bool {
	return bytes.IndexByte(text, '\'') >= 0 || bytes.IndexByte(text, '`') >= 0
}

func equalFold(text, lower []byte) bool {
	for i, c := range text {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}
