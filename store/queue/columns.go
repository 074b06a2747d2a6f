package queue

import (
	"math"
	"slices"

	"gd8/store"
)

// columnPages hold the column of every record by its number, 0 for none. There
// is one for each order as long as a review is open, so that pages are packed.
type columnPages []*columnPage

const columnPageSize = 1024

// columnPage holds the columns of some neighbours in one byte each, or in two or
// four where their columns are too far from each other: 0 for none, 1 for
// lastColumn, and from 2 on how far a column is above the least of the page.
type columnPage struct {
	least  uint32
	narrow []uint8 // one of these three
	middle []uint16
	wide   []uint32 // the columns themselves
}

// at is the column of one of the page's records.
func (p *columnPage) at(i int) uint32 {
	var packed uint32
	switch {
	case p.narrow != nil:
		packed = uint32(p.narrow[i])
	case p.middle != nil:
		packed = uint32(p.middle[i])
	default:
		return p.wide[i]
	}
	switch packed {
	case 0:
		return 0
	case 1:
		return lastColumn
	}
	return p.least + packed - 2
}

// unpack writes the columns of a page, nil for one without any.
func (p *columnPage) unpack(columns []uint32) {
	if p == nil {
		clear(columns)
		return
	}
	for i := range columns {
		columns[i] = p.at(i)
	}
}

// packColumns makes a page of as many columns as it has; nil where there are none.
func packColumns(columns []uint32) *columnPage {
	least, most, any := uint32(math.MaxUint32), uint32(0), false
	for _, c := range columns {
		any = any || c != 0
		if c != 0 && c != lastColumn {
			least, most = min(least, c), max(most, c)
		}
	}
	if !any {
		return nil
	}
	p := &columnPage{least: min(least, most)}
	switch span := most - p.least + 2; {
	case span <= math.MaxUint8:
		p.narrow = make([]uint8, columnPageSize)
		for i, c := range columns {
			p.narrow[i] = uint8(p.packed(c))
		}
	case span <= math.MaxUint16:
		p.middle = make([]uint16, columnPageSize)
		for i, c := range columns {
			p.middle[i] = uint16(p.packed(c))
		}
	default:
		p.wide = slices.Clone(columns)
	}
	return p
}

func (p *columnPage) packed(column uint32) uint32 {
	switch column {
	case 0:
		return 0
	case lastColumn:
		return 1
	}
	return column - p.least + 2
}

// of is a record's column, 0 where it has none.
func (p columnPages) of(n store.Number) uint32 {
	page := int(n / columnPageSize)
	if page >= len(p) || p[page] == nil {
		return 0
	}
	return p[page].at(int(n % columnPageSize))
}

// with is the pages with another column for a record; it shares all others.
func (p columnPages) with(n store.Number, column uint32) columnPages {
	if p.of(n) == column {
		return p
	}
	next, page := slices.Clone(p), int(n/columnPageSize)
	for page >= len(next) {
		next = append(next, nil)
	}
	var columns [columnPageSize]uint32
	next[page].unpack(columns[:])
	columns[n%columnPageSize] = column
	next[page] = packColumns(columns[:])
	return next
}

// unpack writes the columns of as many records as there is room for.
func (p columnPages) unpack(columns []uint32) {
	for from := 0; from < len(columns); from += columnPageSize {
		var page *columnPage
		if i := from / columnPageSize; i < len(p) {
			page = p[i]
		}
		page.unpack(columns[from:min(from+columnPageSize, len(columns))])
	}
}

// columnPacker makes pages of columns that come in the order of the records.
type columnPacker struct {
	done columnPages
	open [columnPageSize]uint32
}

// add takes in a record's column. It may not be before one that was taken in.
func (p *columnPacker) add(n store.Number, column uint32) {
	for len(p.done) < int(n/columnPageSize) {
		p.close()
	}
	p.open[n%columnPageSize] = column
}

func (p *columnPacker) close() {
	p.done = append(p.done, packColumns(p.open[:]))
	clear(p.open[:])
}

// pages are all of them, once all columns were taken in.
func (p *columnPacker) pages() columnPages {
	p.close()
	return p.done
}
