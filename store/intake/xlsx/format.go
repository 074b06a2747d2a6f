package xlsx

import (
	"strings"
	"unicode"
)

// This file reads number formats: what a cell with one shows of its value.
// Only what can be shown exactly is shown; for any other format it is said
// that it is not known, and the cell is not taken for what it holds.

// numberFormat is a number format as it was read.
type numberFormat struct {
	date     bool // it shows a day or a year
	unknown  bool // it holds something that is not read here
	sections []section
}

// section is one of the up to four parts of a format: for numbers above
// zero, below zero, zero, and text.
type section struct {
	before, after string // literal text
	general       bool   // shows the number as it is
	text          bool   // shows a text: @
	digits        bool   // has digit placeholders
	least         int    // digits that are shown at least
	decimals      int    // digits after the point
	grouped       bool   // thousands are set apart
	percent       bool
}

// builtIn are the formats that a style names by number alone (ECMA-376 part
// 1, 18.8.30), as Excel shows them with English settings.
var builtIn = map[int]string{
	0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 49: "@",
	14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 22: "d/m/yyyy h:mm",
}

// formatNumbered is the built-in format of that number.
func formatNumbered(id int) numberFormat {
	if code, ok := builtIn[id]; ok {
		return parseFormat(code)
	}
	// The dates of other languages; whatever else is left is not known here.
	date := id >= 27 && id <= 31 || id == 36 || id >= 50 && id <= 54 || id == 57 || id == 58
	return numberFormat{date: date, unknown: true}
}

// parseFormat reads the code of a format, such as 00000 or dd/mm/yyyy.
func parseFormat(code string) numberFormat {
	f := numberFormat{}
	p := formatParser{rest: code}
	for {
		s, more := p.section()
		f.sections = append(f.sections, s)
		if !more {
			break
		}
	}
	f.date, f.unknown = p.date, p.unknown || len(f.sections) > 4
	return f
}

// formatParser reads a format from its beginning.
type formatParser struct {
	rest          string
	date, unknown bool
}

// section reads one section, and whether another follows.
func (p *formatParser) section() (s section, more bool) {
	var point, closed bool
	literal := func(text string) {
		if s.digits || s.general || s.text {
			closed = true
			s.after += text
		} else {
			s.before += text
		}
	}
	for p.rest != "" {
		c := p.rest[0]
		if len(p.rest) >= 7 && strings.EqualFold(p.rest[:7], "General") {
			p.rest = p.rest[7:]
			p.unknown = p.unknown || s.digits || s.general || s.text
			s.general = true
			continue
		}
		p.rest = p.rest[1:]
		switch {
		case c == ';':
			return s, true
		case c == '"':
			end := strings.IndexByte(p.rest, '"')
			if end < 0 {
				end = len(p.rest)
			}
			literal(p.rest[:end])
			p.rest = p.rest[min(end+1, len(p.rest)):]
		case c == '\\' || c == '_' || c == '*':
			text := p.character()
			switch c {
			case '\\':
				literal(text)
			case '_': // room as wide as the character
				literal(" ")
			case '*': // fills the cell with the character
				p.unknown = p.unknown || text != " "
			}
		case c == '[':
			p.bracket(literal)
		case c == '@':
			p.unknown = p.unknown || s.digits || s.general || s.text
			s.text = true
		case c == '0' || c == '#':
			p.unknown = p.unknown || closed || s.text || s.general || point && c == '#'
			s.digits = true
			switch {
			case point:
				s.decimals++
			case c == '0':
				s.least++
			}
		case c == '.' && s.digits && !closed && !point:
			point = true
		case c == ',' && s.digits && !closed && !point:
			s.grouped = true
			// A comma that no placeholder follows divides by a thousand.
			p.unknown = p.unknown || p.rest == "" || !strings.ContainsRune("0#,", rune(p.rest[0]))
		case c == '%':
			p.unknown = p.unknown || s.percent
			s.percent = true
			literal("%")
		case strings.IndexByte("dDyY", c) >= 0:
			p.date = true
		case unicode.IsLetter(rune(c)) || strings.IndexByte("?/", c) >= 0:
			p.unknown = true // a time, an exponent, a fraction
		default:
			literal(string([]byte{c}))
		}
	}
	return s, false
}

// character takes one character off the rest.
func (p *formatParser) character() string {
	for i := range p.rest {
		if i > 0 {
			text := p.rest[:i]
			p.rest = p.rest[i:]
			return text
		}
	}
	text := p.rest
	p.rest = ""
	return text
}

// bracket reads a colour, a currency or a language; a condition or a count of
// hours is not known.
func (p *formatParser) bracket(literal func(string)) {
	end := strings.IndexByte(p.rest, ']')
	if end < 0 {
		p.unknown, p.rest = true, ""
		return
	}
	inside := p.rest[:end]
	p.rest = p.rest[end+1:]
	if currency, ok := strings.CutPrefix(inside, "$"); ok {
		symbol, _, _ := strings.Cut(currency, "-")
		literal(symbol)
		return
	}
	switch strings.ToLower(strings.TrimRight(inside, "0123456789")) {
	case "black", "blue", "cyan", "green", "magenta", "red", "white", "yellow", "color":
		return
	}
	p.unknown = true
}
