package xlsx

import (
	"strconv"
	"strings"
)

// plainNumber is a number in full, with the 15 digits that Excel keeps and
// without an exponent; raw itself where it is no number.
func plainNumber(raw string) (text string, value float64, ok bool) {
	value, err := strconv.ParseFloat(raw, 64)
	if err != nil || value != value || value-value != 0 {
		return raw, 0, false
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(value, 'g', 15, 64), 64)
	if err != nil {
		return raw, 0, false
	}
	if rounded == 0 {
		return "0", 0, true // not -0
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64), value, true
}

// showNumber is what a cell of this format shows of a number, given in full.
// ok is false where that is not known.
func (f *numberFormat) showNumber(plain string) (shown string, ok bool) {
	if f.unknown || f.date {
		return "", false
	}
	s, sign := f.sectionFor(plain)
	digits := strings.TrimPrefix(plain, "-")
	switch {
	case s == nil:
		return "", false
	case s.text && len(f.sections) == 1:
		return s.before + plain + s.after, true
	case s.text:
		return "", false
	case s.general && s.percent:
		return "", false
	case s.general:
		return sign + s.before + digits + s.after, true
	case !s.digits:
		return strings.TrimSpace(sign + s.before), true
	}
	if s.percent {
		digits = shiftPoint(digits)
	}
	digits = roundDecimal(digits, s.decimals)
	whole, fraction, _ := strings.Cut(digits, ".")
	whole = strings.TrimLeft(whole, "0")
	if n := s.least - len(whole); n > 0 {
		whole = strings.Repeat("0", n) + whole
	}
	if s.grouped {
		whole = grouped(whole)
	}
	if s.decimals > 0 {
		whole += "." + fraction
	}
	if sign != "" && strings.Trim(digits, "0.") == "" {
		sign = "" // nothing is left of it but zeros
	}
	return strings.TrimSpace(sign + s.before + whole + s.after), true
}

// sectionFor is the section for a number and the sign that stands before it.
func (f *numberFormat) sectionFor(plain string) (s *section, sign string) {
	negative := strings.HasPrefix(plain, "-")
	numbers := f.sections[:min(len(f.sections), 3)]
	if n := len(numbers); n > 1 && n == len(f.sections) && numbers[n-1].text {
		numbers = numbers[:n-1] // the last is for text
	}
	switch {
	case plain == "0" && len(numbers) > 2:
		return &numbers[2], ""
	case negative && len(numbers) > 1:
		return &numbers[1], ""
	case negative:
		return &numbers[0], "-"
	}
	return &numbers[0], ""
}

// showText is what a cell of this format shows of a text.
func (f *numberFormat) showText(text string) (shown string, ok bool) {
	s := f.sections
	switch {
	case f.unknown || f.date || len(s) == 0:
		return text, true // such a format is for numbers
	case len(s) == 4:
		return s[3].showText(text)
	case s[len(s)-1].text:
		return s[len(s)-1].showText(text)
	case len(s) == 3 && s[0].empty() && s[1].empty() && s[2].empty():
		return "", true // ;;; is read as three or four
	}
	return text, true
}

func (s *section) showText(text string) (string, bool) {
	switch {
	case s.text || s.general:
		return s.before + text + s.after, true
	case s.digits:
		return text, true
	}
	return s.before, true
}

func (s *section) empty() bool { return *s == section{} }

// shiftPoint is a decimal number times a hundred.
func shiftPoint(digits string) string {
	whole, fraction, _ := strings.Cut(digits, ".")
	fraction += "00"
	whole, fraction = strings.TrimLeft(whole+fraction[:2], "0"), fraction[2:]
	if whole == "" {
		whole = "0"
	}
	if strings.Trim(fraction, "0") == "" {
		return whole
	}
	return whole + "." + fraction
}

// roundDecimal rounds a decimal number half up to as many decimals, as a
// spreadsheet does, and fills them up.
func roundDecimal(digits string, decimals int) string {
	whole, fraction, _ := strings.Cut(digits, ".")
	up := len(fraction) > decimals && fraction[decimals] >= '5'
	if len(fraction) > decimals {
		fraction = fraction[:decimals]
	}
	fraction += strings.Repeat("0", decimals-len(fraction))
	all := []byte("0" + whole + fraction)
	for i := len(all) - 1; up && i >= 0; i-- {
		if all[i]++; all[i] <= '9' {
			up = false
		} else {
			all[i] = '0'
		}
	}
	cut := len(all) - decimals
	if decimals == 0 {
		return string(all)
	}
	return string(all[:cut]) + "." + string(all[cut:])
}

// grouped sets thousands apart.
func grouped(whole string) string {
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return whole
}
