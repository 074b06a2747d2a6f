package store

import (
	"errors"
	"gd8/store/vault"
	"io/fs"
)

// Store is one open store: the records, answers and decisions in a vault's
// file. It is safe for concurrent use; writes wait for one another.
type Store struct {
	*vault.File
	orders orderCache
}

// OpenOrCreate opens the store at path, or creates it where there is none.
func OpenOrCreate(path string, o Options) (*Store, error) {
	s, err := Open(path, o)
	if !errors.Is(err, vault.ErrNotFound) {
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
	l := layout()
	l.Counted, l.Reopened = s.counted, s.orders.forget
	f, err := vault.Open(path, o, l)
	if err != nil {
		return nil, err
	}
	s.File = f
	return s, nil
}

// Create makes an empty store at path, with its folder.
func Create(path string, o Options) error { return vault.Create(path, o, layout()) }

// of is the store in a file that is open, such as a copy of another.
func of(f *vault.File) *Store { return &Store{File: f} }

// layout is what the store says of the file that its vault keeps.
func layout() vault.Layout {
	return vault.Layout{
		Buckets:     buckets,
		Upgrades:    upgrades,
		Rekey:       rekey,
		BeforeWrite: dropStaged,
	}
}

// reader is one read of the store. Nothing it hands out outlives the
// transaction unless it was decoded.
type reader struct {
	*vault.Reader
	s *Store
}

// view runs read in a transaction that is closed when it returns.
func (s *Store) view(read func(*reader) error) error {
	return s.File.View(func(r *vault.Reader) error { return read(&reader{r, s}) })
}

// as is the same read of the store in another state, such as that before or
// after an import that is being staged.
func (r *reader) as(st vault.State) *reader { return &reader{r.Reader.As(st), r.s} }

// writer is one transaction of one action: what it writes of the store, and
// what it changes of the queue by that.
type writer struct {
	reader
	*vault.Writer
	index    *indexChange
	rows     []rowChange // replaced, in order
	rowsAnew bool        // rows were written that rows does not tell of
}

// write runs one action in one transaction. change fills w.entry; an entry
// without an operation is not journalled (drafts, notes, sittings).
func (s *Store) write(actor Actor, change func(*writer) error) error {
	return s.File.Write(actor, s.writes(change))
}

// commit is write for callers that already hold s.writing.
func (s *Store) commit(actor Actor, change func(*writer) error) error {
	return s.File.Commit(actor, s.writes(change))
}

// writes is a change of the store as one of its file: what it came to in the
// index is written with it.
func (s *Store) writes(change func(*writer) error) func(*vault.Writer) error {
	return func(v *vault.Writer) error {
		w := &writer{reader: reader{v.Reader(), s}, Writer: v}
		v.Above = w
		if err := change(w); err != nil {
			return err
		}
		return w.flushIndex()
	}
}

// counted carries the orders of the queue over to a transaction.
func (s *Store) counted(v *vault.Writer) {
	w, ok := v.Above.(*writer)
	switch {
	case !ok:
		s.orders.advance(v.Reader().Writes, nil)
	case w.rowsAnew:
		s.orders.forget()
	default:
		s.orders.advance(v.Reader().Writes, w.rows)
	}
}
