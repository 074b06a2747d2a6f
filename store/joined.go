package store

import (
	"errors"
	"fmt"
	"slices"

	"gd8/model"
	"gd8/store/codec"
)

// This file keeps individuals joined. A join stands on one record; what else
// becomes of that record must not part the two without a word, as that can open
// a discard.

// checkJoin says why an officer's answer cannot join a record's individual with
// another; nil where it can.
func (r *Reader) checkJoin(k *StoredRecord, person string) error {
	facts := k.Record.Effective()
	named := facts.Text(model.SamePersonAs)
	if named != "" && named != person {
		return &model.AnswerError{Field: model.SamePersonAs, Problem: fmt.Sprintf(
			"this record names %q as the same individual already, and names one: say it on another hit of either individual, or withdraw that answer first", named)}
	}
	there, err := r.hasRecords(person)
	if err != nil || there {
		return err
	}
	near, err := r.spelt(person)
	if err != nil {
		return err
	}
	if near == "" { // it counts once a record of that individual comes
		return nil
	}
	return &model.AnswerError{Field: model.SamePersonAs, Problem: fmt.Sprintf("no individual %q is in the store, so nothing would be joined; %q is: answer with that spelling", person, near)}
}

// spelt is a person_ref of the store that differs from one in spelling alone;
// blank where there is none.
func (r *Reader) spelt(person string) (string, error) {
	var facts model.Facts
	facts.SetText(model.PersonRef, person)
	numbers, err := r.bearers(&facts, model.LikeReference)
	if err != nil {
		return "", err
	}
	sign := string(facts.AppendSign(nil, model.LikeReference))
	for _, n := range numbers {
		if found, err := r.bearer(n, sign, model.LikeReference); err != nil || found != "" {
			return found, err
		}
	}
	return "", nil
}

// Joined gives the person_refs of the individual that a record is of.
func (r *Reader) Joined(n Number) ([]string, error) {
	h, err := r.HeadOf(n)
	if err != nil {
		return nil, err
	}
	ind, err := r.IndividualOf(h.Key.Person)
	return ind.Persons, err
}

// KeepJoined joins again those of some person_refs, which were one individual,
// that records are left of and that are no longer one: the record that joined
// them is gone. why is written as the reason of each answer that does.
func (w *Writer) KeepJoined(persons []string, actor Actor, why string) error {
	var left []string
	for _, person := range slices.Sorted(slices.Values(persons)) {
		there, err := w.hasRecords(person)
		if err != nil {
			return err
		}
		if there {
			left = append(left, person)
		}
	}
	if len(left) < 2 {
		return nil
	}
	ind, err := w.IndividualOf(left[0])
	if err != nil {
		return err
	}
	for _, person := range left {
		if slices.Contains(ind.Persons, person) {
			continue
		}
		other, err := w.IndividualOf(person)
		if err != nil {
			return err
		}
		if err := w.join(&ind, &other, actor, why); err != nil {
			return err
		}
		if ind, err = w.IndividualOf(left[0]); err != nil { // the two are one now
			return err
		}
	}
	return nil
}

// join writes that two individuals are one on a record of either that names
// nobody who has records.
func (w *Writer) join(one, other *StoredIndividual, actor Actor, why string) error {
	for _, pair := range []struct{ on, named *StoredIndividual }{{one, other}, {other, one}} {
		for _, n := range pair.on.numbers {
			facts, err := w.EffectiveOf(n)
			if err != nil {
				return err
			}
			free := facts != nil
			if free && facts.Recorded(model.SamePersonAs) {
				there, err := w.hasRecords(facts.Text(model.SamePersonAs))
				if err != nil {
					return err
				}
				free = !there
			}
			if !free {
				continue
			}
			answer := model.Answer{Field: model.SamePersonAs, Value: pair.named.heads[0].Key.Person, By: actor.Officer, At: w.Now, Reason: why}
			return w.change(n, facts.Key(), func() error {
				_, err := w.addAnswer(n, codec.AnswerEntry{Op: codec.AnswerGiven, Answer: answer})
				return err
			})
		}
	}
	return errors.New("two individuals who are joined would be parted by this, and no other record of theirs can say that they are one: withdraw an answer to Same individual as first")
}
