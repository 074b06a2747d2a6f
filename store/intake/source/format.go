package source

import (
	"bufio"
	"bytes"
	"path/filepath"
	"strings"

	"gd8/store/intake/problem"
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

// FormatOf is the format that a file's name says, and whether it says one.
func FormatOf(name string) (Format, bool) {
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
	{"PAR1", "a Parquet file"},
}

// otherText is text that is no table, by what it begins with or holds.
func otherText(head []byte, said Format, named bool) *problem.FileError {
	start := strings.ToLower(string(bytes.TrimLeft(bytes.TrimPrefix(head, []byte(BOM)), " \t\r\n")))
	const save = "open it in Excel and save it as an .xlsx workbook"
	is, next := "", save
	switch {
	case strings.HasPrefix(start, "<?xml") || strings.HasPrefix(start, "<workbook"):
		is = "XML"
		if strings.Contains(start, "urn:schemas-microsoft-com:office:spreadsheet") {
			is = "an XML spreadsheet of Excel 2003"
		} else if strings.Contains(start, "<html") {
			is = "a web page (HTML)"
		}
	case strings.HasPrefix(start, "<!doctype html"), strings.HasPrefix(start, "<html"), strings.HasPrefix(start, "<table"), strings.HasPrefix(start, "<meta"), strings.HasPrefix(start, "<head"):
		is = "a web page (HTML)"
	case strings.HasPrefix(start, "mime-version:"):
		is = "a web page saved as one file (MHTML)"
	case strings.HasPrefix(start, `{\rtf`):
		is, next = "a Word document (RTF)", "copy its table into Excel and save that as an .xlsx workbook"
	case strings.HasPrefix(start, "id;p"):
		is = "a SYLK spreadsheet"
	case named && said == CSV && beginsAsJSON(start):
		is, next = "JSON", "give it a name that ends in .json"
	}
	if is == "" || named && said == JSON {
		return nil
	}
	return &problem.FileError{Message: "this is " + is + ", whatever its name says", Next: next}
}

// beginsAsJSON reports whether text begins as a list of objects or an object
// does: a column's name may begin with a bracket.
func beginsAsJSON(start string) bool {
	if rest, ok := strings.CutPrefix(start, "["); ok {
		rest = strings.TrimLeft(rest, " \t\r\n")
		return strings.HasPrefix(rest, "{") || rest == "]"
	}
	rest, ok := strings.CutPrefix(start, "{")
	rest = strings.TrimLeft(rest, " \t\r\n")
	return ok && (strings.HasPrefix(rest, `"`) || strings.HasPrefix(rest, "}"))
}

const (
	zipMagic = "PK\x03\x04"
	oleMagic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	SaveText = "save it as CSV UTF-8, JSON or XLSX and give gd8 that"
)

// Sniff tells an input's format from its name and first bytes, or says why it
// can be none.
func Sniff(name string, head []byte) (Format, *problem.FileError) {
	said, named := FormatOf(name)
	switch {
	case len(head) == 0:
		return 0, &problem.FileError{Message: EmptyFile, Next: EmptyNext}
	case bytes.HasPrefix(head, []byte(oleMagic)):
		return 0, &problem.FileError{
			Message: "this is an old .xls workbook, or one protected by a password",
			Next:    "open it in Excel and save it as an .xlsx workbook without a password",
		}
	case bytes.HasPrefix(head, []byte(zipMagic)):
		if named && said != XLSX {
			return 0, &problem.FileError{
				Message: "this is a binary file (an Excel workbook or another ZIP file), not " + said.String() + " text",
				Next:    "if it is a workbook, give it a name that ends in .xlsx",
			}
		}
		return XLSX, nil
	}
	for _, k := range kinds {
		if bytes.HasPrefix(head, []byte(k.magic)) {
			return 0, &problem.FileError{Message: "this is a binary file (" + k.is + "), not " + said.String(), Next: SaveText}
		}
	}
	if refused := otherText(plainHead(head), said, named); refused != nil {
		return 0, refused
	}
	if named && said == XLSX {
		return 0, &problem.FileError{Message: "this is not an XLSX workbook, whatever its name says", Next: "open it in Excel and save it as an .xlsx workbook"}
	}
	if byteOrder(head) == nil && bytes.IndexByte(head, 0) >= 0 {
		return 0, &problem.FileError{Message: "this is a binary file, not " + said.String() + " text", Next: SaveText}
	}
	if named {
		return said, nil
	}
	return CSV, nil
}

// plainHead is the beginning of a text in one byte a character, where it is
// UTF-16: enough to know a document by.
func plainHead(head []byte) []byte {
	if byteOrder(head) == nil {
		return head
	}
	plain := make([]byte, 0, len(head)/2)
	for _, b := range head[2:] {
		if b != 0 {
			plain = append(plain, b)
		}
	}
	return plain
}

// LooksLikeJSON reports whether text begins as JSON does. r must not be at
// its end.
func LooksLikeJSON(r *bufio.Reader) bool {
	head, _ := r.Peek(SniffLength)
	head = bytes.TrimLeft(head, " \t\r\n")
	return len(head) > 0 && (head[0] == '[' || head[0] == '{')
}
