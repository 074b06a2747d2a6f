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
}

// byRarity are bytes from the rarest in a record to the commonest; any other
// is rarer.
const byRarity = "zqxjkvwybgpfmuc98765432ldhrsnioa1te/-0 "

func newNeedle(text string) *needle {
	lower := string(fold.AppendText(nil, strings.TrimSpace(text)))
	n := &needle{lower: []byte(lower), ascii: true}
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
// ASCII text, which nearly every one is; any other is folded first, and so is one
// with apostrophes, as the needle may stand across one.
func (n *needle) in(text []byte) bool {
	switch {
	case len(n.lower) == 0:
		return true
	case !isASCII(text):
		n.fold = fold.AppendText(n.fold[:0], string(text))
		return bytes.Contains(n.fold, n.lower)
	case !n.ascii:
		return false // an ASCII character folds to ASCII
	case bytes.IndexByte(text, '\'') >= 0 || bytes.IndexByte(text, '`') >= 0:
		n.fold = fold.AppendText(n.fold[:0], string(text))
		return bytes.Contains(n.fold, n.lower)
	}
	for _, c := range n.cases {
		if n.around(c, text) {
			return true
		}
	}
	return false
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

// isASCII looks at eight bytes at a time, as nearly every text is.
func isASCII(text []byte) bool {
	const high = 0x8080808080808080
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
