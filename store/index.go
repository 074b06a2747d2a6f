package store

import (
	"encoding/binary"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"

	"gd8/model"
	"gd8/store/vault"
)

// The index holds, for each filter, the set of records in it as compressed
// bitmaps over record numbers, 65,536 numbers a value. A change of one record
// rewrites one value of each filter it enters or leaves.

// set names one indexed set of records.
type set uint8

const (
	setAll       set = iota // every record that counts
	setState                // + state
	setVerdict   = setState + set(model.StateCount)
	setOneFact   = setVerdict + set(model.VerdictCount)
	setReminded  = setOneFact + 1  // deferred, with a reminder date
	setDecision  = setReminded + 1 // + kind of the standing decision
	setAnswered  = setDecision + set(model.DecisionKindCount)
	setCount     = setAnswered + 1
	segmentBits  = 16
	segmentMask  = 1<<segmentBits - 1
	indexKeySize = 3
)

func indexKey(s set, segment uint16) []byte {
	return binary.BigEndian.AppendUint16([]byte{byte(s)}, segment)
}

// setsOf are the sets a queue row is in.
func (q *queueRow) sets(visit func(set)) {
	if !q.live {
		return
	}
	visit(setAll)
	visit(setState + set(q.state))
	visit(setVerdict + set(q.verdict))
	if q.oneFact != model.NoField {
		visit(setOneFact)
	}
	if q.state == model.StateDeferred && q.remind != 0 {
		visit(setReminded)
	}
	if q.decision != model.NoDecision && q.state != model.StateNotRelevant {
		visit(setDecision + set(q.decision))
	}
}

// indexChange gathers what a transaction changes of the index.
type indexChange struct {
	segments map[[indexKeySize]byte]*roaring.Bitmap
	counts   [setCount]uint32
}

func (w *writer) changeIndex() (*indexChange, error) {
	if w.index == nil {
		w.index = &indexChange{segments: map[[indexKeySize]byte]*roaring.Bitmap{}}
		counts, err := w.counts()
		if err != nil {
			return nil, err
		}
		w.index.counts = counts
	}
	return w.index, nil
}

func (r *reader) counts() (counts [setCount]uint32, err error) {
	b, err := r.Get(bucketIndex, keyCounts)
	if err != nil || b == nil {
		return counts, err
	}
	if len(b) != 4*len(counts) {
		return counts, vault.ErrCodec
	}
	for i := range counts {
		counts[i] = binary.BigEndian.Uint32(b[4*i:])
	}
	return counts, nil
}

// mark puts a record into a set or takes it out.
func (x *indexChange) mark(w *writer, s set, n Number, in bool) error {
	key := [indexKeySize]byte(indexKey(s, uint16(n>>segmentBits)))
	bitmap := x.segments[key]
	if bitmap == nil {
		var err error
		if bitmap, err = w.segment(key[:]); err != nil {
			return err
		}
		x.segments[key] = bitmap
	}
	low := uint32(n) & segmentMask
	if in && bitmap.CheckedAdd(low) {
		x.counts[s]++
	}
	if !in && bitmap.CheckedRemove(low) {
		x.counts[s]--
	}
	return nil
}

// segment reads one value of the index into memory of its own.
func (r *reader) segment(key []byte) (*roaring.Bitmap, error) {
	bitmap := roaring.New()
	b, err := r.Get(bucketIndex, key)
	if err != nil || b == nil {
		return bitmap, err
	}
	if err := bitmap.UnmarshalBinary(b); err != nil {
		return nil, fmt.Errorf("the store's index is damaged (%w); run gd8 verify", err)
	}
	return bitmap, nil
}

// flushIndex writes what the transaction changed of the index.
func (w *writer) flushIndex() error {
	x := w.index
	if x == nil {
		return nil
	}
	w.index = nil
	return x.flush(w)
}

func (x *indexChange) flush(w *writer) error {
	for key, bitmap := range x.segments {
		if bitmap.IsEmpty() {
			if err := w.Remove(bucketIndex, key[:]); err != nil {
				return err
			}
			continue
		}
		bitmap.RunOptimize()
		b, err := bitmap.ToBytes()
		if err != nil {
			return err
		}
		if err := w.Put(bucketIndex, key[:], b); err != nil {
			return err
		}
	}
	b := make([]byte, 4*setCount)
	for i, n := range x.counts {
		binary.BigEndian.PutUint32(b[4*i:], n)
	}
	return w.Put(bucketIndex, keyCounts, b)
}

// setRow replaces a record's queue row and moves it between the sets.
func (w *writer) setRow(n Number, row queueRow) error {
	block, err := w.block(n)
	if err != nil {
		return err
	}
	old := unpackRow(rowIn(block, n))
	if old == row {
		return nil
	}
	block = append([]byte(nil), block...)
	row.pack(rowIn(block, n))
	if len(w.rows) <= manyChanges {
		w.rows = append(w.rows, rowChange{n, old, row})
	}
	if err := w.Put(bucketQueue, numberKey(n/rowsPerBlock), block); err != nil {
		return err
	}
	return w.moveSets(n, &old, &row)
}

func (w *writer) moveSets(n Number, old, row *queueRow) error {
	x, err := w.changeIndex()
	if err != nil {
		return err
	}
	var before, after [setCount]bool
	old.sets(func(s set) { before[s] = true })
	row.sets(func(s set) { after[s] = true })
	for s := set(0); s < setCount; s++ {
		if before[s] != after[s] {
			if err := x.mark(w, s, n, after[s]); err != nil {
				return err
			}
		}
	}
	return nil
}

// members reads a whole set.
func (r *reader) members(s set) (*roaring.Bitmap, error) {
	all := roaring.New()
	err := r.Each(bucketIndex, []byte{byte(s)}, func(key, value []byte) (bool, error) {
		if len(key) != indexKeySize {
			return true, nil
		}
		part := roaring.New()
		if err := part.UnmarshalBinary(value); err != nil {
			return false, fmt.Errorf("the store's index is damaged (%w); run gd8 verify", err)
		}
		offset := int64(binary.BigEndian.Uint16(key[1:])) << segmentBits
		all.Or(roaring.AddOffset64(part, offset))
		return true, nil
	})
	return all, err
}
