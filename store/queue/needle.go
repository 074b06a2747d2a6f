package queue

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf8"
)

// needle is a text to look for without regard to case. It is for one goroutine.
type needle struct {
	lower []byte
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
	lower := strings.ToLower(strings.TrimSpace(text))
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

// in reports whether text holds the needle. An ASCII needle is looked for
// byte by byte, others by folding the text; neither allocates.
func (n *needle) in(text []byte) bool {
	if len(n.lower) == 0 {
		return true
	}
	if !n.ascii {
		if isASCII(text) {
			return false // an ASCII character has an ASCII lower case
		}
		n.fold = n.fold[:0]
		for _, c := range string(text) {
			n.fold = utf8.AppendRune(n.fold, unicode.ToLower(c))
		}
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

// mayBeIn reports whether any part of an encoded value may hold the needle.
func (n *needle) mayBeIn(value []byte) bool { return !n.ascii || n.in(value) }

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
