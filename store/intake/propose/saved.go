package propose

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"gd8/store/files"
	"gd8/store/intake"
	"gd8/store/intake/mapping"
	"gd8/store/intake/source"
)

// This file keeps mappings under names in a folder beside the store, and finds
// the one that was made for a file with the same columns. A mapping holds
// names of columns and spellings of values, no names of people and no
// references.

// Folder is where the mappings of the store at path are kept.
func Folder(store string) string { return filepath.Join(filepath.Dir(store), "mappings") }

// Save keeps the session's mapping under a name, for the next file with the
// same columns, and gives the path of its file. A mapping of that name is
// replaced.
func (s *Session) Save(folder, name string) (path string, err error) {
	name = strings.TrimSpace(name)
	file := fileName(name)
	if file == "" {
		return "", errors.New("a mapping needs a name of letters or digits, such as Niche search")
	}
	if s.survey.Format == source.JSON {
		return "", errors.New("a mapping of JSON is not used by itself, as its members may stand in any order; gd8 map --to writes it to a file")
	}
	m := clone(s.mapping)
	m.Name, m.Header = name, nil
	for _, c := range s.survey.Columns {
		m.Header = append(m.Header, c.Name)
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", fmt.Errorf("the mapping was not saved: %w", err)
	}
	files.SweepParts(folder) // what a gd8 that was cut off left there
	temp, err := files.CreatePart(folder)
	if err != nil {
		return "", fmt.Errorf("the mapping was not saved: %w", err)
	}
	path = filepath.Join(folder, file+".toml")
	err = errors.Join(mapping.Write(temp, &m, nil), temp.Sync(), temp.Close())
	if err == nil {
		err = files.Rename(temp.Name(), path)
	}
	if err != nil {
		os.Remove(temp.Name())
		return "", fmt.Errorf("the mapping was not saved: %w", err)
	}
	s.mapping.Name = name
	return path, nil
}

// fileName is a name as a file can have it on every system.
func fileName(name string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return r
		case unicode.IsSpace(r) || r == '-' || r == '_':
			return '-'
		}
		return -1
	}, name), "-")
}

// Find is the mapping that was saved for a file with the columns of src; nil
// where there is none. Of two the first by name is taken. What cannot be read
// as a mapping is passed over: it is used by nobody then.
func Find(folder string, src source.Source, o intake.Options) *mapping.Mapping {
	paths, err := filepath.Glob(filepath.Join(folder, "*.toml"))
	if err != nil {
		return nil
	}
	for _, path := range paths {
		m, err := mapping.Read(path)
		if err != nil || len(m.Header) == 0 {
			continue
		}
		if header, err := intake.HeaderOf(src, o, &m); err == nil && intake.SameHeader(header, m.Header) {
			return &m
		}
	}
	return nil
}
