package store

import (
	"context"
	"gd8/store/vault"
)

// upgrades lead from every earlier format to Format, one step a format.
var upgrades = []vault.Upgrade{{From: 1, Change: hideKinds}}

// hideKinds leads from format 1, whose keys of drafts and texts ended with the
// kind of decision and the section, to format 2, in which they are hashed.
func hideKinds(v *vault.Writer) error {
	return of(v.Reader().File()).writes((*writer).hideKinds)(v)
}

func (w *writer) hideKinds() error {
	drafts, err := w.draftPairs(w.s)
	if err != nil {
		return err
	}
	texts, err := w.allTexts(context.Background(), w.s)
	if err != nil {
		return err
	}
	for _, part := range []struct {
		bucket []byte
		pairs  []vault.Pair
	}{{bucketDrafts, drafts}, {bucketTexts, texts}} {
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
