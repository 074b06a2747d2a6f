package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"gd8/store/intake/problem"
)

// Source is an input that can be opened, and, unless it is a stream, opened
// again to be read a second time.
type Source interface {
	// Name is what the officer calls the input; every line about it begins
	// with it. Its ending (.csv, .json, .xlsx) says the format.
	Name() string
	// Open starts a pass from the first byte. An error it gives is best a
	// *FileError; any other is shown as it is.
	Open() (io.ReadCloser, error)
}

// File is the file at path. What cannot be an input is refused by Open with
// a *FileError: a file that is not there, a folder, a device or pipe, an empty
// file.
func File(path string) Source { return fileSource(path) }

type fileSource string

func (f fileSource) Name() string { return string(f) }

func (f fileSource) Open() (io.ReadCloser, error) {
	// Looked at before it is opened: opening a pipe would wait for a writer.
	info, err := os.Stat(string(f))
	if err != nil {
		return nil, f.refuse(err)
	}
	if err := f.check(info); err != nil {
		return nil, err
	}
	file, err := os.Open(string(f))
	if err != nil {
		return nil, f.refuse(err)
	}
	if info, err = file.Stat(); err == nil {
		err = f.check(info)
	} else {
		err = f.refuse(err)
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}

func (f fileSource) refuse(err error) *problem.FileError {
	e := &problem.FileError{File: string(f), Cause: err}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Message, e.Next = "there is no such file", "check the name and the folder"
	case errors.Is(err, fs.ErrPermission):
		e.Message, e.Next = "you may not read this file", "ask for access to it, or copy it to a folder of your own"
	default:
		e.Message, e.Next = "the file cannot be read ("+Reason(err)+")", "check that the drive is there and try again"
	}
	return e
}

// Refuse is what is said of a file that could not be read.
func Refuse(path string, err error) error { return fileSource(path).refuse(err) }

func (f fileSource) check(info fs.FileInfo) error {
	e := &problem.FileError{File: string(f)}
	switch {
	case info.IsDir():
		e.Message, e.Next = "this is a folder, not a file", "name a CSV, JSON or XLSX file in it"
	case !info.Mode().IsRegular():
		e.Message, e.Next = "this is a device or a pipe, not a file", "save what it gives as a file first, or give it on standard input with -"
	case info.Size() == 0:
		e.Message, e.Next = EmptyFile, EmptyNext
	default:
		return nil
	}
	return e
}

const (
	EmptyFile = "the file is empty"
	EmptyNext = "export it again from the records system; its first row must name the columns"
)

// Reason is the system's own word for an error, without the path that the
// line already names.
func Reason(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

// Stream is an input that can be read once, such as standard input. Its
// format is told from its content.
func Stream(name string, r io.Reader) Source { return &stream{name: name, r: r} }

type stream struct {
	name string
	r    io.Reader
}

func (s *stream) Name() string { return s.name }

func (s *stream) Open() (io.ReadCloser, error) {
	if s.r == nil {
		return nil, &problem.FileError{File: s.name, Message: "this input can be read only once", Next: "save it as a file and give gd8 the file"}
	}
	r := s.r
	s.r = nil
	return io.NopCloser(r), nil
}

// MaxHeld is the size in bytes of a stream that is held by default.
const MaxHeld = 256 << 20

// Hold reads an input that can be read once into memory, never to a file in
// the clear, so that it can be read twice. max is in bytes; 0 is MaxHeld.
func Hold(name string, r io.Reader, max int64) (Source, error) {
	if max == 0 {
		max = MaxHeld
	}
	content, err := io.ReadAll(io.LimitReader(r, max+1))
	switch {
	case err != nil:
		return nil, &problem.FileError{File: name, Message: "it can be read no further (" + Reason(err) + ")", Next: "save it as a file and give gd8 the file", Cause: err}
	case int64(len(content)) > max:
		return nil, &problem.FileError{File: name, Message: "there is more than " + problem.Size(int(max)) + " of it", Next: "save it as a file and give gd8 the file, or raise the limit with --max-size"}
	}
	return held{name, content}, nil
}

// held is a stream that was read.
type held struct {
	name    string
	content []byte
}

func (h held) Name() string                 { return h.name }
func (h held) Open() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(h.content)), nil }

// TooLarge refuses an input of more than so many bytes.
func TooLarge(max int64) *problem.FileError {
	return &problem.FileError{
		Message: fmt.Sprintf("the file is larger than %s", problem.Size(int(max))),
		Next:    "split it, whole cases together, or raise the limit with --max-size",
	}
}
