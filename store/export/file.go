package export

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"gd8/store/files"
)

// ErrExists says that a file is there already and was left as it is.
var ErrExists = errors.New("it is there already; give another name, or --force to replace it")

// FileError says which file could not be written, and why.
type FileError struct {
	Path string
	Err  error
}

func (e *FileError) Error() string {
	return fmt.Sprintf("%q could not be written, and nothing of it was kept: %v", e.Path, e.Err)
}

// Unwrap gives the cause.
func (e *FileError) Unwrap() error { return e.Err }

// File is a file that leaves gd8. It is written under another name in the
// same folder, readable by its owner only, and stands under its own name once
// Finish has found it whole on the disk and Commit has put it there. Until
// then there is nothing of it under that name.
type File struct {
	path  string
	force bool
	name  string // the name it is written under; blank once there is no such file
	temp  *os.File
	w     *bufio.Writer // nil once it is whole on the disk
}

// CreateFile starts a file. With force it will replace one that is there;
// without, that is ErrExists. Errors are *FileError.
func CreateFile(path string, force bool) (*File, error) {
	if err := checkTarget(path, force); err != nil {
		return nil, &FileError{path, err}
	}
	temp, err := files.CreateTemp(filepath.Dir(path), ".gd8-*.part")
	if err != nil {
		return nil, &FileError{path, plain(err)}
	}
	return &File{path, force, temp.Name(), temp, bufio.NewWriterSize(temp, 1<<16)}, nil
}

// CheckTargets says whether files could be started at all of the paths, as
// far as names tell, so that of many files none is written when one cannot be.
func CheckTargets(paths []string, force bool) error {
	for _, path := range paths {
		if err := checkTarget(path, force); err != nil {
			return &FileError{path, err}
		}
	}
	return nil
}

func checkTarget(path string, force bool) error {
	if err := files.CheckName(path); err != nil {
		return err
	}
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return plain(err)
	case info.IsDir():
		return errors.New("it is a folder; give the name of a file in it")
	case !force:
		return ErrExists
	case !info.Mode().IsRegular():
		return errors.New("it is a link or a device, not a file; give another name")
	}
	return nil
}

// Write adds to the file.
func (f *File) Write(p []byte) (int, error) { return f.w.Write(p) }

// Finish brings all that was written to the disk. It takes no more after that,
// and holds nothing open, so that many files can be finished before the first
// is put in its place.
func (f *File) Finish() error {
	if f.w == nil {
		return nil
	}
	err := errors.Join(f.w.Flush(), f.temp.Sync(), f.temp.Close())
	f.w, f.temp = nil, nil
	return f.failed(err)
}

// Commit finishes the file and puts it in its place. On an error nothing of
// it is left.
func (f *File) Commit() error {
	if err := f.Finish(); err != nil {
		return err
	}
	err := checkTarget(f.path, f.force)
	if err == nil {
		err = renameInto(f.name, f.path, f.force)
	}
	if err == nil {
		f.name = ""
	}
	return f.failed(err)
}

// failed takes the file away where there was an error, and names it in that.
func (f *File) failed(err error) error {
	if err == nil {
		return nil
	}
	f.Abandon()
	return &FileError{f.path, plain(err)}
}

// Abandon takes away what was written. After Commit it does nothing, so that
// it can be deferred.
func (f *File) Abandon() {
	if f.w != nil {
		_ = f.temp.Close() // it is not to be kept
	}
	if f.name != "" {
		_ = os.Remove(f.name) // a folder that lets nothing be removed has been said to fail
	}
	f.w, f.temp, f.name = nil, nil, ""
}

// WriteFile starts the file, lets write fill it and puts it in its place.
func WriteFile(path string, force bool, write func(io.Writer) error) error {
	f, err := CreateFile(path, force)
	if err != nil {
		return err
	}
	defer f.Abandon()
	if err := write(f); err != nil {
		return err
	}
	return f.Commit()
}

// renameInto puts a finished file in its place and makes the change durable.
// Without replace one that was made there at whatever moment is left as it is,
// and that is ErrExists.
func renameInto(temporary, path string, replace bool) error {
	rename := files.RenameNew
	if replace {
		rename = os.Rename
	}
	err := files.Patiently(func() error { return rename(temporary, path) })
	if !replace && errors.Is(err, fs.ErrExist) {
		return ErrExists
	}
	if err != nil {
		return err
	}
	// The text is on the disk and the name stands. Windows and some file
	// systems cannot sync a folder, and that must not be called a file that
	// was not written.
	if folder, err := os.Open(filepath.Dir(path)); err == nil {
		_ = folder.Sync()
		_ = folder.Close()
	}
	return nil
}

// plain is an error of the file system without the name, which the message
// has already or which would be the temporary one's.
func plain(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}
