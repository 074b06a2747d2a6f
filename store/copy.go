package store

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	bolt "go.etcd.io/bbolt"

	"gd8/store/seal"
)

// copyTo writes all that the store holds into a new file, in key order and
// so without room between, sealed by target under header h. Nothing that was
// deleted is in it. Versions keep the places that the journal committed to;
// what finds them by reference is made anew where the index key is another.
func (s *Store) copyTo(path string, h header, target seal.Sealer) error {
	db, err := bolt.Open(path, 0o600, &bolt.Options{Timeout: lockWait, FreelistType: bolt.FreelistMapType, NoSync: true})
	if err != nil {
		return err
	}
	out := &Store{db: db, header: h, sealer: target, now: s.now}
	err = s.view(func(r *reader) error {
		for _, bucket := range buckets {
			if err := r.copyBucket(out, bucket, s.Encrypted() || target.Encrypted()); err != nil {
				return fmt.Errorf("%s: %w", bucket, err)
			}
		}
		return nil
	})
	return errors.Join(err, db.Sync(), db.Close())
}

// copyStep is how many values are written in one transaction of a copy.
const copyStep = 20_000

type pair struct{ key, value []byte }

// copyBucket copies one bucket. rekey says that keys made of references are
// hashed anew.
func (r *reader) copyBucket(out *Store, bucket []byte, rekey bool) error {
	if err := out.db.Update(func(tx *bolt.Tx) error {
		_, err := tx.CreateBucketIfNotExists(bucket)
		return err
	}); err != nil {
		return err
	}
	var err error
	var pending []pair
	flush := func() error {
		err := out.putAll(bucket, pending)
		pending = pending[:0]
		return err
	}
	walk := func(key, value []byte) error {
		pending = append(pending, pair{bytes.Clone(key), bytes.Clone(value)})
		if len(pending) == copyStep {
			return flush()
		}
		return nil
	}
	switch {
	case rekey && (string(bucket) == string(bucketPersons) || string(bucket) == string(bucketRefs)):
		pending, err = r.recordKeys(out, bucket)
	case rekey && string(bucket) == string(bucketTexts):
		pending, err = r.textKeys(out)
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
func (r *reader) recordKeys(out *Store, bucket []byte) ([]pair, error) {
	var list []pair
	for n := Number(1); uint32(n) < r.next; n++ {
		h, err := r.headOf(n)
		if errors.Is(err, errMissing) {
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

// textKeys are the keys that find equal rationales, as out hashes them.
func (r *reader) textKeys(out *Store) ([]pair, error) {
	var list []pair
	err := r.walk(bucketDecisions, func(key, value []byte) error {
		n, _ := splitPair(key)
		d, err := storedDecision(value)
		if err != nil {
			return err
		}
		for _, k := range out.textKeysOf(n, d) {
			list = append(list, pair{key: k})
		}
		return nil
	})
	sortPairs(list)
	return list, err
}

func sortPairs(list []pair) {
	slices.SortFunc(list, func(a, b pair) int { return bytes.Compare(a.key, b.key) })
}

// replaceWith swaps the open file for a finished copy of it at temporary and
// opens it again. The store stays usable, on whichever file is in place.
func (s *Store) replaceWith(temporary string, h header, sealer seal.Sealer) error {
	s.swapping.Lock()
	defer s.swapping.Unlock()
	if err := s.db.Close(); err != nil {
		return err
	}
	renamed := renameInto(temporary, s.path)
	if renamed == nil {
		s.header, s.sealer = h, sealer
	}
	return errors.Join(renamed, s.reopen())
}

// reopen opens the file anew, for who holds the swapping lock.
func (s *Store) reopen() error {
	if err := inspect(s.path); err != nil {
		return err
	}
	db, err := openFile(s.path, Options{WithoutSync: s.db.NoSync})
	if err != nil {
		return err
	}
	s.db = db
	return nil
}

// Encrypted reports whether the store is encrypted.
func (s *Store) Encrypted() bool { return s.header.envelope != nil }
