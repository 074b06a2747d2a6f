package export

import (
	"cmp"
	"slices"

	"gd8/model"
	"gd8/store"
	"gd8/store/history"
	"gd8/store/queue"
	"gd8/store/vault"
)

// Withdrawals finds the records that were withdrawn and not added again, by
// case, oldest first.
func Withdrawals(s *store.Store) (map[model.CaseKey][]Withdrawal, error) {
	keys, made, err := withdrawnKeys(s)
	if err != nil {
		return nil, err
	}
	found := make(map[model.Key]Withdrawal, len(keys))
	for k := range keys {
		there, err := s.Find(k.Incident, &k.Application, &k.Person)
		if err != nil {
			return nil, err
		}
		if len(there) == 0 {
			found[k] = keys[k]
		}
	}
	if err := fromHistories(s, found, made); err != nil {
		return nil, err
	}
	byCase := map[model.CaseKey][]Withdrawal{}
	for k, w := range found {
		byCase[k.Case()] = append(byCase[k.Case()], w)
	}
	for _, list := range byCase {
		slices.SortFunc(list, func(a, b Withdrawal) int {
			return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Incident, b.Incident))
		})
	}
	return byCase, nil
}

// withdrawAction is how the journal names the withdrawal of a record.
const withdrawAction = "withdraw record"

// withdrawnKeys finds in the journal the records that were ever withdrawn, and
// a number that no record's is above: one more is made by each row collected
// at most.
func withdrawnKeys(s *store.Store) (keys map[model.Key]Withdrawal, made store.Number, err error) {
	keys = map[model.Key]Withdrawal{}
	err = s.Journal(func(e store.Entry) bool { // newest first
		if e.Operation == vault.Collection {
			made += store.Number(e.Count)
		}
		if e.Action != withdrawAction {
			return true
		}
		for _, k := range e.Keys {
			if _, later := keys[k]; !later && k != (model.Key{}) { // a key erased is blank
				keys[k] = Withdrawal{Incident: k.Incident, By: e.Officer, At: e.At}
			}
		}
		return true
	})
	return keys, made, err
}

// fromHistories reads the withdrawals anew from the records' own histories,
// which have the reasons; the journal holds none. A withdrawn record cannot be
// found by its key, but it is among the numbers that the queue leaves out, with
// those erased. What a damaged store has lost stays as the journal has it.
func fromHistories(s *store.Store, found map[model.Key]Withdrawal, made store.Number) error {
	live, err := queue.Of(s).View(queue.FilterAll, queue.AsImported, nil)
	if err != nil {
		return err
	}
	left := len(found)
	for n := store.Number(1); n <= made && left > 0; n++ {
		if live.Has(n) {
			continue
		}
		changes, err := history.Of(s, n)
		if err != nil {
			return err
		}
		newest := slices.IndexFunc(changes, func(c history.Change) bool { return c.Source != nil })
		if newest < 0 {
			continue
		}
		change := &changes[newest]
		key := change.Source.Facts.Key()
		if _, ok := found[key]; ok && change.Source.Origin.Withdrawn {
			found[key] = Withdrawal{key.Incident, change.By, change.At, change.Source.Origin.Reason}
			left--
		}
	}
	return nil
}
