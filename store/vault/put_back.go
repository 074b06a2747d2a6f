package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"gd8/store/files"
	"gd8/store/location"
)

// This file puts what gd8 has open back under the store's name, where that is
// no longer the open file's. No file is lost: what has the name is moved aside,
// not replaced.

// StandIn is what has the store's name now.
type StandIn struct {
	Path string
	Gone bool // nothing has the name
	// NoStore says why what is there cannot be used: it is no store, another
	// gd8 has it open, or its passphrase is not known. nil where it can.
	NoStore error
	// Same says that it is a copy of this store; Entries and Own are how many
	// journal entries it has, and how many the open file has.
	Same         bool
	Entries, Own uint64
}

// InItsPlace looks at what has the store's name now; ok is false where that is
// still the open file.
func (s *File) InItsPlace() (in StandIn, ok bool, err error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	var replaced *ReplacedError
	if err := s.checkNamed(); !errors.As(err, &replaced) {
		return in, false, err
	}
	in = StandIn{Path: s.path, Gone: replaced.Gone}
	if err := s.View(func(r *Reader) error { in.Own = r.Entries; return nil }); err != nil || in.Gone {
		return in, true, err
	}
	other, err := s.openNamed()
	if err != nil {
		in.NoStore = err
		return in, true, nil
	}
	defer other.Close()
	in.Same = other.ID() == s.ID()
	err = other.View(func(r *Reader) error { in.Entries = r.Entries; return nil })
	return in, true, err
}

// WithStandIn lets do work on the file that has the name now, where that is no
// longer the open one.
func (s *File) WithStandIn(do func(other *File) error) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	var replaced *ReplacedError
	if err := s.checkNamed(); !errors.As(err, &replaced) {
		return err
	}
	other, err := s.openNamed()
	if err != nil {
		return &PathError{Path: s.path, Err: err}
	}
	defer other.Close()
	return do(other)
}

// PutBack writes what gd8 has open to a file under the store's name, and goes
// on with that. What has the name now is moved aside, and aside is where it is;
// blank where there was nothing. Where the open file was moved, it stays where
// it is and is a copy from now on.
func (s *File) PutBack(ctx context.Context, actor Actor) (aside string, err error) {
	if s.reserved.Load() {
		return "", ErrBusy
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	var replaced *ReplacedError
	if err := s.checkNamed(); !errors.As(err, &replaced) {
		return "", err
	}
	if err := location.Make(s.path, true); err != nil {
		return "", err
	}
	temporary, err := location.TemporaryBeside(s.path)
	if err != nil {
		return "", err
	}
	defer os.Remove(temporary)
	if err := s.copyTo(ctx, temporary, s.header, s.sealer, inPlace); err != nil {
		return "", copyProblem("the store could not be put back", err)
	}
	if !replaced.Gone {
		if aside, err = s.moveAside(); err != nil {
			return "", err
		}
	}
	if err := s.takeNameBack(temporary); err != nil {
		if aside != "" {
			err = fmt.Errorf("%w; what had the name is now %s", err, aside)
		}
		return aside, err
	}
	return aside, s.Commit(actor, func(w *Writer) error {
		w.Entry.Operation, w.Entry.Action = Alteration, "put the store back"
		w.Entry.Detail = "its file was moved, deleted or replaced while gd8 had it open"
		return nil
	})
}

// moveAside gives what has the store's name another, unless another gd8 has it
// open.
func (s *File) moveAside() (aside string, err error) {
	db, _, err := openFile(s.path, Options{})
	switch {
	case errors.Is(err, ErrInUse), errors.Is(err, location.ErrNotFound):
		return "", err
	case err == nil:
		defer db.Close()
	}
	folder, name := filepath.Split(s.path)
	ext := filepath.Ext(name)
	name = name[:len(name)-len(ext)] + ".aside-" + s.clock().Format("20060102-150405")
	for n := 1; ; n++ {
		aside = filepath.Join(folder, name+ext)
		if n > 1 {
			aside = filepath.Join(folder, fmt.Sprintf("%s-%d%s", name, n, ext))
		}
		err := files.RenameNew(s.path, aside)
		if !errors.Is(err, fs.ErrExist) || n == openTries {
			return aside, err
		}
	}
}

// takeNameBack gives a finished copy of the open file the store's name and goes
// on with it.
func (s *File) takeNameBack(temporary string) error {
	next, held, err := openFile(temporary, Options{WithoutSync: s.db.NoSync})
	if err != nil {
		return err
	}
	named, err := nameNew(temporary, s.path, location.PutNew)
	if !named {
		_ = next.Close() // the first error says what matters
		return err
	}
	s.swapping.Lock()
	defer s.swapping.Unlock()
	_ = s.db.Close() // it was only read since it lost its name
	s.db, s.held = next, held
	if told := s.layout.Reopened; told != nil {
		told()
	}
	return err
}

// unlockedAs is the sealer of a store that is open, where it has the same
// header and so the same key.
func (h *Header) unlockedAs(o Options) bool {
	return o.unlocked != nil && bytes.Equal(h.Encode(), o.unlocked.header.Encode())
}

// openNamed opens the file that has the name now, with this one's key where it
// has the same header.
func (s *File) openNamed() (*File, error) {
	return open(s.path, Options{Now: s.clock, AllowNetwork: true, WithoutSync: s.db.NoSync, unlocked: s}, s.layout.alone())
}
