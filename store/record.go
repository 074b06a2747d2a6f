package store

import (
	"context"
	"errors"
	"gd8/model"
	"gd8/store/codec"
	"gd8/store/vault"
)

// StoredRecord is one record as the file keeps it: its latest source and its standing
// answers.
type StoredRecord struct {
	Number Number
	Source codec.Source
	Record model.Record
}

// latestSource reads the newest visible source of a record, stamped; an error
// where there is none.
func (r *Reader) latestSource(n Number) ([]byte, error) {
	if n == 0 || uint32(n) >= r.Next {
		return nil, vault.ErrMissing
	}
	value, err := r.Newest(BucketSources, n, r.Revision)
	if err == nil && value == nil {
		err = vault.ErrMissing
	}
	return value, err
}

// nearVersions is how many versions newest steps over one by one: nearly every
// record has fewer.
const nearVersions = 8

// Newest reads, among the values whose keys are a record's number and a
// second number, that of the highest second number up to limit; nil where
// there is none. It only ever moves a cursor forwards: in a transaction that
// has deleted, pages without a key stand in the tree until the commit, and
// bbolt's Prev and Last take one for the end of the bucket or never leave it.
func (r *Reader) Newest(bucket []byte, n Number, limit uint32) ([]byte, error) {
	c := r.Cursor(bucket)
	within := func(k []byte) bool {
		return len(k) == 8 && Number(KeyUint(k, 0)) == n && KeyUint(k, 4) <= limit
	}
	var key, stored []byte
	k, v := c.Seek(PairKey(n, 0))
	for range nearVersions {
		if !within(k) {
			break
		}
		key, stored = k, v
		k, v = c.Next()
	}
	if within(k) { // k and those after it: the last is looked for by halves
		key, stored = k, v
		for low, high := KeyUint(k, 4), limit; low < high; {
			middle := low + (high-low+1)/2
			if k, v := c.Seek(PairKey(n, middle)); within(k) {
				key, stored, low = k, v, KeyUint(k, 4)
			} else {
				high = middle - 1
			}
		}
	}
	if key == nil {
		return nil, nil
	}
	return r.s.Sealer().Open(nil, string(bucket), key, stored)
}

// SourceOf reads the newest visible version of a record's facts.
func (r *Reader) SourceOf(n Number) (codec.Source, error) {
	value, err := r.latestSource(n)
	if err != nil {
		return codec.Source{}, err
	}
	_, payload, err := vault.Unstamp(value)
	if err != nil {
		return codec.Source{}, err
	}
	return codec.DecodeSource(payload)
}

// HeadOf reads of a record's facts no more than their head.
func (r *Reader) HeadOf(n Number) (codec.Head, error) {
	value, err := r.latestSource(n)
	if err != nil {
		return codec.Head{}, err
	}
	_, payload, err := vault.Unstamp(value)
	if err != nil {
		return codec.Head{}, err
	}
	return codec.DecodeHead(payload)
}

// Load reads a record whole.
func (r *Reader) Load(n Number) (StoredRecord, error) {
	src, err := r.SourceOf(n)
	if err != nil {
		return StoredRecord{}, err
	}
	k := StoredRecord{Number: n, Source: src, Record: model.Record{Source: src.Facts, Incomplete: src.Incomplete, Mark: src.Mark}}
	entries, err := r.Answers(n)
	if err != nil {
		return StoredRecord{}, err
	}
	for _, e := range StandingAnswers(entries) {
		switch e.Op {
		case codec.AnswerGiven:
			k.Record.Answers = append(k.Record.Answers, e.Answer)
		case codec.AnswerIncomplete:
			if e.Entry > src.Mark { // else it was given for an earlier loss
				k.Record.IncompleteReason = e.Answer.Reason
			}
		}
	}
	return k, nil
}

// HasAnswers reports whether a record has any entry among its answers.
func (r *Reader) HasAnswers(n Number) (bool, error) {
	entries, err := r.Answers(n)
	return len(entries) > 0, err
}

// NumberedAnswer is an entry among a record's answers with its sequence and
// its journal entry.
type NumberedAnswer struct {
	codec.AnswerEntry
	Sequence uint32
	Entry    uint64
}

// Answers reads all entries among a record's answers, oldest first.
func (r *Reader) Answers(n Number) ([]NumberedAnswer, error) {
	var list []NumberedAnswer
	err := r.Each(BucketAnswers, NumberKey(n), func(key, value []byte) (bool, error) {
		st, payload, err := vault.Unstamp(value)
		if err == nil && len(key) != 8 {
			err = vault.ErrCodec
		}
		if err != nil {
			return false, err
		}
		e, err := codec.DecodeAnswer(payload)
		if err != nil {
			return false, err
		}
		_, sequence := SplitPair(key)
		list = append(list, NumberedAnswer{e, sequence, st.Entry})
		return true, nil
	})
	return list, err
}

// StandingAnswers are the entries that count now: of each field the newest that was
// not undone, unless it withdrew the answer. They come in field order.
func StandingAnswers(entries []NumberedAnswer) []NumberedAnswer {
	undone := map[uint32]bool{}
	// An undoing can itself be undone, so the newest is looked at first.
	for i := len(entries) - 1; i >= 0; i-- {
		if e := entries[i]; e.Op == codec.AnswerUndone && !undone[e.Sequence] {
			undone[e.Undoes] = true
		}
	}
	var latest [model.FieldCount + 1]*NumberedAnswer
	for i := range entries {
		e := &entries[i]
		if undone[e.Sequence] {
			continue
		}
		switch e.Op {
		case codec.AnswerGiven:
			latest[e.Answer.Field] = e
		case codec.AnswerWithdrawn:
			latest[e.Answer.Field] = nil
		case codec.AnswerIncomplete:
			latest[model.FieldCount] = e
		}
	}
	var list []NumberedAnswer
	for _, e := range latest {
		if e != nil {
			list = append(list, *e)
		}
	}
	for _, e := range entries { // each stands until it is undone
		if e.Op == codec.AnswerSeparated && !undone[e.Sequence] {
			list = append(list, e)
		}
	}
	return list
}

// Find gives the number of the record with a key, withdrawn or not; 0 where
// there is none.
func (r *Reader) Find(key model.Key) (Number, error) {
	p, c := r.s.PersonKey(key.Person), r.s.CaseKey(key.Case())
	found := Number(0)
	err := r.Each(BucketPersons, append(p[:], c[:]...), func(k, _ []byte) (bool, error) {
		n := LastNumber(k)
		if uint32(n) >= r.Next {
			return true, nil
		}
		h, err := r.HeadOf(n)
		if err == nil && h.Key == key {
			found = n
		}
		return found == 0, err
	})
	return found, err
}

// KeysOf gives the keys of records, in the order given; a blank one for a
// record that was erased.
func (s *Store) KeysOf(ctx context.Context, numbers []Number) ([]model.Key, error) {
	l := Looker{Ctx: ctx}
	keys := make([]model.Key, len(numbers))
	err := s.View(func(r *Reader) error {
		for i, n := range numbers {
			if err := l.Look(); err != nil {
				return err
			}
			h, err := r.HeadOf(n)
			if errors.Is(err, vault.ErrMissing) {
				continue
			}
			if err != nil {
				return err
			}
			keys[i] = h.Key
		}
		return nil
	})
	return keys, err
}
