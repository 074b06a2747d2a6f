package store

import (
	"bytes"

	"gd8/model"
	"gd8/store/codec"
	"gd8/store/vault"
)

// This file keeps what officers other than the decider say of a decision, and
// samples and releases, which are of no one record. What is done with them is
// package assurance's; what it means for an incident's place in the queue is
// here.

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

// Actions of the entries that write what is of no one record. A loss of it
// concerns no individual.
const (
	ActionDraw    = "draw sample"
	ActionPick    = "pick sample"
	ActionRelease = "seal release"
)

// ConcernsNobody reports whether an entry wrote nothing about any individual.
func ConcernsNobody(e *Entry) bool {
	return e.Action == ActionDraw || e.Action == ActionPick || e.Action == ActionRelease
}

// AddSample writes a sample, drawn or picked. texts are what an officer typed.
func (w *Writer) AddSample(action string, texts []string, body []byte) (id uint32, err error) {
	return w.addUnnumbered(BucketSamples, action, texts, body, ActionDraw, ActionPick)
}

// AddRelease writes a release that is sealed.
func (w *Writer) AddRelease(texts []string, body []byte) (id uint32, err error) {
	return w.addUnnumbered(BucketReleases, ActionRelease, texts, body, ActionRelease)
}

func (w *Writer) addUnnumbered(bucket []byte, action string, texts []string, body []byte, actions ...string) (uint32, error) {
	id, err := w.nextID(bucket, actions)
	if err != nil {
		return 0, err
	}
	w.Entry.Operation, w.Entry.Action = vault.Alteration, action
	var e vault.Encoder
	codec.EncodeKept(&e, texts, body)
	return id, w.PutStamped(bucket, NumberKey(Number(id)), e.B)
}

// nextID is higher than any that was handed out, also where an erasure took the
// last: opinions name a sample by it.
func (w *Writer) nextID(bucket []byte, actions []string) (uint32, error) {
	made, last := uint32(0), uint32(0)
	for n := uint64(1); n <= w.Entries; n++ {
		e, err := w.JournalEntry(n)
		if err != nil {
			return 0, err
		}
		for _, a := range actions {
			if e.Action == a {
				made++
			}
		}
	}
	err := w.Each(bucket, nil, func(key, _ []byte) (bool, error) {
		last = KeyUint(key, 0)
		return true, nil
	})
	return max(made, last) + 1, err
}

// Samples are all samples, oldest first.
func (r *Reader) Samples() ([]Kept, error) { return r.unnumbered(BucketSamples) }

// Releases are all releases, oldest first.
func (r *Reader) Releases() ([]Kept, error) { return r.unnumbered(BucketReleases) }

func (r *Reader) unnumbered(bucket []byte) (list []Kept, err error) {
	err = r.Each(bucket, nil, func(key, value []byte) (bool, error) {
		o, err := storedUnnumbered(key, value)
		list = append(list, o)
		return true, err
	})
	return list, err
}

func storedUnnumbered(key, value []byte) (Kept, error) {
	st, payload, err := vault.Unstamp(value)
	if err != nil {
		return Kept{}, err
	}
	o := Kept{ID: KeyUint(key, 0), Entry: st.Entry}
	o.Texts, o.Body, err = codec.DecodeKept(payload)
	o.Body = bytes.Clone(o.Body)
	return o, err
}

// EraseUnnumbered erases the samples and releases in whose texts something erased
// is named.
func (w *Writer) EraseUnnumbered(names func(string) bool, places *[]vault.Span) error {
	for _, bucket := range Unnumbered {
		var gone [][]byte
		err := w.Each(bucket, nil, func(key, value []byte) (bool, error) {
			st, payload, err := vault.Unstamp(value)
			if err != nil {
				return false, err
			}
			texts, _, err := codec.DecodeKept(payload)
			for _, text := range texts {
				if names(text) {
					gone = append(gone, bytes.Clone(key))
					*places = append(*places, vault.Span{Entry: st.Entry, From: st.Position, To: st.Position})
					break
				}
			}
			return true, err
		})
		if err != nil {
			return err
		}
		for _, key := range gone {
			if err := w.Remove(bucket, key); err != nil {
				return err
			}
		}
	}
	return nil
}
