package store

import (
	"gd8/model"
	"gd8/store/vault"
)

// This file keeps the queue in step: whenever facts, answers or decisions of a
// case change, in the same transaction, every record of it is assessed again
// and its queue row written. What a verdict means is the model's.

// assess gives the queue row of every record of a case to sink.
func (r *Reader) assess(f *file, sink func(Number, QueueRow) error) error {
	latest := make([]*model.Decision, len(f.records))
	decided := false
	for i := range f.records {
		var err error
		if latest[i], err = r.LatestDecision(f.records[i].number); err != nil {
			return err
		}
		decided = decided || latest[i].Stands()
	}
	var digest [32]byte
	if decided { // a digest costs more than an assessment
		digest = f.model.Digest()
	}
	var err error
	assessRecords(f.model, latest, digest, func(i int, q QueueRow) {
		if err == nil {
			err = sink(f.records[i].number, q)
		}
	})
	return err
}

// assessRecords gives the queue row of each record of a case, whose newest
// decision versions are in latest. digest is the case's, and is not looked at
// where no decision stands.
func assessRecords(c *model.Case, latest []*model.Decision, digest [32]byte, sink func(int, QueueRow)) {
	for i := range c.Records {
		a := c.Assess(i)
		sink(i, rowOf(c, i, &a, c.StateOf(i, latest[i], digest), latest[i]))
	}
}

// reassessCase assesses one case again.
func (w *writer) reassessCase(ind *individual, c model.CaseKey) error {
	f, err := w.caseOf(ind, c)
	if err != nil {
		return err
	}
	return w.assess(f, w.setRow)
}

// reassess assesses again the case that a record is in, after a change of its
// answers or decisions. No other case can have been changed by it: what an
// individual's other cases see of this one are its references.
func (w *writer) reassess(key model.Key) error {
	ind, err := w.individualOf(key.Person)
	if err != nil {
		return err
	}
	return w.reassessCase(&ind, key.Case())
}

// reassessPerson assesses again all cases of a person, after a record of
// theirs arrived or was withdrawn.
func (w *writer) reassessPerson(person string) error {
	ind, err := w.individualOf(person)
	if err != nil {
		return err
	}
	for _, c := range ind.cases() {
		if err := w.reassessCase(&ind, c); err != nil {
			return err
		}
	}
	return nil
}

// LatestDecision reads a record's newest decision version, nil for none.
func (r *Reader) LatestDecision(n Number) (*model.Decision, error) {
	value, err := r.newest(bucketDecisions, n, 1<<32-1)
	if value == nil || err != nil {
		return nil, err
	}
	return storedDecision(value)
}

// storedDecision reads a decision version as its bucket keeps it, stamped.
func storedDecision(value []byte) (*model.Decision, error) {
	_, payload, err := vault.Unstamp(value)
	if err != nil {
		return nil, err
	}
	return decodeDecision(payload)
}
