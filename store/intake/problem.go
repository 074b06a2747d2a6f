package intake

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"gd8/model"
)

// Problem is one thing that is wrong with one row; it refuses the row.
type Problem struct {
	File     string      // the input's name
	Sheet    string      // the sheet, in XLSX; else blank
	Line     int         // the line, in XLSX the row; counted from 1
	Column   string      // the column's name as the file writes it; blank where the row as a whole is wrong
	Cell     string      // the cell, such as C7, in XLSX; else blank
	Field    model.Field // NoField where the row as a whole is wrong
	Value    string      // as it was read, whole; not safe to show as it is
	Message  string      // what is wrong
	Accepted string      // what would be accepted instead

	member bool // the column is a member of a JSON object
}

// String is the problem as one line for an officer. Everything in it that
// came from the file is escaped and cut to a readable length.
func (p Problem) String() string {
	return p.place() + ": " + p.Reason()
}

// Reason is the line without the file and the place in it.
func (p Problem) Reason() string {
	var b strings.Builder
	if p.Value != "" {
		b.WriteString(quote(p.Value) + ": ")
	}
	b.WriteString(p.Message)
	if p.Accepted != "" {
		b.WriteString("; gd8 takes " + p.Accepted)
	}
	return b.String()
}

// Row is the file and the row in it that are meant, safe to show.
func (p Problem) Row() string {
	p.Column, p.Cell = "", ""
	return p.place()
}

func (p Problem) place() string {
	parts := []string{show(p.File)}
	switch {
	case p.Sheet == "":
		parts = append(parts, fmt.Sprintf("line %d", p.Line))
		switch {
		case p.Column == "":
		case p.member:
			parts = append(parts, "member "+show(p.Column))
		default:
			parts = append(parts, "column "+show(p.Column))
		}
	case p.Cell != "":
		parts = append(parts, "sheet "+show(p.Sheet), "cell "+p.Cell)
		if p.Column != "" {
			parts[len(parts)-1] += " (" + show(p.Column) + ")"
		}
	default:
		parts = append(parts, "sheet "+show(p.Sheet), fmt.Sprintf("row %d", p.Line))
	}
	return strings.Join(parts, ", ")
}

// FileError says why a file cannot be read at all, or not beyond a line.
type FileError struct {
	File    string // the input's name
	Sheet   string // the sheet, in XLSX; else blank
	Cell    string // the cell it shows at, such as H2, in XLSX; blank where it is none
	Line    int    // the line it shows at, in XLSX the row; 0 where it is the whole file
	Message string // what happened
	Next    string // what to do next
	Columns bool   // its columns have to be mapped: nobody has said what they are
	Cause   error  // the system's error behind it, nil where there is none
}

// Error is one line: the file, what happened, and what to do next.
func (e *FileError) Error() string {
	place := show(e.File)
	switch {
	case e.Cell != "":
		place += ", sheet " + show(e.Sheet) + ", cell " + e.Cell
	case e.Line > 0:
		word := "line"
		if e.Sheet != "" {
			place, word = place+", sheet "+show(e.Sheet), "row"
		}
		place = fmt.Sprintf("%s, %s %d", place, word, e.Line)
	}
	if e.Next == "" {
		return place + ": " + e.Message
	}
	return place + ": " + e.Message + "; " + e.Next
}

// Unwrap is the cause.
func (e *FileError) Unwrap() error { return e.Cause }

// Display lengths, in characters.
const (
	quotedLength = 60
	nameLength   = 80
)

// quote puts s in quotation marks with everything escaped that could act on
// a terminal or hide, and cuts it for display.
func quote(s string) string {
	short, cut := shorten(s, quotedLength)
	q := strconv.Quote(short)
	if cut {
		return q[:len(q)-1] + `..."`
	}
	return q
}

// show is a name as it stands where it is plain and short, else quoted.
func show(s string) string {
	if s == "" {
		return `""`
	}
	if short, cut := shorten(s, nameLength); cut {
		return quote(short)
	}
	for _, r := range s {
		if r == unicode.ReplacementChar || r == '"' || !unicode.IsPrint(r) {
			return strconv.Quote(s)
		}
	}
	return s
}

func shorten(s string, characters int) (short string, cut bool) {
	n := 0
	for i := range s {
		if n == characters {
			return s[:i], true
		}
		n++
	}
	return s, false
}

// size is a number of bytes as an officer reads it.
func size(n int) string {
	switch {
	case n >= 1<<30 && n%(1<<30) == 0:
		return fmt.Sprintf("%d GiB", n>>30)
	case n >= 1<<20:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 10<<10:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}
