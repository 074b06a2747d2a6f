package store

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"gd8/model"
)

// Filter is one of the queue's filters.
type Filter uint8

// The filters, in the order in which the queue offers them.
const (
	FilterAttention Filter = iota // out of date, to do, and deferred with the reminder due
	FilterOneFact
	FilterApplies
	FilterUndetermined
	FilterDoesNotApply
	FilterOutOfScope
	FilterToDo
	FilterOutOfDate
	FilterDeferred
	FilterDecided
	FilterNotRelevant
	FilterAll
	FilterCount // their number; not a filter
)

var filters = [FilterCount]struct {
	title string
	set   set
}{
	FilterAttention:    {"Attention", setState},
	FilterOneFact:      {"One fact away", setOneFact},
	FilterApplies:      {"Applies", setVerdict + set(model.Applies)},
	FilterUndetermined: {"Undetermined", setVerdict + set(model.Undetermined)},
	FilterDoesNotApply: {"Does not apply", setVerdict + set(model.DoesNotApply)},
	FilterOutOfScope:   {"Out of scope", setVerdict + set(model.OutOfScope)},
	FilterToDo:         {"To do", setState + set(model.StateToDo)},
	FilterOutOfDate:    {"Out of date", setState + set(model.StateOutOfDate)},
	FilterDeferred:     {"Deferred", setState + set(model.StateDeferred)},
	FilterDecided:      {"Decided", setState + set(model.StateDecided)},
	FilterNotRelevant:  {"Not relevant", setState + set(model.StateNotRelevant)},
	FilterAll:          {"All", setAll},
}

// Title is the filter as an officer reads it.
func (f Filter) Title() string { return filters[f].title }

// Order is an order of the queue.
type Order uint8

// The orders, in the order in which the queue offers them.
const (
	AsImported Order = iota
	DueFirst
	OldestIncident
	FewestFacts // undetermined incidents by how much is to confirm, then all others
	OrderCount  // their number; not an order
)

// Title is the order as an officer reads it.
func (o Order) Title() string {
	return [...]string{"as imported", "due first", "oldest incident", "fewest facts first"}[o]
}

// Counts is how many incidents each filter holds, and how far the work is.
type Counts struct {
	Filters   [FilterCount]int
	Decisions [model.DecisionKindCount]int // standing decisions, by kind
	Total     int
	Done      int // decided or not relevant
}

// Counts reads the counts the index keeps.
func (s *Store) Counts() (Counts, error) {
	var c Counts
	err := s.view(func(r *reader) error {
		n, err := r.counts()
		if err != nil {
			return err
		}
		for f := range c.Filters {
			c.Filters[f] = int(n[filters[f].set])
		}
		due, err := r.remindersDue()
		if err != nil {
			return err
		}
		c.Filters[FilterAttention] = c.Filters[FilterToDo] + c.Filters[FilterOutOfDate] + int(due.GetCardinality())
		for k := range c.Decisions {
			c.Decisions[k] = int(n[setDecision+set(k)])
		}
		c.Total = c.Filters[FilterAll]
		c.Done = c.Filters[FilterDecided] + c.Filters[FilterNotRelevant]
		return nil
	})
	return c, err
}

// remindersDue are the deferred records whose reminder date has come.
func (r *reader) remindersDue() (*roaring.Bitmap, error) {
	reminded, err := r.members(setReminded)
	if err != nil || reminded.IsEmpty() {
		return reminded, err
	}
	due, today := roaring.New(), r.s.Today()
	err = r.eachRow(reminded, func(n Number, q queueRow) {
		if q.remind <= today {
			due.Add(uint32(n))
		}
	})
	return due, err
}

// eachRow visits the kept rows of a set, in order of number.
func (r *reader) eachRow(in *roaring.Bitmap, visit func(Number, queueRow)) error {
	held, block := Number(0), []byte(nil)
	for it := in.Iterator(); it.HasNext(); {
		n := Number(it.Next())
		if block == nil || held != n/rowsPerBlock {
			var err error
			if block, err = r.block(n); err != nil {
				return err
			}
			held = n / rowsPerBlock
		}
		visit(n, unpackRow(rowIn(block, n)))
	}
	return nil
}

// View is the queue under one filter and order, at one moment. It holds
// record numbers only; Store.Rows reads what a page of it shows.
type View struct {
	in     *roaring.Bitmap
	sorted []Number // nil where the order is that of arrival
}

// Queue makes the view of a filter in an order. within, where not nil, keeps
// only the records it holds, such as those a search has found.
func (s *Store) Queue(f Filter, o Order, within *Found) (*View, error) {
	v := &View{}
	err := s.view(func(r *reader) error {
		var err error
		if v.in, err = r.filtered(f); err != nil {
			return err
		}
		if within != nil {
			v.in.And(within.in)
		}
		if o != AsImported {
			v.sorted, err = r.sorted(v.in, o)
		}
		return err
	})
	return v, err
}

func (r *reader) filtered(f Filter) (*roaring.Bitmap, error) {
	if f != FilterAttention {
		return r.members(filters[f].set)
	}
	in, err := r.remindersDue()
	if err != nil {
		return nil, err
	}
	for _, state := range []model.QueueState{model.StateToDo, model.StateOutOfDate} {
		part, err := r.members(setState + set(state))
		if err != nil {
			return nil, err
		}
		in.Or(part)
	}
	return in, nil
}

// sorted orders a set by a column of its rows; equal ones as they arrived,
// those without a value last.
func (r *reader) sorted(in *roaring.Bitmap, o Order) ([]Number, error) {
	keys := make([]uint64, 0, in.GetCardinality())
	err := r.eachRow(in, func(n Number, q queueRow) {
		keys = append(keys, uint64(q.column(o))<<32|uint64(n))
	})
	slices.Sort(keys)
	numbers := make([]Number, len(keys))
	for i, key := range keys {
		numbers[i] = Number(key)
	}
	return numbers, err
}

func (q *queueRow) column(o Order) uint32 {
	const last = 1<<32 - 1
	d := q.due
	switch o {
	case OldestIncident:
		d = q.incident
	case FewestFacts:
		if q.verdict != model.Undetermined {
			return last
		}
		return uint32(q.toConfirm.Len())
	}
	if d == 0 {
		return last
	}
	return uint32(d)
}

// Len is the number of records in the view.
func (v *View) Len() int { return int(v.in.GetCardinality()) }

// Slice gives up to n record numbers from position at on.
func (v *View) Slice(at, n int) []Number {
	at = max(at, 0)
	n = min(n, v.Len()-at)
	if n <= 0 {
		return nil
	}
	if v.sorted != nil {
		return slices.Clone(v.sorted[at : at+n])
	}
	numbers := make([]Number, 0, n)
	first, err := v.in.Select(uint32(at))
	if err != nil {
		return nil
	}
	it := v.in.Iterator()
	it.AdvanceIfNeeded(first)
	for len(numbers) < n && it.HasNext() {
		numbers = append(numbers, Number(it.Next()))
	}
	return numbers
}

// Has reports whether the record is in the view.
func (v *View) Has(n Number) bool { return v.in.Contains(uint32(n)) }

// Position is where a record stands in the view, or, where it is not in it,
// where in order of arrival the next record after it stands; Len where none
// follows.
func (v *View) Position(n Number) int {
	if v.sorted == nil {
		if n == 0 {
			return 0
		}
		return int(v.in.Rank(uint32(n - 1)))
	}
	it := v.in.Iterator()
	it.AdvanceIfNeeded(uint32(n))
	if !it.HasNext() {
		return v.Len()
	}
	return slices.Index(v.sorted, Number(it.Next()))
}
