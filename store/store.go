package store

import (
	"errors"
	"io/fs"
	"sync"

	"gd8/store/location"
	"gd8/store/vault"
)

// Store is one open store: the records, answers and decisions in a vault's
// file. It is safe for concurrent use; writes wait for one another.
type Store struct {
	*vault.File
	derived derived
}

// OpenOrCreate opens the store at path, or creates it where there is none.
func OpenOrCreate(path string, o Options) (*Store, error) {
	s, err := Open(path, o)
	if !errors.Is(err, location.ErrNotFound) {
		return s, err
	}
	// Another gd8 may make it at the same moment: then that one is opened.
	if err := Create(path, o); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return Open(path, o)
}

// Open opens the store at path. It never creates one. A file that another
// gd8 holds is ErrInUse at once; a damaged one is said to be so and is not
// written.
func Open(path string, o Options) (*Store, error) {
	s := &Store{}
	l := Layout()
	l.Counted, l.Reopened = s.counted, s.reopened
	f, err := vault.Open(path, o, l)
	if err != nil {
		return nil, err
	}
	s.File = f
	return s, nil
}

// Create makes an empty store at path, with its folder.
func Create(path string, o Options) error { return vault.Create(path, o, Layout()) }

// Of is the store in a file that is open, such as a copy of another.
func Of(f *vault.File) *Store { return &Store{File: f} }

// since is, of buckets that the first format did not have, the format that has
// them.
var since = map[string]int{
	string(BucketAlike): 3, string(BucketOpinions): 3, string(BucketChecks): 3, string(BucketRulings): 3,
	string(BucketSamples): 3, string(BucketReleases): 3, string(vault.BucketTree): 3, string(vault.BucketErased): 3,
}

// Layout is what the store says of the file that its vault keeps.
func Layout() vault.Layout {
	return vault.Layout{
		Buckets:     Buckets,
		Since:       since,
		Upgrades:    upgrades,
		Rekey:       rekey,
		BeforeWrite: DropStaged,
	}
}

// Reader is one read of the store. Nothing it hands out outlives the
// transaction unless it was decoded.
type Reader struct {
	*vault.Reader
	s *Store
	// overlay are records with signs that the index does not have yet, as an
	// import that is being staged changed them; nil mostly.
	Overlay map[[AlikeSize]byte][]Number
}

// View runs read in a transaction that is closed when it returns.
func (s *Store) View(read func(*Reader) error) error {
	return s.File.View(func(r *vault.Reader) error { return read(&Reader{Reader: r, s: s}) })
}

// As is the same read of the store in another state, such as that before or
// after an import that is being staged.
func (r *Reader) As(st vault.State) *Reader { return &Reader{Reader: r.Reader.As(st), s: r.s} }

// Writer is one transaction of one action: what it writes of the store, and
// what it changes of the queue by that.
type Writer struct {
	Reader
	*vault.Writer
	index       *indexChange
	rows        []RowChange // replaced, in order
	OrdersStale bool        // rows were written that rows does not tell of
}

// Write runs one action in one transaction. change fills w.entry; an entry
// without an operation is not journalled (drafts, notes, sittings).
func (s *Store) Write(actor Actor, change func(*Writer) error) error {
	return s.File.Write(actor, s.writes(change))
}

// Commit is write for callers that already hold s.writing.
func (s *Store) Commit(actor Actor, change func(*Writer) error) error {
	return s.File.Commit(actor, s.writes(change))
}

// writes is a change of the store as one of its file: what it came to in the
// index is written with it.
func (s *Store) writes(change func(*Writer) error) func(*vault.Writer) error {
	return func(v *vault.Writer) error {
		w := &Writer{Reader: Reader{Reader: v.Reader(), s: s}, Writer: v}
		v.Above = w
		if err := change(w); err != nil {
			return err
		}
		return w.FlushIndex()
	}
}

// Derived is what is worked out from the queue's rows and kept in memory, such as
// its orders. It follows every transaction.
type Derived interface {
	// Advance is told of the rows that a transaction replaces, once it has its
	// number and while it can still fail: then the next one has its number.
	Advance(writes uint64, changes []RowChange)
	// Forget is told that rows changed that are not told of one by one.
	Forget()
}

// derived holds what is derived, once it was asked for.
type derived struct {
	mu  sync.Mutex
	has Derived
}

// Derive gives what is derived from this store's rows. make makes it when it is
// first asked for.
func (s *Store) Derive(make func() Derived) Derived {
	s.derived.mu.Lock()
	defer s.derived.mu.Unlock()
	if s.derived.has == nil {
		s.derived.has = make()
	}
	return s.derived.has
}

func (s *Store) tell(what func(Derived)) {
	s.derived.mu.Lock()
	defer s.derived.mu.Unlock()
	if s.derived.has != nil {
		what(s.derived.has)
	}
}

// counted tells what is derived of a transaction.
func (s *Store) counted(v *vault.Writer) {
	w, ok := v.Above.(*Writer)
	switch {
	case !ok:
		s.tell(func(d Derived) { d.Advance(v.Reader().Writes, nil) })
	case w.OrdersStale:
		s.reopened()
	default:
		s.tell(func(d Derived) { d.Advance(v.Reader().Writes, w.rows) })
	}
}

// reopened tells what is derived that it may not hold.
func (s *Store) reopened() { s.tell(Derived.Forget) }
