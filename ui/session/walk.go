package session

import (
	"gd8/model"
	"gd8/store"
)

// Walk is the list an officer walks along: a filter, an order and what a
// search found, nil where none is kept.
type Walk struct {
	Filter store.Filter
	Order  store.Order
	Within *store.Found
}

// Walk is the list walked along now.
func (t *Sitting) Walk() Walk {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.walk
}

// View makes w the list walked along and gives its view.
func (t *Sitting) View(w Walk) (*store.View, error) {
	t.mu.Lock()
	t.walk = w
	t.mu.Unlock()
	return t.store.Queue(w.Filter, w.Order, w.Within)
}

// Next finds the incident after n, or before it, that needs attention, along
// the list walked. It is 0 where there is none in that direction.
func (t *Sitting) Next(n store.Number, forward bool) (store.Number, error) {
	return t.next(t.Walk(), n, forward)
}

func (t *Sitting) next(w Walk, n store.Number, forward bool) (store.Number, error) {
	due, err := t.store.Queue(store.FilterAttention, w.Order, w.Within)
	if err != nil || due.Len() == 0 {
		return 0, err
	}
	along, err := t.along(w, n, due)
	if err != nil {
		return 0, err
	}
	at := along.Position(n)
	if along.Has(n) && forward {
		at++
	}
	if forward {
		return firstIn(along, at, due), nil
	}
	return lastIn(along, at, due), nil
}

// First finds the first incident that needs attention: of the list walked,
// else of all. It is 0 where nothing needs attention.
func (t *Sitting) First() (store.Number, error) {
	w := t.Walk()
	n, err := t.first(w)
	if err != nil || n != 0 {
		return n, err
	}
	return t.first(everywhere(w))
}

func (t *Sitting) first(w Walk) (store.Number, error) {
	due, err := t.store.Queue(store.FilterAttention, w.Order, w.Within)
	if err != nil || due.Len() == 0 {
		return 0, err
	}
	along, err := t.along(w, 0, due)
	if err != nil {
		return 0, err
	}
	return firstIn(along, 0, due), nil
}

// everywhere is all that needs attention, in the order of a list.
func everywhere(w Walk) Walk { return Walk{Filter: store.FilterAttention, Order: w.Order} }

// along is the view in which to look for the neighbours of n. A decision takes
// n out of the list it was opened from; then all records, in the same order,
// tell where it stood. Where the order is that of arrival, numbers tell it.
func (t *Sitting) along(w Walk, n store.Number, due *store.View) (*store.View, error) {
	whole := w.Filter == store.FilterAttention || w.Filter == store.FilterAll || neverDue(w.Filter)
	if whole && (w.Order == store.AsImported || n == 0 || due.Has(n)) {
		return due, nil
	}
	if !whole {
		v, err := t.store.Queue(w.Filter, w.Order, w.Within)
		if err != nil || w.Order == store.AsImported || n == 0 || v.Has(n) {
			return v, err
		}
	}
	return t.store.Queue(store.FilterAll, w.Order, nil)
}

// neverDue reports whether no incident under the filter can need attention, so
// that walking on means walking on through all that does.
func neverDue(f store.Filter) bool {
	return f == store.FilterDecided || f == store.FilterNotRelevant
}

// scanStep is how many records of a view are looked at in one go.
const scanStep = 256

func firstIn(v *store.View, at int, due *store.View) store.Number {
	for ; at < v.Len(); at += scanStep {
		for _, n := range v.Slice(at, scanStep) {
			if due.Has(n) {
				return n
			}
		}
	}
	return 0
}

func lastIn(v *store.View, before int, due *store.View) store.Number {
	for before > 0 {
		from := max(before-scanStep, 0)
		page := v.Slice(from, before-from)
		for i := len(page) - 1; i >= 0; i-- {
			if due.Has(page[i]) {
				return page[i]
			}
		}
		before = from
	}
	return 0
}

// after is the incident that opens once n is decided: the next of the list
// walked that needs attention, else the first of it that was passed over, else
// the same of all incidents; beyond says that it is not of the list.
func (t *Sitting) after(n store.Number) (next store.Number, beyond bool, err error) {
	walked := t.Walk()
	for _, w := range []Walk{walked, everywhere(walked)} {
		if next, err = t.next(w, n, true); err == nil && next == 0 {
			next, err = t.first(w)
		}
		if err != nil || next != 0 {
			return next, beyond, err
		}
		beyond = true
	}
	return 0, false, nil
}

// Counts reads how many incidents each filter holds and how far the work is.
func (t *Sitting) Counts() (store.Counts, error) { return t.store.Counts() }

// NeedsAttention reports whether a row waits for the officer today.
func (t *Sitting) NeedsAttention(r store.Row) bool {
	return r.State.NeedsAttention(r.Remind, t.store.Today())
}

// Today is the calendar date of the store's clock.
func (t *Sitting) Today() model.Date { return t.store.Today() }
