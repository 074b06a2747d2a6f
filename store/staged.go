package store

import (
	"bytes"
	"encoding/binary"

	"gd8/store/proof"
	"gd8/store/vault"
)

// Stage runs one transaction of an import in the state that will be when all of
// it was published, and gives that state as the transaction leaves it. What it
// writes is seen by no one else: see vault.File.Stage.
func (s *Store) Stage(running vault.State, actor Actor, change func(*Writer) error) (vault.State, error) {
	return s.File.Stage(running, actor, s.writes(change))
}

// dropRows is how many values are dropped in one transaction.
const dropRows = 5000

// DropStaged clears away what an import staged and did not publish: at once
// when it is cancelled or fails, else before the next write or when the store
// is next opened. It can be cut off and run again. Where there is nothing it
// writes nothing.
func DropStaged(f *vault.File) error {
	s := Of(f)
	for {
		left := false
		err := s.View(func(r *Reader) error {
			left = r.Staging != 0
			return nil
		})
		if err != nil || !left {
			return err
		}
		if err := f.Clear(s.writes((*Writer).dropChunk)); err != nil {
			return err
		}
	}
}

// dropChunk deletes a chunk of what was staged, and the note that something
// is once nothing was left to delete.
func (w *Writer) dropChunk() error {
	left, err := w.dropSome()
	if err == nil && !left {
		w.Staging = 0
	}
	return err
}

// dropSome deletes up to a chunk of what was staged and reports whether there
// was any.
func (w *Writer) dropSome() (bool, error) {
	if n, err := w.dropRecords(); n > 0 || err != nil {
		return true, err
	}
	if n, err := w.dropRevisions(); n > 0 || err != nil {
		return true, err
	}
	firstOwn := NumberKey(Number((w.Next + RowsPerBlock - 1) / RowsPerBlock))
	for _, part := range []struct{ bucket, from []byte }{
		{BucketQueue, firstOwn}, {vault.BucketChain, vault.EntryKey(w.Entries + 1)}, {vault.BucketJournal, vault.EntryKey(w.Entries + 1)},
		{vault.BucketTree, vault.NodeKey(proof.TreeSize(w.Entries))},
	} {
		if w.Bucket(part.bucket) == nil {
			continue // an earlier format does not have it
		}
		if n, err := w.dropFrom(part.bucket, part.from); n > 0 || err != nil {
			return true, err
		}
	}
	return false, nil
}

// dropRecords deletes staged new records with the keys that find them.
func (w *Writer) dropRecords() (int, error) {
	keys := w.keysFrom(BucketSources, PairKey(Number(w.Next), 0))
	all := w.State
	all.Next, all.Revision = 1<<32-1, w.Staging
	staged := w.Reader.As(all)
	for _, key := range keys {
		n, _ := SplitPair(key)
		h, err := staged.HeadOf(n)
		if err != nil {
			return 0, err
		}
		signs, err := staged.AllSigns(n)
		if err != nil {
			return 0, err
		}
		if w.Bucket(BucketAlike) != nil { // an earlier format does not have it
			if err := w.MoveSigns(n, signs, nil); err != nil {
				return 0, err
			}
		}
		for _, find := range []struct{ bucket, key []byte }{
			{BucketPersons, w.s.PersonsKey(h.Key, n)}, {BucketRefs, w.s.RefsKey(h.Key, n)}, {BucketSources, key},
		} {
			if err := w.Remove(find.bucket, find.key); err != nil {
				return 0, err
			}
		}
	}
	return len(keys), nil
}

// dropRevisions deletes staged revisions of records that were there before.
func (w *Writer) dropRevisions() (int, error) {
	keys := w.keysFrom(BucketStaged, nil)
	for _, key := range keys {
		n := Number(binary.BigEndian.Uint32(key))
		if err := w.Remove(BucketSources, PairKey(n, w.Staging)); err != nil {
			return 0, err
		}
		if err := w.Remove(BucketStaged, key); err != nil {
			return 0, err
		}
	}
	return len(keys), nil
}

func (w *Writer) dropFrom(bucket, from []byte) (int, error) {
	keys := w.keysFrom(bucket, from)
	for _, key := range keys {
		if err := w.Remove(bucket, key); err != nil {
			return 0, err
		}
	}
	return len(keys), nil
}

// keysFrom copies up to a chunk of keys from one on.
func (w *Writer) keysFrom(bucket, from []byte) [][]byte {
	var keys [][]byte
	c := w.Cursor(bucket)
	for k, _ := c.Seek(from); k != nil && len(keys) < dropRows; k, _ = c.Next() {
		keys = append(keys, bytes.Clone(k))
	}
	return keys
}
