package store

import "context"

// upgrades lead from every earlier format to Format, one step a format.
var upgrades = []Upgrade{{1, hideKinds}}

// hideKinds leads from format 1, whose keys of drafts and texts ended with the
// kind of decision and the section, to format 2, in which they are hashed.
func hideKinds(v *Writer) error {
	return of(v.read.s).writes((*writer).hideKinds)(v)
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
		pairs  []pair
	}{{bucketDrafts, drafts}, {bucketTexts, texts}} {
		if err := w.empty(part.bucket); err != nil {
			return err
		}
		for _, p := range part.pairs {
			if err := w.put(part.bucket, p.key, p.value); err != nil {
				return err
			}
		}
	}
	return nil
}
