package intake

import (
	"strings"

	"gd8/store/intake/source"
	"gd8/store/intake/xlsx"
)

// This file fills down: in a grouped or merged table the individual's columns
// are filled in the first of their rows alone. The first of the columns named
// decides: where it is blank, a row belongs to the one above it and takes from
// it whatever of these columns is blank. Where it is filled, a blank beside it
// is a blank.

// above is what the rows below take.
type above struct {
	known bool // the row above was read
	cells []string
	sheet []xlsx.Cell
}

// fillDown fills the record's cells. It reports false where the row belongs to
// one above that was not read.
func (r *Reader) fillDown() bool {
	if len(r.fill) == 0 {
		return true
	}
	if r.rec.cut || r.format == source.CSV && len(r.rec.cells) < len(r.columns)+r.trim {
		r.above.known = false // refused as it is, and nothing is certain below it
		return true
	}
	r.fillMerged()
	head := r.fill[0]
	if head < len(r.rec.cells) && strings.TrimSpace(r.rec.cells[head]) != "" {
		r.above = above{known: true}
		for _, i := range r.fill {
			cell, in := "", xlsx.Cell{}
			if i < len(r.rec.cells) {
				cell = r.rec.cells[i]
			}
			if i < len(r.rec.sheet) {
				in = r.rec.sheet[i]
			}
			r.above.cells, r.above.sheet = append(r.above.cells, cell), append(r.above.sheet, in)
		}
		return true
	}
	if !r.above.known {
		return false
	}
	for k, i := range r.fill {
		if i >= len(r.rec.cells) || strings.TrimSpace(r.rec.cells[i]) == "" {
			r.setCell(i, r.above.cells[k], r.above.sheet[k])
		}
	}
	return true
}

// fillMerged gives the cells of a merged range the value that a person sees in
// them, where it lies in one column that is filled down.
func (r *Reader) fillMerged() {
	for _, m := range r.rec.merged {
		if m.Left == m.Right && m.Top < r.rec.line && r.fills(m.Left) {
			r.setCell(m.Left, m.cell.Text, m.cell)
		}
	}
}

func (r *Reader) fills(column int) bool {
	for _, i := range r.fill {
		if i == column {
			return true
		}
	}
	return false
}

// setCell puts a value into a cell of the record.
func (r *Reader) setCell(i int, text string, in xlsx.Cell) {
	for len(r.rec.cells) <= i {
		r.rec.cells = append(r.rec.cells, "")
	}
	r.rec.cells[i] = text
	if r.format != source.XLSX {
		return
	}
	for len(r.rec.sheet) <= i {
		r.rec.sheet = append(r.rec.sheet, xlsx.Cell{})
	}
	r.rec.sheet[i] = in
}
