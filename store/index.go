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

// Set names one indexed set of records.
type Set uint8

// The sets. Those of a state, a verdict and a kind of decision begin at
// SetState, SetVerdict and SetDecision; SetCount is how many there are.
const (
	SetAll       Set = iota // every record that counts
	SetState                // + state
	SetVerdict   = SetState + Set(model.StateCount)
	SetOneFact   = SetVerdict + Set(model.VerdictCount)       // one fact away
	SetReminded  = SetOneFact + 1                             // deferred or decided, and comes back on a day
	SetDecision  = SetReminded + 1                            // + kind of the standing decision
	SetAnswered  = SetDecision + Set(model.DecisionKindCount) // with an officer's answer
	SetCount     = SetAnswered + 1
	segmentBits  = 16
	segmentMask  = 1<<segmentBits - 1
	IndexKeySize = 3
)

func indexKey(s Set, segment uint16) []byte {
	return binary.BigEndian.AppendUint16([]byte{byte(s)}, segment)
}

// Sets visits the sets a queue row is in.
func (q *QueueRow) Sets(visit func(Set)) {
	if !q.Live {
		return
	}
	visit(SetAll)
	visit(SetState + Set(q.State))
	visit(SetVerdict + Set(q.Verdict))
	if q.OneFact != model.NoField {
		visit(SetOneFact)
	}
	if q.ComesBack() {
		visit(SetReminded)
	}
	if q.decision != model.NoDecision && q.State != model.StateNotRelevant {
		visit(SetDecision + Set(q.decision))
	}
}

// ComesBack reports whether the row's decision stands and brings it back on a
// day.
func (q *QueueRow) ComesBack() bool {
	return q.Live && q.Remind != 0 && (q.State == model.StateDeferred || q.State == model.StateDecided)
}

// indexChange gathers what a transaction changes of the index.
type indexChange struct {
	segments map[[IndexKeySize]byte]*roaring.Bitmap
	counts   [SetCount]uint32
}

func (w *Writer) changeIndex() (*indexChange, error) {
	if w.index == nil {
		w.index = &indexChange{segments: map[[IndexKeySize]byte]*roaring.Bitmap{}}
		counts, err := w.Counts()
		if err != nil {
			return nil, err
		}
		w.index.counts = counts
	}
	return w.index, nil
}

// Counts reads how many records each set holds.
func (r *Reader) Counts() (counts [SetCount]uint32, err error) {
	b, err := r.Get(BucketIndex, KeyCounts)
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
func (x *indexChange) mark(w *Writer, s Set, n Number, in bool) error {
	key := [IndexKeySize]byte(indexKey(s, uint16(n>>segmentBits)))
	bitmap := x.segments[key]
	if bitmap == nil {
		var err error
		if bitmap, err = w.Segment(key[:]); err != nil {
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

// MarkAnswered notes whether a record has entries among its answers, so that a
// search knows whose effective texts may differ from the source's.
func (w *Writer) MarkAnswered(n Number, has bool) error {
	x, err := w.changeIndex()
	if err != nil {
		return err
	}
	return x.mark(w, SetAnswered, n, has)
}

// Segment reads one value of the index into memory of its own.
func (r *Reader) Segment(key []byte) (*roaring.Bitmap, error) {
	bitmap := roaring.New()
	b, err := r.Get(BucketIndex, key)
	if err != nil || b == nil {
		return bitmap, err
	}
	if err := bitmap.UnmarshalBinary(b); err != nil {
		return nil, fmt.Errorf("the store's index is damaged (%w); run gd8 verify", err)
	}
	return bitmap, nil
}

// FlushIndex writes what the transaction changed of the index.
func (w *Writer) FlushIndex() error {
	x := w.index
	if x == nil {
		return nil
	}
	w.index = nil
	return x.flush(w)
}

func (x *indexChange) flush(w *Writer) error {
	for key, bitmap := range x.segments {
		if bitmap.IsEmpty() {
			if err := w.Remove(BucketIndex, key[:]); err != nil {
				return err
			}
			continue
		}
		bitmap.RunOptimize()
		b, err := bitmap.ToBytes()
		if err != nil {
			return err
		}
		if err := w.Put(BucketIndex, key[:], b); err != nil {
			return err
		}
	}
	b := make([]byte, 4*SetCount)
	for i, n := range x.counts {
		binary.BigEndian.PutUint32(b[4*i:], n)
	}
	return w.Put(BucketIndex, KeyCounts, b)
}

// SetRow replaces a record's queue row and moves it between the sets.
func (w *Writer) SetRow(n Number, row QueueRow) error {
	block, err := w.Block(n)
	if err != nil {
		return err
	}
	old := UnpackRow(RowIn(block, n))
	if old == row {
		return nil
	}
	block = append([]byte(nil), block...)
	row.Pack(RowIn(block, n))
	if len(w.rows) <= ManyChanges {
		w.rows = append(w.rows, RowChange{n, old, row})
	}
	if err := w.Put(BucketQueue, NumberKey(n/RowsPerBlock), block); err != nil {
		return err
	}
	return w.moveSets(n, &old, &row)
}

func (w *Writer) moveSets(n Number, old, row *QueueRow) error {
	x, err := w.changeIndex()
	if err != nil {
		return err
	}
	var before, after [SetCount]bool
	old.Sets(func(s Set) { before[s] = true })
	row.Sets(func(s Set) { after[s] = true })
	for s := Set(0); s < SetCount; s++ {
		if before[s] != after[s] {
			if err := x.mark(w, s, n, after[s]); err != nil {
				return err
			}
		}
	}
	return nil
}

// NewSets are the index bits of records that the index does not have yet, by
// the keys of its values.
type NewSets map[[IndexKeySize]byte]*roaring.Bitmap

// SetsOfRows are the index bits of records that follow one another from first
// on, whose queue rows are given packed.
func SetsOfRows(first Number, rows []byte) NewSets {
	added := NewSets{}
	for n := first; len(rows) > 0; n, rows = n+1, rows[RowSize:] {
		q := UnpackRow(rows)
		q.Sets(func(s Set) {
			key := [IndexKeySize]byte{byte(s), byte(n >> 24), byte(n >> 16)}
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

// AddSets puts new records into the index.
func (w *Writer) AddSets(added NewSets) error {
	x, err := w.changeIndex()
	if err != nil {
		return err
	}
	for key, bitmap := range added {
		have := x.segments[key]
		if have == nil {
			if have, err = w.Segment(key[:]); err != nil {
				return err
			}
			x.segments[key] = have
		}
		have.Or(bitmap)
		x.counts[key[0]] += uint32(bitmap.GetCardinality())
	}
	return nil
}

// Members reads a whole set.
func (r *Reader) Members(s Set) (*roaring.Bitmap, error) {
	all := roaring.New()
	err := r.Each(BucketIndex, []byte{byte(s)}, func(key, value []byte) (bool, error) {
		if len(key) != IndexKeySize {
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

// ManyChanges is up to how many changed rows are worked into the orders: with
// more they are made anew when next asked for.
const ManyChanges = 256

// RowChange is a queue row that a transaction replaces.
type RowChange struct {
	Number   Number
	Old, New QueueRow
}

// RowSets is which indexed sets a row is in, a bit for each.
type RowSets uint32

// InSets is which sets a row is in.
func (q *QueueRow) InSets() (in RowSets) {
	q.Sets(func(s Set) { in |= 1 << s })
	return in
}
