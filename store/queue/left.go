package queue

import (
	"gd8/model"
	"gd8/store"
)

// Left is what still needs attention, by what the test says of it, beside the
// decisions that need none.
type Left struct {
	Verdicts  [model.VerdictCount]int
	OneFact   int                          // of the undetermined
	Decisions [model.DecisionKindCount]int // by kind; not those that are out of date
}

// Left counts what needs attention and what is decided. It reads the index
// alone.
func (q *Queue) Left() (Left, error) {
	var l Left
	err := q.view(func(r *reader) error {
		due, err := r.remindersDue()
		if err != nil {
			return err
		}
		var attention View
		if err := attention.fill(r, FilterAttention.sets(), due, nil); err != nil {
			return err
		}
		among := func(of store.Set) (int, error) {
			in, err := r.Members(of)
			if err != nil {
				return 0, err
			}
			return int(attention.in.AndCardinality(in)), nil
		}
		for v := range l.Verdicts {
			if l.Verdicts[v], err = among(store.SetVerdict + store.Set(v)); err != nil {
				return err
			}
		}
		if l.OneFact, err = among(store.SetOneFact); err != nil {
			return err
		}
		return r.standing(&l.Decisions)
	})
	return l, err
}

// standing counts the decisions that stand and are not out of date.
func (r *reader) standing(kinds *[model.DecisionKindCount]int) error {
	counts, err := r.Counts()
	if err != nil {
		return err
	}
	lapsed, err := r.Members(store.SetState + store.Set(model.StateOutOfDate))
	if err != nil {
		return err
	}
	for k := range kinds {
		of := store.SetDecision + store.Set(k)
		kinds[k] = int(counts[of])
		if counts[of] == 0 || lapsed.IsEmpty() {
			continue
		}
		in, err := r.Members(of)
		if err != nil {
			return err
		}
		kinds[k] -= int(in.AndCardinality(lapsed))
	}
	return nil
}

// Waiting is an incident that is deferred or awaits representations.
type Waiting struct {
	store.Row
	Needed string // as the officer wrote it; blank where representations are awaited
	Due    bool   // its day has come
}

// Waiting gives the incidents that wait, at most most of them: by the day on
// which they come back, those without one last, equal ones as they arrived. Those that are due are
// therefore the first.
func (q *Queue) Waiting(most int) ([]Waiting, error) {
	var list []Waiting
	err := q.view(func(r *reader) error {
		numbers, err := r.deferredFirst(most)
		if err != nil {
			return err
		}
		for _, n := range numbers {
			w, err := r.waiting(n)
			if err != nil {
				return err
			}
			list = append(list, w)
		}
		return nil
	})
	return list, err
}

// deferredFirst are the first deferred records: those with a reminder by its
// date, then the others.
func (r *reader) deferredFirst(most int) ([]store.Number, error) {
	var numbers []store.Number
	reminders, err := r.ordering(byReminder)
	if err != nil {
		return nil, err
	}
	for _, run := range reminders.runs {
		numbers = append(numbers, run.numbers[:min(len(run.numbers), most-len(numbers))]...)
	}
	others, err := r.Members(store.SetState + store.Set(model.StateDeferred))
	if err != nil {
		return nil, err
	}
	reminded, err := r.Members(store.SetReminded)
	if err != nil {
		return nil, err
	}
	others.AndNot(reminded)
	for it := others.Iterator(); it.HasNext() && len(numbers) < most; {
		numbers = append(numbers, store.Number(it.Next()))
	}
	return numbers, nil
}

func (r *reader) waiting(n store.Number) (Waiting, error) {
	row, err := r.RowOf(n)
	if err != nil {
		return Waiting{}, err
	}
	d, err := r.LatestDecision(n)
	if err != nil {
		return Waiting{}, err
	}
	w := Waiting{Row: row, Due: row.State.NeedsAttention(row.Remind, r.q.s.Today())}
	if d.Stands() {
		w.Needed = d.Sections[model.Needed]
	}
	return w, nil
}
