package intake

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"

	"gd8/model"
	"gd8/store/intake/fields"
	"gd8/store/intake/mapping"
	"gd8/store/intake/problem"
	"gd8/store/intake/source"
	"gd8/store/intake/unread"
	"gd8/store/intake/xlsx"
)

// Limits of an input.
const (
	// MaxText is the size in bytes of a CSV or JSON file read by default.
	MaxText = 1 << 30
	// MaxXLSX is the size in bytes of an XLSX file read by default.
	MaxXLSX = 20 << 20
	// MaxRows is the number of rows read of one file by default.
	MaxRows = 2_000_000

	maxColumns = 16_384 // as Excel has
)

// Options say how a file is read. Only Today is required.
type Options struct {
	Today    model.Date          // bounds every date but due_date; see LatestToday
	MaxSize  int64               // bytes; 0 is MaxText or MaxXLSX
	MaxRows  int                 // 0 is MaxRows
	Sheets   []string            // XLSX: the sheets' names; none is the one that has the columns
	Map      *mapping.Mapping    // a force's own names and values; nil is none
	Set      []mapping.Constant  // what a field is in every row
	Ignore   []string            // columns that are left out, by name
	lookOnly func(*Reader) error // chooses the sheet where the columns are not yet known

	Expect *Fingerprint // what an earlier pass over the same file read; nil is no earlier pass
}

// LatestToday is the day it is by now in the time zone where days begin first.
// A file may have been written there, or the clock of this computer be set to
// another zone: a date of today is not one that lies ahead.
func LatestToday(now time.Time) model.Date {
	const first = 14 * time.Hour // before UTC, in Kiribati
	return model.DateOf(now.UTC().Add(first))
}

// Row is one row of a file: a record, or what is wrong with it.
type Row struct {
	File  string // the input's name
	Sheet string // XLSX: the sheet; else blank
	Line  int    // where the row begins, counted from 1; XLSX: the row

	Facts model.Facts
	// Present are the fields that the row has a column or member for. A
	// field that is not in it is left as it is on a re-import; one that is,
	// and is blank, is a blank.
	Present model.FieldSet

	// Cells are the row as the file has it, under the names of
	// Reader.Header. The slice holds until the next call of Next. Cut says
	// that the row was too long to be held, and Cells is not all of it.
	Cells []string
	Cut   bool
	// Size is how many bytes the row has. They are held in memory as long as
	// any text of Facts is: those are parts of one string.
	Size int

	// Problems are what is wrong; a row with any is refused, and its Facts
	// hold only what could be read.
	Problems []problem.Problem

	// Case is the case the row belongs to, and CaseKnown whether that could
	// be read for certain. With a refused row the whole case stays out; with
	// a refused row of no known case, any case of the file may be in part.
	Case      model.CaseKey
	CaseKnown bool

	reader *Reader
	unread model.FieldSet // fields whose cell is not what the file means
}

// Problem is a problem of this row that the caller found, such as a second
// row of the same key. field may be model.NoField.
func (r *Row) Problem(field model.Field, message, accepted string) problem.Problem {
	p := problem.Problem{File: r.File, Sheet: r.Sheet, Line: r.Line, Field: field, Message: message, Accepted: accepted}
	if field < model.FieldCount {
		p.Value = r.reader.rawValue(r.Cells, field)
		p.Column, p.Cell = r.reader.columnOf(field, r.Line)
		p.Line = r.reader.rec.object.line(field, r.Line)
		p.Member = r.reader.format == source.JSON
	}
	return p
}

// Reader reads the rows of one file, once.
type Reader struct {
	name   string
	format source.Format
	sheet  string
	o      Options

	closer      io.Closer
	in          *input
	rest        io.Reader // what is read to the end for the fingerprint
	size        int64     // of the file, 0 where unknown
	names       *nameTable
	scan        scanner
	book        *xlsx.Book                     // XLSX
	sheets      []string                       // XLSX: still to be read
	others      *otherSheets                   // XLSX: nil where the officer named the sheets
	header      []string                       // the names in a table's header
	columns     []column                       // of a table; nil in JSON
	nameless    []int                          // columns without a name that nobody has left out
	unread      []unread.Watched               // columns gd8 does not know
	alike       []int                          // columns gd8 does not know that may be a yes/no field
	at          [model.FieldCount]int          // a field's column, -1 where it has none
	keys        [model.FieldCount]string       // fields.Key of a field's column
	present     model.FieldSet                 // a table's columns, and constants
	trim        int                            // columns of a refused file that are gd8's own
	sources     [model.FieldCount]*fieldSource // where a mapping says more than a column; else nil
	fill        []int                          // columns that are filled down, the deciding one first
	above       above                          // what they are filled with
	orphan      bool                           // the row takes from one above that was not read
	eventColumn int                            // equal values in it are one event; -1 for none
	events      map[eventKey]string            // the incident_ref of an event's first row
	leftRecord  bool                           // the row is to be left out and is a record
	leftOut     int                            // rows left out by the mapping
	notes       []string                       // what was read and what was not
	seen        [model.FieldCount]seen         // values accepted so far
	few         [model.FieldCount]few          // the first of them

	rec  record
	rows int
	err  error // ends the reading
}

// NewReader opens src and reads as far as its header. The error is a
// *problem.FileError where the fault is the file's.
func NewReader(src source.Source, o Options) (*Reader, error) {
	r, err := open(src, o)
	if err != nil {
		return nil, err
	}
	if r.format == source.JSON {
		for _, f := range model.Fields() {
			r.at[f] = int(f)
		}
		err = r.setSources(nil)
	} else {
		err = r.readHeader()
	}
	if err != nil {
		r.Close()
		return nil, r.fail(err)
	}
	return r, nil
}

// open finds the format and starts the scanner.
func open(src source.Source, o Options) (*Reader, error) {
	if o.MaxRows == 0 {
		o.MaxRows = MaxRows
	}
	file, err := src.Open()
	if err != nil {
		return nil, err
	}
	r := &Reader{name: src.Name(), o: o, closer: file, names: newNameTable(&o)}
	for f := range r.seen {
		r.seen[f] = seen{}
	}
	if f, ok := file.(interface{ Stat() (fs.FileInfo, error) }); ok {
		if info, err := f.Stat(); err == nil {
			r.size = info.Size()
		}
	}
	r.in = &input{r: file, hash: sha256.New(), max: max(o.MaxSize, MaxText)}
	if err := r.start(); err != nil {
		r.Close()
		return nil, r.fail(err)
	}
	return r, nil
}

func (r *Reader) start() error {
	raw := bufio.NewReaderSize(r.in, source.BufferSize)
	r.rest = raw
	head, err := raw.Peek(source.SniffLength)
	if err != nil && err != io.EOF {
		return err
	}
	format, refused := source.Sniff(r.name, head)
	if refused != nil {
		return refused
	}
	r.format = format
	r.in.max = r.o.MaxSize
	if r.in.max == 0 {
		r.in.max = MaxText
		if format == source.XLSX {
			r.in.max = MaxXLSX
		}
	}
	if r.size > r.in.max {
		return source.TooLarge(r.in.max)
	}
	if format == source.XLSX {
		return r.openBook(raw)
	}
	if len(r.o.Sheets) > 0 {
		return &problem.FileError{Message: "a sheet was named, but this is not an XLSX workbook", Next: "leave --sheet out"}
	}
	text := source.AsUTF8(raw)
	if _, named := source.FormatOf(r.name); !named && source.LooksLikeJSON(text) {
		r.format = source.JSON
	}
	if r.format == source.JSON {
		r.scan = newJSONScanner(text, r.names)
		return nil
	}
	r.scan, err = newCSVScanner(text)
	return err
}

// Next gives the next row, refused or not; blank rows of a table are passed
// over. At the end it gives io.EOF, and only then is it certain that the file
// is whole, and the same as Options.Expect: until then nothing read from it
// may be made to stand. Any other error is a *problem.FileError where the fault is
// the file's, and it stays.
func (r *Reader) Next() (Row, error) {
	for r.err == nil {
		if err := r.scan.next(&r.rec); err != nil {
			if err == io.EOF && len(r.sheets) > 0 {
				if err = r.nextSheet(); err == nil {
					continue
				}
			}
			r.err = r.end(err)
			break
		}
		if r.format != source.JSON && r.passOver() {
			continue
		}
		if i := r.namelessValue(); i >= 0 {
			r.err = r.fail(r.refuseNameless(i))
			break
		}
		if i := r.lostYes(); i >= 0 {
			r.err = r.fail(r.refuseLostYes(i))
			break
		}
		if r.rows == r.o.MaxRows {
			r.err = r.fail(&problem.FileError{
				Line:    r.rec.line,
				Message: fmt.Sprintf("the file has more than %d rows", r.o.MaxRows),
				Next:    "split it, whole cases together",
			})
			break
		}
		row := r.row()
		if err := r.refuseLostField(&row.Facts); err != nil {
			r.err = r.fail(err)
			break
		}
		r.rows++
		r.others.take(&row)
		return row, nil
	}
	return Row{}, r.err
}

// passOver reports whether a row of a table is none: blank, or left out by
// the mapping. It makes any other row ready to be read.
func (r *Reader) passOver() bool {
	if !r.rec.cut {
		if r.trim > 0 {
			undoRefused(r.rec.cells, len(r.columns))
		}
		if allBlank(r.rec.cells) || r.leaveOut() {
			r.above = above{}
			return true
		}
	}
	if len(r.fill) > 0 {
		r.orphan = !r.fillDown()
	}
	return false
}

// nextSheet goes on to the next of several sheets, which must name the same
// columns.
func (r *Reader) nextSheet() error {
	before, header := r.sheet, r.header
	if err := r.openSheet(); err != nil {
		return err
	}
	r.above, r.present = above{}, 0
	if err := r.readHeader(); err != nil {
		return err
	}
	for i := range max(len(header), len(r.header)) {
		if i >= len(header) || i >= len(r.header) || fields.Key(header[i]) != fields.Key(r.header[i]) {
			return &problem.FileError{
				Line:    r.rec.line,
				Message: fmt.Sprintf("its columns are not those of the sheet %s: they differ in column %d", problem.Show(before), i+1),
				Next:    "give the sheets the same columns in the same order, or put their rows into one",
			}
		}
	}
	return nil
}

// end is what Next gives for an error of the scanner.
func (r *Reader) end(err error) error {
	if err != io.EOF {
		return r.fail(err)
	}
	if _, err := io.Copy(io.Discard, r.rest); err != nil {
		return r.fail(err)
	}
	if err := r.others.check(r.book); err != nil {
		return r.fail(err)
	}
	if r.leftOut > 0 {
		r.notes = append(r.notes, fmt.Sprintf("Left out %s, as the mapping says.", problem.Counted(r.leftOut, "row")))
		r.leftOut = 0
	}
	if r.o.Expect != nil && *r.o.Expect != r.in.fingerprint() {
		return r.fail(&problem.FileError{Message: "the file changed while gd8 was reading it", Next: "nothing was taken from it; start again when nothing else writes to it"})
	}
	return io.EOF
}

// fail puts the file's name to an error.
func (r *Reader) fail(err error) error {
	var file *problem.FileError
	if errors.As(err, &file) {
		if file.File == "" {
			file.File = r.name
			if file.Sheet == "" && file.Line+len(file.Cell) > 0 {
				file.Sheet = r.sheet
			}
		}
		return file
	}
	var text source.TextError
	if errors.As(err, &text) {
		return r.fail(source.AtLine(r.rec.line+1, text))
	}
	return err
}

// Close closes the input.
func (r *Reader) Close() error { return r.closer.Close() }

// Format is the input's format.
func (r *Reader) Format() source.Format { return r.format }

// Header are the names of the columns that Row.Cells stands under: as the
// file writes them, or gd8's own in JSON.
func (r *Reader) Header() []string {
	if r.format == source.JSON {
		return model.FieldSet(1<<model.FieldCount - 1).Names()
	}
	names := make([]string, len(r.columns))
	for i, c := range r.columns {
		names[i] = c.name
	}
	return names
}

// Unknown are the names of columns, or of members met so far, that gd8 does
// not know and ignores, each once and in the order met. They are not safe to
// show as they are.
func (r *Reader) Unknown() []string { return r.names.unknown }

// Notes are lines for the officer: which sheets were read and which were not,
// what was left out. All are known once Next has given io.EOF.
func (r *Reader) Notes() []string { return r.notes }

// Rows is the number of rows Next has given.
func (r *Reader) Rows() int { return r.rows }

// Progress is how many bytes have been read of how many; total is 0 where it
// is not known.
func (r *Reader) Progress() (read, total int64) { return r.in.read, r.size }

// Fingerprint tells what was read from any other content. It is of the whole
// file once Next has given io.EOF.
func (r *Reader) Fingerprint() Fingerprint { return r.in.fingerprint() }
