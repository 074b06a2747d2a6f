package mapping

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"gd8/model"
	"gd8/store/intake/fields"
)

// Remarks are what is written beside the lines of a mapping, for the officer
// who checks them. Any may be left out.
type Remarks struct {
	HeaderRow, LeaveOut, FillDown, OneEvent string
	Column                                  func(c ColumnName) string
	Value                                   func(v ValueName) string
	Read                                    []string // values that gd8 reads by itself
}

// Write writes m as a TOML file that Read reads.
func Write(w io.Writer, m *Mapping, remarks *Remarks) error {
	if remarks == nil {
		remarks = &Remarks{}
	}
	t := &writer{Writer: bufio.NewWriter(w)}
	t.line("# How gd8 reads a file with columns of its own: gd8 import --map THIS-FILE FILE.")
	t.line("# Check every line. On the left is what your file has, on the right what it is to gd8.")
	t.line("")
	if m.Name != "" {
		t.line("name = " + tomlString(m.Name))
	}
	t.list("header", m.Header, "The columns of the file that this was made for: with another's it is not used by itself.")
	t.list("sheets", m.Sheets, "")
	if m.HeaderRow > 0 {
		t.remark(remarks.HeaderRow)
		t.line(fmt.Sprintf("header_row = %d", m.HeaderRow))
	}
	t.list("leave_out", m.LeaveOut, remarks.LeaveOut)
	t.list("fill_down", m.FillDown, remarks.FillDown)
	if m.OneEvent != "" {
		t.remark(remarks.OneEvent)
		t.line("one_event = " + tomlString(m.OneEvent))
	}
	t.list("not_recorded", m.NotRecorded, "")
	t.columns(m, remarks)
	t.others(m)
	t.values(m, remarks)
	t.fields()
	return t.Flush()
}

type writer struct{ *bufio.Writer }

func (t *writer) line(s string) { t.WriteString(s + "\n") }

// remark writes a comment, line by line; what a file holds is escaped in it.
func (t *writer) remark(s string) {
	if s != "" {
		t.line("# " + commentText(s))
	}
}

// commentText is s on one line without what could act on a terminal.
func commentText(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

func (t *writer) list(key string, values []string, remark string) {
	if len(values) == 0 {
		return
	}
	t.remark(remark)
	t.line(key + " = " + tomlList(values))
}

func tomlList(values []string) string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = tomlString(v)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

func (t *writer) columns(m *Mapping, remarks *Remarks) {
	t.line("\n[columns]")
	for _, c := range m.Columns {
		line := tomlString(c.Column) + ` = ""`
		if c.Field != model.NoField {
			line = fmt.Sprintf("%s = %q", tomlString(c.Column), c.Field.Name())
		}
		if remarks.Column != nil {
			if remark := remarks.Column(c); remark != "" {
				line += " # " + commentText(remark)
			}
		}
		t.line(line)
	}
}

// others writes the tables that most mappings do not have.
func (t *writer) others(m *Mapping) {
	if len(m.Joined) > 0 {
		t.line("\n[join]")
		for _, j := range m.Joined {
			t.line(j.Field.Name() + " = " + tomlList(j.Columns))
		}
	}
	if len(m.Constants) > 0 {
		t.line("\n[constants]")
		for _, c := range m.Constants {
			t.line(c.Field.Name() + " = " + tomlString(c.Value))
		}
	}
	if len(m.Dates) > 0 {
		t.line("\n[dates]")
		for _, d := range m.Dates {
			t.line(tomlString(d.Column) + " = " + tomlString(d.Format.String()))
		}
	}
}

func (t *writer) values(m *Mapping, remarks *Remarks) {
	for f := range model.FieldCount {
		first := true
		for _, v := range m.Values {
			if v.Field != f {
				continue
			}
			if first {
				t.line("\n[values." + f.Name() + "]")
				first = false
			}
			line := tomlString(v.From) + " = " + tomlString(v.To)
			if remarks.Value != nil {
				if remark := remarks.Value(v); remark != "" {
					line += " # " + commentText(remark)
				}
			}
			t.line(line)
		}
	}
	if len(remarks.Read) > 0 {
		t.line("\n# Values that gd8 reads by itself:")
		for _, read := range remarks.Read {
			t.line("#   " + commentText(read))
		}
	}
}

// fields lists gd8's own, for who completes the mapping.
func (t *writer) fields() {
	t.line("\n# gd8's fields:")
	for _, f := range model.Fields() {
		t.line(fmt.Sprintf("#   %-21s %s", f.Name(), fields.Accepted(f)))
	}
	t.WriteString(`
# What else a mapping may say: header_row = 4, leave_out = ["Total records"],
# fill_down = ["Nominal No", "Surname"], one_event = "Crime Ref", not_recorded = ["not stated"],
# [join] person_name = ["Surname", "Forename"], [constants] application_ref = "F001",
# [dates] "DOB" = "DD-MMM-YY, years 1927 to 2026", [values.outcome] "21 -*" = "21"
`)
}

// tomlString is s as a TOML basic string.
func tomlString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case !unicode.IsPrint(r):
			fmt.Fprintf(&b, `\U%08X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
