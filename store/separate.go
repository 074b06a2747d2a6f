package store

import (
	"errors"
	"slices"
	"strings"
	"time"

	"gd8/model"
	"gd8/store/codec"
	"gd8/store/vault"
)

// Separation is an officer's "not the same" of two individuals. It is StoredRecord
// among the answers of the record it was said on, and is undone like one.
type Separation struct {
	Number   Number // the record it was said on
	Sequence uint32 // by which it can be undone; see UndoAnswer
	// Some are the person_refs that the record's individual had then, Others
	// those of the other. A person_ref that comes to one of them later asks
	// again.
	Some, Others []string
	By           string
	At           time.Time // UTC
	Reason       string
}

// Separate keeps that the individual of record n and the individual of another
// person_ref are not the same human. The questions between the two are closed,
// and every decision that this touches is out of date.
func (s *Store) Separate(actor Actor, n Number, person, reason string) (sequence uint32, err error) {
	return s.appendAnswer(actor, n, func(w *Writer, k *StoredRecord) (codec.AnswerEntry, error) {
		w.Entry.Operation, w.Entry.Action, w.Entry.Detail = vault.Combination, "not the same individual", model.SamePersonAs.Name()
		if strings.TrimSpace(reason) == "" || len(reason) > model.MaxLong {
			return codec.AnswerEntry{}, &model.AnswerError{
				Field: model.SamePersonAs, NeedsReason: true,
				Problem: "saying that two individuals are not the same needs a reason of at most 64 KiB: it can open a discard",
			}
		}
		own, err := w.IndividualOf(k.Record.Source.Text(model.PersonRef))
		if err != nil {
			return codec.AnswerEntry{}, err
		}
		if slices.Contains(own.Persons, person) {
			return codec.AnswerEntry{}, errors.New("these two are joined as one individual; withdraw the answer that joins them first")
		}
		other, err := w.IndividualOf(person)
		if err == nil && len(other.numbers) == 0 {
			err = errors.New("no record of that individual is in the store; check the reference with gd8 list")
		}
		return codec.AnswerEntry{
			Op: codec.AnswerSeparated, Some: own.Persons, Others: other.Persons,
			Answer: model.Answer{Field: model.SamePersonAs, Value: person, Reason: reason},
		}, err
	})
}

// separationBehind is the separation that an entry makes, undoes, or brings
// back by undoing an undoing; nil where it is about something else.
func (r *Reader) separationBehind(n Number, entry *codec.AnswerEntry) (*codec.AnswerEntry, error) {
	if entry.Op != codec.AnswerUndone {
		if entry.Op == codec.AnswerSeparated {
			return entry, nil
		}
		return nil, nil
	}
	entries, err := r.Answers(n)
	for err == nil && entry.Op == codec.AnswerUndone {
		at := slices.IndexFunc(entries, func(e NumberedAnswer) bool { return e.Sequence == entry.Undoes })
		if at < 0 {
			return nil, nil
		}
		entry = &entries[at].AnswerEntry
	}
	if err != nil || entry.Op != codec.AnswerSeparated {
		return nil, err
	}
	return entry, nil
}

// settleSeparation makes a separation findable by whom it is about, and
// assesses again what it says of them.
func (w *Writer) settleSeparation(n Number, entry *codec.AnswerEntry) error {
	s, err := w.separationBehind(n, entry)
	if err != nil || s == nil {
		return err
	}
	persons := PersonSet{}
	for _, person := range slices.Concat(s.Some, s.Others) {
		persons[person] = true
	}
	for _, sign := range separationSigns(s) {
		if err := w.Put(BucketAlike, AlikeKey(w.s.AlikeHash(sign), n), nil); err != nil {
			return err
		}
	}
	return w.ReassessAll(persons)
}

// SeparationsOn are the separations that stand on a record.
func SeparationsOn(n Number, entries []NumberedAnswer) []Separation {
	var list []Separation
	for _, e := range StandingAnswers(entries) {
		if e.Op == codec.AnswerSeparated {
			list = append(list, Separation{n, e.Sequence, e.Some, e.Others, e.Answer.By, e.Answer.At, e.Answer.Reason})
		}
	}
	return list
}

// Individual is one joined individual: what a screen shows beside another that
// may be the same human.
type Individual struct {
	Persons []string // the person_refs joined, sorted
	Records []Row    // in order of case and arrival
	Facts   []model.Facts
}

// IndividualOf gives the individual that a person_ref is of, with the
// effective facts of each record; no records where there is none.
func (s *Store) IndividualOf(person string) (one Individual, err error) {
	err = s.View(func(r *Reader) error {
		ind, err := r.IndividualOf(person)
		if err != nil {
			return err
		}
		one.Persons = slices.Sorted(slices.Values(ind.Persons))
		for _, n := range ind.numbers {
			row, err := r.RowOf(n)
			if err != nil {
				return err
			}
			facts, err := r.EffectiveOf(n)
			if err != nil {
				return err
			}
			if facts == nil {
				continue
			}
			one.Records, one.Facts = append(one.Records, row), append(one.Facts, *facts)
		}
		return nil
	})
	return one, err
}
