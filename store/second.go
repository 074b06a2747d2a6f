package store

import (
	"gd8/model"
	"gd8/store/codec"
	"gd8/store/vault"
)

// This file keeps what officers other than the decider say of a decision. What
// is done with it is package assurance's; what it means for an incident's place
// in the queue is here.

// Event is an incident by its records, as a check or an adjudication sees it.
type Event struct {
	Case *model.Case
	At   int           // the record that was asked for, in Case.Records
	Hits []EventRecord // the records of the event that count, in the case's order
}

// EventRecord is one record of an event that counts.
type EventRecord struct {
	Number   Number
	Key      model.Key
	Decision *model.Decision // the newest version; nil for none
	State    model.QueueState
}

// Hit is the record that was asked for; nil where it does not count.
func (e *Event) Hit() *EventRecord {
	key := e.Case.Records[e.At].Source.Key()
	for i := range e.Hits {
		if e.Hits[i].Key == key {
			return &e.Hits[i]
		}
	}
	return nil
}

// Event reads the incident that record n describes.
func (r *Reader) Event(n Number) (*Event, error) {
	f, _, at, err := r.CaseOfRecord(n)
	if err != nil {
		return nil, err
	}
	e := &Event{Case: f.Case, At: at}
	digest := f.Case.Digest()
	for _, i := range f.Case.Event(at) {
		k := &f.Records[i]
		hit := EventRecord{Number: k.Number, Key: k.Record.Source.Key()}
		if hit.Decision, err = r.LatestDecision(k.Number); err != nil {
			return nil, err
		}
		again, err := r.reopened(k.Number, hit.Decision)
		if err != nil {
			return nil, err
		}
		hit.State = f.Case.StateOf(i, hit.Decision, again, digest)
		e.Hits = append(e.Hits, hit)
	}
	return e, nil
}

// Reassess assesses again the case that record n is in, and writes its rows of
// the queue.
func (w *Writer) Reassess(n Number) error {
	h, err := w.HeadOf(n)
	if err != nil {
		return err
	}
	return w.reassess(h.Key)
}

// NameRecord adds a record to those that the journal entry names.
func (w *Writer) NameRecord(n Number) error {
	h, err := w.HeadOf(n)
	w.Entry.Keys = append(w.Entry.Keys, h.Key)
	return err
}

// reopened is why a record's decision, its newest version, is asked about again.
func (r *Reader) reopened(n Number, latest *model.Decision) (model.Reopening, error) {
	if !latest.Stands() {
		return model.NotReopened, nil
	}
	checks, err := r.Checks(n)
	if err != nil {
		return model.NotReopened, err
	}
	rulings, err := r.Rulings(n)
	return latest.Reopened(checks, rulings), err
}

// Checks are all checks of a record's decisions, oldest first.
func (r *Reader) Checks(n Number) ([]model.Check, error) {
	return listOf(r, BucketChecks, n, codec.DecodeCheck)
}

// Opinions are all second opinions on a record, oldest first. The number of each
// is the Version of its decision.
func (r *Reader) Opinions(n Number) ([]model.Opinion, error) {
	return listOf(r, BucketOpinions, n, codec.DecodeOpinion)
}

// Rulings are all adjudications about a record, oldest first.
func (r *Reader) Rulings(n Number) ([]model.Ruling, error) {
	return listOf(r, BucketRulings, n, codec.DecodeRuling)
}

func listOf[T any](r *Reader, bucket []byte, n Number, decode func([]byte) (T, error)) (list []T, err error) {
	err = r.Each(bucket, NumberKey(n), func(_, value []byte) (bool, error) {
		_, payload, err := vault.Unstamp(value)
		if err != nil {
			return false, err
		}
		v, err := decode(payload)
		list = append(list, v)
		return true, err
	})
	return list, err
}

// AddCheck writes a check of a record's decision.
func (w *Writer) AddCheck(n Number, c model.Check) error {
	var e vault.Encoder
	codec.EncodeCheck(&e, &c)
	return w.addBeside(BucketChecks, n, func(uint32) []byte { return e.B })
}

// AddOpinion writes a second opinion on a record, which numbers it.
func (w *Writer) AddOpinion(n Number, o model.Opinion) (number int, err error) {
	err = w.addBeside(BucketOpinions, n, func(second uint32) []byte {
		number = int(second)
		o.Decision.Version, o.Decision.Replaces = number, 0
		var e vault.Encoder
		codec.EncodeOpinion(&e, &o)
		return e.B
	})
	return number, err
}

// AddRuling writes an adjudication about a record.
func (w *Writer) AddRuling(n Number, r model.Ruling) error {
	var e vault.Encoder
	codec.EncodeRuling(&e, &r)
	return w.addBeside(BucketRulings, n, func(uint32) []byte { return e.B })
}

// addBeside writes a value of a record after those that are there.
func (w *Writer) addBeside(bucket []byte, n Number, payload func(second uint32) []byte) error {
	if _, err := w.latestSource(n); err != nil {
		return err
	}
	last := uint32(0)
	err := w.Each(bucket, NumberKey(n), func(key, _ []byte) (bool, error) {
		_, last = SplitPair(key)
		return true, nil
	})
	if err != nil {
		return err
	}
	return w.PutStamped(bucket, PairKey(n, last+1), payload(last+1))
}
