package vault

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"gd8/store/boltfile"
	"gd8/store/location"
	"gd8/store/proof"
)

// Backup is a backup that the store knows of.
type Backup struct {
	Path string // absolute, where it was made
	At   time.Time
}

// Verify looks whether a file that was written anew is whole, and says what is
// wrong with it.
type Verify func(ctx context.Context, written *File) error

// Backup writes a compacted copy of the file to path, which must be free,
// reads it back whole, and only then gives it its name. It gives the
// checkpoint that the copy ends with. The copy is sealed as the file is: an
// encrypted one's needs the same passphrase. records is how many it holds, for
// the journal.
func (s *File) Backup(ctx context.Context, actor Actor, path string, records int, verify Verify) (proof.Checkpoint, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return proof.Checkpoint{}, err
	}
	if err := location.MustBeFree(full); err != nil {
		return proof.Checkpoint{}, err
	}
	if info, err := os.Stat(filepath.Dir(full)); err != nil || !info.IsDir() {
		return proof.Checkpoint{}, fmt.Errorf("there is no folder %s to put the backup in; make it first, or choose another", filepath.Dir(full))
	}
	location.SweepAbandoned(full)
	temporary := location.TemporaryName(full)
	err = s.Write(actor, func(w *Writer) error {
		w.Entry = Entry{Operation: Consultation, Action: "backup", Count: records}
		// Known before it is there: what a gd8 that is cut off leaves of it
		// holds all that the store does, and is to be found again.
		return w.AddBackup(KeyUnfinished, Backup{temporary, w.Now})
	})
	if err != nil {
		return proof.Checkpoint{}, err
	}
	checkpoint, named, err := s.copyVerified(ctx, temporary, full, verify)
	var unsettled *UnsettledError
	switch {
	case err == nil:
	case named:
		return checkpoint, fmt.Errorf("the backup is whole and in its place, but the disk did not confirm that it stays there: %w; look again when the drive is in order", errors.Unwrap(err))
	case errors.As(err, &unsettled):
		return checkpoint, fmt.Errorf("the backup was written whole, but whether it is in its place is not known: %w; look there when the drive is in order", unsettled.Cause)
	default:
		// What cannot be removed now stays known. Where this fails too, it is
		// done when the store is next opened.
		if _, gone := sweepBackup(temporary); gone {
			_ = s.Write(actor, func(w *Writer) error { return w.dropUnfinished(temporary) })
		}
		return proof.Checkpoint{}, copyProblem("the backup could not be written", err)
	}
	// Only a backup that is there is one to name later.
	err = s.Write(actor, func(w *Writer) error {
		w.Entry = entryOfBackup(full)
		if err := w.dropUnfinished(temporary); err != nil {
			return err
		}
		return w.AddBackup(KeyBackups, Backup{full, w.Now})
	})
	if err != nil {
		err = fmt.Errorf("the backup is written and whole, but the store could not note where it is, and does so when it is next opened: %w", err)
	}
	return checkpoint, err
}

// entryOfBackup says that a backup is in its place, and seals the list that has
// it.
func entryOfBackup(path string) Entry {
	return Entry{Operation: Consultation, Action: "backup made", Detail: path}
}

// copyVerified writes a compacted copy under a temporary name, reads it back
// whole, and gives it its own. named says that it has that; the error is an
// *UnsettledError where that is not known or may not last.
func (s *File) copyVerified(ctx context.Context, temporary, path string, verify Verify) (_ proof.Checkpoint, named bool, err error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := location.MakeTemporary(temporary); err != nil {
		return proof.Checkpoint{}, false, err
	}
	defer os.Remove(temporary)
	if err := s.copyTo(ctx, temporary, s.header, s.sealer, apart); err != nil {
		return proof.Checkpoint{}, false, err
	}
	checkpoint, err := s.verifyCopy(ctx, temporary, verify)
	if err != nil {
		return proof.Checkpoint{}, false, err
	}
	named, err = nameNew(temporary, path, location.PutNew)
	return checkpoint, named, err
}

// verifyCopy opens a copy under the store's own key and verifies it.
func (s *File) verifyCopy(ctx context.Context, path string, verify Verify) (proof.Checkpoint, error) {
	if err := boltfile.Inspect(path); err != nil {
		return proof.Checkpoint{}, err
	}
	db, _, err := openFile(path, Options{})
	if err != nil {
		return proof.Checkpoint{}, err
	}
	defer db.Close()
	c := &File{layout: s.layout.alone(), db: db, path: path, header: s.header, sealer: s.sealer, clock: s.clock}
	if err := verify(ctx, c); err != nil {
		return proof.Checkpoint{}, err
	}
	return c.Checkpoint()
}
