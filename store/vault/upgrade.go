package vault

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"gd8/store/location"
)

// Upgrade is the way from one format to the next: change rewrites what is
// different, in the transaction that also writes the new format's number.
type Upgrade struct {
	From   int
	Change func(*Writer) error
}

// bringUp brings a store of an earlier format up to the last that steps lead
// to, after backUp made a backup and said where. Each step is one transaction, so that
// a store is of one format or the other.
func (s *File) bringUp(steps []Upgrade, latest int, backUp func() (string, error)) error {
	if s.header.Format >= latest {
		return nil
	}
	backup, err := backUp()
	if err != nil {
		return fmt.Errorf("it is of the earlier format %d and could not be backed up before being upgraded: %w", s.header.Format, err)
	}
	for _, step := range steps {
		if step.From != s.header.Format {
			continue
		}
		h := s.header
		h.Format++
		if h.Format == formatWithIncarnation {
			h.Renew()
		}
		err := s.Commit(Actor{Officer: "gd8"}, func(w *Writer) error {
			if err := w.makeBuckets(h.Format); err != nil {
				return err
			}
			if err := step.Change(w); err != nil {
				return err
			}
			w.Entry.Operation, w.Entry.Action, w.Entry.Detail = Alteration, "upgrade", fmt.Sprintf("format %d to %d", step.From, h.Format)
			if h.Format == formatWithIncarnation {
				w.Entry.Origin = h.Origin(Upgraded, [16]byte{})
				if err := errors.Join(w.SealLists(), w.BuildTree(), w.putMarksKey()); err != nil {
					return err
				}
			}
			return w.putHeader(&h)
		})
		var unsettled *UnsettledError
		if errors.As(err, &unsettled) {
			return fmt.Errorf("whether it was upgraded from format %d is not certain; its backup is %s: %w", step.From, backup, err)
		}
		if err != nil {
			return fmt.Errorf("upgrading it from format %d failed and left it as it was; its backup is %s: %w", step.From, backup, err)
		}
		s.header = h
	}
	if s.header.Format != latest {
		return fmt.Errorf("it is of format %d, from which this gd8 knows no way to format %d; use the gd8 that wrote it", s.header.Format, latest)
	}
	return nil
}

// makeBuckets makes those that a format is the first to have.
func (w *Writer) makeBuckets(format int) error {
	for _, name := range w.read.s.layout.Buckets {
		if w.read.s.layout.Since[string(name)] != format {
			continue
		}
		if _, err := w.read.tx.CreateBucketIfNotExists(name); err != nil {
			return err
		}
	}
	return nil
}

// backupBeside copies the file as it is, in its own format: the copy is what
// the gd8 that wrote it can open.
func (s *File) backupBeside() (string, error) {
	stem := fmt.Sprintf("%s%s%d.%s", s.path, location.UpgradeMark, s.header.Format, s.clock().UTC().Format("20060102-150405"))
	path := stem + ".backup"
	for n := 2; ; n++ { // an upgrade that failed a moment ago has left one
		err := location.MustBeFree(path)
		if err == nil {
			break
		}
		if !errors.Is(err, fs.ErrExist) || n > openTries {
			return "", err
		}
		path = fmt.Sprintf("%s-%d.backup", stem, n)
	}
	temporary, err := location.TemporaryBeside(path)
	if err != nil {
		return "", err
	}
	defer os.Remove(temporary)
	if err := s.copyTo(context.Background(), temporary, s.header, s.sealer, apart); err != nil {
		return "", err
	}
	return path, location.PutNew(temporary, path)
}
