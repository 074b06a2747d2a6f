package store

import (
	"context"
	"errors"

	"gd8/store/vault"
)

// upgrades lead from every earlier format to Format, one step a format.
var upgrades = []vault.Upgrade{{From: 1, Change: hideKinds}, {From: 2, Change: findAlike}}

// hideKinds leads from format 1, whose keys of drafts and texts ended with the
// kind of decision and the section, to format 2, in which they are hashed.
func hideKinds(v *vault.Writer) error {
	return Of(v.Reader().File()).writes((*Writer).hideKinds)(v)
}

func (w *Writer) hideKinds() error {
	drafts, err := w.draftPairs(w.s)
	if err != nil {
		return err
	}
	texts, err := w.AllTexts(context.Background(), w.s)
	if err != nil {
		return err
	}
	for _, part := range []struct {
		bucket []byte
		pairs  []vault.Pair
	}{{BucketDrafts, drafts}, {BucketTexts, texts}} {
		if err := w.Empty(part.bucket); err != nil {
			return err
		}
		for _, p := range part.pairs {
			if err := w.Put(part.bucket, p.Key, p.Value); err != nil {
				return err
			}
		}
	}
	return nil
}

// findAlike leads from format 2, in which nothing but its person_ref said who
// an individual is, to format 3, which has an index of who may be one human.
func findAlike(v *vault.Writer) error {
	return Of(v.Reader().File()).writes((*Writer).findAlike)(v)
}

func (w *Writer) findAlike() error {
	pairs, err := w.alikePairs(context.Background(), w.s)
	if err != nil {
		return err
	}
	for _, p := range pairs {
		if err := w.Put(BucketAlike, p.Key, nil); err != nil {
			return err
		}
	}
	// The sets of the index are others than they were, as are the rows.
	for _, bucket := range [][]byte{BucketQueue, BucketIndex} {
		if err := w.Empty(bucket); err != nil {
			return err
		}
	}
	if err := w.markAnswered(); err != nil {
		return err
	}
	return w.assessEverybody(&Looker{Ctx: context.Background()})
}

// markAnswered notes in an empty index which records have an officer's answer.
func (w *Writer) markAnswered() error {
	x, err := w.changeIndex()
	if err != nil {
		return err
	}
	return w.Walk(BucketAnswers, func(key, _ []byte) error {
		n, _ := SplitPair(key)
		return x.mark(w, SetAnswered, n, true)
	})
}

// assessEverybody writes the queue's rows of all records anew.
func (w *Writer) assessEverybody(l *Looker) error {
	done := PersonSet{}
	for n := Number(1); uint32(n) < w.Next; n++ {
		if err := l.Look(); err != nil {
			return err
		}
		h, err := w.HeadOf(n)
		if errors.Is(err, vault.ErrMissing) {
			continue // erased
		}
		if err != nil {
			return err
		}
		if h.Withdrawn {
			continue
		}
		if err := w.reassessOnce(h.Key.Person, done); err != nil {
			return err
		}
	}
	return nil
}
