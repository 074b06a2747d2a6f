package store

import (
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
	Filters [FilterCount]int
	Total   int
	Done    int // decided or not relevant
	// RemindersDue is how many deferred incidents need attention because
	// their reminder date has come.
	RemindersDue int
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
		c.RemindersDue = int(due.GetCardinality())
		c.Filters[FilterAttention] = c.Filters[FilterToDo] + c.Filters[FilterOutOfDate] + c.RemindersDue
		c.Total = c.Filters[FilterAll]
		c.Done = c.Filters[FilterDecided] + c.Filters[FilterNotRelevant]
		return nil
	})
	return c, err
}

// remindersDue are the deferred records whose reminder date has come.
func (r *reader) remindersDue() (*roaring.Bitmap, error) {
	counts, err := r.counts()
	if err != nil || counts[setReminded] == 0 {
		return roaring.New(), err
	}
	reminders, err := r.ordering(byReminder)
	if err != nil {
		return nil, err
	}
	due, today := roaring.New(), uint32(r.s.Today())
	for _, run := range reminders.runs {
		if run.column > today {
			break
		}
		for _, n := range run.numbers {
			due.Add(uint32(n))
		}
	}
	return due, nil
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
