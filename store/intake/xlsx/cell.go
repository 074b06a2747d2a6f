package xlsx

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Kind is what a cell holds.
type Kind uint8

// The kinds of cell.
const (
	Blank        Kind = iota
	Text              // a text, or the text that a formula gave
	Number            // a number in full: 1000000000000000, not 1E+15
	Date              // a date as 2019-03-14
	Bool              // TRUE or FALSE
	Error             // an error, such as #N/A
	Uncalculated      // a formula that was never worked out
)

// Cell is a cell as it was read.
type Cell struct {
	Kind Kind
	Text string // what it holds
	// Shown is what it shows, where that is not Text; Known is false where
	// its format is one of which that is not known.
	Shown     string
	Otherwise bool // it shows something other than Text
	Known     bool
	// Struck says that a line goes through it, or through some of its text: a
	// person may take it for deleted.
	Struck bool
	// Raised says that some of its text stands above or below the line, as the
	// number of a footnote does.
	Raised bool
	// Masked says that a conditional format may strike it through, or show other
	// text than it holds.
	Masked bool
}

// rawCell is a cell as the XML has it.
type rawCell struct {
	kind              string // the attribute t
	style             int
	value             string
	hasValue, formula bool
	array             bool // the formula fills more cells than this
	inline            string
	hasInline         bool
	how               runs
	column            int
}

// cell is what a raw cell means. what says why the workbook is damaged.
func (b *Book) cell(raw *rawCell, zerosHidden bool) (c Cell, what string) {
	c, what = b.value(raw, zerosHidden)
	if c.Kind != Blank {
		c.Raised = raw.how.raised
		c.Struck = raw.how.struck || raw.style >= 0 && raw.style < len(b.struckStyles) && b.struckStyles[raw.style]
	}
	return c, what
}

// value is what a raw cell holds and shows.
func (b *Book) value(raw *rawCell, zerosHidden bool) (c Cell, what string) {
	format, ok := b.formatOf(raw.style)
	if !ok {
		return c, "its style is not in the workbook"
	}
	if raw.formula && raw.value == "" && (raw.kind != "str" || !raw.hasValue) && raw.inline == "" {
		return Cell{Kind: Uncalculated, Known: true}, ""
	}
	if raw.hasInline && raw.kind != "inlineStr" {
		return c, "it holds a text of another kind than it says"
	}
	switch raw.kind {
	case "s":
		if raw.value == "" && !raw.hasValue {
			return c, ""
		}
		i, err := strconv.Atoi(strings.TrimSpace(raw.value))
		if err != nil || i < 0 || i >= len(b.strings) {
			return c, "its text is not in the workbook"
		}
		raw.how = runs{struck: b.struck[i], raised: b.raised[i]}
		return textCell(b.strings[i], format), ""
	case "inlineStr":
		if !raw.hasInline {
			return textCell(unescape(raw.value), format), ""
		}
		return textCell(raw.inline, format), ""
	case "str":
		return textCell(unescape(raw.value), format), ""
	case "b":
		return boolCell(strings.TrimSpace(raw.value), format)
	case "e":
		return Cell{Kind: Error, Text: raw.value, Known: true}, ""
	case "d":
		if strings.TrimSpace(raw.value) == "" {
			return c, ""
		}
		return Cell{Kind: Date, Text: strings.TrimSpace(raw.value), Known: true}, ""
	case "", "n":
		return b.number(strings.TrimSpace(raw.value), format, zerosHidden)
	}
	return c, fmt.Sprintf("it is of a kind that is not known (%q)", raw.kind)
}

func boolCell(value string, format *numberFormat) (c Cell, what string) {
	number := ""
	switch value {
	case "":
		return c, ""
	case "1", "true":
		c, number = Cell{Kind: Bool, Text: "TRUE", Known: true}, "1"
	case "0", "false":
		c, number = Cell{Kind: Bool, Text: "FALSE", Known: true}, "0"
	default:
		return c, "it is neither true nor false"
	}
	// Excel shows it by the format's part for texts, other programs by that for
	// numbers.
	if shown, _ := format.showText(c.Text); strings.TrimSpace(shown) != c.Text {
		c.Otherwise, c.Shown = true, shown
	}
	if shown, known := format.showNumber(number); known && strings.ContainsFunc(shown, unicode.IsLetter) && !strings.EqualFold(shown, c.Text) {
		c.Otherwise, c.Known = true, false
	}
	return c, ""
}

func textCell(text string, format *numberFormat) Cell {
	if text == "" {
		return Cell{}
	}
	c := Cell{Kind: Text, Text: text, Known: true}
	if shown, ok := format.showText(text); !ok || strings.TrimSpace(shown) != strings.TrimSpace(text) {
		c.Otherwise, c.Shown, c.Known = true, shown, ok
	}
	return c
}

func (b *Book) number(raw string, format *numberFormat, zerosHidden bool) (c Cell, what string) {
	if raw == "" {
		return c, ""
	}
	plain, value, ok := plainNumber(raw)
	if !ok {
		return c, "it holds no number"
	}
	if format.date {
		if day, ok := dateOf(value, b.epoch1904); ok {
			return Cell{Kind: Date, Text: day, Known: true}, ""
		}
		return Cell{Kind: Number, Text: plain, Otherwise: true}, "" // no day is shown, or one that never was
	}
	c = Cell{Kind: Number, Text: plain, Known: true}
	shown, known := format.showNumber(plain)
	if zerosHidden && value == 0 {
		shown, known = "", true
	}
	if !known || shown != plain {
		c.Otherwise, c.Shown, c.Known = true, shown, known
	}
	return c, ""
}

// dateOf is the day of a number of days, as 2019-03-14; ok is false where
// there is no such day.
func dateOf(days float64, epoch1904 bool) (day string, ok bool) {
	const last = 2_958_465 // 31 December 9999
	if days < 0 || days >= last+1 {
		return "", false
	}
	n := int(days)
	switch {
	case epoch1904 && n <= last-1462:
		return time.Date(1904, time.January, 1+n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), true
	case !epoch1904 && n > 60:
		return time.Date(1899, time.December, 30+n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), true
	case !epoch1904 && n > 0 && n < 60: // 60 is 29 February 1900, which Excel believes in
		return time.Date(1899, time.December, 31+n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), true
	}
	return "", false
}
