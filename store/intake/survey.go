package intake

import (
	"io"
	"slices"
	"strings"

	"gd8/store/intake/jsonrows"
	"gd8/store/intake/problem"
	"gd8/store/intake/source"
)

// Survey is what a file holds, read without any idea of what it means: what a
// mapping is proposed from.
type Survey struct {
	Format    source.Format
	Sheet     string   // of a workbook
	HeaderRow int      // the row that names the columns; 0 in JSON
	Above     []string // the first cells of the rows above it
	Columns   []SurveyColumn
	Rows      int        // below the header, blank ones aside
	Sample    [][]string // the first of them, at most sampleRows
	Footers   []Footer   // rows that look like no records
}

// SurveyColumn is one column of a file.
type SurveyColumn struct {
	Name   string // as the file writes it; "column 5" where it has none
	Filled int    // rows with a value
	Values []ValueCount
	More   bool // there are more different values than are held
}

// ValueCount is a value and how many rows have it.
type ValueCount struct {
	Value string
	Count int
}

// Footer is a row below the header that looks like no record.
type Footer struct {
	Line int
	Text string // what it begins with
}

const (
	sampleRows    = 2_000
	surveyValues  = 200 // different values held of a column
	surveyValue   = 200 // bytes of one
	surveyFooters = 20
)

// Look surveys a file. known says whether a column's name is one that gd8 can
// place: the row with the most of them, within the first of the file, is the
// header, and the sheet that has it is the one that is read.
func Look(src source.Source, o Options, known func(name string) bool) (*Survey, error) {
	wanted := 0
	if o.Map != nil {
		wanted, o.Map = o.Map.HeaderRow, nil
	}
	r, err := openAny(src, o, known)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	s := &Survey{Format: r.format, Sheet: r.sheet}
	if js, ok := r.scan.(*jsonScanner); ok {
		err = s.objects(r, js)
	} else {
		err = s.table(r, wanted, known)
	}
	if err != nil {
		return nil, r.fail(err)
	}
	return s, nil
}

// row is a row as the survey holds it.
type surveyRow struct {
	line  int
	cells []string
}

// table surveys a table.
func (s *Survey) table(r *Reader, wanted int, known func(string) bool) error {
	first, err := r.firstRows(max(headerRows, wanted))
	if err != nil {
		return err
	}
	at := headerAmong(first, wanted, known)
	if at < 0 {
		if wanted > 0 {
			return noSuchHeader(wanted)
		}
		return &problem.FileError{Message: source.EmptyFile, Next: source.EmptyNext}
	}
	for _, row := range first[:at] {
		if cell := firstCell(row.cells); cell != "" {
			s.Above = append(s.Above, cell)
		}
	}
	s.HeaderRow = first[at].line
	names := first[at].cells
	for len(names) > 1 && isNameless(names[len(names)-1]) {
		names = names[:len(names)-1]
	}
	for _, name := range namedAll(names) {
		s.Columns = append(s.Columns, SurveyColumn{Name: name})
	}
	for _, row := range first[at+1:] {
		s.add(row)
	}
	for {
		row, err := r.plainRow()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		s.add(row)
	}
}

// plainRow is the next row that is not blank, as a person sees it.
func (r *Reader) plainRow() (surveyRow, error) {
	for {
		if err := r.scan.next(&r.rec); err != nil {
			return surveyRow{}, err
		}
		if r.rec.cut || allBlank(r.rec.cells) {
			continue
		}
		cells := slices.Clone(r.rec.cells)
		for i := range r.rec.sheet {
			if c := &r.rec.sheet[i]; c.Otherwise && c.Known {
				cells[i] = c.Shown
			}
		}
		return surveyRow{r.rec.line, cells}, nil
	}
}

// firstRows are the rows up to a line.
func (r *Reader) firstRows(upTo int) (rows []surveyRow, err error) {
	for len(rows) == 0 || rows[len(rows)-1].line < upTo {
		row, err := r.plainRow()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		if names, err := r.rec.headerNames(); err == nil && len(names) > len(row.cells) {
			row.cells = names
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// headerAmong is the place of the header among the first rows: the one that
// was named, else the one with most names that are known, else the first with
// most cells.
func headerAmong(rows []surveyRow, wanted int, known func(string) bool) int {
	best, most := -1, -1
	for i, row := range rows {
		if wanted > 0 {
			if row.line == wanted {
				return i
			}
			continue
		}
		score, filled := 0, 0
		for _, cell := range row.cells {
			if strings.TrimSpace(cell) == "" {
				continue
			}
			filled++
			if known(cell) {
				score++
			}
		}
		if score = score*1000 + min(filled, 999); score > most {
			best, most = i, score
		}
	}
	return best
}

func firstCell(cells []string) string {
	for _, c := range cells {
		if c = strings.TrimSpace(c); c != "" {
			return c
		}
	}
	return ""
}

// add takes in a row below the header.
func (s *Survey) add(row surveyRow) {
	if s.isFooter(row.cells) {
		if len(s.Footers) < surveyFooters {
			s.Footers = append(s.Footers, Footer{row.line, firstCell(row.cells)})
		}
		return
	}
	s.Rows++
	if len(s.Sample) < sampleRows {
		s.Sample = append(s.Sample, row.cells)
	}
	for i, cell := range row.cells[:min(len(row.cells), len(s.Columns))] {
		s.Columns[i].add(strings.TrimSpace(cell))
	}
}

// isFooter reports whether a row of a table of several columns has one cell
// alone, or begins with a word for a total.
func (s *Survey) isFooter(cells []string) bool {
	filled := 0
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			filled++
		}
	}
	return len(s.Columns) > 3 && filled == 1 || isTotalWord(firstCell(cells))
}

func (c *SurveyColumn) add(value string) {
	if value == "" {
		return
	}
	c.Filled++
	if c.More {
		return
	}
	for i := range c.Values {
		if c.Values[i].Value == value {
			c.Values[i].Count++
			return
		}
	}
	if len(c.Values) == surveyValues || len(value) > surveyValue {
		c.More, c.Values = true, c.Values[:min(len(c.Values), 5)] // no list of meanings
		return
	}
	c.Values = append(c.Values, ValueCount{strings.Clone(value), 1})
}

// objects surveys a JSON file, whose members are its columns.
func (s *Survey) objects(r *Reader, js *jsonScanner) error {
	at := map[string]int{}
	for {
		err := js.next(&r.rec)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if r.rec.cut {
			continue
		}
		s.Rows++
		for m := js.objects.Members(); m.Next(); {
			name, _ := jsonrows.Unquote(m.Name)
			i, ok := at[name]
			if !ok {
				if i = len(s.Columns); i == unknownLimit {
					continue
				}
				at[name] = i
				s.Columns = append(s.Columns, SurveyColumn{Name: name})
			}
			value, _ := jsonrows.Plain(m.Value)
			s.Columns[i].add(strings.TrimSpace(value))
		}
	}
}

// openAny opens a file to be surveyed: of a workbook the sheet named, else the
// visible one with most names that are known.
func openAny(src source.Source, o Options, known func(string) bool) (*Reader, error) {
	o.lookOnly = func(r *Reader) error { return r.bestSheet(known) }
	r, err := open(src, o)
	if err != nil {
		return nil, err
	}
	r.names.lenient = true
	return r, nil
}

// bestSheet chooses the sheet of a workbook to survey.
func (r *Reader) bestSheet(known func(string) bool) error {
	if len(r.o.Sheets) > 0 {
		sheets, err := namedSheets(r.book, r.o.Sheets)
		r.sheets = sheets
		return err
	}
	best, most := "", -1
	for _, sheet := range r.book.Sheets() {
		if sheet.Hidden || !sheet.Cells {
			continue
		}
		r.sheets = []string{sheet.Name}
		if err := r.openSheet(); err != nil {
			return err
		}
		rows, err := r.firstRows(headerRows)
		if err != nil {
			return err
		}
		score := -1
		if at := headerAmong(rows, 0, known); at >= 0 {
			score = 0
			for _, cell := range rows[at].cells {
				if known(cell) {
					score++
				}
			}
		}
		if score > most {
			best, most = sheet.Name, score
		}
	}
	r.notes = nil
	if best == "" {
		return &problem.FileError{Message: source.EmptyFile, Next: source.EmptyNext}
	}
	r.sheets = []string{best}
	return nil
}
