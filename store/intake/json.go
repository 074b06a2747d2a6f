package intake

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"gd8/model"
	"gd8/store/intake/problem"
	"gd8/store/intake/source"
	"gd8/store/intake/unread"
)

// jsonScanner finds the objects of a JSON file: an array of them, or one
// after another as in JSON Lines. Only where an object begins and ends is
// found here, so that no more than maxRow bytes are held; encoding/json then
// says whether it is JSON.
type jsonScanner struct {
	r       *bufio.Reader
	names   *nameTable
	line    int  // the line the next byte is on
	started bool // the first byte that is not white space has been read
	array   bool
	raw     []byte
	object  object
	unknown []unknownMember
	cells   [model.FieldCount]string
}

func newJSONScanner(r *bufio.Reader, names *nameTable) *jsonScanner {
	return &jsonScanner{r: r, names: names, line: 1}
}

func (s *jsonScanner) next(rec *record) error {
	rec.cut, rec.cells, rec.object = false, nil, nil
	if err := s.toObject(); err != nil {
		return err
	}
	rec.line = s.line
	cut, err := s.readObject()
	if err != nil {
		return err
	}
	if cut {
		rec.cut = true
		return s.wrappedCut(rec.line)
	}
	if err := s.valid(rec.line); err != nil {
		return err
	}
	s.members(rec.line)
	if s.names.stop != nil {
		return source.AtLine(rec.line, s.names.stop)
	}
	if err := s.wrapped(rec.line); err != nil {
		return err
	}
	rec.cells, rec.object = s.cells[:], &s.object
	return nil
}

// toObject reads up to the { of the next object. At the end of the file it
// gives io.EOF.
func (s *jsonScanner) toObject() error {
	c, err := s.token()
	if err == io.EOF && !s.array {
		if !s.started {
			return &problem.FileError{Message: source.EmptyFile, Next: source.EmptyNext}
		}
		return io.EOF
	}
	if !s.started {
		s.started = true
		if s.array = c == '['; s.array && err == nil {
			if c, err = s.token(); err == nil && c == ']' {
				return s.end()
			}
		}
	} else if s.array && err == nil {
		switch c {
		case ']':
			return s.end()
		case ',':
			c, err = s.token()
		default:
			return s.syntax("a comma or the end of the list was expected here, not " + problem.Quote(string([]byte{c})))
		}
	}
	if err == io.EOF {
		return s.syntax("the file ends inside the list")
	}
	if err != nil {
		return source.AtLine(s.line, err)
	}
	if c != '{' {
		return s.syntax("an object was expected here, in braces, not " + problem.Quote(string([]byte{c})))
	}
	return nil
}

// end checks that nothing follows the list.
func (s *jsonScanner) end() error {
	c, err := s.token()
	if err == nil {
		return s.syntax("there is more after the end of the list, beginning with " + problem.Quote(string([]byte{c})))
	}
	s.array, s.started = false, true
	return err
}

func (s *jsonScanner) syntax(what string) *problem.FileError {
	return &problem.FileError{
		Line:    s.line,
		Message: "not valid JSON: " + what,
		Next:    "gd8 takes a list of objects, or one object a line; nothing after this line was read",
	}
}

// token is the next byte that is not white space.
func (s *jsonScanner) token() (byte, error) {
	for {
		c, err := s.r.ReadByte()
		if err != nil {
			return 0, err
		}
		switch c {
		case '\n':
			s.line++
		case ' ', '\t', '\r':
		default:
			return c, nil
		}
	}
}

// readObject reads the object whose { has been read into raw. cut says that
// it is longer than maxRow and was walked over.
func (s *jsonScanner) readObject() (cut bool, err error) {
	began := s.line
	s.raw = append(s.raw[:0], '{')
	depth, inString, escaped := 1, false, false
	for depth > 0 {
		c, err := s.r.ReadByte()
		if err == io.EOF {
			return false, &problem.FileError{
				Line:    began,
				Message: "not valid JSON: the file ends inside the object that begins here",
				Next:    "if the file was cut off, export it again",
			}
		}
		if err != nil {
			return false, source.AtLine(s.line, err)
		}
		if len(s.raw) < maxRow {
			s.raw = append(s.raw, c)
		} else {
			cut = true
		}
		switch {
		case c == '\n':
			s.line++
		case escaped:
			escaped = false
		case inString:
			escaped, inString = c == '\\', c != '"'
		case c == '"':
			inString = true
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		}
	}
	return cut, nil
}

// valid says whether raw, which begins on line, is UTF-8 and JSON.
func (s *jsonScanner) valid(line int) error {
	if !utf8.Valid(s.raw) {
		return source.AtLine(line, source.NotUTF8)
	}
	if json.Valid(s.raw) {
		return nil
	}
	var all json.RawMessage
	err := json.Unmarshal(s.raw, &all)
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return err
	}
	upTo := min(max(int(syntax.Offset)-1, 0), len(s.raw))
	return &problem.FileError{
		Line:    line + bytes.Count(s.raw[:upTo], []byte{'\n'}),
		Message: "not valid JSON: " + syntax.Error(),
		Next:    "gd8 takes a list of objects, or one object a line; nothing after this line was read",
	}
}

// object is what a JSON object says beside its values.
type object struct {
	size     int // bytes
	present  model.FieldSet
	lines    [model.FieldCount]int // the line of each member's value
	problems []memberProblem
}

// memberProblem is a member that cannot be read as a value.
type memberProblem struct {
	field   model.Field
	message string
}

// members reads the members of raw, which is valid JSON and begins on line.
func (s *jsonScanner) members(line int) {
	s.object.present, s.object.problems = 0, s.object.problems[:0]
	clear(s.cells[:])
	s.unknown = s.unknown[:0]
	s.object.size = len(s.raw)
	// One string for all values of the object.
	m := members{raw: string(s.raw), at: 1}
	for m.next() {
		name, _ := unquote(m.name)
		field := s.names.member(name)
		if field == model.NoField {
			s.checkUnknown(name, m.value, line+m.lines)
			if _, known := s.names.look(name); !known {
				s.unknown = append(s.unknown, unknownMember{name, m.value, line + m.lines})
			}
			continue
		}
		if s.object.present.Has(field) {
			s.refuse(field, "the member "+field.Name()+" stands twice in one object")
			continue
		}
		s.object.present = s.object.present.With(field)
		s.object.lines[field] = line + m.lines
		value, message := plainValue(m.value)
		if message != "" {
			s.refuse(field, message)
		}
		s.cells[field] = value
	}
	s.checkLost()
}

// checkUnknown stops the import at a yes in a member that gd8 does not know but
// that may be a yes/no field.
func (s *jsonScanner) checkUnknown(name, raw string, line int) {
	if s.names.stop != nil || !s.names.alike[name] {
		return
	}
	value, message := plainValue(raw)
	if message != "" || unread.SaysYes(value) { // a list or an object may hold one
		s.names.stop = unread.LostYes("the member "+problem.Show(name), name, fmt.Sprintf("line %d", line))
	}
}

// wrapped says so where the object is no record but holds the list of them, as
// an answer of a web service does.
func (s *jsonScanner) wrapped(line int) error {
	if s.object.present != 0 {
		return nil
	}
	for m := (members{raw: string(s.raw), at: 1}); m.next(); {
		if m.value[0] != '[' || !strings.HasPrefix(strings.TrimLeft(m.value[1:], " \t\r\n"), "{") {
			continue
		}
		name, _ := unquote(m.name)
		return rowsInside(line, name)
	}
	return nil
}

// wrappedCut says so of an object that was too long to be held.
func (s *jsonScanner) wrappedCut(line int) error {
	if found := listMember.FindSubmatch(s.raw[:min(len(s.raw), source.SniffLength)]); found != nil {
		return rowsInside(line, string(found[1]))
	}
	return nil
}

var listMember = regexp.MustCompile(`"([^"\\]{1,80})"\s*:\s*\[\s*\{`)

func rowsInside(line int, name string) *problem.FileError {
	return &problem.FileError{
		Line:    line,
		Message: "the rows are in the member " + problem.Quote(name) + " of an object",
		Next:    "gd8 takes the list itself: save what stands in " + problem.Quote(name) + ", from its [ to its ], as a file of its own",
	}
}

func (s *jsonScanner) refuse(f model.Field, message string) {
	s.object.problems = append(s.object.problems, memberProblem{f, message})
}

// plainValue is a member's value as a file of cells would write it: true,
// false and numbers by their own letters, null as blank.
func plainValue(raw string) (value, problem string) {
	switch raw[0] {
	case '{', '[':
		return raw, "a list or an object where one value belongs"
	case 'n':
		return "", ""
	case '"':
		s, ok := unquote(raw)
		if !ok {
			return s, "half a character (an unpaired surrogate)"
		}
		if strings.IndexByte(s, 0) >= 0 {
			return s, "a NUL character in the text"
		}
		return s, ""
	}
	return raw, ""
}

// unquote reads a valid JSON string. ok is false where an escape stands for
// half a character, which Go would replace.
func unquote(raw string) (s string, ok bool) {
	if strings.IndexByte(raw, '\\') < 0 {
		return raw[1 : len(raw)-1], true
	}
	var text string // of its own, so that only an escaped string costs memory
	if json.Unmarshal([]byte(raw), &text) != nil {
		return "", false
	}
	return text, paired(raw)
}

// paired reports whether every surrogate that a valid JSON string escapes is
// one of a pair.
func paired(raw string) bool {
	var high rune
	for i := 0; i < len(raw); i++ {
		var c rune
		if raw[i] == '\\' {
			i++
			if raw[i] == 'u' {
				n, _ := strconv.ParseUint(raw[i+1:i+5], 16, 16)
				c, i = rune(n), i+4
			}
		}
		isHigh, isLow := c >= 0xd800 && c < 0xdc00, c >= 0xdc00 && c < 0xe000
		if (high != 0) != isLow {
			return false
		}
		high = 0
		if isHigh {
			high = c
		}
	}
	return high == 0
}

// members walks over the members of an object that is valid JSON.
type members struct {
	raw         string
	at          int // after the { or the last value
	lines       int // line ends before value
	name, value string
}

func (m *members) next() bool {
	m.space()
	if m.raw[m.at] == ',' {
		m.at++
		m.space()
	}
	if m.raw[m.at] == '}' {
		return false
	}
	m.name = m.take()
	m.space()
	m.at++ // the colon
	m.space()
	m.value = m.take()
	return true
}

func (m *members) space() {
	for {
		switch m.raw[m.at] {
		case '\n':
			m.lines++
		case ' ', '\t', '\r':
		default:
			return
		}
		m.at++
	}
}

// take is the value that begins at at: a string, a literal, or a nested
// value whole.
func (m *members) take() string {
	from, depth, inString := m.at, 0, false
	for ; ; m.at++ {
		c := m.raw[m.at]
		switch {
		case inString && c == '\\':
			m.at++
		case c == '"':
			if inString = !inString; !inString && depth == 0 {
				m.at++
				return m.raw[from:m.at]
			}
		case inString:
		case c == '\n' && depth > 0:
			m.lines++
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth == 0 {
				return m.raw[from:m.at]
			}
			if depth--; depth == 0 {
				m.at++
				return m.raw[from:m.at]
			}
		case depth == 0 && (c == ',' || c == ' ' || c == '\t' || c == '\r' || c == '\n'):
			return m.raw[from:m.at]
		}
	}
}

// line is the line of a member, or that of the object where it has none.
func (o *object) line(f model.Field, object int) int {
	if o == nil || f >= model.FieldCount || !o.present.Has(f) {
		return object
	}
	return max(o.lines[f], object)
}
