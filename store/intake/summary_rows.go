package intake

import (
	"strings"

	"gd8/model"
)

// This file names rows that are no records: the header once more, and totals.
// A report program writes them among the records, and read as records they
// would make an individual "Total" with the incident "2".

// totalWords begin a row of totals or an end of report, by their letters.
var totalWords = []string{"total", "totals", "grandtotal", "subtotal", "count", "sum", "totalrecords", "recordcount", "totalcount", "numberofrecords", "numberofrows", "endofreport", "recordsfound", "rowcount"}

// notARecord says why a row is no record, blank where it may be one.
func (r *Reader) notARecord(cells []string) (message, accepted string) {
	if r.format == JSON {
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
		if i < 0 || i >= len(cells) || headerKey(cells[i]) != headerKey(r.columns[i].name) {
			return false
		}
	}
	return true
}

// isTotal reports whether a row is one of totals: a word for it stands where
// a reference belongs or beside references that are counts, or a word without
// a digit stands among counts and nothing else is recorded.
func (r *Reader) isTotal(cells []string) bool {
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

func isTotalWord(cell string) bool {
	if len(cell) > 40 {
		return false
	}
	word := strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' {
			return c
		}
		return -1
	}, strings.ToLower(cell))
	for _, total := range totalWords {
		if word == total {
			return true
		}
	}
	return false
}
