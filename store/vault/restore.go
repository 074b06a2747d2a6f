package vault

import (
	"context"
	"errors"
	"io"
	"os"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"gd8/store/boltfile"
	"gd8/store/files"
	"gd8/store/location"
)

// Restore makes a store at path, where none may be, of a backup, which is
// verified first. The store keeps the backup's identity and history, and has an
// incarnation of its own, as the store that the backup was made of may go on. The
// backup itself is only read, so that it may lie on a drive that cannot be
// written, and stays what it was whatever becomes of the restored store.
func Restore(ctx context.Context, actor Actor, backup, path string, o Options, l Layout, verify Verify) error {
	if err := location.MustBeFree(path); err != nil {
		return err
	}
	if err := location.Check(backup, o.AllowNetwork); err != nil {
		return &PathError{Path: backup, Err: err}
	}
	if err := location.Make(path, o.AllowNetwork); err != nil {
		return &PathError{Path: path, Err: err}
	}
	location.SweepAbandoned(path)
	working, err := location.TemporaryBeside(path)
	if err != nil {
		return err
	}
	defer os.Remove(working)
	if err := duplicate(ctx, backup, working); err != nil {
		if ctx.Err() != nil { // which bbolt passes on as text alone
			return ctx.Err()
		}
		return &PathError{Path: backup, Err: err}
	}
	o.disposable = true
	from, err := open(working, o, l)
	if err != nil {
		return &PathError{Path: backup, Err: err}
	}
	defer from.Close()
	if err := verify(ctx, from); err != nil {
		return err
	}
	if err := from.restored(actor, o.Erased); err != nil {
		return err
	}
	temporary, err := location.TemporaryBeside(path)
	if err != nil {
		return err
	}
	defer os.Remove(temporary)
	if err := from.copyTo(ctx, temporary, from.header, from.sealer, apart); err != nil {
		return err
	}
	return location.PutNew(temporary, path)
}

// restored makes of a copy of a backup a store of its own.
func (s *File) restored(actor Actor, erased *Erasures) error {
	h := s.header
	before := h.Renew()
	err := s.Commit(actor, func(w *Writer) error {
		w.Entry = Entry{Operation: Alteration, Action: "restore", Origin: h.Origin(Restored, before)}
		w.Entry.Origin.Of = w.read.LastTime
		if err := w.keepErasures(erased); err != nil {
			return err
		}
		return w.putHeader(&h)
	})
	if err == nil {
		s.header = h
	}
	return err
}

// duplicate copies the file of a store, page by page as it is, into a file
// that is there. The store is locked meanwhile as by a reader.
func duplicate(ctx context.Context, path, to string) error {
	if err := boltfile.Inspect(path); err != nil {
		return err
	}
	return Guard(func() error {
		db, err := bolt.Open(path, 0o600, &bolt.Options{Timeout: lockWait, ReadOnly: true})
		if errors.Is(err, berrors.ErrTimeout) {
			return ErrInUse
		}
		if err != nil {
			return err
		}
		defer db.Close()
		file, err := os.OpenFile(to, os.O_WRONLY|os.O_TRUNC, 0)
		if err != nil {
			return err
		}
		_ = files.Hold(file) // so that no other gd8 takes it for left over
		err = db.View(func(tx *bolt.Tx) error {
			_, err := tx.WriteTo(cancellable{ctx, file})
			return err
		})
		return errors.Join(err, file.Sync(), file.Close())
	})
}

// cancellable writes to w until its context ends.
type cancellable struct {
	ctx context.Context
	w   io.Writer
}

func (c cancellable) Write(b []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.w.Write(b)
}
