package intake

import (
	"bufio"
	"bytes"
	"path/filepath"
	"strings"
)

// Format is the form of an input.
type Format uint8

// The formats gd8 reads.
const (
	CSV Format = iota
	JSON
	XLSX
)

// String is the format's name.
func (f Format) String() string { return [...]string{"CSV", "JSON", "XLSX"}[f] }

// formatOf is the format that a file's name says, and whether it says one.
func formatOf(name string) (Format, bool) {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".tsv", ".tab", ".txt":
		return CSV, true
	case ".json", ".jsonl", ".ndjson":
		return JSON, true
	case ".xlsx", ".xlsm":
		return XLSX, true
	}
	return CSV, false
}

// kinds are files that are no text, by their first bytes.
var kinds = []struct{ magic, is string }{
	{"%PDF-", "a PDF document"},
	{"\x89PNG\r\n", "a picture"},
	{"\xff\xd8\xff", "a picture"},
	{"GIF8", "a picture"},
	{"II*\x00", "a picture"},
	{"\x1f\x8b", "a compressed file"},
	{"7z\xbc\xaf\x27\x1c", "a compressed file"},
	{"Rar!\x1a\x07", "a compressed file"},
	{"SQLite format 3\x00", "a database"},
	{"\x7fELF", "a program"},
	{"\xff\xfe\x00\x00", "text in UTF-32"},
}

const (
	zipMagic = "PK\x03\x04"
	oleMagic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	saveText = "save it as CSV UTF-8, JSON or XLSX and give gd8 that"
)

// sniff tells an input's format from its name and first bytes, or says why it
// can be none.
func sniff(name string, head []byte) (Format, *FileError) {
	said, named := formatOf(name)
	switch {
	case len(head) == 0:
		return 0, &FileError{Message: emptyFile, Next: emptyNext}
	case bytes.HasPrefix(head, []byte(oleMagic)):
		return 0, &FileError{
			Message: "this is an old .xls workbook, or one protected by a password",
			Next:    "open it in Excel and save it as an .xlsx workbook without a password",
		}
	case bytes.HasPrefix(head, []byte(zipMagic)):
		if named && said != XLSX {
			return 0, &FileError{
				Message: "this is a binary file (an Excel workbook or another ZIP file), not " + said.String() + " text",
				Next:    "if it is a workbook, give it a name that ends in .xlsx",
			}
		}
		return XLSX, nil
	}
	for _, k := range kinds {
		if bytes.HasPrefix(head, []byte(k.magic)) {
			return 0, &FileError{Message: "this is a binary file (" + k.is + "), not " + said.String(), Next: saveText}
		}
	}
	if named && said == XLSX {
		return 0, &FileError{Message: "this is not an XLSX workbook, whatever its name says", Next: "open it in Excel and save it as an .xlsx workbook"}
	}
	if byteOrder(head) == nil && bytes.IndexByte(head, 0) >= 0 {
		return 0, &FileError{Message: "this is a binary file, not " + said.String() + " text", Next: saveText}
	}
	if named {
		return said, nil
	}
	return CSV, nil
}

// looksLikeJSON reports whether text begins as JSON does. r must not be at
// its end.
func looksLikeJSON(r *bufio.Reader) bool {
	head, _ := r.Peek(sniffLength)
	head = bytes.TrimLeft(head, " \t\r\n")
	return len(head) > 0 && (head[0] == '[' || head[0] == '{')
}
