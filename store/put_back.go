package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"gd8/store/vault"
	"path/filepath"

	"gd8/store/files"
)

// This file puts what gd8 has open back under the store's name, where that is
// no longer the open file's. No file is lost: what has the name is moved aside,
// not replaced.

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
	if err := vault.MakeLocation(s.path, true); err != nil {
		return "", err
	}
	temporary, err := vault.TemporaryBeside(s.path)
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
	return aside, s.commit(actor, func(w *Writer) error {
		w.entry.Operation, w.entry.Action = Alteration, "put the store back"
		w.entry.Detail = "its file was moved, deleted or replaced while gd8 had it open"
		return nil
	})
}

// moveAside gives what has the store's name another, unless another gd8 has it
// open.
func (s *File) moveAside() (aside string, err error) {
	db, _, err := openFile(s.path, Options{})
	switch {
	case errors.Is(err, vault.ErrInUse), errors.Is(err, vault.ErrNotFound):
		return "", err
	case err == nil:
		defer db.Close()
	}
	folder, name := filepath.Split(s.path)
	ext := filepath.Ext(name)
	name = name[:len(name)-len(ext)] + ".aside-" + s.now().Format("20060102-150405")
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
	named, err := nameNew(temporary, s.path, vault.PutNew)
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
func (h *header) unlockedAs(o Options) bool {
	return o.unlocked != nil && bytes.Equal(h.encode(), o.unlocked.header.encode())
}

// openNamed opens the file that has the name now, with this one's key where it
// has the same header.
func (s *File) openNamed(l Layout) (*File, error) {
	return open(s.path, Options{Now: s.now, AllowNetwork: true, WithoutSync: s.db.NoSync, unlocked: s}, l)
}
