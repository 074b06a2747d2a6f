package queue

import (
	"slices"
	"sort"

	"github.com/RoaringBitmap/roaring/v2"

	"gd8/model"
	"gd8/store"
)

// View is the queue under one filter and order, at one moment. It holds
// record numbers only; Store.Rows reads what a page of it shows.
type View struct {
	in    *roaring.Bitmap
	order *ordering // nil where the order is that of arrival
	// before is, for each run of the order, how many of the view's records
	// stand before it, and at the end how many there are.
	before []int
	turned bool // its last record first
}

// Turned is the view from its other end: its last record first.
func (v *View) Turned() *View {
	turned := *v
	turned.turned = !v.turned
	return &turned
}

// View makes the view of a filter in an order. within, where not nil, keeps
// only the records it holds, such as those a search has found.
func (q *Queue) View(f Filter, o Order, within *Found) (*View, error) {
	v := &View{}
	err := q.view(func(r *reader) error {
		due := roaring.New()
		if f == FilterAttention {
			var err error
			if due, err = r.remindersDue(); err != nil {
				return err
			}
		}
		sets := f.sets()
		if err := v.fill(r, sets, due, within); err != nil || o == AsImported {
			return err
		}
		var err error
		if v.order, err = r.ordering(o); err != nil {
			return err
		}
		if within != nil {
			v.countAll()
		} else {
			v.countSets(sets, due)
		}
		return nil
	})
	return v, err
}

// sets are the indexed sets a filter is made of, reminders that are due aside;
// no record is in two of them.
func (f Filter) sets() []store.Set {
	if f == FilterAttention {
		var sets []store.Set
		for _, state := range []model.QueueState{model.StateToDo, model.StateOutOfDate, model.StateReturned} {
			sets = append(sets, store.SetState+store.Set(state))
		}
		return sets
	}
	return []store.Set{filters[f].set}
}

// fill reads which records the view holds.
func (v *View) fill(r *reader, sets []store.Set, due *roaring.Bitmap, within *Found) error {
	v.in = due.Clone()
	for _, s := range sets {
		part, err := r.Members(s)
		if err != nil {
			return err
		}
		v.in.Or(part)
	}
	if within != nil {
		v.in.And(within.in)
	}
	return nil
}

// countSets counts the records of each run from what the order knows of the
// sets; those that are due are added one by one.
func (v *View) countSets(sets []store.Set, due *roaring.Bitmap) {
	if due.GetCardinality() > fewRecords {
		v.countAll()
		return
	}
	in := make([]int, len(v.order.runs))
	for i, r := range v.order.runs {
		for _, s := range sets {
			in[i] += int(r.counts[s])
		}
	}
	for it := due.Iterator(); it.HasNext(); {
		n := store.Number(it.Next())
		if at := v.order.find(v.order.columns.of(n), n); at >= 0 {
			in[at]++
		}
	}
	v.sum(in)
}

// fewRecords is up to how many records are placed one by one, which costs some
// hundred times what passing over one does.
const fewRecords = 4096

// countAll counts the records of each run by passing over all of them: two
// thousandths of a second for a million.
func (v *View) countAll() {
	dense := v.in.ToDense()
	in := make([]int, len(v.order.runs))
	for i, r := range v.order.runs {
		for _, n := range r.numbers {
			if word := int(n >> 6); word < len(dense) {
				in[i] += int(dense[word] >> (n & 63) & 1)
			}
		}
	}
	v.sum(in)
}

// sum turns how many records each run has into how many stand before it.
func (v *View) sum(in []int) {
	v.before = make([]int, len(in)+1)
	for i, n := range in {
		v.before[i+1] = v.before[i] + n
	}
}

// Found is the records of the view as a set, within which another can be made.
func (v *View) Found() *Found { return &Found{v.in} }

// Len is the number of records in the view.
func (v *View) Len() int { return int(v.in.GetCardinality()) }

// Slice gives up to n record numbers from position at on.
func (v *View) Slice(at, n int) []store.Number {
	at = max(at, 0)
	n = min(n, v.Len()-at)
	if n <= 0 {
		return nil
	}
	if v.turned {
		numbers := v.Turned().Slice(v.Len()-at-n, n)
		slices.Reverse(numbers)
		return numbers
	}
	numbers := make([]store.Number, 0, n)
	if v.order != nil {
		return v.sliceOrdered(numbers, at, n)
	}
	first, err := v.in.Select(uint32(at))
	if err != nil {
		return nil
	}
	it := v.in.Iterator()
	it.AdvanceIfNeeded(first)
	for len(numbers) < n && it.HasNext() {
		numbers = append(numbers, store.Number(it.Next()))
	}
	return numbers
}

// sliceOrdered appends n numbers from position at on, which the view has.
func (v *View) sliceOrdered(numbers []store.Number, at, n int) []store.Number {
	i := sort.SearchInts(v.before, at+1) - 1
	skip := at - v.before[i]
	for ; i < len(v.order.runs) && len(numbers) < n; i++ {
		for _, number := range v.order.runs[i].numbers {
			if !v.Has(number) {
				continue
			}
			if skip > 0 {
				skip--
				continue
			}
			if numbers = append(numbers, number); len(numbers) == n {
				break
			}
		}
	}
	return numbers
}

// Has reports whether the record is in the view.
func (v *View) Has(n store.Number) bool { return v.in.Contains(uint32(n)) }

// Position is where a record stands in the view, or, where it is not in it,
// where in order of arrival the next record after it stands; Len where none
// follows.
func (v *View) Position(n store.Number) int {
	switch {
	case v.turned && v.order != nil && !v.Has(n):
		if at := v.Turned().Position(n); at < v.Len() {
			return v.Len() - 1 - at
		}
		return v.Len()
	case v.turned:
		return v.Place(n)
	case v.order == nil:
		return v.arrived(n)
	}
	it := v.in.Iterator()
	it.AdvanceIfNeeded(uint32(n))
	if !it.HasNext() {
		return v.Len()
	}
	return v.Place(store.Number(it.Next()))
}

// arrived is how many records of the view arrived before one.
func (v *View) arrived(n store.Number) int {
	if n == 0 {
		return 0
	}
	return int(v.in.Rank(uint32(n - 1)))
}

// Place is how many records of the view stand before one in its order, whether
// or not that is in the view itself. For a record that does not count it may be
// Position.
func (v *View) Place(n store.Number) int {
	if v.turned {
		at := v.Len() - v.Turned().Place(n)
		if v.Has(n) {
			at--
		}
		return at
	}
	if v.order == nil {
		return v.arrived(n)
	}
	column := v.order.columns.of(n)
	if column == 0 {
		return v.Position(n)
	}
	i := v.order.find(column, n)
	if i < 0 {
		return 0
	}
	at, numbers := v.before[i], v.order.runs[i].numbers
	end, _ := slices.BinarySearch(numbers, n)
	if v.order.runs[i].column != column {
		end = len(numbers)
	}
	for _, m := range numbers[:end] {
		if v.Has(m) {
			at++
		}
	}
	return at
}
