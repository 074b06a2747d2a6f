package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	bolt "go.etcd.io/bbolt"

	"gd8/store/seal"
	"gd8/store/vault"
)

// copyTo writes all that the store holds into a new file, in key order and
// so without room between, sealed by target under header h. Nothing that was
// deleted is in it. Versions keep the places that the journal committed to;
// what finds them by reference is made anew where the index key is another.
// Cancelled, it leaves a part of the file, for the caller to remove.
func (s *Store) copyTo(ctx context.Context, path string, h header, target seal.Sealer, use copyUse) error {
	db, err := bolt.Open(path, 0o600, &bolt.Options{Timeout: lockWait, FreelistType: bolt.FreelistMapType, NoSync: true})
	if err != nil {
		return err
	}
	out := &Store{db: db, header: h, sealer: target, now: s.now}
	rekey := s.sealer.Index("key") != target.Index("key")
	err = s.view(func(r *reader) error {
		for _, bucket := range buckets {
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

const (
	// copyStep is how many values are written in one transaction of a copy.
	copyStep = 20_000
	// copyLook is how many are read between two looks at whether it was
	// cancelled.
	copyLook = 1000
)

type pair struct{ key, value []byte }

// copyBucket copies one bucket. rekey says that keys made of references are
// hashed anew.
func (r *reader) copyBucket(ctx context.Context, out *Store, bucket []byte, use copyUse, rekey bool) error {
	if err := out.db.Update(func(tx *bolt.Tx) error {
		_, err := tx.CreateBucketIfNotExists(bucket)
		return err
	}); err != nil {
		return err
	}
	var err error
	var pending []pair
	flush := func() error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		err := out.putAll(bucket, pending)
		pending = pending[:0]
		return err
	}
	walk := func(key, value []byte) error {
		if use == apart && string(bucket) == string(bucketMeta) && (string(key) == string(keyUnfinished) || string(key) == string(keyExporting)) {
			return nil
		}
		pending = append(pending, pair{bytes.Clone(key), bytes.Clone(value)})
		if len(pending)%copyLook == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if len(pending) == copyStep {
			return flush()
		}
		return nil
	}
	switch {
	case rekey && (string(bucket) == string(bucketPersons) || string(bucket) == string(bucketRefs)):
		pending, err = r.recordKeys(ctx, out, bucket)
	case rekey && string(bucket) == string(bucketTexts):
		pending, err = r.allTexts(ctx, out)
	case rekey && string(bucket) == string(bucketDrafts):
		pending, err = r.draftPairs(out)
	default:
		err = r.walk(bucket, walk)
	}
	if err != nil {
		return err
	}
	return flush()
}

// walk visits every sealed value of a bucket.
func (r *reader) walk(bucket []byte, visit func(key, value []byte) error) error {
	return r.each(bucket, nil, func(key, value []byte) (bool, error) {
		return true, visit(key, value)
	})
}

// putAll seals values into place, the header with the meta.
func (s *Store) putAll(bucket []byte, pairs []pair) error {
	return s.db.Update(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucket)
		b.FillPercent = fullPages
		w := &writer{reader: reader{s: s, tx: tx}}
		if string(bucket) == string(bucketMeta) {
			if err := b.Put(keyHeader, s.header.encode()); err != nil {
				return err
			}
		}
		for _, p := range pairs {
			if err := w.put(bucket, p.key, p.value); err != nil {
				return err
			}
		}
		return nil
	})
}

// recordKeys are the keys that find every record, as out hashes them.
func (r *reader) recordKeys(ctx context.Context, out *Store, bucket []byte) ([]pair, error) {
	var list []pair
	for n := Number(1); uint32(n) < r.next; n++ {
		if n%copyLook == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		h, err := r.headOf(n)
		if errors.Is(err, vault.ErrMissing) {
			continue // erased
		}
		if err != nil {
			return nil, err
		}
		key := out.personsKey(h.key, n)
		if string(bucket) == string(bucketRefs) {
			key = out.refsKey(h.key, n)
		}
		list = append(list, pair{key: key})
	}
	sortPairs(list)
	return list, nil
}

// draftPairs are the drafts under the keys that out has for them.
func (r *reader) draftPairs(out *Store) ([]pair, error) {
	var list []pair
	err := r.walk(bucketDrafts, func(key, value []byte) error {
		kind, err := r.s.draftKindOf(key, value)
		list = append(list, pair{out.draftKey(Number(keyUint(key, 0)), kind), bytes.Clone(value)})
		return err
	})
	sortPairs(list)
	return list, err
}

func sortPairs(list []pair) {
	slices.SortFunc(list, func(a, b pair) int { return bytes.Compare(a.key, b.key) })
}

// copyOpened makes a copy that is to take the store's place and opens it.
func (s *Store) copyOpened(ctx context.Context, path string, h header, sealer seal.Sealer) (*Store, error) {
	if err := s.copyTo(ctx, path, h, sealer, inPlace); err != nil {
		return nil, err
	}
	db, _, err := openFile(path, Options{})
	if err != nil {
		return nil, err
	}
	return &Store{db: db, path: path, header: h, sealer: sealer, now: s.now}, nil
}

// Compact writes the store anew without the bytes of what was deleted.
// Cancelled, it leaves the store as it was.
func (s *Store) Compact(ctx context.Context) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	return copyProblem("the store could not be written anew, and is as it was", s.replaceByCopyOf(ctx, s))
}

// replaceByCopyOf puts a compacted copy of a store of its own identity, most
// often itself, in the store's place.
func (s *Store) replaceByCopyOf(ctx context.Context, from *Store) error {
	temporary, err := vault.TemporaryBeside(s.path)
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
	var unsettled *vault.UnsettledError
	switch {
	case err == nil, errors.Is(err, context.Canceled), errors.As(err, &damage), errors.Is(err, vault.ErrMissing), errors.As(err, &unsettled):
		return err
	case vault.IsDiskFull(err):
		return fmt.Errorf("%s: the disk is full; make room on it, then try again (%w)", what, err)
	}
	return fmt.Errorf("%s: %w; check the drive and its free space", what, err)
}

// Encrypted reports whether the store is encrypted.
func (s *Store) Encrypted() bool { return s.header.envelope != nil }
