package intake

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"gd8/store/intake/problem"
	"gd8/store/intake/source"
	"gd8/store/intake/xlsx"
)

// This file finds the sheets of a workbook that are read. Hidden sheets are
// not, and it is said where one has the columns. Where more than one visible
// sheet has them, be it below a title, the officer says which: taking the first
// would leave the others' incidents out unseen.

// commentsByName is of how many cells with a comment the place is said.
const commentsByName = 5

// headerRows is within how many rows a header is looked for.
const headerRows = 20

// openBook chooses the sheets and opens the first of them.
func (r *Reader) openBook(raw io.Reader) error {
	var err error
	if r.book, err = readBook(raw, r.in.max); err != nil {
		return err
	}
	if r.o.lookOnly != nil {
		if err := r.o.lookOnly(r); err != nil {
			return err
		}
		return r.openSheet()
	}
	wanted := r.o.Sheets
	if len(wanted) == 0 && r.o.Map != nil {
		wanted = r.o.Map.Sheets
	}
	if len(wanted) > 0 {
		r.sheets, err = namedSheets(r.book, wanted)
	} else {
		r.sheets, err = r.sheetsWithColumns()
	}
	if err != nil {
		return err
	}
	if len(wanted) == 0 {
		r.others = r.visibleUnread()
	}
	r.noteSheets()
	return r.openSheet()
}

// openSheet opens the next of the sheets to read.
func (r *Reader) openSheet() error {
	r.sheet, r.sheets = r.sheets[0], r.sheets[1:]
	s, err := newXLSXScanner(r.book, r.sheet)
	if err != nil {
		return err
	}
	r.scan = s
	if n := len(s.rows.Comments); n > 0 {
		at := strings.Join(s.rows.Comments[:min(n, commentsByName)], ", ")
		if n > commentsByName {
			at += fmt.Sprintf(" and %d more", n-commentsByName)
		}
		r.notes = append(r.notes, fmt.Sprintf("%s of sheet %s %s a comment in Excel, which is not read: %s.", problem.Counted(n, "cell"), problem.Show(r.sheet), problem.HasHave(n), at))
	}
	if s.rows.Controls {
		r.notes = append(r.notes, fmt.Sprintf("Sheet %s has check boxes or other controls in Excel, whose state is not read.", problem.Show(r.sheet)))
	}
	if n := s.rows.HiddenRows; n > 0 {
		r.notes = append(r.notes, fmt.Sprintf("%s of sheet %s %s hidden in Excel and read all the same.", problem.Counted(n, "row"), problem.Show(r.sheet), problem.IsAre(n)))
	}
	if n := s.rows.HiddenColumns; n > 0 {
		r.notes = append(r.notes, fmt.Sprintf("%s of sheet %s %s hidden in Excel and read all the same.", problem.Counted(n, "column"), problem.Show(r.sheet), problem.IsAre(n)))
	}
	return nil
}

// namedSheets are the sheets that the officer named, in the workbook's order.
func namedSheets(book *xlsx.Book, wanted []string) (sheets []string, err error) {
	all := book.Sheets()
	for _, name := range wanted {
		i := slices.IndexFunc(all, func(s xlsx.Sheet) bool { return strings.EqualFold(s.Name, strings.TrimSpace(name)) })
		switch {
		case i < 0:
			return nil, &problem.FileError{Message: "there is no sheet " + problem.Quote(name), Next: "the workbook has " + nameList(visibleNames(all))}
		case all[i].Hidden:
			return nil, &problem.FileError{Message: "the sheet " + problem.Quote(all[i].Name) + " is hidden", Next: "show it in Excel, look at what it holds, save the workbook and import it again"}
		case !all[i].Cells:
			return nil, &problem.FileError{Message: "the sheet " + problem.Quote(all[i].Name) + " is a chart and has no rows", Next: "the workbook has " + nameList(visibleNames(all))}
		}
	}
	for _, s := range all {
		if slices.ContainsFunc(wanted, func(name string) bool { return strings.EqualFold(s.Name, strings.TrimSpace(name)) }) {
			sheets = append(sheets, s.Name)
		}
	}
	return sheets, nil
}

func visibleNames(all []xlsx.Sheet) (names []string) {
	for _, s := range all {
		if !s.Hidden {
			names = append(names, s.Name)
		}
	}
	return names
}

// sheetsWithColumns is the one sheet whose header has the columns that every
// row needs. Where none has, it is the first that holds anything: what is wrong
// with its header is said then.
func (r *Reader) sheetsWithColumns() ([]string, error) {
	var with, further, hidden []string // further: have them below the first row
	var first string
	for _, s := range r.book.Sheets() {
		if !s.Cells {
			continue
		}
		look, err := r.lookForHeader(s.Name)
		switch {
		case err != nil && s.Hidden:
			continue // nobody sees it and nothing is read of it
		case err != nil:
			return nil, err
		case s.Hidden:
			if look.has > 0 {
				hidden = append(hidden, s.Name)
			}
			continue
		case look.has == 0:
		case look.has == look.header:
			with = append(with, s.Name)
		default:
			further = append(further, s.Name)
		}
		if first == "" && look.header > 0 {
			first = s.Name
		}
	}
	if len(hidden) > 0 {
		r.notes = append(r.notes, fmt.Sprintf("Hidden in Excel, not read, and with the columns of records too: %s. Show it and look at what it holds.", nameList(hidden)))
	}
	switch {
	case len(with) > 0 && len(with)+len(further) > 1:
		visible := append(with, further...)
		return nil, &problem.FileError{
			Message: fmt.Sprintf("%d sheets have the columns: %s", len(visible), nameList(visible)),
			Next:    "say with --sheet which to read; given more than once, it reads several",
		}
	case len(with) == 1:
		return with, nil
	case len(further) > 0:
		return further[:1], nil // refused, as its first row is no header
	case first != "":
		return []string{first}, nil
	}
	return nil, &problem.FileError{Message: source.EmptyFile, Next: source.EmptyNext}
}

// look is what was found in the first rows of a sheet.
type look struct {
	header int // the row that is read as the header; 0 where there is none
	has    int // the first row that has the columns; 0 where none has
}

// lookForHeader reads the first rows of a sheet.
func (r *Reader) lookForHeader(sheet string) (found look, err error) {
	scan, err := newXLSXScanner(r.book, sheet)
	if err != nil {
		return found, err
	}
	wanted := 0
	if r.o.Map != nil {
		wanted = r.o.Map.HeaderRow
	}
	r.sheet = sheet // for errors
	var rec record
	for rec.line < max(headerRows, wanted) && found.has == 0 {
		err := scan.next(&rec)
		if err == io.EOF {
			break
		}
		if err != nil {
			return found, err
		}
		if allBlank(rec.cells) {
			continue
		}
		if found.header == 0 && (wanted == 0 || wanted == rec.line) {
			found.header = rec.line
		}
		header, err := rec.headerNames()
		if err != nil {
			header = slices.Clone(rec.cells) // said when the sheet is read
		}
		if r.hasColumns(header) && (wanted == 0 || wanted == rec.line) {
			found.has = rec.line
		}
	}
	return found, nil
}

// noteSheets says which sheets of the workbook are read and which are not.
func (r *Reader) noteSheets() {
	all := r.book.Sheets()
	if len(all) == 1 {
		return
	}
	var not []string
	for _, s := range all {
		switch {
		case slices.Contains(r.sheets, s.Name):
		case s.Hidden:
			not = append(not, problem.Quote(s.Name)+" (hidden)")
		case !s.Cells:
			not = append(not, problem.Quote(s.Name)+" (a chart)")
		default:
			not = append(not, problem.Quote(s.Name))
		}
	}
	var read []string
	for _, name := range r.sheets {
		read = append(read, problem.Quote(name))
	}
	note := "Read of the workbook: sheet " + strings.Join(read, ", ")
	if len(not) > 0 {
		note += "; not read: " + strings.Join(not, ", ")
	}
	r.notes = append(r.notes, note+".")
}
