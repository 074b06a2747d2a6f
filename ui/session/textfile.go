package session

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"gd8/model"
	"gd8/store/files"
)

// This file takes a rationale out of gd8 as plain text: the way to keep it
// where the store cannot be written.

// PlainText is a rationale as plain text: what it is of, then each section
// asked for under its title, and the reminder where one is typed.
func PlainText(kind model.DecisionKind, ref string, required []model.Section, sections model.Sections, reminder string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", kind.Title(), ref)
	for _, s := range required {
		fmt.Fprintf(&b, "\n%s\n\n%s\n", s.Title(), sections[s])
	}
	switch {
	case reminder == "":
	case kind == model.Consider:
		fmt.Fprintf(&b, "\nRepresentations: %s\n", reminder)
	default:
		fmt.Fprintf(&b, "\nReminder: %s\n", reminder)
	}
	return b.String()
}

// WriteText writes a text to a new file that only its owner reads. A file that
// is there is not touched.
func WriteText(path, text string) error {
	f, err := files.Create(path)
	if err != nil {
		return &notWritten{path, err}
	}
	return writeAll(f, text)
}

// notWritten says why a file could not be made, in words where it is one of the
// usual reasons.
type notWritten struct {
	path string
	err  error
}

func (e *notWritten) Error() string {
	why := e.err.Error()
	var at *fs.PathError
	switch {
	case errors.Is(e.err, fs.ErrExist):
		why = e.path + " is there already"
	case errors.Is(e.err, fs.ErrNotExist):
		why = "there is no folder " + filepath.Dir(e.path)
	case errors.Is(e.err, fs.ErrPermission):
		why = "you may not write in " + filepath.Dir(e.path)
	case errors.As(e.err, &at):
		why = e.path + ": " + at.Err.Error()
	}
	return "the text was not written: " + why + "; choose another place"
}

// Unwrap gives the error of the file system.
func (e *notWritten) Unwrap() error { return e.err }

func writeAll(f *os.File, text string) error {
	_, err := f.WriteString(text)
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		err = errors.Join(fmt.Errorf("the text was not written whole: %w; choose another place", err), os.Remove(f.Name()))
	}
	return err
}

// LastResort keeps a text that could not be kept in the store when gd8 is left,
// and gives the file it is in: a new one, called after name, in the store's
// folder, else the home folder, else that of temporary files, which only its
// owner reads. From an encrypted store nothing is written in the clear
// without the officer's word.
func (t *Sitting) LastResort(name, text string) (path string, err error) {
	if t.store.Encrypted() {
		return "", errors.New("the store is encrypted, so its text was not written to a file")
	}
	folders := []string{filepath.Dir(t.store.Path())}
	if home, err := os.UserHomeDir(); err == nil {
		folders = append(folders, home)
	}
	for _, folder := range append(folders, os.TempDir()) {
		var f *os.File
		if f, err = files.CreateTemp(folder, "gd8-"+name+"-*.txt"); err != nil {
			continue
		}
		if err = writeAll(f, text); err == nil {
			return filepath.Abs(f.Name())
		}
	}
	return "", err
}
