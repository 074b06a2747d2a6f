package store

import (
	"slices"

	"gd8/model"
	"gd8/store/vault"
)

// EntriesOf gives the numbers of the journal entries about an incident_ref,
// ascending: those that name it, and those that wrote a version of the facts,
// answers or decisions of a record that has it. The second are found by the
// records, as an entry about many, such as an import's, names none. An entry
// that only counts records, such as that of a list, is about no one of them.
func (s *Store) EntriesOf(incident string) ([]uint64, error) {
	found := map[uint64]bool{}
	err := s.View(func(r *Reader) error {
		if err := r.entriesThatWrote(incident, found); err != nil {
			return err
		}
		for n := uint64(1); n <= r.Entries; n++ {
			e, err := r.JournalEntry(n)
			if err != nil {
				return err
			}
			if slices.ContainsFunc(e.Keys, func(k model.Key) bool { return k.Incident == incident && k != model.Key{} }) {
				found[n] = true
			}
		}
		return nil
	})
	numbers := make([]uint64, 0, len(found))
	for n := range found {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	return numbers, err
}

// entriesThatWrote adds the entries that committed to a version of a record
// with the reference, withdrawn ones included.
func (r *Reader) entriesThatWrote(incident string, found map[uint64]bool) error {
	prefix := r.s.RefKey(incident)
	return r.Each(BucketRefs, prefix[:], func(key, _ []byte) (bool, error) {
		n := LastNumber(key)
		if uint32(n) >= r.Next {
			return true, nil
		}
		h, err := r.HeadOf(n)
		if err != nil || h.Key.Incident != incident { // the key is a hash
			return err == nil, err
		}
		for _, bucket := range Versioned {
			err := r.Each(bucket, NumberKey(n), func(_, value []byte) (bool, error) {
				st, _, err := vault.Unstamp(value)
				if err == nil && st.Entry <= r.Entries { // a staged version has no entry yet
					found[st.Entry] = true
				}
				return err == nil, err
			})
			if err != nil {
				return false, err
			}
		}
		return true, nil
	})
}
