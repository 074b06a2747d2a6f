package store

import "gd8/model"

// Left is what still needs attention, by what the test says of it, beside the
// decisions that need none.
type Left struct {
	Verdicts  [model.VerdictCount]int
	OneFact   int                          // of the undetermined
	Decisions [model.DecisionKindCount]int // by kind; not those that are out of date
}

// Left counts what needs attention and what is decided. It reads the index
// alone.
func (s *Store) Left() (Left, error) {
	var l Left
	err := s.view(func(r *reader) error {
		due, err := r.remindersDue()
		if err != nil {
			return err
		}
		var attention View
		if err := attention.fill(r, FilterAttention.sets(), due, nil); err != nil {
			return err
		}
		among := func(of set) (int, error) {
			in, err := r.members(of)
			if err != nil {
				return 0, err
			}
			return int(attention.in.AndCardinality(in)), nil
		}
		for v := range l.Verdicts {
			if l.Verdicts[v], err = among(setVerdict + set(v)); err != nil {
				return err
			}
		}
		if l.OneFact, err = among(setOneFact); err != nil {
			return err
		}
		return r.standing(&l.Decisions)
	})
	return l, err
}

// standing counts the decisions that stand and are not out of date.
func (r *reader) standing(kinds *[model.DecisionKindCount]int) error {
	counts, err := r.counts()
	if err != nil {
		return err
	}
	lapsed, err := r.members(setState + set(model.StateOutOfDate))
	if err != nil {
		return err
	}
	for k := range kinds {
		of := setDecision + set(k)
		kinds[k] = int(counts[of])
		if counts[of] == 0 || lapsed.IsEmpty() {
			continue
		}
		in, err := r.members(of)
		if err != nil {
			return err
		}
		kinds[k] -= int(in.AndCardinality(lapsed))
	}
	return nil
}

// Waiting is a deferred incident, and what it waits for.
type Waiting struct {
	Row
	Needed string // as the officer wrote it
	Due    bool   // its reminder date has come
}

// Waiting gives deferred incidents, at most most of them: by reminder date,
// those without one last, equal ones as they arrived. Those that are due are
// therefore the first.
func (s *Store) Waiting(most int) ([]Waiting, error) {
	var list []Waiting
	err := s.view(func(r *reader) error {
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
func (r *reader) deferredFirst(most int) ([]Number, error) {
	var numbers []Number
	reminders, err := r.ordering(byReminder)
	if err != nil {
		return nil, err
	}
	for _, run := range reminders.runs {
		numbers = append(numbers, run.numbers[:min(len(run.numbers), most-len(numbers))]...)
	}
	others, err := r.members(setState + set(model.StateDeferred))
	if err != nil {
		return nil, err
	}
	reminded, err := r.members(setReminded)
	if err != nil {
		return nil, err
	}
	others.AndNot(reminded)
	for it := others.Iterator(); it.HasNext() && len(numbers) < most; {
		numbers = append(numbers, Number(it.Next()))
	}
	return numbers, nil
}

func (r *reader) waiting(n Number) (Waiting, error) {
	row, err := r.rowOf(n)
	if err != nil {
		return Waiting{}, err
	}
	d, err := r.latestDecision(n)
	if err != nil {
		return Waiting{}, err
	}
	w := Waiting{Row: row, Due: row.State.NeedsAttention(row.Remind, r.s.Today())}
	if d.Stands() {
		w.Needed = d.Sections[model.Needed]
	}
	return w, nil
}
