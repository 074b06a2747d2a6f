package intake

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"

	"gd8/store/intake/problem"
	"gd8/store/intake/source"
	"gd8/store/intake/xlsx"
)

// maxRow is how many bytes of one row are held at most. It leaves room for a
// summary at its limit with every character escaped, and for columns that
// gd8 does not know.
const maxRow = 1 << 20

// record is one row as a scanner found it.
type record struct {
	line  int
	cells []string // by column; reused by the next row, the strings are not
	// cut is set where the row is longer than maxRow: cells holds at most
	// what stood before that.
	cut bool
	// sheet are the cells as a workbook has them, and merged the merged ranges
	// that the row lies in; in XLSX only.
	sheet  []xlsx.Cell
	merged []mergedCells
	// object holds what JSON alone can say; nil for a table.
	object *object
}

// scanner finds the rows of a file. next gives io.EOF at the end, a
// *problem.FileError without the file's name, or the input's own error.
type scanner interface {
	next(*record) error
}

// csvScanner splits CSV as Excel writes it. It differs from encoding/csv in
// that no line, cell or unclosed quote can make it hold more than about
// maxRow bytes.
type csvScanner struct {
	r     *bufio.Reader
	sep   byte
	line  int    // the last line read
	long  []byte // a line longer than r's buffer
	text  []byte // the cells of a row with quotes, unquoted, one after another
	ends  []int  // where each cell in text ends
	spans []span // where the cells of a line with quotes stand in it
	cells []string
}

// errLongRow says that a row is longer than maxRow and not read to its end.
var errLongRow = errors.New("row too long")

func newCSVScanner(r *bufio.Reader) (*csvScanner, error) {
	s := &csvScanner{r: r}
	head, err := r.Peek(source.BufferSize)
	if err != nil && err != io.EOF {
		return nil, source.AtLine(1, err)
	}
	named, sepLine := separatorLine(head)
	if sepLine {
		if _, err := s.readLine(); err != nil {
			return nil, source.AtLine(1, err)
		}
		s.sep = named
		return s, nil
	}
	s.sep = separatorOf(head)
	return s, nil
}

// separatorLine reads the line "sep=;" that Excel honours before the header.
func separatorLine(head []byte) (sep byte, ok bool) {
	if len(head) < 5 || !strings.EqualFold(string(head[:4]), "sep=") {
		return 0, false
	}
	rest := head[5:]
	if len(rest) > 0 && rest[0] != '\n' && !bytes.HasPrefix(rest, []byte("\r\n")) {
		return 0, false
	}
	sep = head[4]
	return sep, sep != '"' && sep != '\r' && sep != '\n' && sep < 0x80
}

// separatorOf is the separator that the header line holds most of outside
// quotes; a comma where it holds none.
func separatorOf(head []byte) byte {
	head = bytes.TrimLeft(head, "\r\n")
	var commas, semicolons, tabs int
	quoted := false
scan:
	for _, c := range head {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == ',':
			commas++
		case c == ';':
			semicolons++
		case c == '\t':
			tabs++
		case c == '\n':
			break scan
		}
	}
	switch {
	case tabs > commas && tabs > semicolons:
		return '\t'
	case semicolons > commas:
		return ';'
	}
	return ','
}

func (s *csvScanner) next(rec *record) error {
	rec.cut, rec.cells = false, nil
	var line []byte
	for {
		var err error
		line, err = s.readLine()
		rec.line = s.line
		if err == errLongRow {
			rec.line++ // readLine has not come to its end
			s.text, s.ends = s.text[:0], s.ends[:0]
			return s.skip(rec, odd(line))
		}
		if err == io.EOF {
			return io.EOF
		}
		if err != nil {
			return source.AtLine(s.line+1, err)
		}
		if len(line) > 0 && line[0] != '\n' {
			break // an empty line is no row
		}
	}
	if bytes.IndexByte(line, '"') < 0 {
		return s.plain(rec, line)
	}
	return s.withQuotes(rec, line)
}

// plain splits a line that holds no quote. Its cells share one string.
func (s *csvScanner) plain(rec *record, line []byte) error {
	line = bytes.TrimSuffix(line, []byte{'\n'})
	if err := source.CheckText(line); err != nil {
		return source.AtLine(rec.line, err)
	}
	rest := string(line)
	s.cells = s.cells[:0]
	for {
		i := strings.IndexByte(rest, s.sep)
		if i < 0 {
			break
		}
		s.cells = append(s.cells, rest[:i])
		rest = rest[i+1:]
	}
	s.cells = append(s.cells, rest)
	rec.cells = s.cells
	return nil
}

// withQuotes splits a row that begins with line and holds a quote.
func (s *csvScanner) withQuotes(rec *record, line []byte) error {
	if s.inOneLine(line) {
		return s.fromSpans(rec, line)
	}
	return s.cellByCell(rec, line)
}

// cellByCell is withQuotes for any row, however many lines it has.
func (s *csvScanner) cellByCell(rec *record, line []byte) error {
	s.text, s.ends = s.text[:0], s.ends[:0]
	for last := false; !last; {
		var err error
		if len(line) > 0 && line[0] == '"' {
			line, last, err = s.quoted(line[1:])
		} else {
			line, last, err = s.bare(line)
		}
		if err == errLongRow {
			return s.skip(rec, odd(line))
		}
		if err != nil {
			return err
		}
		s.ends = append(s.ends, len(s.text))
	}
	from := 0
	for _, end := range s.ends { // half a character must not be made whole by the next cell
		if err := source.CheckText(s.text[from:end]); err != nil {
			return source.AtLine(rec.line, err)
		}
		from = end
	}
	s.finish(rec)
	return nil
}

// span is where a cell stands in a line.
type span struct{ from, to int }

// inOneLine finds the cells of a line of which each quoted cell ends in it and
// holds no further quote, as most lines with quotes are. It reports false for
// any other, also where the quotes are broken.
func (s *csvScanner) inOneLine(line []byte) bool {
	s.spans = s.spans[:0]
	line = bytes.TrimSuffix(line, []byte{'\n'})
	quote := bytes.IndexByte(line, '"') // the next from at on; beyond the line where there is none
	for at := 0; ; {
		if quote != at {
			n := bytes.IndexByte(line[at:], s.sep)
			if n < 0 {
				s.spans = append(s.spans, span{at, len(line)})
				return quote >= len(line)
			}
			if at+n > quote {
				return false
			}
			s.spans = append(s.spans, span{at, at + n})
			at += n + 1
			continue
		}
		n := bytes.IndexByte(line[at+1:], '"')
		if n < 0 {
			return false
		}
		end := at + 1 + n
		s.spans = append(s.spans, span{at + 1, end})
		if end+1 == len(line) {
			return true
		}
		if line[end+1] != s.sep {
			return false
		}
		at = end + 2
		if quote = bytes.IndexByte(line[at:], '"'); quote < 0 {
			quote = len(line) + 1
		} else {
			quote += at
		}
	}
}

// fromSpans makes the cells that inOneLine has found. They share one string.
func (s *csvScanner) fromSpans(rec *record, line []byte) error {
	if err := source.CheckText(line); err != nil {
		return source.AtLine(rec.line, err)
	}
	text := string(line)
	s.cells = s.cells[:0]
	for _, c := range s.spans {
		s.cells = append(s.cells, text[c.from:c.to])
	}
	rec.cells = s.cells
	return nil
}

// bare reads one cell without quotes off line.
func (s *csvScanner) bare(line []byte) (rest []byte, last bool, err error) {
	cell := line
	i := bytes.IndexByte(line, s.sep)
	if i >= 0 {
		cell, rest = line[:i], line[i+1:]
	} else {
		cell, last = bytes.TrimSuffix(cell, []byte{'\n'}), true
	}
	if bytes.IndexByte(cell, '"') >= 0 {
		return nil, false, &problem.FileError{
			Line:    s.line,
			Message: "the quotes are broken: a quotation mark stands inside a cell that does not begin with one",
			Next:    "put the whole cell in quotation marks and double those inside it; nothing after this line was read",
		}
	}
	s.text = append(s.text, cell...)
	return rest, last, nil
}

// quoted reads one cell off line, whose opening quote is gone already, and
// off as many lines more as the cell has. With errLongRow it gives what of
// the line it had not looked at, after one quote that it stands inside.
func (s *csvScanner) quoted(line []byte) (rest []byte, last bool, err error) {
	opened := s.line
	for {
		if i := bytes.IndexByte(line, '"'); i >= 0 {
			s.text = append(s.text, line[:i]...)
			line = line[i+1:]
			switch {
			case len(line) == 0 || line[0] == '\n':
				return nil, true, nil
			case line[0] == s.sep:
				return line[1:], false, nil
			case line[0] == '"':
				s.text = append(s.text, '"')
				line = line[1:]
				continue
			}
			return nil, false, &problem.FileError{
				Line:    s.line,
				Message: "the quotes are broken: text stands between a closing quotation mark and the next separator",
				Next:    "double the quotation marks inside a quoted cell; nothing after this line was read",
			}
		}
		s.text = append(s.text, line...)
		if len(s.text) > maxRow {
			return []byte{'"'}, false, errLongRow
		}
		line, err = s.readLine()
		if err == errLongRow {
			return append([]byte{'"'}, line...), false, errLongRow
		}
		if err == io.EOF {
			return nil, false, unclosed(opened)
		}
		if err != nil {
			return nil, false, source.AtLine(s.line+1, err)
		}
	}
}

func unclosed(line int) *problem.FileError {
	return &problem.FileError{
		Line:    line,
		Message: "the quotes are broken: a quoted cell that begins here is never closed",
		Next:    "close it; if the file was cut off, export it again",
	}
}

// finish makes the cells of a row out of text.
func (s *csvScanner) finish(rec *record) {
	text, from := string(s.text), 0
	s.cells = s.cells[:0]
	for _, end := range s.ends {
		s.cells = append(s.cells, text[from:end])
		from = end
	}
	rec.cells = s.cells
}

// skip walks over the rest of a row that is longer than maxRow. quoted says
// whether it stands inside quotes: a line end there ends no row.
func (s *csvScanner) skip(rec *record, quoted bool) error {
	s.finish(rec)
	rec.cut = true
	for {
		chunk, err := s.r.ReadSlice('\n')
		quoted = quoted != odd(chunk)
		if err == nil {
			s.line++
			if !quoted {
				return nil
			}
		} else if err == io.EOF {
			s.line++
			if quoted {
				return unclosed(rec.line)
			}
			return nil
		} else if err != bufio.ErrBufferFull {
			return source.AtLine(s.line+1, err)
		}
	}
}

func odd(b []byte) bool { return bytes.Count(b, []byte{'"'})%2 == 1 }

// readLine gives the next line with its end as one \n (none at the end of the
// file), valid until the next call. With errLongRow the line is longer than
// maxRow: it gives the part read and leaves the rest unread.
func (s *csvScanner) readLine() ([]byte, error) {
	line, err := s.r.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		s.long = append(s.long[:0], line...)
		for err == bufio.ErrBufferFull {
			if len(s.long) > maxRow {
				return s.long, errLongRow
			}
			line, err = s.r.ReadSlice('\n')
			s.long = append(s.long, line...)
		}
		line = s.long
	}
	if err == io.EOF && len(line) > 0 {
		s.line++
		return bytes.TrimSuffix(line, []byte{'\r'}), nil
	}
	if err != nil {
		return nil, err
	}
	s.line++
	if n := len(line); n >= 2 && line[n-2] == '\r' {
		line[n-2] = '\n'
		line = line[:n-1]
	}
	return line, nil
}
