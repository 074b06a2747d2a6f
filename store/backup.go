package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"gd8/store/seal"
)

// Backup is a backup that the store knows of.
type Backup struct {
	Path string // absolute, where it was made
	At   time.Time
}

// Backup writes a compacted copy of the store to path, which must be free,
// reads it back whole, and only then gives it its name. It gives the
// checkpoint that the copy ends with. The copy is sealed as the store is: an
// encrypted store's needs the same passphrase.
func (s *Store) Backup(ctx context.Context, actor Actor, path string) (Checkpoint, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return Checkpoint{}, err
	}
	if err := mustBeFree(full); err != nil {
		return Checkpoint{}, err
	}
	if info, err := os.Stat(filepath.Dir(full)); err != nil || !info.IsDir() {
		return Checkpoint{}, fmt.Errorf("there is no folder %s to put the backup in; make it first, or choose another", filepath.Dir(full))
	}
	err = s.write(actor, func(w *writer) error {
		counts, err := w.counts()
		if err != nil {
			return err
		}
		w.entry = Entry{Operation: Consultation, Action: "backup", Count: int(counts[setAll])}
		return nil
	})
	if err != nil {
		return Checkpoint{}, err
	}
	checkpoint, err := s.copyVerified(ctx, full)
	if err != nil {
		return Checkpoint{}, err
	}
	// Only a backup that is there is one to name later.
	return checkpoint, s.write(actor, func(w *writer) error { return w.rememberBackup(Backup{full, w.now}) })
}

// copyVerified writes a compacted copy to path, reads it back whole, and gives
// it its name.
func (s *Store) copyVerified(ctx context.Context, path string) (Checkpoint, error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	temporary, err := temporaryBeside(path)
	if err != nil {
		return Checkpoint{}, copyProblem("the backup could not be written", err)
	}
	defer os.Remove(temporary)
	if err := s.copyTo(temporary, s.header, s.sealer); err != nil {
		return Checkpoint{}, copyProblem("the backup could not be written", err)
	}
	checkpoint, err := s.verifyCopy(ctx, temporary)
	if err != nil {
		return Checkpoint{}, err
	}
	return checkpoint, renameInto(temporary, path)
}

// copyProblem says why a copy of the store could not be made: damage of the
// store itself says what to do about it, anything else is the drive's.
func copyProblem(what string, err error) error {
	var damage *seal.DamageError
	if errors.As(err, &damage) || errors.Is(err, errMissing) {
		return err
	}
	return fmt.Errorf("%s: %w; check the drive and its free space", what, err)
}

// verifyCopy opens a copy under the store's own key and verifies it.
func (s *Store) verifyCopy(ctx context.Context, path string) (Checkpoint, error) {
	if err := inspect(path); err != nil {
		return Checkpoint{}, err
	}
	db, err := openFile(path, Options{})
	if err != nil {
		return Checkpoint{}, err
	}
	defer db.Close()
	c := &Store{db: db, path: path, header: s.header, sealer: s.sealer, now: s.now}
	var first error
	_, err = c.Verify(ctx, nil, func(f Finding) {
		if first == nil {
			first = fmt.Errorf("the copy is not whole (%v) and was removed; run gd8 verify on the store", f)
		}
	})
	if err := errors.Join(err, first); err != nil {
		return Checkpoint{}, err
	}
	return c.Checkpoint()
}

func mustBeFree(path string) error {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		if err == nil {
			err = fmt.Errorf("%s is there already and is not overwritten; choose another name", path)
		}
		return err
	}
	return nil
}

// Restore makes a store at path, where none may be, of a backup, which is
// verified first. The store keeps the backup's identity and history.
func Restore(ctx context.Context, backup, path string, o Options) (Verified, error) {
	if err := mustBeFree(path); err != nil {
		return Verified{}, err
	}
	from, err := Open(backup, o)
	if err != nil {
		return Verified{}, err
	}
	defer from.Close()
	findings := 0
	v, err := from.Verify(ctx, nil, func(Finding) { findings++ })
	if err == nil && findings > 0 {
		err = fmt.Errorf("the backup %s is damaged in %d places and was not restored; list them with gd8 verify --store %s, or use another backup", backup, findings, backup)
	}
	if err != nil {
		return v, err
	}
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return v, err
	}
	if err := checkFolder(filepath.Dir(path), o.AllowNetwork); err != nil {
		return v, &PathError{path, err}
	}
	temporary, err := temporaryBeside(path)
	if err != nil {
		return v, err
	}
	defer os.Remove(temporary)
	if err := from.copyTo(temporary, from.header, from.sealer); err != nil {
		return v, err
	}
	return v, renameInto(temporary, path)
}

var keyBackups = []byte("backups")

// rememberBackup adds a backup to those the store knows of.
func (w *writer) rememberBackup(b Backup) error {
	list, err := w.backups()
	if err != nil {
		return err
	}
	return w.putBackups(append(list, b))
}

func (w *writer) putBackups(list []Backup) error {
	var e encoder
	e.byte(codecVersion)
	for _, b := range list {
		e.text(b.Path)
		e.time(b.At)
	}
	return w.put(bucketMeta, keyBackups, e.b)
}

func (r *reader) backups() ([]Backup, error) {
	value, err := r.get(bucketMeta, keyBackups)
	if err != nil || value == nil {
		return nil, err
	}
	d := decoder{b: value}
	d.version()
	var list []Backup
	for len(d.b) > 0 && d.err == nil {
		list = append(list, Backup{d.text(), d.time()})
	}
	return list, d.err
}

// Backups are the backups made of this store with gd8, oldest first. Copies
// made by other means are not known.
func (s *Store) Backups() (list []Backup, err error) {
	err = s.view(func(r *reader) (err error) {
		list, err = r.backups()
		return err
	})
	return list, err
}
