package store

import (
	"context"
	"slices"

	"gd8/model"
	"gd8/store/codec"
	"gd8/store/vault"
)

// The texts index finds equal rationales. Neither of which record a text is,
// nor of which section, and so of which kind of decision, shows in an encrypted
// file: the key is hashed, and the record's number is in the sealed value.

// textKey finds a record whose section says exactly this text.
func (s *Store) textKey(section model.Section, text string, n Number) []byte {
	in := string([]byte{codec.SectionNumber(section)})
	h, own := s.Sealer().Index("text", in, text), s.Sealer().Index("text of", in, text, string(NumberKey(n)))
	return append(h[:], own[:textOwnSize]...)
}

// TextPairsOf are the keys that find a record's decision by the texts of its
// sections, with their values.
func (s *Store) TextPairsOf(n Number, d *model.Decision) (list []vault.Pair) {
	for section, text := range d.Sections {
		if text != "" {
			list = append(list, vault.Pair{Key: s.textKey(model.Section(section), text, n), Value: NumberKey(n)})
		}
	}
	return list
}

// putTexts makes a decision findable by its texts.
func (w *Writer) putTexts(n Number, d *model.Decision) error {
	for _, p := range w.s.TextPairsOf(n, d) {
		if err := w.Put(BucketTexts, p.Key, p.Value); err != nil {
			return err
		}
	}
	return nil
}

// EraseTexts takes a stored decision out of the index.
func (w *Writer) EraseTexts(n Number, value []byte) error {
	d, err := DecodeStoredDecision(value)
	if err != nil {
		return err
	}
	for _, p := range w.s.TextPairsOf(n, d) {
		if err := w.Remove(BucketTexts, p.Key); err != nil {
			return err
		}
	}
	return nil
}

// maxAlike is how many records with an equal text are looked at: the advice is
// to name one.
const maxAlike = 1000

// SameText finds the first record of another case whose rationale has a
// section of exactly this text, for the advice that names it. ok is false
// where none has.
func (s *Store) SameText(n Number, section model.Section, text string) (other model.Key, ok bool, err error) {
	err = s.View(func(r *Reader) error {
		own, err := r.HeadOf(n)
		if err != nil {
			return err
		}
		alike, err := r.alike(s.textKey(section, text, n)[:textHashSize])
		for _, m := range alike {
			their, err := r.HeadOf(m)
			if err != nil {
				return err
			}
			if their.Key.Case() != own.Key.Case() {
				other, ok = their.Key, true
				return nil
			}
		}
		return err
	})
	return other, ok, err
}

// alike are the records that a text is found in, by the hash of the text, in
// the order of their arrival.
func (r *Reader) alike(text []byte) ([]Number, error) {
	var list []Number
	err := r.Each(BucketTexts, text, func(_, value []byte) (bool, error) {
		if len(value) != 4 {
			return false, vault.ErrMissing
		}
		list = append(list, LastNumber(value))
		return len(list) < maxAlike, nil
	})
	slices.Sort(list)
	return list, err
}

// AllTexts are the pairs of the whole index, as out hashes them.
func (r *Reader) AllTexts(ctx context.Context, out *Store) ([]vault.Pair, error) {
	var list []vault.Pair
	err := r.Walk(BucketDecisions, func(key, value []byte) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		n, _ := SplitPair(key)
		d, err := DecodeStoredDecision(value)
		list = append(list, out.TextPairsOf(n, d)...)
		return err
	})
	vault.SortPairs(list)
	return list, err
}
