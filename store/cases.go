package store

import (
	"cmp"
	"errors"
	"slices"

	"gd8/model"
	"gd8/store/vault"
)

// ErrNoCase says that no record of that case is in the store.
var ErrNoCase = errors.New("no incident of that application and individual is in the store; check the references with gd8 list")

// Cases gives every case in the store of which keep accepts a record's own
// application and person_ref, by the name of its joined individual, in order of
// application and individual. It reads every record's head, as references
// stand nowhere in the clear: a second for a million.
func (s *Store) Cases(keep func(model.CaseKey) bool) ([]model.CaseKey, error) {
	var list []model.CaseKey
	err := s.View(func(r *Reader) error {
		seen, caseOf := map[model.CaseKey]bool{}, r.CaseNamer()
		for n := Number(1); uint32(n) < r.Next; n++ {
			h, err := r.HeadOf(n)
			if errors.Is(err, vault.ErrMissing) {
				continue // erased
			}
			if err != nil {
				return err
			}
			if h.Withdrawn || !keep(h.Key.Case()) {
				continue
			}
			c, err := caseOf(h.Key)
			if err != nil {
				return err
			}
			if !seen[c] {
				seen[c] = true
				list = append(list, c)
			}
		}
		return nil
	})
	slices.SortFunc(list, CompareCases)
	return list, err
}

// CompareCases orders cases by application and individual.
func CompareCases(a, b model.CaseKey) int {
	return cmp.Or(cmp.Compare(a.Application, b.Application), cmp.Compare(a.Person, b.Person))
}

// CaseDossier reads a case whole, as Dossier does for a record of it.
func (s *Store) CaseDossier(c model.CaseKey) (*Dossier, error) {
	first := Number(0)
	err := s.View(func(r *Reader) error {
		ind, err := r.IndividualOf(c.Person)
		for i, h := range ind.heads {
			if first == 0 && h.Key.Application == c.Application {
				first = ind.numbers[i]
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if first == 0 {
		return nil, ErrNoCase
	}
	return s.Dossier(first)
}
