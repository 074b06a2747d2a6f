package intake

import (
	"strings"
	"unicode/utf8"

	"gd8/model"
	"gd8/store/intake/fields"
	"gd8/store/intake/source"
)

// This file names rows that are no records: the header once more, and totals.
// A report program writes them among the records, and read as records they
// would make an individual "Total" with the incident "2".

// totalWords begin a row of totals or an end of report, by their letters.
var totalWords = []string{"total", "totals", "grandtotal", "subtotal", "count", "sum", "totalrecords", "recordcount", "totalcount", "numberofrecords", "numberofrows", "endofreport", "recordsfound", "rowcount"}

// notARecord says why a row is no record, blank where it may be one.
func (r *Reader) notARecord(cells []string) (message, accepted string) {
	if r.format == source.JSON {
		return "", ""
	}
	if r.isHeaderAgain(cells) {
		return "this row is the header again", "rows of records below one header: take it out, or leave it out with a mapping (leave_out)"
	}
	if r.isTotal(cells) {
		return "this row holds nothing but references and counts, as a row of totals does", "records alone: take it out, or leave it out with a mapping (leave_out); if it is a record, fill in its other fields"
	}
	return "", ""
}

func (r *Reader) isHeaderAgain(cells []string) bool {
	for _, f := range []model.Field{model.PersonRef, model.IncidentRef} {
		i := r.at[f]
		if i < 0 || i >= len(cells) || !hasKey(cells[i], r.keys[f]) {
			return false
		}
	}
	return true
}

// isTotal reports whether a row is one of totals: a word for it stands where
// a reference belongs or beside references that are counts, or a word without
// a digit stands among counts and nothing else is recorded.
func (r *Reader) isTotal(cells []string) bool {
	if !r.mayBeTotal(cells) {
		return false
	}
	refs, counts, words, others := 0, 0, 0, 0
	saysTotal := false
	for i, cell := range cells {
		cell = strings.TrimSpace(cell)
		if cell == "" || i >= len(r.columns) {
			continue
		}
		f := r.columns[i].field
		total := isTotalWord(cell)
		saysTotal = saysTotal || total
		switch {
		case f != model.NoField && f.IsReference():
			refs++
			switch {
			case total:
				return true
			case len(cell) <= 6 && digits(cell):
				counts++
			case !strings.ContainsAny(cell, "0123456789"):
				words++
			}
		case f != model.NoField && !total:
			others++
		}
	}
	if refs == 0 || counts+words < refs || counts == 0 {
		return false
	}
	return saysTotal || words > 0 && others == 0 && r.hasOtherFields()
}

// hasOtherFields reports whether the file has fields beside references, so
// that a row with none of them recorded stands out.
func (r *Reader) hasOtherFields() bool {
	for _, c := range r.columns {
		if c.field != model.NoField && !c.field.IsReference() {
			return true
		}
	}
	return false
}

// mayBeTotal passes over most rows at once: those whose individual and
// incident have references of letters and digits.
func (r *Reader) mayBeTotal(cells []string) bool {
	for _, f := range [...]model.Field{model.PersonRef, model.IncidentRef} {
		i := r.at[f]
		if i < 0 || i >= len(cells) {
			continue
		}
		digit, other := false, false
		for _, c := range []byte(cells[i]) {
			digit = digit || c >= '0' && c <= '9'
			other = other || c < '0' || c > '9'
		}
		if digit && other && !startsTotal(cells[i]) {
			return false
		}
	}
	return true
}

// startsTotal reports whether a cell may begin with a word for a total.
func startsTotal(cell string) bool {
	for i := 0; i < len(cell); i++ {
		switch c := cell[i] | 0x20; {
		case c >= 'a' && c <= 'z':
			return strings.IndexByte("tgscnre", c) >= 0
		}
	}
	return false
}

func isTotalWord(cell string) bool {
	if len(cell) > 40 || !startsTotal(cell) {
		return false
	}
	var letters [40]byte
	n := 0
	for i := 0; i < len(cell); i++ {
		if c := cell[i] | 0x20; c >= 'a' && c <= 'z' {
			letters[n] = c
			n++
		}
	}
	for _, total := range totalWords {
		if string(letters[:n]) == total {
			return true
		}
	}
	return false
}

// hasKey reports whether a cell has this fields.Key.
func hasKey(cell, key string) bool {
	at := 0
	for i := 0; i < len(cell); i++ {
		c := cell[i]
		if c >= utf8.RuneSelf || c == ')' {
			return fields.Key(cell) == key
		}
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			if at >= len(key) || key[at] != c {
				return false
			}
			at++
		}
	}
	return at == len(key)
}
