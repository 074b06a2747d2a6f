package session

import (
	"gd8/model"
	"gd8/store"
	"gd8/store/queue"
)

// Walk is the list an officer walks along: a filter, an order and what a
// search found, nil where none is kept.
type Walk struct {
	Filter queue.Filter
	Order  queue.Order
	Turned bool // from its other end
	Within *queue.Found
}

// OrderTitle is the order as an officer reads it.
func (w Walk) OrderTitle() string {
	if w.Turned {
		return w.Order.Title() + ", turned round"
	}
	return w.Order.Title()
}

// Walk is the list walked along now.
func (t *Sitting) Walk() Walk {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.walk
}

// View makes w the list walked along, once its view could be read, and gives
// that.
func (t *Sitting) View(w Walk) (*queue.View, error) {
	v, err := t.Look(w)
	if err == nil {
		t.WalkAlong(w)
	}
	return v, err
}

// Look gives the view of w; the list walked along stays what it is.
func (t *Sitting) Look(w Walk) (*queue.View, error) {
	return t.view(w.Filter, w, w.Within)
}

// view is the list under a filter in the order of w.
func (t *Sitting) view(f queue.Filter, w Walk, within *queue.Found) (*queue.View, error) {
	v, err := queue.Of(t.store).View(f, w.Order, t.within(f, within))
	if err == nil && w.Turned {
		v = v.Turned()
	}
	return v, err
}

// WalkAlong makes w, whose view is shown, the list walked along.
func (t *Sitting) WalkAlong(w Walk) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.walk = w
}

// Next finds the incident after n, or before it, that needs attention, along
// the list walked. It is 0 where there is none in that direction.
func (t *Sitting) Next(n store.Number, forward bool) (store.Number, error) {
	return t.next(t.Walk(), n, forward)
}

func (t *Sitting) next(w Walk, n store.Number, forward bool) (store.Number, error) {
	due, err := t.due(w)
	if err != nil {
		return 0, err
	}
	at := due.Place(n)
	switch {
	case !forward:
		at--
	case due.Has(n):
		at++
	}
	return numberAt(due, at), nil
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
	due, err := t.due(w)
	if err != nil {
		return 0, err
	}
	return numberAt(due, 0), nil
}

// everywhere is all that needs attention, in the order of a list.
func everywhere(w Walk) Walk {
	return Walk{Filter: queue.FilterAttention, Order: w.Order, Turned: w.Turned}
}

// due are the incidents of the list walked that need attention, in its order.
func (t *Sitting) due(w Walk) (*queue.View, error) {
	within := w.Within
	if w.Filter != queue.FilterAttention && w.Filter != queue.FilterAll && !neverDue(w.Filter) {
		of, err := queue.Of(t.store).View(w.Filter, queue.AsImported, w.Within)
		if err != nil {
			return nil, err
		}
		within = of.Found()
	}
	return t.view(queue.FilterAttention, w, within)
}

// neverDue reports whether no incident under the filter can need attention, so
// that walking on means walking on through all that does.
func neverDue(f queue.Filter) bool {
	return f == queue.FilterDecided || f == queue.FilterNotRelevant
}

// numberAt is the record at a position of a view, 0 where there is none.
func numberAt(v *queue.View, at int) store.Number {
	if at < 0 {
		return 0
	}
	for _, n := range v.Slice(at, 1) {
		return n
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
func (t *Sitting) Counts() (queue.Counts, error) {
	if t.second != nil {
		return t.countSecond()
	}
	return queue.Of(t.store).Counts()
}

// NeedsAttention reports whether a row waits for the officer today.
func (t *Sitting) NeedsAttention(r store.Row) bool {
	return r.State.NeedsAttention(r.Remind, t.store.Today())
}

// Today is the calendar date of the store's clock.
func (t *Sitting) Today() model.Date { return t.store.Today() }
