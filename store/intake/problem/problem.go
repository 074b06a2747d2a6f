package problem

import (
	"fmt"
	"strings"

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

	Member bool // the column is a member of a JSON object
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
		b.WriteString(Quote(p.Value) + ": ")
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
	parts := []string{Show(p.File)}
	switch {
	case p.Sheet == "":
		parts = append(parts, fmt.Sprintf("line %d", p.Line))
		switch {
		case p.Column == "":
		case p.Member:
			parts = append(parts, "member "+Show(p.Column))
		default:
			parts = append(parts, "column "+Show(p.Column))
		}
	case p.Cell != "":
		parts = append(parts, "sheet "+Show(p.Sheet), "cell "+p.Cell)
		if p.Column != "" {
			parts[len(parts)-1] += " (" + Show(p.Column) + ")"
		}
	default:
		parts = append(parts, "sheet "+Show(p.Sheet), fmt.Sprintf("row %d", p.Line))
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
	place := Show(e.File)
	switch {
	case e.Cell != "":
		place += ", sheet " + Show(e.Sheet) + ", cell " + e.Cell
	case e.Line > 0:
		word := "line"
		if e.Sheet != "" {
			place, word = place+", sheet "+Show(e.Sheet), "row"
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
