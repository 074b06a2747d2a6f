package vault

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
	"sync/atomic"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"gd8/model"
	"gd8/store/boltfile"
	"gd8/store/location"
	"gd8/store/seal"
)

// File is one open file. It is safe for concurrent use; writes wait for one
// another.
type File struct {
	layout Layout
	db     *bolt.DB
	path   string
	held   os.FileInfo // of the open file; nil of one that is being built
	header Header
	sealer seal.Sealer
	clock  func() time.Time

	writing  sync.Mutex
	swapping sync.RWMutex  // held to read; taken to open the file anew
	reserved atomic.Bool   // see reserve
	lost     atomic.Bool   // the file could not be opened anew; see regain
	saved    atomic.Uint64 // the number of the last transaction that was said to be saved
	salts    SaltSource
}

// Options say how a store is opened.
type Options struct {
	// Now is the clock; nil is time.Now. Dates are those of its location.
	Now func() time.Time
	// Unlock gives the passphrase of an encrypted store. It is asked only
	// where the store is encrypted; nil where none can be asked for.
	Unlock func() ([]byte, error)
	// Tried, where not nil, is told what became of each passphrase: nil where
	// it opened the store. Whether to ask for another is what it gives back.
	Tried func(error) (again bool)
	// Encrypt gives the passphrase under which a store that is created is
	// encrypted; nil for one that is not. Costs are those of its key
	// derivation, the recommended ones where zero.
	Encrypt func() ([]byte, error)
	Costs   seal.Params
	// AllowNetwork accepts a store on a network file system.
	AllowNetwork bool
	// WithoutSync leaves syncing to the operating system. It is for a store
	// that goes away, such as the demo's: a power cut can destroy it.
	WithoutSync bool

	// Erased is what the store that a backup was made of knows to be erased: a
	// store that is restored keeps its marks. Nil where that is not known.
	Erased *Erasures

	// disposable is of a file that is read once and then removed: it is
	// brought up to the format without a backup, and nothing beside it is
	// touched.
	disposable bool
	// unlocked is a file that is open: another with the same header has its
	// key, and is not asked for the passphrase.
	unlocked *File
}

func (o Options) clock() func() time.Time {
	if o.Now == nil {
		return time.Now
	}
	return o.Now
}

func (o Options) costs() seal.Params {
	if o.Costs == (seal.Params{}) {
		return seal.RecommendedParams()
	}
	return o.Costs
}

// lockWait is how long a store held by another process is waited for: long
// enough for one that is closing, too short to be taken for a hang.
const lockWait = 400 * time.Millisecond

// Open opens the file at path. It never creates one. A file that another
// gd8 holds is ErrInUse at once; a damaged one is said to be so and is not
// written.
func Open(path string, o Options, l Layout) (*File, error) {
	s, err := open(path, o, l)
	if err != nil {
		return nil, &PathError{Path: path, Err: err}
	}
	return s, nil
}

func open(path string, o Options, l Layout) (*File, error) {
	if err := location.Check(path, o.AllowNetwork); err != nil {
		return nil, err
	}
	if err := location.MakePrivate(path); err != nil {
		return nil, err
	}
	if err := boltfile.Inspect(path); err != nil {
		return nil, err
	}
	db, held, err := openFile(path, o)
	if err != nil {
		return nil, err
	}
	s := &File{layout: l, db: db, path: path, held: held, clock: o.clock()}
	if err := s.start(o); err != nil {
		_ = s.db.Close() // which may have been opened anew; the first error says what matters
		return nil, err
	}
	return s, nil
}

// openTries is how often a file is opened anew that lost its place to another
// while its lock was waited for.
const openTries = 5

// openFile opens and locks the file that is at path once the lock is held, and
// gives what tells it from others. It never makes one.
func openFile(path string, o Options) (*bolt.DB, os.FileInfo, error) {
	for range openTries {
		db, file, err := lockFile(path, o)
		if err != nil {
			return nil, nil, err
		}
		// Who held the lock may have put another file in this one's place:
		// what is written into a file without a name is lost.
		held, err := file.Stat()
		named, missing := os.Lstat(path)
		if err == nil && missing == nil && os.SameFile(held, named) {
			return db, held, nil
		}
		_ = db.Close() // it was only looked at
		if errors.Is(missing, fs.ErrNotExist) {
			return nil, nil, location.ErrNotFound
		}
		if err := errors.Join(err, missing); err != nil {
			return nil, nil, err
		}
	}
	return nil, nil, ErrInUse
}

// lockFile opens and locks the file at path.
func lockFile(path string, o Options) (*bolt.DB, *os.File, error) {
	var db *bolt.DB
	var file *os.File
	err := Guard(func() (err error) {
		db, err = bolt.Open(path, 0o600, &bolt.Options{
			Timeout:      lockWait,
			FreelistType: bolt.FreelistMapType,
			NoSync:       o.WithoutSync,
			NoStatistics: true,
			OpenFile: func(name string, flag int, mode os.FileMode) (_ *os.File, err error) {
				file, err = os.OpenFile(name, flag&^os.O_CREATE, mode)
				return file, err
			},
		})
		return err
	})
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return nil, nil, ErrInUse
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrChecksum), errors.Is(err, berrors.ErrVersionMismatch):
		return nil, nil, boltfile.Damage(fmt.Sprintf("it is damaged or no gd8 store (%v); restore the newest backup", err))
	case err != nil:
		return nil, nil, err
	}
	info, err := file.Stat()
	if err == nil {
		err = boltfile.InspectTree(file, info.Size())
	}
	if err != nil {
		_ = db.Close() // it was only looked at
		return nil, nil, err
	}
	return db, file, nil
}

func noPart(bucket []byte) error {
	return boltfile.Damage(fmt.Sprintf("it is no gd8 store, or part of it (%s) is missing; restore the newest backup", bucket))
}

// start reads the header, unlocks the store and clears away what an
// interrupted import left.
func (s *File) start(o Options) error {
	err := Guard(func() error {
		return s.db.View(func(tx *bolt.Tx) error {
			if tx.Bucket(BucketMeta) == nil {
				return noPart(BucketMeta)
			}
			var err error
			if s.header, err = DecodeHeader(tx.Bucket(BucketMeta).Get(KeyHeader)); err != nil {
				return err
			}
			for _, name := range s.layout.Buckets {
				if tx.Bucket(name) == nil && s.header.Format >= s.layout.Since[string(name)] {
					return noPart(name)
				}
			}
			return err
		})
	})
	if err != nil {
		return err
	}
	if s.header.unlockedAs(o) {
		s.sealer = o.unlocked.sealer
	} else if s.sealer, err = s.header.Unlock(o); err != nil {
		return err
	}
	// What cannot be cleared away now is before the next write, and hides
	// nothing: on a full disk there is still all to be read.
	var notSaved *NotSavedError
	if err := s.clearBeforeWrite(); err != nil && !errors.As(err, &notSaved) {
		return err
	}
	if o.disposable {
		return s.bringUp(s.layout.Upgrades, Format, func() (string, error) { return "untouched", nil })
	}
	location.SweepUnfinished(s.path)
	if err := s.bringUp(s.layout.Upgrades, Format, s.backupBeside); err != nil {
		return err
	}
	for _, sweep := range []func() error{s.sweepBackups, s.sweepExports} {
		if err := sweep(); err != nil && !errors.As(err, &notSaved) {
			return err
		}
	}
	return nil
}

// Create makes an empty file at path, with its folder. The file is built
// under another name and renamed when it is whole, as a power cut while a
// new file is initialised would leave a bad one.
func Create(path string, o Options, l Layout) error {
	if err := create(path, o, l); err != nil {
		return &PathError{Path: path, Err: err}
	}
	return nil
}

func create(path string, o Options, l Layout) error {
	if err := location.MustBeFree(path); err != nil {
		return err
	}
	if err := location.Make(path, o.AllowNetwork); err != nil {
		return err
	}
	temporary, err := location.TemporaryBeside(path)
	if err != nil {
		return err
	}
	defer os.Remove(temporary)
	db, err := bolt.Open(temporary, 0o600, &bolt.Options{Timeout: lockWait, FreelistType: bolt.FreelistMapType})
	if err != nil {
		return err
	}
	h, sealer, err := newIdentity(o)
	if err == nil {
		err = initialise(db, h, sealer, l)
	}
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	return location.PutNew(temporary, path)
}

// newIdentity makes the header of a new store, encrypted where the options
// give a passphrase.
func newIdentity(o Options) (Header, seal.Sealer, error) {
	h := NewHeader()
	if o.Encrypt == nil {
		return h, seal.NewPlain(h.IndexKey), nil
	}
	passphrase, err := o.Encrypt()
	if err != nil {
		return h, seal.Sealer{}, err
	}
	defer clear(passphrase)
	return h.wrapped(passphrase, o.costs())
}

func initialise(db *bolt.DB, h Header, sealer seal.Sealer, l Layout) error {
	return db.Update(func(tx *bolt.Tx) error {
		for _, name := range l.Buckets {
			if _, err := tx.CreateBucket(name); err != nil {
				return err
			}
		}
		if err := tx.Bucket(BucketMeta).Put(KeyHeader, h.Encode()); err != nil {
			return err
		}
		w := (&File{sealer: sealer}).writerIn(tx)
		w.read.Next = 1
		if err := w.putMarksKey(); err != nil {
			return err
		}
		return w.Put(BucketMeta, KeyState, w.read.State.Encode())
	})
}

// Close closes the file. Nothing is waiting to be written: what was said to
// be saved is.
func (s *File) Close() error {
	s.writing.Lock()
	defer s.writing.Unlock()
	s.lost.Store(false) // and stays closed
	return s.db.Close()
}

// Sealer seals the file's values, and hashes what is found by reference.
func (s *File) Sealer() seal.Sealer { return s.sealer }

// Raw is the file without all that a vault promises. It is for tests, which
// damage a file with it.
func (s *File) Raw() *bolt.DB { return s.db }

// RawFormat says in the header that the file is of an earlier format. It is for
// tests of the way up; what else such a file has not is for them to take away.
func (s *File) RawFormat(format int) error {
	h := s.header
	h.Format = format
	return s.db.Update(func(tx *bolt.Tx) error { return tx.Bucket(BucketMeta).Put(KeyHeader, h.Encode()) })
}

// RawWriter writes in one of Raw's transactions: it is neither counted nor
// journalled.
func (s *File) RawWriter(tx *bolt.Tx) *Writer {
	w := s.writerIn(tx)
	_ = w.read.loadState() // it may be what was tampered with before
	return w
}

// Unopened is no file, but for the keys that one sealed so would have.
func Unopened(sealer seal.Sealer) *File { return &File{sealer: sealer} }

// Path is where the store lies.
func (s *File) Path() string { return s.path }

// Today is the calendar date of the store's clock.
func (s *File) Today() model.Date { return model.DateOf(s.clock()) }

// Now is the time of the store's clock.
func (s *File) Now() time.Time { return s.clock() }
