package draw

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gd8/model"
	"gd8/store"
)

// Pick keeps a dip sample: incidents that somebody chose, for a reason. It is
// no part of a rate, as what was chosen says nothing about what was not.
func Pick(s *store.Store, actor store.Actor, chosen []store.Number, why string) (*Sample, error) {
	if why = strings.TrimSpace(why); why == "" {
		return nil, errors.New("a dip sample needs a reason: say why these are chosen")
	}
	if len(chosen) == 0 {
		return nil, errors.New("name the incidents that are chosen; gd8 list names those there are")
	}
	var drawn []Drawn
	var writes uint64
	err := s.View(func(r *store.Reader) error {
		writes = r.Writes
		for _, n := range chosen {
			d, err := firstHit(r, n)
			if err != nil {
				return err
			}
			if !slices.Contains(drawn, d) { // hits of one event are one
				drawn = append(drawn, d)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return keep(s, actor, writes, why, func([32]byte) (Sample, error) {
		return Sample{Part: 1, Chosen: true, Frame: newFrame(), Drawn: drawn}, nil
	})
}

// firstHit is the event that record n describes, as a sample has it.
func firstHit(r *store.Reader, n store.Number) (Drawn, error) {
	event, err := r.Event(n)
	if err != nil {
		return Drawn{}, err
	}
	if len(event.Hits) > 0 {
		hit := slices.MinFunc(event.Hits, func(a, b store.EventRecord) int {
			return cmp.Or(cmp.Compare(a.Key.Incident, b.Key.Incident), cmp.Compare(a.Key.Person, b.Key.Person))
		})
		if hit.Decision.Stands() && (hit.State == model.StateDecided || hit.State == model.StateDeferred) {
			return Drawn{hit.Number, hit.Decision.Version}, nil
		}
	}
	row, err := r.RowOf(n)
	if err != nil {
		return Drawn{}, err
	}
	return Drawn{}, fmt.Errorf("no decision stands on %q that is not out of date, so there is nothing to decide again; leave it out", row.Key.Incident)
}
