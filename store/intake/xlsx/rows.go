package xlsx

import (
	"encoding/xml"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Range is a range of cells: columns count from 0, rows from 1.
type Range struct{ Left, Top, Right, Bottom int }

// String is the range as a person writes it, such as H2:H3.
func (r Range) String() string {
	return CellName(r.Left, r.Top) + ":" + CellName(r.Right, r.Bottom)
}

// Has reports whether a cell lies in the range.
func (r Range) Has(column, row int) bool {
	return column >= r.Left && column <= r.Right && row >= r.Top && row <= r.Bottom
}

// Rows gives the rows of one sheet.
type Rows struct {
	// Merged are the merged ranges: only the first cell of one holds its
	// value, and a person sees it in all of them.
	Merged []Range
	// HiddenRows and HiddenColumns are how many rows with cells, and how many
	// columns, a person does not see.
	HiddenRows, HiddenColumns int
	// Comments are the cells that have one, which is no part of their value.
	Comments []string
	// Controls says that the sheet has check boxes or other controls, whose
	// state is no part of a cell.
	Controls bool

	book        *Book
	sheet       string
	zerosHidden bool
	masked      []Range // cells whose conditional format may show something else
	d           *xml.Decoder
	row         int
	cells       []Cell
}

// Rows opens a sheet. All of it is looked over first: what is merged stands
// behind the cells, and half a sheet must not be read as a whole one.
func (b *Book) Rows(sheet string) (*Rows, error) {
	content, found, err := b.archive.part(b.parts[sheet])
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, &DamageError{Sheet: sheet, What: "the sheet " + sheet + " is not in it"}
	}
	r := &Rows{book: b, sheet: sheet}
	if err := r.lookOver(newDecoder(content)); err != nil {
		return nil, err
	}
	if r.Comments, err = b.comments(b.parts[sheet]); err != nil {
		return nil, err
	}
	r.d = newDecoder(content)
	return r, nil
}

// comments are the cells of a sheet's part that have a comment, each once.
func (b *Book) comments(part string) (cells []string, err error) {
	relations, err := b.relations(part)
	if err != nil {
		return nil, err
	}
	named := map[string]bool{}
	for _, r := range relations {
		if !strings.HasSuffix(r.Type, "/comments") {
			continue
		}
		var list struct {
			Comments []struct {
				Cell string `xml:"ref,attr"`
			} `xml:"commentList>comment"`
		}
		if _, err := b.decode(r.Target, &list); err != nil {
			return nil, err
		}
		for _, c := range list.Comments {
			if !named[c.Cell] {
				named[c.Cell] = true
				cells = append(cells, c.Cell)
			}
		}
	}
	return cells, nil
}

// lookOver reads the sheet to its end for what is said outside its cells.
func (r *Rows) lookOver(d *xml.Decoder) error {
	inHidden := false
	var conditional conditionalFormat
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			return r.damaged("", "the sheet "+r.sheet+" is damaged or cut off", err)
		}
		r.masked = append(r.masked, conditional.take(r.book, token)...)
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "control":
			r.Controls = true
		case "sheetView":
			r.zerosHidden = r.zerosHidden || attr(start, "showZeros") == "0" || attr(start, "showZeros") == "false"
		case "col":
			if isTrue(attr(start, "hidden")) || attr(start, "width") == "0" {
				from, _ := strconv.Atoi(attr(start, "min"))
				to, _ := strconv.Atoi(attr(start, "max"))
				if to < maxColumns { // beyond is nothing but the rest of the sheet
					r.HiddenColumns += max(to-from+1, 0)
				}
			}
		case "row":
			inHidden = isTrue(attr(start, "hidden"))
		case "c":
			if inHidden {
				inHidden = false // once a row
				r.HiddenRows++
			}
		case "mergeCell":
			merged, ok := parseRange(attr(start, "ref"))
			if !ok {
				return r.damaged("", "the merged range "+attr(start, "ref")+" is none", nil)
			}
			if merged.Left != merged.Right || merged.Top != merged.Bottom {
				r.Merged = append(r.Merged, merged)
			}
		}
	}
	return nil
}

func parseRange(ref string) (Range, bool) {
	first, last, two := strings.Cut(strings.ReplaceAll(ref, "$", ""), ":")
	if !two {
		last = first
	}
	var r Range
	var ok1, ok2 bool
	r.Left, r.Top, ok1 = parseCellName(first)
	r.Right, r.Bottom, ok2 = parseCellName(last)
	return r, ok1 && ok2 && r.Left <= r.Right && r.Top <= r.Bottom
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

func (r *Rows) damaged(cell, what string, cause error) *DamageError {
	return &DamageError{Sheet: r.sheet, Cell: cell, What: what, Cause: cause}
}

// Next gives the next row that has cells: its number and its cells, which
// hold until the next call. At the end it gives io.EOF.
func (r *Rows) Next() (row int, cells []Cell, err error) {
	for {
		token, err := r.d.Token()
		if err == io.EOF {
			return 0, nil, io.EOF
		}
		if err != nil {
			return 0, nil, r.damaged("", "the sheet "+r.sheet+" is damaged or cut off", err)
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "row" {
			continue
		}
		if err := r.rowNumber(attr(start, "r")); err != nil {
			return 0, nil, err
		}
		if err := r.readRow(); err != nil {
			return 0, nil, err
		}
		if len(r.cells) > 0 {
			return r.row, r.cells, nil
		}
	}
}

// rowNumber takes a row's number, which a writer may leave out.
func (r *Rows) rowNumber(number string) error {
	if number == "" {
		r.row++
		return nil
	}
	n, err := strconv.Atoi(number)
	if err != nil || n <= r.row || n > maxRows {
		return r.damaged("", "row "+number+" stands where it cannot", nil)
	}
	r.row = n
	return nil
}

// readRow reads the cells of a row up to its end.
func (r *Rows) readRow() error {
	r.cells = r.cells[:0]
	column := -1
	for {
		token, err := r.d.Token()
		if err != nil {
			return r.damaged("", "the sheet "+r.sheet+" is damaged or cut off", err)
		}
		switch t := token.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if t.Name.Local != "c" {
				if err := r.d.Skip(); err != nil {
					return r.damaged("", "the sheet "+r.sheet+" is damaged or cut off", err)
				}
				continue
			}
			if column, err = r.readCell(t, column); err != nil {
				return err
			}
		}
	}
}

// readCell reads one cell, which stands after the column before.
func (r *Rows) readCell(start xml.StartElement, before int) (column int, err error) {
	raw := rawCell{kind: attr(start, "t"), column: before + 1}
	if name := attr(start, "r"); name != "" {
		column, row, ok := parseCellName(name)
		if !ok || row != r.row || column <= before {
			return 0, r.damaged(name, "the cell stands where it cannot", nil)
		}
		raw.column = column
	}
	if raw.column >= maxColumns {
		return 0, r.damaged("", "row "+strconv.Itoa(r.row)+" has too many cells", nil)
	}
	name := CellName(raw.column, r.row)
	if style := attr(start, "s"); style != "" {
		if raw.style, err = strconv.Atoi(style); err != nil {
			return 0, r.damaged(name, "its style is no number", nil)
		}
	}
	if err := r.readContent(&raw); err != nil {
		return 0, r.damaged(name, "the sheet "+r.sheet+" is damaged or cut off", err)
	}
	c, what := r.book.cell(&raw, r.zerosHidden)
	if what == "" && c.Kind == Uncalculated && raw.array {
		what = "a formula that fills several cells was never worked out; open the workbook in Excel and save it"
	}
	if what != "" {
		return 0, r.damaged(name, what, nil)
	}
	if c.Kind != Blank {
		c.Masked = slices.ContainsFunc(r.masked, func(m Range) bool { return m.Has(raw.column, r.row) })
		for len(r.cells) <= raw.column {
			r.cells = append(r.cells, Cell{})
		}
		r.cells[raw.column] = c
	}
	return raw.column, nil
}

// readContent reads what a cell holds, up to its end.
func (r *Rows) readContent(raw *rawCell) error {
	var text strings.Builder
	inValue := false
	for {
		token, err := r.d.Token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "v":
				inValue, raw.hasValue = true, true
			case "f":
				raw.formula = true
				ref, ok := parseRange(attr(t, "ref"))
				raw.array = attr(t, "t") != "shared" && ok && (ref.Left != ref.Right || ref.Top != ref.Bottom)
				err = r.d.Skip()
			case "is":
				raw.hasInline = true
				raw.inline, raw.how, err = richText(r.d)
			default:
				err = r.d.Skip()
			}
			if err != nil {
				return err
			}
		case xml.CharData:
			if inValue {
				text.Write(t)
			}
		case xml.EndElement:
			if t.Name.Local == "c" {
				raw.value = text.String()
				return nil
			}
			inValue = false
		}
	}
}
