package store

import (
	"slices"

	"gd8/model"
)

// EntriesOf gives the numbers of the journal entries about an incident_ref,
// ascending: those that name it, and those that wrote a version of the facts,
// answers or decisions of a record that has it. The second are found by the
// records, as an entry about many, such as an import's, names none. An entry
// that only counts records, such as that of a list, is about no one of them.
func (s *Store) EntriesOf(incident string) ([]uint64, error) {
	found := map[uint64]bool{}
	err := s.view(func(r *reader) error {
		if err := r.entriesThatWrote(incident, found); err != nil {
			return err
		}
		for n := uint64(1); n <= r.entries; n++ {
			e, err := r.journalEntry(n)
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
func (r *reader) entriesThatWrote(incident string, found map[uint64]bool) error {
	prefix := r.s.refKey(incident)
	return r.each(bucketRefs, prefix[:], func(key, _ []byte) (bool, error) {
		n := lastNumber(key)
		if uint32(n) >= r.next {
			return true, nil
		}
		h, err := r.headOf(n)
		if err != nil || h.key.Incident != incident { // the key is a hash
			return err == nil, err
		}
		for _, bucket := range [][]byte{bucketSources, bucketAnswers, bucketDecisions} {
			err := r.each(bucket, numberKey(n), func(_, value []byte) (bool, error) {
				st, _, err := unstamp(value)
				if err == nil && st.entry <= r.entries { // a staged version has no entry yet
					found[st.entry] = true
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

// ErasedTexts reports which free texts of an entry were erased since it was
// written; they read as blank.
func (e *Entry) ErasedTexts() (purpose, recipient, detail bool) {
	return e.items[itemPurpose].erased, e.items[itemRecipient].erased, e.items[itemDetail].erased
}
