package mapping

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"
	"strings"

	"github.com/BurntSushi/toml"

	"gd8/model"
	"gd8/store/intake/problem"
	"gd8/store/intake/source"
)

// Mapping says how a file of a force's own is read: where its columns begin,
// which of gd8's fields they are, and what their values mean. Nothing in it is
// guessed when a file is read: what it does not say is refused there.
type Mapping struct {
	Name        string       // what the officer calls it
	Header      []string     // the columns of the file that it was made for
	Sheets      []string     // of a workbook: the sheets to read
	HeaderRow   int          // the row that names the columns; 0 is the first
	LeaveOut    []string     // what rows begin with that are no records
	FillDown    []string     // columns that rows below take from, the deciding one first
	OneEvent    string       // the column of which equal values, of one individual, are one event
	NotRecorded []string     // spellings of "not recorded", beside gd8's own
	Columns     []ColumnName // the field of each column
	Joined      []JoinedField
	Constants   []Constant
	Dates       []ColumnDates
	Values      []ValueName
}

// ColumnName is a force's own name of a field. NoField leaves the column out
// without a word.
type ColumnName struct {
	Column string
	Field  model.Field
}

// JoinedField is a field made of several columns.
type JoinedField struct {
	Field   model.Field
	Columns []string
}

// ColumnDates says how the dates of a column are written.
type ColumnDates struct {
	Column string
	Format DateFormat
}

// ValueName is a force's own spelling of a value of a field. It matches
// without regard to case and to white space around it. From may end in *: it
// then matches every value that begins so.
type ValueName struct {
	Field    model.Field
	From, To string
}

// Unanswered stands on the right of a value of which the officer has not yet
// said what it means. A mapping that holds it reads no file.
const Unanswered = "?"

// maxSize is the size in bytes of the largest mapping file.
const maxSize = 1 << 20

// Read reads a mapping from a TOML or JSON file:
//
//	header_row = 4
//	leave_out  = ["Total records"]
//	fill_down  = ["Nominal No", "Surname"]
//	one_event  = "Crime Ref"
//
//	[columns]
//	"Crime Ref" = "incident_ref"
//	"Officer"   = ""
//
//	[join]
//	person_name = ["Surname", "Forename"]
//
//	[constants]
//	application_ref = "F001"
//
//	[dates]
//	"DOB" = "DD-MMM-YY, years 1927 to 2026"
//
//	[values.outcome]
//	"21 -*" = "21"
//
// The error is a *problem.FileError.
func Read(path string) (Mapping, error) {
	f, err := source.File(path).Open()
	if err != nil {
		return Mapping{}, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err != nil {
		return Mapping{}, source.Refuse(path, err)
	}
	m, err := Parse(text, strings.EqualFold(filepath.Ext(path), ".json"))
	var file *problem.FileError
	if errors.As(err, &file) {
		file.File = path
		return Mapping{}, file
	}
	return m, err
}

// written is a mapping as it is written.
type written struct {
	Name        string                       `toml:"name" json:"name"`
	Header      []string                     `toml:"header" json:"header"`
	Sheets      []string                     `toml:"sheets" json:"sheets"`
	HeaderRow   int                          `toml:"header_row" json:"header_row"`
	LeaveOut    []string                     `toml:"leave_out" json:"leave_out"`
	FillDown    []string                     `toml:"fill_down" json:"fill_down"`
	OneEvent    string                       `toml:"one_event" json:"one_event"`
	NotRecorded []string                     `toml:"not_recorded" json:"not_recorded"`
	Columns     map[string]string            `toml:"columns" json:"columns"`
	Join        map[string][]string          `toml:"join" json:"join"`
	Constants   map[string]string            `toml:"constants" json:"constants"`
	Dates       map[string]string            `toml:"dates" json:"dates"`
	Values      map[string]map[string]string `toml:"values" json:"values"`
}

const fileNext = `gd8 takes a table [columns] of lines such as "Crime Ref" = "incident_ref", and tables such as [values.outcome] of lines such as "Community Resolution" = "8"; gd8 map writes one with all that it can say`

// Parse reads what a mapping file holds, TOML or JSON. Its error is without the
// name of the file.
func Parse(text []byte, isJSON bool) (Mapping, error) {
	if len(text) > maxSize {
		return Mapping{}, source.TooLarge(maxSize)
	}
	text = bytes.TrimPrefix(text, []byte(source.BOM))
	if err := source.CheckText(text); err != nil {
		return Mapping{}, &problem.FileError{Message: err.Error(), Next: "save it as UTF-8"}
	}
	var file written
	decode := decodeTOML
	if isJSON {
		decode = decodeJSON
	}
	if err := decode(text, &file); err != nil {
		return Mapping{}, err
	}
	return file.mapping()
}

func decodeTOML(text []byte, file *written) error {
	meta, err := toml.Decode(string(text), file)
	var syntax toml.ParseError
	switch {
	case errors.As(err, &syntax):
		return &problem.FileError{Line: syntax.Position.Line, Message: "not valid TOML: " + syntax.Message, Next: fileNext, Cause: err}
	case err != nil:
		return &problem.FileError{Message: "not a mapping: " + err.Error(), Next: fileNext, Cause: err}
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return &problem.FileError{Message: "there is no setting " + problem.Show(unknown[0].String()) + " in a mapping", Next: fileNext}
	}
	return nil
}

func decodeJSON(text []byte, file *written) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	err := d.Decode(file)
	if err == nil {
		if _, err = d.Token(); err == io.EOF {
			return nil
		}
		err = errors.New("there is more after its end")
	}
	return &problem.FileError{
		Line:    1 + bytes.Count(text[:min(int(d.InputOffset()), len(text))], []byte{'\n'}),
		Message: "not a mapping: " + strings.TrimPrefix(err.Error(), "json: "),
		Next:    fileNext,
		Cause:   err,
	}
}
