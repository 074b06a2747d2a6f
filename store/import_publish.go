package store

import (
	"bytes"
	"encoding/binary"
	"gd8/store/vault"
	"maps"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	bolt "go.etcd.io/bbolt"
)

// assessRest assesses every case of every individual the import touches, as it
// will be once published, but for those assessed as they were read, and keeps
// the queue rows for publishing.
func (im *importer) assessRest() error {
	var person []byte
	done := 0
	for done < len(im.incoming) {
		if im.ctx.Err() != nil {
			return im.ctx.Err()
		}
		// A transaction for some thousand individuals, not one for each.
		err := vault.Guard(func() error {
			return im.s.db.View(func(tx *bolt.Tx) error {
				r := &reader{s: im.s, tx: tx, state: im.running}
				for until := min(done+chunkRows, len(im.incoming)); done < until; done++ {
					in := &im.incoming[done]
					plan := &im.rows[in.row]
					if !plan.stages() || plan.together > 0 || bytes.Equal(person, in.id[:personSize]) {
						continue
					}
					person = append(person[:0], in.id[:personSize]...)
					if err := im.assessPerson(r, person); err != nil {
						return err
					}
				}
				return nil
			})
		})
		if err != nil {
			return err
		}
		im.progress("assessing", int64(done), int64(len(im.incoming)))
	}
	return nil
}

func (im *importer) assessPerson(r *reader, person []byte) error {
	ind, err := r.individualAt(person)
	if err != nil {
		return err
	}
	for _, c := range ind.cases() {
		f, err := r.caseOf(&ind, c)
		if err != nil {
			return err
		}
		err = r.assess(f, func(n Number, q queueRow) error {
			if uint32(n) >= im.base.next {
				q.pack(im.freshRow(n))
			} else {
				im.changed[n] = q
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (im *importer) freshRow(n Number) []byte {
	at := int(uint32(n)-im.base.next) * rowSize
	return im.fresh[at : at+rowSize]
}

// publish stages the queue blocks that hold new records alone, then, in one
// transaction, the block they share with older ones, the rows of older
// records, the index and the state: from then on the import shows.
func (im *importer) publish() error {
	if err := im.stageBlocks(); err != nil {
		return err
	}
	added := im.freshSets()
	return im.commit(func(w *writer) error {
		if err := im.publishRows(w); err != nil {
			return err
		}
		if err := w.addSets(added); err != nil {
			return err
		}
		if err := w.tx.DeleteBucket(bucketStaged); err != nil {
			return err
		}
		if _, err := w.tx.CreateBucket(bucketStaged); err != nil {
			return err
		}
		w.staging, w.rowsAnew = 0, true
		return w.finish()
	})
}

// firstOwn is the first queue block that holds new records alone.
func (im *importer) firstOwn() Number {
	return Number((im.base.next + rowsPerBlock - 1) / rowsPerBlock)
}

func (im *importer) stageBlocks() error {
	last := Number(im.running.next-1) / rowsPerBlock
	for from := im.firstOwn(); from <= last; from += chunkRows {
		err := im.transaction(func(w *writer) error {
			w.tx.Bucket(bucketQueue).FillPercent = fullPages
			for b := from; b < from+chunkRows && b <= last; b++ {
				block := make([]byte, blockSize)
				for n := b * rowsPerBlock; n < (b+1)*rowsPerBlock && uint32(n) < im.running.next; n++ {
					copy(rowIn(block, n), im.freshRow(n))
				}
				if err := w.put(bucketQueue, numberKey(b), block); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (im *importer) publishRows(w *writer) error {
	for _, n := range slices.Sorted(maps.Keys(im.changed)) {
		if err := w.setRow(n, im.changed[n]); err != nil {
			return err
		}
	}
	shared := im.base.next / rowsPerBlock
	if im.base.next%rowsPerBlock == 0 {
		return nil
	}
	block, err := w.block(Number(im.base.next))
	if err != nil {
		return err
	}
	block = bytes.Clone(block)
	for n := Number(im.base.next); uint32(n)/rowsPerBlock == shared && uint32(n) < im.running.next; n++ {
		copy(rowIn(block, n), im.freshRow(n))
	}
	return w.put(bucketQueue, numberKey(Number(shared)), block)
}

// freshSets are the index bits of the new records.
func (im *importer) freshSets() map[[indexKeySize]byte]*roaring.Bitmap {
	added := map[[indexKeySize]byte]*roaring.Bitmap{}
	for n := Number(im.base.next); uint32(n) < im.running.next; n++ {
		q := unpackRow(im.freshRow(n))
		q.sets(func(s set) {
			key := [indexKeySize]byte{byte(s), byte(n >> 24), byte(n >> 16)}
			bitmap := added[key]
			if bitmap == nil {
				bitmap = roaring.New()
				added[key] = bitmap
			}
			bitmap.Add(uint32(n) & segmentMask)
		})
	}
	return added
}

// addSets puts new records into the index.
func (w *writer) addSets(added map[[indexKeySize]byte]*roaring.Bitmap) error {
	x, err := w.changeIndex()
	if err != nil {
		return err
	}
	for key, bitmap := range added {
		have := x.segments[key]
		if have == nil {
			if have, err = w.segment(key[:]); err != nil {
				return err
			}
			x.segments[key] = have
		}
		have.Or(bitmap)
		x.counts[key[0]] += uint32(bitmap.GetCardinality())
	}
	return nil
}

// dropStaged clears away what an import staged and did not publish: at once
// when it is cancelled or fails, else before the next write or when the store
// is next opened. It can be cut off and run again. Where there is nothing it
// writes nothing.
func (s *Store) dropStaged() error {
	for {
		left := false
		err := s.view(func(r *reader) error {
			left = r.staging != 0
			return nil
		})
		if err != nil || !left {
			return err
		}
		dropped := false
		err = vault.Guard(func() error {
			return s.db.Update(func(tx *bolt.Tx) error {
				err := s.dropChunk(tx)
				dropped = err == nil
				return err
			})
		})
		if err != nil && dropped { // by half or whole, the next try goes on
			return s.anew(err)
		}
		if err != nil {
			return err
		}
	}
}

// dropChunk deletes a chunk of what was staged, and the note that something
// is once nothing was left to delete.
func (s *Store) dropChunk(tx *bolt.Tx) error {
	w := &writer{reader: reader{s: s, tx: tx}}
	if err := w.loadState(); err != nil {
		return err
	}
	left, err := w.dropSome()
	if err != nil {
		return err
	}
	if !left {
		w.staging = 0
	}
	// Counted from the first chunk on, so that what was staged last, by a gd8
	// that asks whether it took place, is not taken to be there.
	w.countWrite()
	return w.put(bucketMeta, keyState, w.state.encode())
}

// dropSome deletes up to a chunk of what was staged and reports whether there
// was any.
func (w *writer) dropSome() (bool, error) {
	if n, err := w.dropRecords(); n > 0 || err != nil {
		return true, err
	}
	if n, err := w.dropRevisions(); n > 0 || err != nil {
		return true, err
	}
	firstOwn := numberKey(Number((w.next + rowsPerBlock - 1) / rowsPerBlock))
	for _, part := range []struct{ bucket, from []byte }{
		{bucketQueue, firstOwn}, {bucketChain, entryKey(w.entries + 1)}, {bucketJournal, entryKey(w.entries + 1)},
	} {
		if n, err := w.dropFrom(part.bucket, part.from); n > 0 || err != nil {
			return true, err
		}
	}
	return false, nil
}

// dropRecords deletes staged new records with the keys that find them.
func (w *writer) dropRecords() (int, error) {
	keys := w.keysFrom(bucketSources, pairKey(Number(w.next), 0))
	staged := reader{s: w.s, tx: w.tx, state: w.state}
	staged.next, staged.revision = 1<<32-1, w.staging
	for _, key := range keys {
		n, _ := splitPair(key)
		h, err := staged.headOf(n)
		if err != nil {
			return 0, err
		}
		for _, find := range []struct{ bucket, key []byte }{
			{bucketPersons, w.s.personsKey(h.key, n)}, {bucketRefs, w.s.refsKey(h.key, n)}, {bucketSources, key},
		} {
			if err := w.remove(find.bucket, find.key); err != nil {
				return 0, err
			}
		}
	}
	return len(keys), nil
}

// dropRevisions deletes staged revisions of records that were there before.
func (w *writer) dropRevisions() (int, error) {
	keys := w.keysFrom(bucketStaged, nil)
	for _, key := range keys {
		n := Number(binary.BigEndian.Uint32(key))
		if err := w.remove(bucketSources, pairKey(n, w.staging)); err != nil {
			return 0, err
		}
		if err := w.remove(bucketStaged, key); err != nil {
			return 0, err
		}
	}
	return len(keys), nil
}

func (w *writer) dropFrom(bucket, from []byte) (int, error) {
	keys := w.keysFrom(bucket, from)
	for _, key := range keys {
		if err := w.remove(bucket, key); err != nil {
			return 0, err
		}
	}
	return len(keys), nil
}

// keysFrom copies up to a chunk of keys from one on.
func (w *writer) keysFrom(bucket, from []byte) [][]byte {
	var keys [][]byte
	c := w.tx.Bucket(bucket).Cursor()
	for k, _ := c.Seek(from); k != nil && len(keys) < chunkRows; k, _ = c.Next() {
		keys = append(keys, bytes.Clone(k))
	}
	return keys
}
