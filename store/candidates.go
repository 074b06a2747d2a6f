package store

import "gd8/model"

// This file finds who else may be the same human as an individual.

// settle loads the individual's records and finds out, once for all its cases,
// who else may be the same human.
func (r *Reader) settle(ind *StoredIndividual) error {
	if ind.settled {
		return nil
	}
	for _, n := range ind.numbers {
		k, err := r.Load(n)
		if err != nil {
			return err
		}
		ind.loaded = append(ind.loaded, k)
	}
	ind.settled = true
	separations, err := r.separationsAbout(ind)
	if err != nil {
		return err
	}
	most := maxCandidates
	for _, s := range separations {
		most += len(s.Some) + len(s.Others)
	}
	candidates, err := r.candidates(ind, most)
	if err != nil || len(ind.Persons) == 1 && len(candidates) == 0 && len(separations) == 0 {
		return err
	}
	ind.others = model.NewIndividuals()
	for i := range ind.loaded {
		facts := ind.loaded[i].Record.Effective()
		ind.others.Add(&facts)
	}
	for i := range candidates {
		if err := r.addFacts(ind.others, &candidates[i]); err != nil {
			return err
		}
	}
	for _, s := range separations {
		ind.others.Separate(s.Some, s.Others)
	}
	ind.others.Settle()
	return nil
}

// maxCandidates is how many other individuals with one sign are read: more than
// a case lists questions. Those that were separated come on top of it, so that
// they crowd out nobody.
const maxCandidates = model.MaxQuestions + 1

// candidates are the other individuals that have a sign in common with one of
// the individual's records.
func (r *Reader) candidates(ind *StoredIndividual, most int) ([]StoredIndividual, error) {
	own := make(map[Number]bool, len(ind.numbers))
	for _, n := range ind.numbers {
		own[n] = true
	}
	known, looked := map[string]bool{}, map[string]bool{}
	var list []StoredIndividual
	for i := range ind.loaded {
		facts := ind.loaded[i].Record.Effective()
		for l := range model.LikenessCount {
			sign := string(facts.AppendSign(nil, l))
			if sign == "" || looked[sign] {
				continue
			}
			looked[sign] = true
			numbers, err := r.bearers(&facts, l)
			if err != nil {
				return nil, err
			}
			found := 0
			for _, n := range numbers {
				if own[n] || found == most {
					continue
				}
				person, err := r.bearer(n, sign, l)
				if err != nil {
					return nil, err
				}
				if person == "" || known[person] {
					continue
				}
				found++ // individuals, not records: one with many must hide no other
				other, err := r.IndividualOf(person)
				if err != nil {
					return nil, err
				}
				for _, p := range other.Persons {
					known[p] = true
				}
				list = append(list, other)
			}
		}
	}
	return list, nil
}

// bearer is the person of a record that counts, is relevant as far as is known,
// and does have a sign; blank where it is not so.
func (r *Reader) bearer(n Number, sign string, l model.Likeness) (string, error) {
	facts, err := r.EffectiveOf(n)
	if err != nil || facts == nil || facts.Tri(model.Relevant) == model.No || string(facts.AppendSign(nil, l)) != sign {
		return "", err
	}
	return facts.Text(model.PersonRef), nil
}

// addFacts gives the effective facts of an individual's records to all.
func (r *Reader) addFacts(all *model.Individuals, ind *StoredIndividual) error {
	return r.eachFacts(ind, func(facts *model.Facts) error {
		all.Add(facts)
		return nil
	})
}

// eachFacts visits the effective facts of each record of an individual.
func (r *Reader) eachFacts(ind *StoredIndividual, visit func(*model.Facts) error) error {
	for _, n := range ind.numbers {
		facts, err := r.EffectiveOf(n)
		if err == nil && facts != nil {
			err = visit(facts)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
