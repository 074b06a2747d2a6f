package intake

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"gd8/model"
)

// Mapping turns a force's own column names and values into gd8's.
type Mapping struct {
	Columns []ColumnName
	Values  []ValueName
}

// ColumnName is a force's own name of a field. NoField leaves the column out
// without a word.
type ColumnName struct {
	Column string
	Field  model.Field
}

// ValueName is a force's own spelling of a value of a field. It matches
// without regard to case and to white space around it.
type ValueName struct {
	Field    model.Field
	From, To string
}

// maxMapping is the size in bytes of the largest mapping file.
const maxMapping = 1 << 20

// ReadMapping reads a mapping from a TOML or JSON file:
//
//	[columns]
//	"Crime Ref" = "incident_ref"
//	"Officer"   = ""
//
//	[values.outcome]
//	"Community Resolution" = "8"
//
// The error is a *FileError.
func ReadMapping(path string) (Mapping, error) {
	f, err := File(path).Open()
	if err != nil {
		return Mapping{}, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxMapping+1))
	if err != nil {
		return Mapping{}, fileSource(path).refuse(err)
	}
	m, err := parseMapping(text, strings.EqualFold(filepath.Ext(path), ".json"))
	var file *FileError
	if errors.As(err, &file) {
		file.File = path
		return Mapping{}, file
	}
	return m, err
}

// mappingFile is a mapping as it is written.
type mappingFile struct {
	Columns map[string]string            `toml:"columns" json:"columns"`
	Values  map[string]map[string]string `toml:"values" json:"values"`
}

const mappingNext = `gd8 takes a table [columns] of lines such as "Crime Ref" = "incident_ref", and tables such as [values.outcome] of lines such as "Community Resolution" = "8"`

func parseMapping(text []byte, isJSON bool) (Mapping, error) {
	if len(text) > maxMapping {
		return Mapping{}, tooLarge(maxMapping)
	}
	text = bytes.TrimPrefix(text, []byte(bom))
	if err := checkText(text); err != nil {
		return Mapping{}, &FileError{Message: err.Error(), Next: "save it as UTF-8"}
	}
	var file mappingFile
	decode := decodeTOML
	if isJSON {
		decode = decodeJSON
	}
	if err := decode(text, &file); err != nil {
		return Mapping{}, err
	}
	return file.mapping()
}

func decodeTOML(text []byte, file *mappingFile) error {
	meta, err := toml.Decode(string(text), file)
	var syntax toml.ParseError
	switch {
	case errors.As(err, &syntax):
		return &FileError{Line: syntax.Position.Line, Message: "not valid TOML: " + syntax.Message, Next: mappingNext, Cause: err}
	case err != nil:
		return &FileError{Message: "not a mapping: " + err.Error(), Next: mappingNext, Cause: err}
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return &FileError{Message: "there is no setting " + show(unknown[0].String()) + " in a mapping", Next: mappingNext}
	}
	return nil
}

func decodeJSON(text []byte, file *mappingFile) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	err := d.Decode(file)
	if err == nil {
		if _, err = d.Token(); err == io.EOF {
			return nil
		}
		err = errors.New("there is more after its end")
	}
	return &FileError{
		Line:    1 + bytes.Count(text[:min(int(d.InputOffset()), len(text))], []byte{'\n'}),
		Message: "not a mapping: " + strings.TrimPrefix(err.Error(), "json: "),
		Next:    mappingNext,
		Cause:   err,
	}
}

// mapping checks the names and values of a file. It goes by sorted names, so
// that the same file gives the same error each time.
func (file *mappingFile) mapping() (Mapping, error) {
	var m Mapping
	byField, byName := map[model.Field]string{}, map[string]string{}
	for _, column := range slices.Sorted(maps.Keys(file.Columns)) {
		to := file.Columns[column]
		if other, twice := byName[model.FoldName(column)]; twice {
			return m, &FileError{Message: fmt.Sprintf("the columns %s and %s are one name to gd8", quote(other), quote(column)), Next: "take one of them out"}
		}
		byName[model.FoldName(column)] = column
		field := model.NoField
		if to != "" {
			var err error
			if field, err = fieldNamed(to); err != nil {
				return m, err
			}
			if other, twice := byField[field]; twice {
				return m, &FileError{Message: fmt.Sprintf("the columns %s and %s are both mapped to %s", quote(other), quote(column), field.Name()), Next: "take one of them out"}
			}
			byField[field] = column
		}
		m.Columns = append(m.Columns, ColumnName{column, field})
	}
	for _, name := range slices.Sorted(maps.Keys(file.Values)) {
		field, err := fieldNamed(name)
		if err != nil {
			return m, err
		}
		if err := m.addValues(field, file.Values[name]); err != nil {
			return m, err
		}
	}
	return m, nil
}

func (m *Mapping) addValues(field model.Field, values map[string]string) error {
	if isReference(field) {
		return &FileError{Message: "the values of " + field.Name() + " cannot be mapped: two references would become one", Next: "take [values." + field.Name() + "] out"}
	}
	seen := map[string]string{}
	for _, from := range slices.Sorted(maps.Keys(values)) {
		to := values[from]
		if other, twice := seen[foldValue(from)]; twice {
			return &FileError{Message: fmt.Sprintf("the values %s and %s of %s are one value to gd8", quote(other), quote(from), field.Name()), Next: "take one of them out"}
		}
		if foldValue(from) == "" {
			return &FileError{Message: "a blank " + field.Name() + " cannot be mapped: what is not recorded must stay so", Next: "take the blank value out of [values." + field.Name() + "]"}
		}
		seen[foldValue(from)] = from
		// A date is not bounded here: it is when a row holds it.
		if _, err := model.Canonical(field, to, model.NewDate(9999, 12, 31)); err != nil {
			var value *model.ValueError
			errors.As(err, &value)
			return &FileError{Message: fmt.Sprintf("[values.%s] turns %s into %s: %s", field.Name(), quote(from), quote(to), value.Problem), Next: "gd8 takes " + value.Accepted}
		}
		m.Values = append(m.Values, ValueName{field, from, to})
	}
	return nil
}

func fieldNamed(name string) (model.Field, error) {
	if f, ok := model.FieldNamed(name); ok {
		return f, nil
	}
	return model.NoField, &FileError{
		Message: "gd8 has no field " + quote(name),
		Next:    "its fields are " + strings.Join(model.FieldSet(1<<model.FieldCount-1).Names(), ", "),
	}
}

func foldValue(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// valueMap is a field's values by their folded spelling in the file.
type valueMap map[string]string

func (m valueMap) apply(raw string) string {
	if len(m) == 0 {
		return raw
	}
	if to, ok := m[foldValue(raw)]; ok {
		return to
	}
	return raw
}

func valueMaps(m *Mapping) map[model.Field]valueMap {
	if m == nil || len(m.Values) == 0 {
		return nil
	}
	all := map[model.Field]valueMap{}
	for _, v := range m.Values {
		if all[v.Field] == nil {
			all[v.Field] = valueMap{}
		}
		all[v.Field][foldValue(v.From)] = v.To
	}
	return all
}
