package jsonrows

import (
	"encoding/json"
	"strconv"
	"strings"
)

// Members walks over the members of an object that is valid JSON.
type Members struct {
	raw         string
	at          int    // after the { or the last value
	Lines       int    // line ends before Value
	Name, Value string // as they stand in the file: see Unquote and Plain
}

// Next goes on to the next member; it reports false where there is none.
func (m *Members) Next() bool {
	m.space()
	if m.raw[m.at] == ',' {
		m.at++
		m.space()
	}
	if m.raw[m.at] == '}' {
		return false
	}
	m.Name = m.take()
	m.space()
	m.at++ // the colon
	m.space()
	m.Value = m.take()
	return true
}

func (m *Members) space() {
	for {
		switch m.raw[m.at] {
		case '\n':
			m.Lines++
		case ' ', '\t', '\r':
		default:
			return
		}
		m.at++
	}
}

// take is the value that begins at at: a string, a literal, or a nested
// value whole.
func (m *Members) take() string {
	from, depth, inString := m.at, 0, false
	for ; ; m.at++ {
		c := m.raw[m.at]
		switch {
		case inString && c == '\\':
			m.at++
		case c == '"':
			if inString = !inString; !inString && depth == 0 {
				m.at++
				return m.raw[from:m.at]
			}
		case inString:
		case c == '\n' && depth > 0:
			m.Lines++
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth == 0 {
				return m.raw[from:m.at]
			}
			if depth--; depth == 0 {
				m.at++
				return m.raw[from:m.at]
			}
		case depth == 0 && (c == ',' || c == ' ' || c == '\t' || c == '\r' || c == '\n'):
			return m.raw[from:m.at]
		}
	}
}

// Plain is a member's value as a file of cells would write it: true,
// false and numbers by their own letters, null as blank.
func Plain(raw string) (value, problem string) {
	switch raw[0] {
	case '{', '[':
		return raw, "a list or an object where one value belongs"
	case 'n':
		return "", ""
	case '"':
		s, ok := Unquote(raw)
		if !ok {
			return s, "half a character (an unpaired surrogate)"
		}
		if strings.IndexByte(s, 0) >= 0 {
			return s, "a NUL character in the text"
		}
		return s, ""
	}
	return raw, ""
}

// Unquote reads a valid JSON string. ok is false where an escape stands for
// half a character, which Go would replace.
func Unquote(raw string) (s string, ok bool) {
	if strings.IndexByte(raw, '\\') < 0 {
		return raw[1 : len(raw)-1], true
	}
	var text string // of its own, so that only an escaped string costs memory
	if json.Unmarshal([]byte(raw), &text) != nil {
		return "", false
	}
	return text, paired(raw)
}

// paired reports whether every surrogate that a valid JSON string escapes is
// one of a pair.
func paired(raw string) bool {
	var high rune
	for i := 0; i < len(raw); i++ {
		var c rune
		if raw[i] == '\\' {
			i++
			if raw[i] == 'u' {
				n, _ := strconv.ParseUint(raw[i+1:i+5], 16, 16)
				c, i = rune(n), i+4
			}
		}
		isHigh, isLow := c >= 0xd800 && c < 0xdc00, c >= 0xdc00 && c < 0xe000
		if (high != 0) != isLow {
			return false
		}
		high = 0
		if isHigh {
			high = c
		}
	}
	return high == 0
}
