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
	"gd8/store/vault"
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

// ErrKept says that a file is a store or a copy of one, which nothing replaces.
var ErrKept = errors.New("it is a gd8 store or a copy of one, which nothing that gd8 writes replaces; give another name")

// Replace says whether a file may take the place of one that is there. The zero
// Replace leaves whatever is there. A store, and a backup of one, stay always.
type Replace struct {
	Force bool
	// Spare, where not nil, says why a file that is there stays even so; nil
	// for a file that may go.
	Spare func(path string) error
}

// File is a file that leaves gd8. It is written under another name in the
// same folder, readable by its owner only, and stands under its own name once
// Commit has found it whole on the disk and put it there. Until then there is
// nothing of it under that name. What a gd8 that was killed left of one is
// removed when the next file is started in that folder.
type File struct {
	path    string
	replace Replace
	temp    *os.File // nil once there is no such file
	w       *bufio.Writer
}

// CreateFile starts a file. Where one is there that may not be replaced, that
// is ErrExists or what the file is. Errors are *FileError.
func CreateFile(path string, replace Replace) (*File, error) {
	if err := checkTarget(path, replace); err != nil {
		return nil, &FileError{path, err}
	}
	files.SweepParts(filepath.Dir(path))
	temp, err := files.CreatePart(filepath.Dir(path))
	if err != nil {
		return nil, &FileError{path, plain(err)}
	}
	return &File{path, replace, temp, bufio.NewWriterSize(temp, 1<<16)}, nil
}

// CheckTargets says whether files could be started at all of the paths, as
// far as names tell, so that of many files none is written when one cannot be.
func CheckTargets(paths []string, replace Replace) error {
	for _, path := range paths {
		if err := checkTarget(path, replace); err != nil {
			return &FileError{path, err}
		}
	}
	return nil
}

func checkTarget(path string, replace Replace) error {
	if err := files.CheckName(path); err != nil {
		return err
	}
	if err := files.CheckPortableName(filepath.Base(path)); err != nil {
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
	case !replace.Force:
		return ErrExists
	case !info.Mode().IsRegular():
		return errors.New("it is a link or a device, not a file; give another name")
	}
	switch kept, err := vault.Recognise(path); {
	case err != nil:
		return fmt.Errorf("gd8 could not see whether it is a store, and so leaves it as it is (%w); give another name", plain(err))
	case kept:
		return ErrKept
	case replace.Spare != nil:
		return replace.Spare(path)
	}
	return nil
}

// Write adds to the file.
func (f *File) Write(p []byte) (int, error) { return f.w.Write(p) }

// Commit brings all that was written to the disk and puts the file in its
// place. On an error nothing of it is left.
func (f *File) Commit() error {
	if f.temp == nil {
		return nil
	}
	err := errors.Join(f.w.Flush(), f.temp.Sync())
	if !files.RenamesHeld {
		err = errors.Join(err, f.temp.Close())
	}
	if err == nil {
		err = checkTarget(f.path, f.replace)
	}
	if err == nil {
		err = renameInto(f.temp.Name(), f.path, f.replace.Force)
	}
	if err != nil {
		f.Abandon()
		return &FileError{f.path, plain(err)}
	}
	_ = f.temp.Close() // it is on the disk
	f.temp = nil
	return nil
}

// Abandon takes away what was written. After Commit it does nothing, so that
// it can be deferred.
func (f *File) Abandon() {
	if f.temp == nil {
		return
	}
	// It is not to be kept. A folder that lets nothing be removed has been said
	// to fail; on Windows a file is closed before it is removed.
	_ = f.temp.Close()
	_ = os.Remove(f.temp.Name())
	f.temp = nil
}

// WriteFile starts the file, lets write fill it and puts it in its place.
func WriteFile(path string, replace Replace, write func(io.Writer) error) error {
	f, err := CreateFile(path, replace)
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
