package intake

import (
	"bufio"
	"fmt"

	"gd8/model"
	"gd8/store/intake/jsonrows"
	"gd8/store/intake/problem"
	"gd8/store/intake/source"
	"gd8/store/intake/unread"
)

// jsonScanner makes a record of each object of a JSON file.
type jsonScanner struct {
	objects *jsonrows.Objects
	names   *nameTable
	object  object
	unknown []unknownMember
	cells   [model.FieldCount]string
}

func newJSONScanner(r *bufio.Reader, names *nameTable) *jsonScanner {
	return &jsonScanner{objects: jsonrows.New(r, maxRow), names: names}
}

func (s *jsonScanner) next(rec *record) error {
	rec.cut, rec.cells, rec.object = false, nil, nil
	line, cut, err := s.objects.Next()
	if line > 0 {
		rec.line, rec.cut = line, cut
	}
	if err != nil || cut {
		return err
	}
	s.members(rec.line)
	if s.names.stop != nil {
		return source.AtLine(rec.line, s.names.stop)
	}
	if s.object.present == 0 {
		if err := s.objects.Wrapped(rec.line); err != nil {
			return err
		}
	}
	rec.cells, rec.object = s.cells[:], &s.object
	return nil
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

// members reads the members of an object, which begins on line.
func (s *jsonScanner) members(line int) {
	s.object.present, s.object.problems = 0, s.object.problems[:0]
	clear(s.cells[:])
	s.unknown = s.unknown[:0]
	s.object.size = s.objects.Size()
	m := s.objects.Members()
	for m.Next() {
		name, _ := jsonrows.Unquote(m.Name)
		field := s.names.member(name)
		if field == model.NoField {
			s.checkUnknown(name, m.Value, line+m.Lines)
			if _, known := s.names.look(name); !known {
				s.unknown = append(s.unknown, unknownMember{name, m.Value, line + m.Lines})
			}
			continue
		}
		if s.object.present.Has(field) {
			s.refuse(field, "the member "+field.Name()+" stands twice in one object")
			continue
		}
		s.object.present = s.object.present.With(field)
		s.object.lines[field] = line + m.Lines
		value, message := jsonrows.Plain(m.Value)
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
	value, message := jsonrows.Plain(raw)
	if message != "" || unread.SaysYes(value) { // a list or an object may hold one
		s.names.stop = unread.LostYes("the member "+problem.Show(name), name, fmt.Sprintf("line %d", line))
	}
}

func (s *jsonScanner) refuse(f model.Field, message string) {
	s.object.problems = append(s.object.problems, memberProblem{f, message})
}

// line is the line of a member, or that of the object where it has none.
func (o *object) line(f model.Field, object int) int {
	if o == nil || f >= model.FieldCount || !o.present.Has(f) {
		return object
	}
	return max(o.lines[f], object)
}
