package vault

import (
	"slices"

	bolt "go.etcd.io/bbolt"
)

// Reader is one read of the file: a transaction and what of the file it may
// see. Nothing it hands out outlives the transaction unless it was decoded.
type Reader struct {
	s  *File
	tx *bolt.Tx
	State
}

// File is the file that is read.
func (r *Reader) File() *File { return r.s }

// Bucket is one of the file's buckets, nil where it is missing.
func (r *Reader) Bucket(name []byte) *bolt.Bucket { return r.tx.Bucket(name) }

// Unknown are the file's buckets that its layout does not have. It looks at
// their names alone: a damaged bucket that is opened can end the process.
func (r *Reader) Unknown() (names []string, err error) {
	c := r.tx.Cursor()
	for name, _ := c.First(); name != nil; name, _ = c.Next() {
		if !slices.ContainsFunc(r.s.layout.Buckets, func(known []byte) bool { return string(known) == string(name) }) {
			names = append(names, string(name))
		}
	}
	return names, nil
}

// Cursor goes over a bucket's keys and values as they are stored.
func (r *Reader) Cursor(bucket []byte) *bolt.Cursor { return r.tx.Bucket(bucket).Cursor() }

// As is the same read of the file in another state, such as that before or
// after an import that is being staged.
func (r *Reader) As(st State) *Reader { return &Reader{s: r.s, tx: r.tx, State: st} }

// View runs read in a transaction that is closed when it returns: none is
// held across an officer's keys, where it would block a writer.
func (s *File) View(read func(*Reader) error) error {
	if err := s.regain(); err != nil {
		return err
	}
	s.swapping.RLock()
	defer s.swapping.RUnlock()
	return Guard(func() error {
		return s.db.View(func(tx *bolt.Tx) error {
			r := &Reader{s: s, tx: tx}
			if err := r.loadState(); err != nil {
				return err
			}
			return read(r)
		})
	})
}

func (r *Reader) loadState() error {
	b, err := r.Get(BucketMeta, KeyState)
	if err != nil {
		return err
	}
	r.State, err = DecodeState(b)
	return err
}

// Get reads one value; nil where there is none.
func (r *Reader) Get(bucket, key []byte) ([]byte, error) {
	stored := r.tx.Bucket(bucket).Get(key)
	if stored == nil {
		return nil, nil
	}
	return r.s.sealer.Open(nil, string(bucket), key, stored)
}

// Each reads the values whose keys start with prefix, in key order, until
// visit returns false.
func (r *Reader) Each(bucket, prefix []byte, visit func(key, value []byte) (bool, error)) error {
	c := r.tx.Bucket(bucket).Cursor()
	for k, stored := c.Seek(prefix); k != nil && hasPrefix(k, prefix); k, stored = c.Next() {
		if IsHeader(bucket, k) {
			continue
		}
		v, err := r.s.sealer.Open(nil, string(bucket), k, stored)
		if err != nil {
			return err
		}
		more, err := visit(k, v)
		if err != nil || !more {
			return err
		}
	}
	return nil
}

// IsHeader reports whether a place is the header's, the one value that is not
// sealed: it says how the others are.
func IsHeader(bucket, key []byte) bool {
	return string(bucket) == string(BucketMeta) && string(key) == string(KeyHeader)
}

// Put seals a value into its place. It belongs to a writer's transaction.
func (w *Writer) Put(bucket, key, value []byte) error {
	w.sealed = w.read.s.sealer.Seal(w.sealed[:0], string(bucket), key, value)
	// bbolt keeps the value until the commit, so it gets memory of its own.
	return w.read.tx.Bucket(bucket).Put(key, append([]byte(nil), w.sealed...))
}

// Empty deletes all that a bucket holds.
func (w *Writer) Empty(bucket []byte) error {
	if err := w.read.tx.DeleteBucket(bucket); err != nil {
		return err
	}
	_, err := w.read.tx.CreateBucket(bucket)
	return err
}

// Remove deletes a value, if it is there.
func (w *Writer) Remove(bucket, key []byte) error { return w.read.tx.Bucket(bucket).Delete(key) }

func hasPrefix(key, prefix []byte) bool {
	return len(key) >= len(prefix) && string(key[:len(prefix)]) == string(prefix)
}
