package purge

import (
	"errors"

	"gd8/model"
	"gd8/store"
	"gd8/store/vault"
)

// RestoredErased are the cases that are in the store, though they were erased
// from the one whose older backup it was restored from: they are to be erased
// again.
func RestoredErased(s *store.Store) (list []model.CaseKey, err error) {
	err = s.View(func(r *store.Reader) error {
		erased, err := r.Erased()
		if err != nil {
			return err
		}
		seen := map[model.CaseKey]bool{}
		for n := store.Number(1); uint32(n) < r.Next; n++ {
			h, err := r.HeadOf(n)
			if errors.Is(err, vault.ErrMissing) || err == nil && seen[h.Key.Case()] {
				continue
			}
			if err != nil {
				return err
			}
			c := h.Key.Case()
			seen[c] = true
			entry, err := erased.Entry(c)
			if err != nil {
				return err
			}
			if entry == 0 {
				continue
			}
			e, err := r.JournalEntry(entry)
			if err != nil {
				return err
			}
			if e.Origin != nil && e.Origin.How == vault.Restored {
				list = append(list, c)
			}
		}
		return nil
	})
	return list, err
}
