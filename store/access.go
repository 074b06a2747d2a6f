package store

import (
	"gd8/store/vault"

	bolt "go.etcd.io/bbolt"
)

// Reader is one read of the file: a transaction and what of the file it may
// see. Nothing it hands out outlives the transaction unless it was decoded.
type Reader struct {
	s  *File
	tx *bolt.Tx
	state
}

// File is the file that is read.
func (r *Reader) File() *File { return r.s }

// bucket is one of the file's buckets, nil where it is missing.
func (r *Reader) bucket(name []byte) *bolt.Bucket { return r.tx.Bucket(name) }

// cursor goes over a bucket's keys and values as they are stored.
func (r *Reader) cursor(bucket []byte) *bolt.Cursor { return r.tx.Bucket(bucket).Cursor() }

// as is the same read of the file in another state, such as that before or
// after an import that is being staged.
func (r *Reader) as(st state) *Reader { return &Reader{s: r.s, tx: r.tx, state: st} }

// view runs read in a transaction that is closed when it returns: none is
// held across an officer's keys, where it would block a writer.
func (s *File) view(read func(*Reader) error) error {
	if err := s.regain(); err != nil {
		return err
	}
	s.swapping.RLock()
	defer s.swapping.RUnlock()
	return vault.Guard(func() error {
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
	b, err := r.get(bucketMeta, keyState)
	if err != nil {
		return err
	}
	r.state, err = decodeState(b)
	return err
}

// get reads one value; nil where there is none.
func (r *Reader) get(bucket, key []byte) ([]byte, error) {
	stored := r.tx.Bucket(bucket).Get(key)
	if stored == nil {
		return nil, nil
	}
	return r.s.sealer.Open(nil, string(bucket), key, stored)
}

// each reads the values whose keys start with prefix, in key order, until
// visit returns false.
func (r *Reader) each(bucket, prefix []byte, visit func(key, value []byte) (bool, error)) error {
	c := r.tx.Bucket(bucket).Cursor()
	for k, stored := c.Seek(prefix); k != nil && hasPrefix(k, prefix); k, stored = c.Next() {
		if isHeader(bucket, k) {
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

// isHeader reports whether a place is the header's, the one value that is not
// sealed: it says how the others are.
func isHeader(bucket, key []byte) bool {
	return string(bucket) == string(bucketMeta) && string(key) == string(keyHeader)
}

// put seals a value into its place. It belongs to a writer's transaction.
func (w *Writer) put(bucket, key, value []byte) error {
	w.sealed = w.read.s.sealer.Seal(w.sealed[:0], string(bucket), key, value)
	// bbolt keeps the value until the commit, so it gets memory of its own.
	return w.read.tx.Bucket(bucket).Put(key, append([]byte(nil), w.sealed...))
}

// empty deletes all that a bucket holds.
func (w *Writer) empty(bucket []byte) error {
	if err := w.read.tx.DeleteBucket(bucket); err != nil {
		return err
	}
	_, err := w.read.tx.CreateBucket(bucket)
	return err
}

// remove deletes a value, if it is there.
func (w *Writer) remove(bucket, key []byte) error { return w.read.tx.Bucket(bucket).Delete(key) }

func hasPrefix(key, prefix []byte) bool {
	return len(key) >= len(prefix) && string(key[:len(prefix)]) == string(prefix)
}
