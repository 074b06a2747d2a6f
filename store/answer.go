package store

import (
	"errors"
	"strings"

	"gd8/model"
	"gd8/store/codec"
	"gd8/store/vault"
)

var (
	errWithdrawn = errors.New("this record was withdrawn and no longer counts; nothing can be done to it")
	errNothing   = errors.New("there is no answer of an officer to withdraw here")
	errNoOfficer = errors.New("an answer needs the name of the officer who gives it; give --officer NAME")
)

// Answer keeps an officer's answer beside the source's value, after
// model.CheckAnswer, and gives its sequence, by which it can be undone. The
// officer and time are the actor's and the clock's. Errors besides those of
// the file are *model.ValueError and *model.AnswerError.
func (s *Store) Answer(actor Actor, n Number, a model.Answer) (sequence uint32, err error) {
	return s.appendAnswer(actor, n, func(w *Writer, k *StoredRecord) (codec.AnswerEntry, error) {
		checked, err := model.CheckAnswer(&k.Record, a, w.Today)
		w.Entry.Operation, w.Entry.Action = vault.Alteration, "answer"
		if a.Field == model.SameEventAs || a.Field == model.SamePersonAs {
			w.Entry.Operation = vault.Combination
		}
		if err == nil && checked.Field == model.SamePersonAs && checked.Value != "" {
			err = w.checkJoin(k, checked.Value)
		}
		w.Entry.Detail = checked.Field.Name()
		return codec.AnswerEntry{Op: codec.AnswerGiven, Answer: checked}, err
	})
}

// WithdrawAnswer takes the officer's answer to a field back, so that the
// source's value stands again. It gives the withdrawal's sequence.
func (s *Store) WithdrawAnswer(actor Actor, n Number, f model.Field) (sequence uint32, err error) {
	return s.appendAnswer(actor, n, func(w *Writer, k *StoredRecord) (codec.AnswerEntry, error) {
		w.Entry.Operation, w.Entry.Action, w.Entry.Detail = vault.Alteration, "withdraw answer", f.Name()
		if _, ok := k.Record.Answered(f); !ok {
			return codec.AnswerEntry{}, errNothing
		}
		return codec.AnswerEntry{Op: codec.AnswerWithdrawn, Answer: model.Answer{Field: f}}, nil
	})
}

// UndoAnswer undoes an answer, a withdrawal or an undoing by its sequence, as
// if it had not been; what stood before it stands again with its own officer
// and time. Both stay in the history.
func (s *Store) UndoAnswer(actor Actor, n Number, sequence uint32) error {
	_, err := s.appendAnswer(actor, n, func(w *Writer, k *StoredRecord) (codec.AnswerEntry, error) {
		w.Entry.Operation, w.Entry.Action = vault.Alteration, "undo answer"
		entries, err := w.Answers(n)
		if err != nil {
			return codec.AnswerEntry{}, err
		}
		for _, e := range entries {
			if e.Sequence == sequence {
				w.Entry.Detail = e.Answer.Field.Name()
				return codec.AnswerEntry{Op: codec.AnswerUndone, Undoes: sequence, Answer: model.Answer{Field: e.Answer.Field}}, nil
			}
		}
		return codec.AnswerEntry{}, errNothing
	})
	return err
}

// MarkIncomplete notes that records of a record's case are known to be
// missing, as a rescue does: every decision in the case is then out of date,
// and a discard is barred until an officer answers for it with
// AnswerIncomplete, whatever was answered for an earlier mark.
func (s *Store) MarkIncomplete(actor Actor, n Number) error {
	return s.Write(actor, func(w *Writer) error {
		src, err := w.SourceOf(n)
		if err != nil {
			return err
		}
		if src.Withdrawn {
			return errWithdrawn
		}
		src.Incomplete, src.Mark, src.By, src.At = true, w.Entries+1, actor.Officer, w.Now
		w.Revision++
		if err := w.PutSource(n, src); err != nil {
			return err
		}
		key := src.Facts.Key()
		w.Entry.Operation, w.Entry.Action, w.Entry.Keys = vault.Alteration, "mark an incomplete case", []model.Key{key}
		return w.reassess(key)
	})
}

// AnswerIncomplete keeps an officer's reason for going on with the case of a
// record that a rescue left incomplete, on every record marked so.
func (s *Store) AnswerIncomplete(actor Actor, n Number, reason string) error {
	if strings.TrimSpace(actor.Officer) == "" {
		return errNoOfficer
	}
	if strings.TrimSpace(reason) == "" || len(reason) > model.MaxLong {
		return errors.New("going on with an incomplete case needs a reason of at most 64 KiB")
	}
	return s.Write(actor, func(w *Writer) error {
		f, _, at, err := w.CaseOfRecord(n)
		if err != nil {
			return err
		}
		w.Entry.Operation, w.Entry.Action = vault.Alteration, "answer for an incomplete case"
		for i := range f.Records {
			if !f.Records[i].Source.Incomplete {
				continue
			}
			entry := codec.AnswerEntry{Op: codec.AnswerIncomplete, Answer: model.Answer{By: actor.Officer, At: w.Now, Reason: reason}}
			if _, err := w.addAnswer(f.Records[i].Number, entry); err != nil {
				return err
			}
			w.Entry.Keys = append(w.Entry.Keys, f.Records[i].Record.Source.Key())
		}
		if len(w.Entry.Keys) == 0 {
			return errNothing
		}
		return w.reassess(f.Records[at].Record.Source.Key()) // read anew, with the answers
	})
}

func (s *Store) appendAnswer(actor Actor, n Number, make func(*Writer, *StoredRecord) (codec.AnswerEntry, error)) (sequence uint32, err error) {
	if strings.TrimSpace(actor.Officer) == "" {
		return 0, errNoOfficer
	}
	err = s.Write(actor, func(w *Writer) error {
		k, err := w.Load(n)
		if err != nil {
			return err
		}
		if k.Source.Withdrawn {
			return errWithdrawn
		}
		entry, err := make(w, &k)
		if err != nil {
			return err
		}
		entry.Answer.By, entry.Answer.At = actor.Officer, w.Now
		key := k.Record.Source.Key()
		w.Entry.Keys = []model.Key{key}
		err = w.change(n, key, func() error {
			sequence, err = w.addAnswer(n, entry)
			return err
		})
		if err != nil {
			return err
		}
		return w.settleSeparation(n, &entry)
	})
	return sequence, err
}

// addAnswer appends an entry to a record's answers and notes that the record
// has some, so that a search knows whose effective texts may differ from the
// source's.
func (w *Writer) addAnswer(n Number, entry codec.AnswerEntry) (sequence uint32, err error) {
	w.Sequences++
	var e vault.Encoder
	entry.Encode(&e)
	if err := w.PutStamped(BucketAnswers, PairKey(n, w.Sequences), e.B); err != nil {
		return 0, err
	}
	return w.Sequences, w.MarkAnswered(n, true)
}
