package store

import (
	"errors"

	"gd8/model"
	"gd8/store/codec"
	"gd8/store/vault"
)

// Decide makes a decision about the incident that record n describes, after
// model.Case.Decide has looked at the case as it stands in this transaction,
// and writes it for every record of the event that counts. What was drafted
// for it goes. It gives the records it was written for. Errors besides those
// of the file are *model.DecisionError.
func (s *Store) Decide(actor Actor, n Number, kind model.DecisionKind, sections model.Sections, remind model.Date) (written []Number, err error) {
	return s.DecideAs(actor, n, model.Proposal{Kind: kind, Sections: sections, Remind: remind})
}

// DecideAs is Decide for a decision with all that it may keep: the advice that
// the officer was given, and when representations were asked for.
func (s *Store) DecideAs(actor Actor, n Number, p model.Proposal) (written []Number, err error) {
	err = s.Write(actor, func(w *Writer) error {
		f, ind, at, err := w.CaseOfRecord(n)
		if err != nil {
			return err
		}
		d, err := f.Case.Decide(at, p, actor.Officer, w.Now)
		if err != nil {
			return err
		}
		w.Entry.Operation, w.Entry.Action, w.Entry.Detail = vault.Alteration, "decide", p.Kind.String()
		for _, i := range f.Case.Event(at) {
			if err := w.addVersion(f, i, d); err != nil {
				return err
			}
			written = append(written, f.Records[i].Number)
		}
		return w.reassessCase(&ind, f.Records[at].Record.Source.Key().Case())
	})
	if err != nil {
		return nil, err
	}
	return written, nil
}

// WithdrawDecision takes back the standing decision about the incident that
// record n describes, as a version of its own, and so reopens the incident.
// The text withdrawn stays in the history.
func (s *Store) WithdrawDecision(actor Actor, n Number) error {
	return s.Write(actor, func(w *Writer) error {
		f, ind, at, err := w.CaseOfRecord(n)
		if err != nil {
			return err
		}
		w.Entry.Operation, w.Entry.Action = vault.Alteration, "withdraw decision"
		stood := false
		for i := range f.Records {
			if i != at && !f.Case.SameEvent(i, at) {
				continue
			}
			latest, err := w.LatestDecision(f.Records[i].Number)
			if err != nil {
				return err
			}
			if !latest.Stands() {
				continue
			}
			stood = true
			v := *latest
			v.Kind, v.Sections, v.Remind = model.Withdrawn, model.Sections{}, 0
			v.Advice, v.Representations = nil, model.Representations{}
			v.Officer, v.At = actor.Officer, w.Now
			if err := w.addVersion(f, i, v); err != nil {
				return err
			}
		}
		if !stood {
			return errors.New("no decision stands on this incident, so there is none to withdraw")
		}
		return w.reassessCase(&ind, f.Records[at].Record.Source.Key().Case())
	})
}

// addVersion writes a decision as the next version of record i.
func (w *Writer) addVersion(f *StoredCase, i int, d model.Decision) error {
	n := f.Records[i].Number
	latest, id, err := w.latestWithID(n)
	if err != nil {
		return err
	}
	d.Version, d.Replaces, d.Parents = 1, 0, nil
	d.Store, d.Incarnation = w.s.Identity()
	if latest != nil {
		d.Version, d.Parents = latest.Version+1, [][32]byte{id}
		if latest.Stands() {
			d.Replaces = latest.Version
		}
	}
	var e vault.Encoder
	codec.EncodeDecision(&e, &d)
	if err := w.PutStamped(BucketDecisions, PairKey(n, uint32(d.Version)), e.B); err != nil {
		return err
	}
	if err := w.putTexts(n, &d); err != nil {
		return err
	}
	w.Entry.Keys = append(w.Entry.Keys, f.Records[i].Record.Source.Key())
	return w.Remove(BucketDrafts, w.s.DraftKey(n, d.Kind))
}

// DecisionVersions reads all versions of a record's decision, oldest first.
func (r *Reader) DecisionVersions(n Number) ([]*model.Decision, error) {
	var list []*model.Decision
	err := r.Each(BucketDecisions, NumberKey(n), func(_, value []byte) (bool, error) {
		d, err := DecodeStoredDecision(value)
		list = append(list, d)
		return true, err
	})
	return list, err
}

// DecisionVersion is a version of a record's decision; nil where it is not
// there.
func (r *Reader) DecisionVersion(n Number, version int) (*model.Decision, error) {
	value, err := r.Get(BucketDecisions, PairKey(n, uint32(version)))
	if value == nil || err != nil {
		return nil, err
	}
	return DecodeStoredDecision(value)
}

// DecisionEntry is the journal's entry that made a version of a record's
// decision; 0 where it is not there.
func (r *Reader) DecisionEntry(n Number, version int) (uint64, error) {
	value, err := r.Get(BucketDecisions, PairKey(n, uint32(version)))
	if value == nil || err != nil {
		return 0, err
	}
	st, _, err := vault.Unstamp(value)
	return st.Entry, err
}
