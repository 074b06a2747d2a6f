package queue

import (
	"github.com/RoaringBitmap/roaring/v2"

	"gd8/model"
	"gd8/store"
)

// Queue is the queue of one store: its filters, counts and orders. It is safe
// for concurrent use.
type Queue struct {
	s      *store.Store
	orders orderCache
}

// Of is the queue of a store; the same for each call.
func Of(s *store.Store) *Queue {
	return s.Derive(func() store.Derived { return &Queue{s: s} }).(*Queue)
}

// Advance works the rows that a transaction replaces into the orders; see
// store.Derived.
func (q *Queue) Advance(writes uint64, changes []store.RowChange) { q.orders.advance(writes, changes) }

// Forget drops the orders; see store.Derived.
func (q *Queue) Forget() { q.orders.forget() }

// reader is one read of a store and its queue.
type reader struct {
	*store.Reader
	q *Queue
}

// view runs read in a transaction that is closed when it returns.
func (q *Queue) view(read func(*reader) error) error {
	return q.s.View(func(r *store.Reader) error { return read(&reader{r, q}) })
}

// Filter is one of the queue's filters.
type Filter uint8

// The filters, in the order in which the queue offers them.
const (
	FilterAttention Filter = iota // out of date, returned, to do, and deferred with the reminder due
	FilterOneFact
	FilterApplies
	FilterUndetermined
	FilterDoesNotApply
	FilterOutOfScope
	FilterToDo
	FilterOutOfDate
	FilterReturned
	FilterDeferred
	FilterDecided
	FilterNotRelevant
	FilterAll
	FilterCount // their number; not a filter
)

var filters = [FilterCount]struct {
	title string
	set   store.Set
}{
	FilterAttention:    {"Attention", store.SetState},
	FilterOneFact:      {"One fact away", store.SetOneFact},
	FilterApplies:      {"Applies", store.SetVerdict + store.Set(model.Applies)},
	FilterUndetermined: {"Undetermined", store.SetVerdict + store.Set(model.Undetermined)},
	FilterDoesNotApply: {"Does not apply", store.SetVerdict + store.Set(model.DoesNotApply)},
	FilterOutOfScope:   {"Out of scope", store.SetVerdict + store.Set(model.OutOfScope)},
	FilterToDo:         {"To do", store.SetState + store.Set(model.StateToDo)},
	FilterOutOfDate:    {"Out of date", store.SetState + store.Set(model.StateOutOfDate)},
	FilterReturned:     {"Returned", store.SetState + store.Set(model.StateReturned)},
	FilterDeferred:     {"Deferred", store.SetState + store.Set(model.StateDeferred)},
	FilterDecided:      {"Decided", store.SetState + store.Set(model.StateDecided)},
	FilterNotRelevant:  {"Not relevant", store.SetState + store.Set(model.StateNotRelevant)},
	FilterAll:          {"All", store.SetAll},
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
	FewestFacts   // undetermined incidents: one fact away, then by how much is to confirm; then all others
	ByVerdict     // undetermined, applies, does not apply, out of scope
	YoungestFirst // by the age at the incident
	ByOutcome     // by its number
	OrderCount    // their number; not an order
)

// Title is the order as an officer reads it.
func (o Order) Title() string {
	return [...]string{"as imported", "due first", "oldest incident", "fewest facts first", "by what the test says", "youngest first", "by outcome"}[o]
}

// Counts is how many incidents each filter holds, and how far the work is.
type Counts struct {
	Filters [FilterCount]int
	Total   int
	Done    int // decided or not relevant
	// RemindersDue is how many deferred incidents need attention because
	// their reminder date has come.
	RemindersDue int
	// RepresentationsDue is how many decided incidents need attention because
	// representations are due and not noted as received.
	RepresentationsDue int
	// Represented is how many decided incidents await representations until a
	// day, due or not.
	Represented int
}

// Counts reads the counts the index keeps.
func (q *Queue) Counts() (Counts, error) {
	var c Counts
	err := q.view(func(r *reader) error {
		n, err := r.Counts()
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
		c.Filters[FilterAttention] = c.Filters[FilterToDo] + c.Filters[FilterOutOfDate] + c.Filters[FilterReturned] + int(due.GetCardinality())
		c.Total = c.Filters[FilterAll]
		c.Done = c.Filters[FilterDecided] + c.Filters[FilterNotRelevant]
		if n[store.SetReminded] == 0 { // no set is read for nothing
			return nil
		}
		return r.countComingBack(&c, due)
	})
	return c, err
}

// countComingBack counts apart what is deferred, with a reminder, and what is
// decided and awaits representations.
func (r *reader) countComingBack(c *Counts, due *roaring.Bitmap) error {
	deferred, err := r.Members(store.SetState + store.Set(model.StateDeferred))
	if err != nil {
		return err
	}
	comeBack, err := r.Members(store.SetReminded)
	if err != nil {
		return err
	}
	c.Represented = int(comeBack.GetCardinality() - comeBack.AndCardinality(deferred))
	c.RemindersDue = int(due.AndCardinality(deferred))
	c.RepresentationsDue = int(due.GetCardinality()) - c.RemindersDue
	return nil
}

// remindersDue are the records whose day to come back has come.
func (r *reader) remindersDue() (*roaring.Bitmap, error) {
	counts, err := r.Counts()
	if err != nil || counts[store.SetReminded] == 0 {
		return roaring.New(), err
	}
	reminders, err := r.ordering(byReminder)
	if err != nil {
		return nil, err
	}
	due, today := roaring.New(), columnOfDate(r.q.s.Today())
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
func (r *reader) eachRow(in *roaring.Bitmap, visit func(store.Number, store.QueueRow)) error {
	held, block := store.Number(0), []byte(nil)
	for it := in.Iterator(); it.HasNext(); {
		n := store.Number(it.Next())
		if block == nil || held != n/store.RowsPerBlock {
			var err error
			if block, err = r.Block(n); err != nil {
				return err
			}
			held = n / store.RowsPerBlock
		}
		visit(n, store.UnpackRow(store.RowIn(block, n)))
	}
	return nil
}
