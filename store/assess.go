package store

import (
	"maps"
	"slices"

	"gd8/model"
	"gd8/store/codec"
	"gd8/store/vault"
)

// This file keeps the queue in step: whenever facts, answers or decisions of a
// case change, in the same transaction, every record of it is assessed again
// and its queue row written. What a verdict means is the model's.

// Assess gives the queue row of every record of a case to sink.
func (r *Reader) Assess(f *StoredCase, sink func(Number, QueueRow) error) error {
	latest := make([]*model.Decision, len(f.Records))
	again := make([]model.Reopening, len(f.Records))
	decided := false
	for i := range f.Records {
		var err error
		if latest[i], err = r.LatestDecision(f.Records[i].Number); err != nil {
			return err
		}
		if again[i], err = r.reopened(f.Records[i].Number, latest[i]); err != nil {
			return err
		}
		decided = decided || latest[i].Stands()
	}
	var digest [32]byte
	if decided { // a digest costs more than an assessment
		digest = f.Case.Digest()
	}
	var err error
	AssessRecords(f.Case, latest, again, digest, func(i int, q QueueRow) {
		if err == nil {
			err = sink(f.Records[i].Number, q)
		}
	})
	return err
}

// AssessRecords gives the queue row of each record of a case, whose newest
// decision versions are in latest, and in again why they are asked about once
// more. digest is the case's, and is not looked at where no decision stands.
func AssessRecords(c *model.Case, latest []*model.Decision, again []model.Reopening, digest [32]byte, sink func(int, QueueRow)) {
	for i := range c.Records {
		a := c.Assess(i)
		sink(i, rowOf(c, i, &a, c.StateOf(i, latest[i], again[i], digest), latest[i]))
	}
}

// reassessCase assesses one case again.
func (w *Writer) reassessCase(ind *StoredIndividual, c model.CaseKey) error {
	f, err := w.CaseOf(ind, c)
	if err != nil {
		return err
	}
	return w.Assess(f, w.SetRow)
}

// change makes a change to a record and assesses again whatever it may have
// changed: its own case; and where the record came to count, no longer counts,
// or is alike to others by other signs than before, all cases of every
// individual that was or is joined with it or alike to it.
func (w *Writer) change(n Number, key model.Key, make func() error) error {
	before, err := w.effectiveIfThere(n)
	if err != nil {
		return err
	}
	persons := PersonSet{}
	if err := w.AddAlike(persons, before); err != nil {
		return err
	}
	if err := make(); err != nil {
		return err
	}
	after, err := w.effectiveIfThere(n)
	if err != nil {
		return err
	}
	if SameForOthers(before, after) {
		return w.reassess(key)
	}
	if err := w.MoveSigns(n, SignsOf(before), SignsOf(after)); err != nil {
		return err
	}
	if err := w.AddAlike(persons, after); err != nil {
		return err
	}
	persons[key.Person] = true
	if err := w.addAlikeToJoined(persons, before, after); err != nil {
		return err
	}
	return w.ReassessAll(persons)
}

// addAlikeToJoined adds, where a join was made or undone, whoever is alike to
// any record of the individuals concerned: what they are asked about has
// another name then.
func (w *Writer) addAlikeToJoined(persons PersonSet, before, after *model.Facts) error {
	joined := PersonSet{}
	for _, f := range []*model.Facts{before, after} {
		if f == nil {
			continue
		}
		if target := f.Text(model.SamePersonAs); target != "" {
			joined[target] = true
		}
		if err := w.addNaming(joined, f.Text(model.PersonRef)); err != nil {
			return err
		}
		if len(joined) > 0 {
			joined[f.Text(model.PersonRef)] = true
		}
	}
	for person := range joined {
		ind, err := w.IndividualOf(person)
		if err != nil {
			return err
		}
		if err := w.AddAlikeToAll(persons, &ind); err != nil {
			return err
		}
	}
	return nil
}

// AddAlikeToAll adds whoever is alike to any record of an individual.
func (r *Reader) AddAlikeToAll(persons PersonSet, ind *StoredIndividual) error {
	return r.eachFacts(ind, func(facts *model.Facts) error { return r.AddAlike(persons, facts) })
}

// effectiveIfThere is effectiveOf for a record that may not be there yet.
func (w *Writer) effectiveIfThere(n Number) (*model.Facts, error) {
	if n == 0 {
		return nil, nil
	}
	return w.EffectiveOf(n)
}

// SameForOthers reports whether a change of a record can change nothing about
// other cases.
func SameForOthers(before, after *model.Facts) bool {
	if before == nil || after == nil {
		return before == after
	}
	return before.Text(model.PersonName) == after.Text(model.PersonName) && before.Date(model.DateOfBirth) == after.Date(model.DateOfBirth) &&
		before.Role() == after.Role() && before.Text(model.SamePersonAs) == after.Text(model.SamePersonAs) &&
		(before.Tri(model.Relevant) == model.No) == (after.Tri(model.Relevant) == model.No)
}

// PersonSet are person_refs whose cases are to be assessed again.
type PersonSet map[string]bool

// AddAlike adds whoever has a sign in common with a record of these facts, the
// record's person, whom it names as the same, and who names its person: where it
// is that person's only record, the others are joined through it.
func (r *Reader) AddAlike(persons PersonSet, f *model.Facts) error {
	if f == nil {
		return nil
	}
	persons[f.Text(model.PersonRef)] = true
	if target := f.Text(model.SamePersonAs); target != "" {
		persons[target] = true
	}
	if err := r.addNaming(persons, f.Text(model.PersonRef)); err != nil {
		return err
	}
	for l := range model.LikenessCount {
		numbers, err := r.bearers(f, l)
		if err != nil {
			return err
		}
		if err := r.AddPersons(persons, numbers); err != nil {
			return err
		}
	}
	return nil
}

// AddPersons adds the persons that the records are of.
func (r *Reader) AddPersons(persons PersonSet, numbers []Number) error {
	for _, n := range numbers {
		h, err := r.HeadOf(n)
		if err != nil {
			return err
		}
		persons[h.Key.Person] = true
	}
	return nil
}

// addNaming adds who names a person as the same, and whom it names.
func (r *Reader) addNaming(persons PersonSet, person string) error {
	numbers, err := r.withSign(SignJoined + person)
	if err != nil {
		return err
	}
	return r.AddPersons(persons, numbers)
}

// ReassessAll assesses again all cases of all individuals that the persons are
// of, each once.
func (w *Writer) ReassessAll(persons PersonSet) error {
	done := PersonSet{}
	for _, person := range slices.Sorted(maps.Keys(persons)) {
		if err := w.reassessOnce(person, done); err != nil {
			return err
		}
	}
	return nil
}

// reassessOnce assesses again all cases of the individual that a person is of,
// unless that was done for another of its person_refs.
func (w *Writer) reassessOnce(person string, done PersonSet) error {
	if done[person] {
		return nil
	}
	ind, err := w.IndividualOf(person)
	if err != nil {
		return err
	}
	for _, p := range ind.Persons {
		done[p] = true
	}
	for _, c := range ind.Cases() {
		if err := w.reassessCase(&ind, c); err != nil {
			return err
		}
	}
	return nil
}

// reassess assesses again the case that a record is in, after a change of its
// answers or decisions. No other case can have been changed by it: what an
// individual's other cases see of this one are its references.
func (w *Writer) reassess(key model.Key) error {
	ind, err := w.IndividualOf(key.Person)
	if err != nil {
		return err
	}
	return w.reassessCase(&ind, key.Case())
}

// LatestDecision reads a record's newest decision version, nil for none.
func (r *Reader) LatestDecision(n Number) (*model.Decision, error) {
	value, err := r.Newest(BucketDecisions, n, 1<<32-1)
	if value == nil || err != nil {
		return nil, err
	}
	return DecodeStoredDecision(value)
}

// latestWithID is LatestDecision with the version's id.
func (r *Reader) latestWithID(n Number) (d *model.Decision, id [32]byte, err error) {
	value, err := r.Newest(BucketDecisions, n, 1<<32-1)
	if value == nil || err != nil {
		return nil, id, err
	}
	st, payload, err := vault.Unstamp(value)
	if err != nil {
		return nil, id, err
	}
	if d, err = codec.DecodeDecision(payload); err != nil {
		return nil, id, err
	}
	return d, r.s.DecisionID(d, st), nil
}

// DecodeStoredDecision reads a decision version as its bucket keeps it, stamped.
func DecodeStoredDecision(value []byte) (*model.Decision, error) {
	_, payload, err := vault.Unstamp(value)
	if err != nil {
		return nil, err
	}
	return codec.DecodeDecision(payload)
}
