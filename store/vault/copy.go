package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	bolt "go.etcd.io/bbolt"

	"gd8/store/files"
	"gd8/store/location"
	"gd8/store/seal"
)

// copyTo writes all that the store holds into a new file, in key order and
// so without room between, sealed by target under header h. Nothing that was
// deleted is in it. Versions keep the places that the journal committed to;
// what finds them by reference is made anew where the index key is another.
// Cancelled, it leaves a part of the file, for the caller to remove.
func (s *File) copyTo(ctx context.Context, path string, h Header, target seal.Sealer, use copyUse) error {
	db, err := bolt.Open(path, 0o600, &bolt.Options{Timeout: lockWait, FreelistType: bolt.FreelistMapType, NoSync: true})
	if err != nil {
		return err
	}
	out := &File{layout: s.layout.alone(), db: db, header: h, sealer: target, clock: s.clock}
	rekey := s.sealer.Index("key") != target.Index("key")
	err = s.View(func(r *Reader) error {
		for _, bucket := range s.layout.Buckets {
			if r.Bucket(bucket) == nil {
				continue // of a file that is not of the newest format yet
			}
			if err := r.copyBucket(ctx, out, bucket, use, rekey); err != nil {
				return fmt.Errorf("%s: %w", bucket, err)
			}
		}
		return nil
	})
	return errors.Join(err, db.Sync(), db.Close())
}

// copyUse is what a copy of the store is for.
type copyUse bool

const (
	inPlace copyUse = false // it takes the store's place, with all that it knows
	apart   copyUse = true  // it lies elsewhere, and has no part in what the store began
)

// FullPages is how full pages are left that were written in key order.
const FullPages = 0.95

const (
	// CopyStep is how many values are written in one transaction of a copy.
	CopyStep = 20_000
	// CopyLook is how many are read between two looks at whether it was
	// cancelled.
	CopyLook = 1000
)

// Pair is a key with its value, not sealed.
type Pair struct{ Key, Value []byte }

// copyBucket copies one bucket. rekey says that keys made of references are
// hashed anew.
func (r *Reader) copyBucket(ctx context.Context, out *File, bucket []byte, use copyUse, rekey bool) error {
	if err := out.db.Update(func(tx *bolt.Tx) error {
		_, err := tx.CreateBucketIfNotExists(bucket)
		return err
	}); err != nil {
		return err
	}
	var err error
	var pending []Pair
	flush := func() error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		err := out.PutAll(bucket, pending)
		pending = pending[:0]
		return err
	}
	walk := func(key, value []byte) error {
		if use == apart && string(bucket) == string(BucketMeta) && (string(key) == string(KeyUnfinished) || string(key) == string(KeyExporting)) {
			return nil
		}
		pending = append(pending, Pair{bytes.Clone(key), bytes.Clone(value)})
		if len(pending)%CopyLook == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if len(pending) == CopyStep {
			return flush()
		}
		return nil
	}
	if keys := r.s.layout.Rekey[string(bucket)]; rekey && keys != nil {
		pending, err = keys(ctx, r, out)
	} else {
		err = r.Walk(bucket, walk)
	}
	if err != nil {
		return err
	}
	return flush()
}

// Walk visits every sealed value of a bucket.
func (r *Reader) Walk(bucket []byte, visit func(key, value []byte) error) error {
	return r.Each(bucket, nil, func(key, value []byte) (bool, error) {
		return true, visit(key, value)
	})
}

// PutAll seals values into place, the header with the meta.
func (s *File) PutAll(bucket []byte, pairs []Pair) error {
	return s.db.Update(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucket)
		b.FillPercent = FullPages
		w := s.writerIn(tx)
		if string(bucket) == string(BucketMeta) {
			if err := b.Put(KeyHeader, s.header.Encode()); err != nil {
				return err
			}
		}
		for _, p := range pairs {
			if err := w.Put(bucket, p.Key, p.Value); err != nil {
				return err
			}
		}
		return nil
	})
}

// SortPairs puts pairs in order of key.
func SortPairs(list []Pair) {
	slices.SortFunc(list, func(a, b Pair) int { return bytes.Compare(a.Key, b.Key) })
}

// copyOpened makes a copy that is to take the store's place and opens it.
func (s *File) copyOpened(ctx context.Context, path string, h Header, sealer seal.Sealer) (*File, error) {
	if err := s.copyTo(ctx, path, h, sealer, inPlace); err != nil {
		return nil, err
	}
	db, _, err := openFile(path, Options{})
	if err != nil {
		return nil, err
	}
	return &File{layout: s.layout.alone(), db: db, path: path, header: h, sealer: sealer, clock: s.clock}, nil
}

// Compact writes the store anew without the bytes of what was deleted.
// Cancelled, it leaves the store as it was.
func (s *File) Compact(ctx context.Context) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	return copyProblem("the store could not be written anew, and is as it was", s.replaceByCopyOf(ctx, s))
}

// replaceChanged lets change work on a copy of the file and puts that, compacted,
// in the file's place: what it did is done whole, without a byte left of what it
// deleted, or not at all.
func (s *File) replaceChanged(ctx context.Context, change func(copied *File) error) error {
	changed, err := location.TemporaryBeside(s.path)
	if err != nil {
		return err
	}
	defer os.Remove(changed)
	c, err := s.copyOpened(ctx, changed, s.header, s.sealer)
	if err != nil {
		return err
	}
	defer func() { _ = c.db.Close() }() // it goes away; it may have been opened anew
	if err := change(c); err != nil {
		return err
	}
	return s.replaceByCopyOf(ctx, c)
}

// Build makes a new file at path, which is there and empty, and has fill write
// it.
func Build(path string, h Header, sealer seal.Sealer, l Layout, o Options, fill func(*File) error) error {
	db, err := bolt.Open(path, 0o600, &bolt.Options{Timeout: lockWait, FreelistType: bolt.FreelistMapType, NoSync: true})
	if err != nil {
		return err
	}
	s := &File{layout: l.alone(), db: db, path: path, header: h, sealer: sealer, clock: o.clock()}
	if err = initialise(db, h, sealer, l); err == nil {
		err = fill(s)
	}
	return errors.Join(err, s.db.Sync(), s.db.Close()) // it may have been opened anew
}

// Rewrite is replaceChanged for one action: what says of an error what became
// of the file.
func (s *File) Rewrite(ctx context.Context, what string, change func(copied *File) error) error {
	if s.reserved.Load() {
		return ErrBusy
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	return copyProblem(what, s.replaceChanged(ctx, change))
}

// replaceByCopyOf puts a compacted copy of a store of its own identity, most
// often itself, in the store's place.
func (s *File) replaceByCopyOf(ctx context.Context, from *File) error {
	temporary, err := location.TemporaryBeside(s.path)
	if err != nil {
		return err
	}
	defer os.Remove(temporary)
	if err := from.copyTo(ctx, temporary, from.header, from.sealer, inPlace); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return s.replaceWith(temporary, from.header, from.sealer)
}

// copyProblem says why a copy of the store could not be made: damage of the
// store itself, and an error that leaves it open what became of it, say what
// to do about it, anything else is the drive's.
func copyProblem(what string, err error) error {
	var damage *seal.DamageError
	var unsettled *UnsettledError
	switch {
	case err == nil, errors.Is(err, context.Canceled), errors.As(err, &damage), errors.Is(err, ErrMissing), errors.As(err, &unsettled):
		return err
	case files.IsDiskFull(err):
		return FullDisk(what, err)
	}
	return fmt.Errorf("%s: %w; check the drive and its free space", what, err)
}

// FullDisk says of want of room what every command says of it. Other errors
// are left as they are.
func FullDisk(what string, err error) error {
	if err == nil || !files.IsDiskFull(err) {
		return err
	}
	return fmt.Errorf("%s: the disk is full; make room on it, then try again (%w)", what, err)
}

// Encrypted reports whether the store is encrypted.
func (s *File) Encrypted() bool { return s.header.envelope != nil }
