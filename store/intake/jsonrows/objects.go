package jsonrows

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"gd8/store/intake/problem"
	"gd8/store/intake/source"
)

// Objects finds the objects of a JSON file: an array of them, or one after
// another as in JSON Lines. Only where an object begins and ends is found here,
// so that no more than max bytes are held; encoding/json then says whether it is
// JSON.
type Objects struct {
	r       *bufio.Reader
	max     int
	line    int  // the line the next byte is on
	started bool // the first byte that is not white space has been read
	array   bool
	raw     []byte
}

// New finds the objects of r, and holds at most max bytes of each.
func New(r *bufio.Reader, max int) *Objects { return &Objects{r: r, max: max, line: 1} }

// Next reads the next object, which begins on line; line is 0 where none
// begins. cut says that it is longer than max and was walked over. At the end of
// the file it gives io.EOF.
func (o *Objects) Next() (line int, cut bool, err error) {
	if err := o.toObject(); err != nil {
		return 0, false, err
	}
	line = o.line
	if cut, err = o.readObject(); err != nil {
		return line, false, err
	}
	if cut {
		return line, true, o.wrappedCut(line)
	}
	return line, false, o.valid(line)
}

// Size is how many bytes the object has.
func (o *Objects) Size() int { return len(o.raw) }

// Members are the members of the object. They share one string.
func (o *Objects) Members() Members { return Members{raw: string(o.raw), at: 1} }

// toObject reads up to the { of the next object. At the end of the file it
// gives io.EOF.
func (o *Objects) toObject() error {
	c, err := o.token()
	if err == io.EOF && !o.array {
		if !o.started {
			return &problem.FileError{Message: source.EmptyFile, Next: source.EmptyNext}
		}
		return io.EOF
	}
	if !o.started {
		o.started = true
		if o.array = c == '['; o.array && err == nil {
			if c, err = o.token(); err == nil && c == ']' {
				return o.end()
			}
		}
	} else if o.array && err == nil {
		switch c {
		case ']':
			return o.end()
		case ',':
			c, err = o.token()
		default:
			return o.syntax("a comma or the end of the list was expected here, not " + problem.Quote(string([]byte{c})))
		}
	}
	if err == io.EOF {
		return o.syntax("the file ends inside the list")
	}
	if err != nil {
		return source.AtLine(o.line, err)
	}
	if c != '{' {
		return o.syntax("an object was expected here, in braces, not " + problem.Quote(string([]byte{c})))
	}
	return nil
}

// end checks that nothing follows the list.
func (o *Objects) end() error {
	c, err := o.token()
	if err == nil {
		return o.syntax("there is more after the end of the list, beginning with " + problem.Quote(string([]byte{c})))
	}
	o.array, o.started = false, true
	return err
}

func (o *Objects) syntax(what string) *problem.FileError {
	return &problem.FileError{
		Line:    o.line,
		Message: "not valid JSON: " + what,
		Next:    "gd8 takes a list of objects, or one object a line; nothing after this line was read",
	}
}

// token is the next byte that is not white space.
func (o *Objects) token() (byte, error) {
	for {
		c, err := o.r.ReadByte()
		if err != nil {
			return 0, err
		}
		switch c {
		case '\n':
			o.line++
		case ' ', '\t', '\r':
		default:
			return c, nil
		}
	}
}

// readObject reads the object whose { has been read into raw. cut says that
// it is longer than max and was walked over.
func (o *Objects) readObject() (cut bool, err error) {
	began := o.line
	o.raw = append(o.raw[:0], '{')
	depth, inString, escaped := 1, false, false
	for depth > 0 {
		c, err := o.r.ReadByte()
		if err == io.EOF {
			return false, &problem.FileError{
				Line:    began,
				Message: "not valid JSON: the file ends inside the object that begins here",
				Next:    "if the file was cut off, export it again",
			}
		}
		if err != nil {
			return false, source.AtLine(o.line, err)
		}
		if len(o.raw) < o.max {
			o.raw = append(o.raw, c)
		} else {
			cut = true
		}
		switch {
		case c == '\n':
			o.line++
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
func (o *Objects) valid(line int) error {
	if !utf8.Valid(o.raw) {
		return source.AtLine(line, source.NotUTF8)
	}
	if json.Valid(o.raw) {
		return nil
	}
	var all json.RawMessage
	err := json.Unmarshal(o.raw, &all)
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return err
	}
	upTo := min(max(int(syntax.Offset)-1, 0), len(o.raw))
	return &problem.FileError{
		Line:    line + bytes.Count(o.raw[:upTo], []byte{'\n'}),
		Message: "not valid JSON: " + syntax.Error(),
		Next:    "gd8 takes a list of objects, or one object a line; nothing after this line was read",
	}
}

// wrappedCut says so of an object that was too long to be held.
func (o *Objects) wrappedCut(line int) error {
	if found := listMember.FindSubmatch(o.raw[:min(len(o.raw), source.SniffLength)]); found != nil {
		return rowsInside(line, string(found[1]))
	}
	return nil
}

// Wrapped says so where the object is no record but holds the list of them, as
// an answer of a web service does.
func (o *Objects) Wrapped(line int) error {
	for m := o.Members(); m.Next(); {
		if m.Value[0] != '[' || !strings.HasPrefix(strings.TrimLeft(m.Value[1:], " \t\r\n"), "{") {
			continue
		}
		name, _ := Unquote(m.Name)
		return rowsInside(line, name)
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
