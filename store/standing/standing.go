// Package standing reads all decisions that stand, in one pass over them: for
// samples, for what is decided unlike, and for what is released.
package standing

import (
	"cmp"
	"context"
	"slices"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/codec"
	"gd8/store/vault"
)

// Decision is one decision that stands about one event: what an officer wrote,
// in one entry of the journal, for each of the event's hits.
type Decision struct {
	Entry     uint64       // of the journal, that made it
	Number    store.Number // of the event's first hit by incident_ref, which stands for all
	Hits      int          // how many carry the decision
	Version   int          // of the first hit
	Kind      model.DecisionKind
	At        time.Time
	OutOfDate bool // today: the facts of a hit are no longer those it was decided on
	// How the incident stood when it was decided, as the decision keeps it.
	Verdict  model.Verdict
	Flags    model.FlagSet
	Criteria [model.CriterionCount]model.Criterion
	// Of the first hit, as it is today; an age of -1 is not known.
	AgeThen int
	Role    model.Role
}

// Pass is how a reading of all decisions is watched and stopped.
type Pass struct {
	Before uint64 // only what stood before this entry of the journal; 0 for what stands now
	Show   func(done, of int)
}

func (p *Pass) show(done, of int) {
	if p.Show != nil && done%store.LookEvery == 0 {
		p.Show(done, of)
	}
}

// Read gives the decisions that stand, each once, in the order in which
// they were made, and the number of the last write that it saw. Its time and
// memory grow with the number of decisions and with nothing else.
func Read(ctx context.Context, s *store.Store, pass Pass) (list []Decision, writes uint64, err error) {
	err = s.View(func(r *store.Reader) error {
		writes = r.Writes
		hits, err := standingHits(r, ctx, pass)
		if err != nil {
			return err
		}
		list, err = standingEvents(r, ctx, hits)
		return err
	})
	return list, writes, err
}

// standingHits gives the decision that stands on each record, in the order of
// records.
func standingHits(r *store.Reader, ctx context.Context, pass Pass) ([]Decision, error) {
	l := store.Looker{Ctx: ctx}
	var hits []Decision
	newest := Decision{}
	rows := rowReader{r: r}
	add := func() error {
		if newest.Kind == model.NoDecision || newest.Kind == model.Withdrawn {
			return nil
		}
		row, err := rows.of(newest.Number)
		if err != nil {
			return err
		}
		newest.OutOfDate = !row.Live || row.State != model.StateDecided && row.State != model.StateDeferred
		newest.AgeThen, newest.Role, newest.Hits = int(row.Age), row.Role, 1
		hits = append(hits, newest)
		return nil
	}
	err := r.Each(store.BucketDecisions, nil, func(key, value []byte) (bool, error) {
		if err := l.Look(); err != nil {
			return false, err
		}
		n, _ := store.SplitPair(key)
		pass.show(int(n), int(r.Next))
		if n != newest.Number {
			if err := add(); err != nil {
				return false, err
			}
			newest = Decision{Number: n}
		}
		st, payload, err := vault.Unstamp(value)
		if err != nil || pass.Before != 0 && st.Entry >= pass.Before {
			return err == nil, err
		}
		d, err := codec.DecodeDecision(payload)
		if err != nil {
			return false, err
		}
		newest = Decision{Entry: st.Entry, Number: n, Version: d.Version, Kind: d.Kind, At: d.At, Verdict: d.Verdict, Flags: d.Flags}
		for k, c := range d.Criteria {
			newest.Criteria[k] = model.Criterion{State: c.State, Basis: c.Basis}
		}
		return true, nil
	})
	if err == nil {
		err = add()
	}
	return hits, err
}

// standingEvents makes one of the hits that one entry decided: the first of
// them by incident_ref stands for all.
func standingEvents(r *store.Reader, ctx context.Context, hits []Decision) ([]Decision, error) {
	l := store.Looker{Ctx: ctx}
	slices.SortFunc(hits, func(a, b Decision) int {
		return cmp.Or(cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Number, b.Number))
	})
	events := hits[:0]
	for from := 0; from < len(hits); {
		to := from + 1
		for to < len(hits) && hits[to].Entry == hits[from].Entry {
			to++
		}
		first, err := firstByRef(r, hits[from:to])
		if err != nil {
			return nil, err
		}
		one := hits[from+first]
		one.Hits = to - from
		for _, hit := range hits[from:to] {
			one.OutOfDate = one.OutOfDate || hit.OutOfDate
			if err := l.Look(); err != nil {
				return nil, err
			}
		}
		events = append(events, one)
		from = to
	}
	return events, nil
}

// firstByRef is which of the hits of one event is the first by incident_ref;
// of two nominal records with one, by person_ref.
func firstByRef(r *store.Reader, hits []Decision) (first int, err error) {
	if len(hits) == 1 {
		return 0, nil
	}
	var least model.Key
	for i := range hits {
		h, err := r.HeadOf(hits[i].Number)
		if err != nil {
			return 0, err
		}
		if i == 0 || cmp.Or(cmp.Compare(h.Key.Incident, least.Incident), cmp.Compare(h.Key.Person, least.Person)) < 0 {
			first, least = i, h.Key
		}
	}
	return first, nil
}

// rowReader reads queue rows in the order of records, each block once.
type rowReader struct {
	r     *store.Reader
	held  store.Number
	block []byte
}

func (q *rowReader) of(n store.Number) (store.QueueRow, error) {
	if q.block == nil || q.held != n/store.RowsPerBlock {
		var err error
		if q.block, err = q.r.Block(n); err != nil {
			return store.QueueRow{}, err
		}
		q.held = n / store.RowsPerBlock
	}
	return store.UnpackRow(store.RowIn(q.block, n)), nil
}

// Flagged gives the records that have a warning, in the order of arrival.
func Flagged(ctx context.Context, s *store.Store, f model.Flag) ([]store.Number, error) {
	var list []store.Number
	err := s.View(func(r *store.Reader) error {
		l, rows := store.Looker{Ctx: ctx}, rowReader{r: r}
		for n := store.Number(1); uint32(n) < r.Next; n++ {
			if err := l.Look(); err != nil {
				return err
			}
			row, err := rows.of(n)
			if err != nil {
				return err
			}
			if row.Live && row.Flags.Has(f) {
				list = append(list, n)
			}
		}
		return nil
	})
	return list, err
}
