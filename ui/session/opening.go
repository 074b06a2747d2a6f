package session

import (
	"fmt"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/lapse"
	"gd8/store/queue"
	"gd8/store/sitting"
	"gd8/ui/report"
)

// Opening is what an officer who sits down again should know first: where the
// last sitting stopped, what became out of date since and why, and which
// deferred incidents are due.
type Opening struct {
	Last sitting.Sitting // the officer's sitting before this one
	// Stopped is the incident last open, where it still needs attention; nil
	// where there is none to go on at.
	Stopped *store.Row
	// Since is what became out of date since; OutOfDate is how many are in all.
	Since     lapse.LapsedSince
	OutOfDate int
	// Due are incidents whose day to come back has come; DueCount is
	// how many there are.
	Due      []queue.Waiting
	DueCount int
}

// openingListed is how many out of date and how many due incidents are listed
// at most at the start of a sitting.
const openingListed = 200

// Opening works out what to say at the start. It is nil where there is nothing
// to say: this is the officer's first sitting, or nothing needs them.
func (t *Sitting) Opening() (*Opening, error) {
	last, ok := t.Last()
	if !ok {
		return nil, nil
	}
	o := &Opening{Last: last}
	counts, err := t.Counts()
	if err != nil {
		return nil, err
	}
	o.OutOfDate, o.DueCount = counts.Filters[queue.FilterOutOfDate], counts.RemindersDue+counts.RepresentationsDue
	if o.Stopped, err = t.stoppedRow(); err != nil {
		return nil, err
	}
	if o.Since, err = lapse.OutOfDateSince(t.store, last, openingListed); err != nil {
		return nil, err
	}
	due, err := queue.Of(t.store).Waiting(min(openingListed, o.DueCount))
	if err != nil {
		return nil, err
	}
	for _, w := range due {
		if w.Due {
			o.Due = append(o.Due, w)
		}
	}
	if o.Stopped == nil && o.DescribeLapsed() == "" && len(o.Due) == 0 {
		return nil, nil
	}
	named := len(o.Since.Lapsed) + len(o.Due)
	if o.Stopped != nil {
		named++
	}
	return o, t.Listed("start a sitting", "", named)
}

// stoppedRow is the incident that the officer had open last, where it is still
// the same record and needs attention; else nil.
func (t *Sitting) stoppedRow() (*store.Row, error) {
	n, key := t.Stopped()
	if n == 0 {
		return nil, nil
	}
	rows, err := t.store.Find(key.Incident, &key.Application, &key.Person)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		if rows[i].Number == n && t.NeedsAttention(rows[i]) {
			return &rows[i], nil
		}
	}
	return nil, nil
}

// DescribeStopped says where the last sitting stopped.
func (t *Sitting) DescribeStopped(o *Opening) string {
	said := t.describeLast(o.Last)
	if o.Stopped == nil {
		return said + "."
	}
	return said + "; it stopped at " + o.Stopped.Key.Incident + ", which is not done."
}

// DescribeLapsed is the heading of what became out of date; blank for nothing.
func (o *Opening) DescribeLapsed() string {
	count := report.Counted(o.Since.Count, "decision")
	switch {
	case o.Since.CutShort && o.Since.Count == 0:
		return fmt.Sprintf("Out of date: %s; too many to look at all for what is new", report.Counted(o.OutOfDate, "decision"))
	case o.Since.CutShort:
		count = "at least " + count
	case o.Since.Count == 0:
		return ""
	}
	said := "Became out of date since: " + count
	if o.OutOfDate > o.Since.Count {
		said += fmt.Sprintf(" (%d in all)", o.OutOfDate)
	}
	return said
}

// LapseOf says which decision is out of date, and the newest reason why.
func (t *Sitting) LapseOf(l *lapse.Lapsed) string {
	return l.Key.Incident + ": " + report.OutOfDateReason(l.Lapses, l.Events, t.store.Now().Location())
}

// DescribeDue is the heading of what has come back; blank for nothing.
func (o *Opening) DescribeDue() string {
	if o.DueCount == 0 {
		return ""
	}
	return fmt.Sprintf("With the reminder due: %d", o.DueCount)
}

// day is the calendar day of a moment, where the officer is.
func (t *Sitting) day(at time.Time) string {
	return model.DateOf(at.In(t.store.Now().Location())).String()
}
