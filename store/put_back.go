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

	"gd8/model"
	"gd8/store/files"
)

// This file gives an officer two ways on where the store's name is no longer
// that of the open file: to put what gd8 has open back under the name, or to
// keep a text as a draft in the store that has the name now. Neither loses a
// file: what has the name is moved aside, not replaced.

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
func (s *Store) InItsPlace() (in StandIn, ok bool, err error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	var replaced *ReplacedError
	if err := s.checkNamed(); !errors.As(err, &replaced) {
		return in, false, err
	}
	in = StandIn{Path: s.path, Gone: replaced.Gone}
	if err := s.view(func(r *reader) error { in.Own = r.entries; return nil }); err != nil || in.Gone {
		return in, true, err
	}
	other, err := s.openStandIn()
	if err != nil {
		in.NoStore = err
		return in, true, nil
	}
	defer other.Close()
	in.Same = other.ID() == s.ID()
	err = other.view(func(r *reader) error { in.Entries = r.entries; return nil })
	return in, true, err
}

// openStandIn opens the store that has the name now, with this store's key
// where it has the same.
func (s *Store) openStandIn() (*Store, error) {
	return open(s.path, Options{Now: s.now, AllowNetwork: true, WithoutSync: s.db.NoSync, unlocked: s})
}

// PutBack writes what gd8 has open to a file under the store's name, and goes
// on with that. What has the name now is moved aside, and aside is where it is;
// blank where there was nothing. Where the open file was moved, it stays where
// it is and is a copy from now on.
func (s *Store) PutBack(ctx context.Context, actor Actor) (aside string, err error) {
	if s.importing.Load() {
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
	return aside, s.commit(actor, func(w *writer) error {
		w.entry.Operation, w.entry.Action = Alteration, "put the store back"
		w.entry.Detail = "its file was moved, deleted or replaced while gd8 had it open"
		return nil
	})
}

// moveAside gives what has the store's name another, unless another gd8 has it
// open.
func (s *Store) moveAside() (aside string, err error) {
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
func (s *Store) takeNameBack(temporary string) error {
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
	s.orders.forget()
	return err
}

// DraftInItsPlace keeps a rationale as a draft in the store that has the name
// now, for the incident with the same references there. It takes the place of
// a draft there only where that is no newer than the one in the open file.
func (s *Store) DraftInItsPlace(actor Actor, key model.Key, d Draft) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	var replaced *ReplacedError
	if err := s.checkNamed(); !errors.As(err, &replaced) {
		return err
	}
	own, err := s.draftOf(key, d.Kind)
	if err != nil {
		return err
	}
	other, err := s.openStandIn()
	if err != nil {
		return &vault.PathError{Path: s.path, Err: err}
	}
	defer other.Close()
	there, err := other.draftOf(key, d.Kind)
	if err != nil {
		return err
	}
	if there.number == 0 {
		return errors.New("the store that is there now does not have this incident, so the text cannot be kept there; write it to a file")
	}
	if there.draft != nil && (own.draft == nil || there.draft.At.After(own.draft.At)) {
		return errors.New("the store that is there now has a newer draft of this decision, which is not replaced; write the text to a file")
	}
	return other.SaveDraft(actor, there.number, d)
}

// drafted is a record, 0 for none, and its draft of one kind, nil for none.
type drafted struct {
	number Number
	draft  *Draft
}

func (s *Store) draftOf(key model.Key, kind model.DecisionKind) (of drafted, err error) {
	err = s.view(func(r *reader) error {
		if of.number, err = r.find(key); err != nil || of.number == 0 {
			return err
		}
		value, err := r.get(bucketDrafts, s.draftKey(of.number, kind))
		if err != nil || value == nil {
			return err
		}
		d, err := decodeDraft(value)
		of.draft = &d
		return err
	})
	return of, err
}

// unlockedAs is the sealer of a store that is open, where it has the same
// header and so the same key.
func (h *header) unlockedAs(o Options) bool {
	return o.unlocked != nil && bytes.Equal(h.encode(), o.unlocked.header.encode())
}
