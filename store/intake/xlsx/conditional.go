package xlsx

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// This file reads of conditional formats which cells they may strike through,
// hide, or show as something else. Whether the condition holds is not worked out.

// conditionalFormat is one that is being read.
type conditionalFormat struct {
	inside, masks bool
	inCells       bool   // in the element that names the cells
	cells         string // the cells it is for
}

// take takes in a token of a sheet. At the end of a conditional format that may
// mask cells it gives them.
func (c *conditionalFormat) take(b *Book, token xml.Token) []Range {
	switch t := token.(type) {
	case xml.StartElement:
		switch name := t.Name.Local; {
		case name == "conditionalFormatting":
			*c = conditionalFormat{inside: true, cells: attr(t, "sqref")}
		case !c.inside:
		case name == "sqref": // of Excel 2010 and later
			c.inCells = true
		case name == "cfRule":
			style, err := strconv.Atoi(attr(t, "dxfId"))
			c.masks = c.masks || err == nil && style >= 0 && style < len(b.masking) && b.masking[style]
		case name == "iconSet" || name == "dataBar":
			shown := attr(t, "showValue")
			c.masks = c.masks || shown == "0" || shown == "false"
		case name == "strike":
			c.masks = c.masks || (&strike{attr(t, "val")}).is()
		case name == "numFmt":
			c.masks = true
		}
	case xml.CharData:
		if c.inCells {
			c.cells += string(t)
		}
	case xml.EndElement:
		switch {
		case t.Name.Local == "sqref":
			c.inCells = false
		case t.Name.Local == "conditionalFormatting" && c.inside:
			c.inside = false
			if c.masks {
				return rangesOf(c.cells)
			}
		}
	}
	return nil
}

// rangesOf are the ranges of a list; one that cannot be read is all cells.
func rangesOf(list string) (ranges []Range) {
	for _, ref := range strings.Fields(list) {
		r, ok := parseRange(ref)
		if !ok {
			r = Range{Left: 0, Top: 1, Right: maxColumns, Bottom: maxRows}
		}
		ranges = append(ranges, r)
	}
	return ranges
}
