package intake

import "gd8/model"

// This file joins rows that a mapping says describe one event: a crime with
// two offences stands in two rows, and its number is in both. The first row of
// the file has the reference that the others name in same_event_as.

// eventKey is one event of one individual in one application.
type eventKey struct {
	of    model.CaseKey
	event string
}

// linkEvent names in a row's same_event_as the first row of its event, or adds
// a problem where the column cannot be read.
func (r *Reader) linkEvent(row *Row) {
	if r.eventColumn < 0 || len(row.Problems) > 0 || !row.CaseKnown {
		return
	}
	value, ok := r.cellValue(row, model.SameEventAs, r.eventColumn)
	if !ok {
		return
	}
	event, err := model.Canonical(model.SameEventAs, value, r.o.Today)
	if err != nil {
		r.refuse(row, model.SameEventAs, err)
		return
	}
	if event == "" {
		return // of no event but its own
	}
	key, incident := eventKey{row.Case, event}, row.Facts.Text(model.IncidentRef)
	first, known := r.events[key]
	switch {
	case !known:
		if r.events == nil {
			r.events = map[eventKey]string{}
		}
		r.events[key] = incident
	case first != incident:
		row.Facts.SetText(model.SameEventAs, first)
	}
}
