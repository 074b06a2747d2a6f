package store

import (
	"cmp"
	"errors"
	"maps"
	"slices"

	"gd8/model"
	"gd8/store/codec"
	"gd8/store/vault"
)

// This file keeps the index of who may be one human: for each record that
// counts, a hash of every sign (model.Facts.AppendSign) by which another
// individual's record can be like it, of every individual it is joined with,
// and of the individuals that an officer's answer on it parts. Only hashes
// under the store's key stand in it. What an entry leads to is always read and
// compared: an entry is a hint, and one too many costs a look.

// AlikeSize is the size of the hash in a key of the index.
const AlikeSize = 8

// Signs of the index beside those of the model: the two sides of a join, and
// whom a separation is about. A record's incident_ref needs none: the refs
// have it.
const (
	SignJoined    = "joined\x00"
	signSeparated = "separated\x00"
)

// IndexedLikenesses are those of which the index has signs.
var IndexedLikenesses = []model.Likeness{model.LikeReference, model.LikeName, model.LikeApplication}

// AlikeHash is the hash of a sign, by which the index has it.
func (s *Store) AlikeHash(sign string) [AlikeSize]byte {
	h := s.Sealer().Index("alike", sign)
	return [AlikeSize]byte(h[:])
}

// AlikeKey is hash(8) number(4): that a record has a sign.
func AlikeKey(hash [AlikeSize]byte, n Number) []byte {
	return append(hash[:], NumberKey(n)...)
}

// SignsOf are the signs under which the index has a record, by its effective
// facts; none for a record that does not count.
func SignsOf(f *model.Facts) []string {
	if f == nil {
		return nil
	}
	var signs []string
	for _, l := range IndexedLikenesses {
		if sign := f.AppendSign(nil, l); len(sign) > 0 {
			signs = append(signs, string(sign))
		}
	}
	if target := f.Text(model.SamePersonAs); target != "" && target != f.Text(model.PersonRef) {
		signs = append(signs, SignJoined+f.Text(model.PersonRef), SignJoined+target)
	}
	return signs
}

// MoveSigns takes a record from the signs it had to those it has.
func (w *Writer) MoveSigns(n Number, before, after []string) error {
	for _, sign := range before {
		if !slices.Contains(after, sign) {
			if err := w.Remove(BucketAlike, AlikeKey(w.s.AlikeHash(sign), n)); err != nil {
				return err
			}
		}
	}
	for _, sign := range after {
		if !slices.Contains(before, sign) {
			if err := w.Put(BucketAlike, AlikeKey(w.s.AlikeHash(sign), n), nil); err != nil {
				return err
			}
		}
	}
	return nil
}

// IndexSigns puts a record into the index under all its signs, where it is under
// none yet.
func (w *Writer) IndexSigns(n Number) error {
	signs, err := w.AllSigns(n)
	if err != nil {
		return err
	}
	return w.MoveSigns(n, nil, signs)
}

// withSign are the records of which the index says that they have a sign, in
// order of number.
func (r *Reader) withSign(sign string) ([]Number, error) {
	hash := r.s.AlikeHash(sign)
	numbers, err := r.Under(BucketAlike, hash[:])
	if extra := r.Overlay[hash]; len(extra) > 0 {
		numbers = append(numbers, extra...)
		slices.Sort(numbers)
		numbers = slices.Compact(numbers)
	}
	return numbers, err
}

// Under are the visible records that a bucket of hashes leads to.
func (r *Reader) Under(bucket, prefix []byte) ([]Number, error) {
	var numbers []Number
	err := r.Each(bucket, prefix, func(key, _ []byte) (bool, error) {
		if n := LastNumber(key); uint32(n) < r.Next {
			numbers = append(numbers, n)
		}
		return true, nil
	})
	return numbers, err
}

// bearers are the records that may have a sign in common with a record of
// these facts, in one way of being alike.
func (r *Reader) bearers(f *model.Facts, l model.Likeness) ([]Number, error) {
	sign := f.AppendSign(nil, l)
	if len(sign) == 0 {
		return nil, nil
	}
	if l == model.LikeIncident {
		hash := r.s.RefKey(f.Text(model.IncidentRef))
		return r.Under(BucketRefs, hash[:])
	}
	return r.withSign(string(sign))
}

// EffectiveOf are the effective facts of a record, nil where it does not count.
func (r *Reader) EffectiveOf(n Number) (*model.Facts, error) {
	k, err := r.Load(n)
	if errors.Is(err, vault.ErrMissing) {
		return nil, nil
	}
	if err != nil || k.Source.Withdrawn {
		return nil, err
	}
	f := k.Record.Effective()
	return &f, nil
}

// separationsOf are the separations that stand and are about a person.
func (r *Reader) separationsOf(person string) ([]Separation, error) {
	numbers, err := r.withSign(signSeparated + person)
	if err != nil {
		return nil, err
	}
	var list []Separation
	for _, n := range numbers {
		entries, err := r.Answers(n)
		if err != nil {
			return nil, err
		}
		for _, s := range SeparationsOn(n, entries) {
			if slices.Contains(s.Some, person) || slices.Contains(s.Others, person) {
				list = append(list, s)
			}
		}
	}
	return list, nil
}

// separationsAbout are those about any person of an individual, each once and
// oldest first.
func (r *Reader) separationsAbout(ind *StoredIndividual) ([]Separation, error) {
	var list []Separation
	for _, person := range ind.Persons {
		some, err := r.separationsOf(person)
		if err != nil {
			return nil, err
		}
		list = append(list, some...)
	}
	slices.SortFunc(list, func(a, b Separation) int { return cmp.Compare(a.Sequence, b.Sequence) })
	return slices.CompactFunc(list, func(a, b Separation) bool { return a.Sequence == b.Sequence }), nil
}

// AllSigns are all keys of the index, for a record that is there: what its
// effective facts and its separations come to.
func (r *Reader) AllSigns(n Number) ([]string, error) {
	k, err := r.Load(n)
	if err != nil {
		return nil, err
	}
	var signs []string
	if !k.Source.Withdrawn {
		facts := k.Record.Effective()
		signs = SignsOf(&facts)
	}
	entries, err := r.Answers(n)
	for _, e := range entries {
		if e.Op == codec.AnswerSeparated {
			signs = append(signs, separationSigns(&e.AnswerEntry)...)
		}
	}
	slices.Sort(signs)
	return slices.Compact(signs), err
}

// separationSigns are those under which the index has a separation, standing or not: a
// hint to look at the answers.
func separationSigns(a *codec.AnswerEntry) []string {
	var signs []string
	for _, person := range slices.Concat(a.Some, a.Others) {
		signs = append(signs, signSeparated+person)
	}
	return signs
}

// AlikeTo gives the individuals of the store that a record with these facts
// would raise a question about, were it entered: others than its own, each with
// what is alike, in order of person_ref.
func (s *Store) AlikeTo(f *model.Facts) ([]model.Question, error) {
	found := map[string]model.LikenessSet{}
	err := s.View(func(r *Reader) error {
		own, err := r.IndividualOf(f.Text(model.PersonRef))
		if err != nil {
			return err
		}
		for l := range model.LikenessCount {
			sign := string(f.AppendSign(nil, l))
			numbers, err := r.bearers(f, l)
			if err != nil {
				return err
			}
			for _, n := range numbers[:min(len(numbers), maxCandidates)] {
				person, err := r.bearer(n, sign, l)
				if err != nil {
					return err
				}
				if person != "" && !slices.Contains(own.Persons, person) {
					found[person] |= 1 << l
				}
			}
		}
		return nil
	})
	var list []model.Question
	for _, person := range slices.Sorted(maps.Keys(found)) {
		list = append(list, model.Question{Person: person, Likeness: found[person]})
	}
	return list, err
}
