package intake

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
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

func (f fileSource) refuse(err error) *FileError {
	e := &FileError{File: string(f), Cause: err}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Message, e.Next = "there is no such file", "check the name and the folder"
	case errors.Is(err, fs.ErrPermission):
		e.Message, e.Next = "you may not read this file", "ask for access to it, or copy it to a folder of your own"
	default:
		e.Message, e.Next = "the file cannot be read ("+reason(err)+")", "check that the drive is there and try again"
	}
	return e
}

func (f fileSource) check(info fs.FileInfo) error {
	e := &FileError{File: string(f)}
	switch {
	case info.IsDir():
		e.Message, e.Next = "this is a folder, not a file", "name a CSV, JSON or XLSX file in it"
	case !info.Mode().IsRegular():
		e.Message, e.Next = "this is a device or a pipe, not a file", "save what it gives as a file first, or give it on standard input with -"
	case info.Size() == 0:
		e.Message, e.Next = emptyFile, emptyNext
	default:
		return nil
	}
	return e
}

const (
	emptyFile = "the file is empty"
	emptyNext = "export it again from the records system; its first row must name the columns"
)

// reason is the system's own word for an error, without the path that the
// line already names.
func reason(err error) string {
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
		return nil, &FileError{File: s.name, Message: "this input can be read only once", Next: "save it as a file and give gd8 the file"}
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
		return nil, &FileError{File: name, Message: "it can be read no further (" + reason(err) + ")", Next: "save it as a file and give gd8 the file", Cause: err}
	case int64(len(content)) > max:
		return nil, &FileError{File: name, Message: "there is more than " + size(int(max)) + " of it", Next: "save it as a file and give gd8 the file, or raise the limit with --max-size"}
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

// Fingerprint tells whether two passes read the same bytes. A time stamp
// would not: a file on a network drive can change within one tick of its
// clock, and a copy can keep it. It is also what a journal can record of an
// imported file.
type Fingerprint struct {
	Size   int64
	SHA256 [sha256.Size]byte
}

// input counts and fingerprints the bytes of one pass and stops at a limit.
type input struct {
	r    io.Reader
	hash hash.Hash
	read int64
	max  int64
}

func (in *input) Read(p []byte) (int, error) {
	n, err := in.r.Read(p)
	in.read += int64(n)
	in.hash.Write(p[:n])
	if in.read > in.max {
		return 0, tooLarge(in.max)
	}
	if err != nil && err != io.EOF {
		err = &FileError{Message: "the file can be read no further (" + reason(err) + ")", Next: "check that the drive is there and try again", Cause: err}
	}
	return n, err
}

func (in *input) fingerprint() Fingerprint {
	f := Fingerprint{Size: in.read}
	in.hash.Sum(f.SHA256[:0])
	return f
}

func tooLarge(max int64) *FileError {
	return &FileError{
		Message: fmt.Sprintf("the file is larger than %s", size(int(max))),
		Next:    "split it, whole cases together, or raise the limit with --max-size",
	}
}
