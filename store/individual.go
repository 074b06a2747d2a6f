package store

import (
	"slices"

	"gd8/model"
	"gd8/store/codec"
)

// This file finds out who is one individual: all records of one human, under
// whichever person_refs an officer or the source joined, and which others may
// be the same human. Package model has the rules (model.Individuals); here are
// the records that they need for one case.

// StoredIndividual is what the file holds of one joined individual: numbers and
// heads of the records that count, in order of person, case and arrival.
type StoredIndividual struct {
	Persons   []string // whose records these are; the first asked for comes first
	numbers   []Number
	heads     []codec.Head
	withdrawn []model.Key // of records that no longer count

	loaded []StoredRecord // beside numbers, once they were asked for: see load
	// others says who else may be the same human, once it was asked for; nil
	// where nobody is joined or alike, and nobody was separated: see settle.
	others  *model.Individuals
	settled bool

	// Made of those above when first asked for: see group.
	at   map[string][]int    // of each application, where in numbers its records are
	gone map[string][]string // of each application, the incident_refs withdrawn
	refs []string            // all incident_refs, sorted, each once
}

// IndividualOf reads all records of a person and of whoever is joined with
// them, directly or through others.
func (r *Reader) IndividualOf(person string) (StoredIndividual, error) {
	ind := StoredIndividual{Persons: []string{person}}
	for i := 0; i < len(ind.Persons); i++ {
		live, err := r.addRecords(&ind, ind.Persons[i])
		if err != nil || !live {
			return ind, err // only the first can be without a record that counts
		}
		joined, err := r.joinedWith(ind.Persons[i])
		if err != nil {
			return ind, err
		}
		for _, other := range joined {
			if !slices.Contains(ind.Persons, other) {
				ind.Persons = append(ind.Persons, other)
			}
		}
	}
	return ind, nil
}

// NumbersOf are all records of a person, those that were withdrawn included, and
// those of another whose person_ref has the same hash.
func (r *Reader) NumbersOf(person string) ([]Number, error) {
	prefix := r.s.PersonKey(person)
	return r.Under(BucketPersons, prefix[:])
}

// addRecords adds the records of one person, and reports whether any counts.
func (r *Reader) addRecords(ind *StoredIndividual, person string) (live bool, err error) {
	numbers, err := r.NumbersOf(person)
	for _, n := range numbers {
		h, err := r.HeadOf(n)
		switch {
		case err != nil:
			return live, err
		case h.Key.Person != person: // another of the same hash
		case h.Withdrawn:
			ind.withdrawn = append(ind.withdrawn, h.Key)
		default:
			live = true
			ind.numbers = append(ind.numbers, n)
			ind.heads = append(ind.heads, h)
		}
	}
	return live, err
}

// joinedWith are the persons that have records and that a record of this one
// names as the same, or whose records name this one.
func (r *Reader) joinedWith(person string) ([]string, error) {
	numbers, err := r.withSign(SignJoined + person)
	if err != nil {
		return nil, err
	}
	var persons []string
	for _, n := range numbers {
		facts, err := r.EffectiveOf(n)
		if err != nil {
			return nil, err
		}
		if facts == nil {
			continue
		}
		own, target := facts.Text(model.PersonRef), facts.Text(model.SamePersonAs)
		switch {
		case target == person && own != person:
			persons = append(persons, own)
		case own == person && target != "":
			there, err := r.hasRecords(target)
			if err != nil {
				return nil, err
			}
			if there {
				persons = append(persons, target)
			}
		}
	}
	return persons, nil
}

// hasRecords reports whether a person has a record that counts.
func (r *Reader) hasRecords(person string) (bool, error) {
	return r.addRecords(&StoredIndividual{}, person)
}

// group sorts what an individual has by application, once for all its cases.
func (ind *StoredIndividual) group() {
	if ind.at != nil {
		return
	}
	ind.at, ind.gone = map[string][]int{}, map[string][]string{}
	for i, h := range ind.heads {
		ind.at[h.Key.Application] = append(ind.at[h.Key.Application], i)
		ind.refs = append(ind.refs, h.Key.Incident)
	}
	for _, key := range ind.withdrawn {
		ind.gone[key.Application] = append(ind.gone[key.Application], key.Incident)
	}
	slices.Sort(ind.refs)
	ind.refs = slices.Compact(ind.refs)
	for _, refs := range ind.gone {
		slices.Sort(refs)
	}
}

// Name is the person_ref that stands for the individual: the first in order of
// those that have records.
func (ind *StoredIndividual) Name() string {
	name := ind.Persons[0]
	for i, h := range ind.heads {
		if i == 0 || h.Key.Person < name {
			name = h.Key.Person
		}
	}
	return name
}

// caseKey is the key of the individual's case in one application, by whichever
// of its person_refs it was asked for.
func (ind *StoredIndividual) caseKey(application string) model.CaseKey {
	return model.CaseKey{Application: application, Person: ind.Name()}
}

// Cases are the individual's cases, each once.
func (ind *StoredIndividual) Cases() []model.CaseKey {
	var list []model.CaseKey
	seen, name := map[string]bool{}, ind.Name()
	for _, h := range ind.heads {
		if c := (model.CaseKey{Application: h.Key.Application, Person: name}); !seen[c.Application] {
			seen[c.Application] = true
			list = append(list, c)
		}
	}
	return list
}

// CaseNamer gives, for a record's key, the key of its case: that of the joined
// individual. It is for going over all records: who is joined with nobody is
// found out by one look at the index.
func (r *Reader) CaseNamer() func(model.Key) (model.CaseKey, error) {
	names := map[string]string{} // of persons who are joined
	return func(k model.Key) (model.CaseKey, error) {
		c := k.Case()
		if name, known := names[c.Person]; known {
			c.Person = name
			return c, nil
		}
		joins, err := r.withSign(SignJoined + c.Person)
		if err != nil || len(joins) == 0 {
			return c, err
		}
		ind, err := r.IndividualOf(c.Person)
		if err != nil {
			return c, err
		}
		for _, person := range ind.Persons {
			names[person] = ind.Name()
		}
		return ind.caseKey(c.Application), nil
	}
}

// NumbersOf are the records of one case that count.
func (ind *StoredIndividual) NumbersOf(c model.CaseKey) []Number {
	ind.group()
	numbers := make([]Number, len(ind.at[c.Application]))
	for k, i := range ind.at[c.Application] {
		numbers[k] = ind.numbers[i]
	}
	return numbers
}

// elsewhere are the incident_refs that a case does not hold and the individual
// has under other applications, sorted.
func (ind *StoredIndividual) elsewhere(held []string) []string {
	all := ind.refs
	slices.Sort(held)
	held = slices.Compact(held)
	if len(all) == len(held) {
		return nil
	}
	list := make([]string, 0, len(all)-len(held))
	for _, ref := range held {
		at, _ := slices.BinarySearch(all, ref)
		list = append(list, all[:at]...)
		all = all[at+1:]
	}
	return append(list, all...)
}

// StoredCase is a case as the file keeps it.
type StoredCase struct {
	Records []StoredRecord
	Case    *model.Case
}

// CaseOf loads one of the individual's cases.
func (r *Reader) CaseOf(ind *StoredIndividual, c model.CaseKey) (*StoredCase, error) {
	ind.group()
	if err := r.settle(ind); err != nil {
		return nil, err
	}
	f := &StoredCase{}
	var held []string
	var records []model.Record
	for _, i := range ind.at[c.Application] {
		f.Records = append(f.Records, ind.loaded[i])
		records = append(records, ind.loaded[i].Record)
		held = append(held, ind.heads[i].Key.Incident)
	}
	var of model.Individual
	if ind.others != nil {
		of = ind.others.Of(records)
	}
	of.Elsewhere = ind.elsewhere(held)
	f.Case = model.NewCase(records, &of)
	f.Case.Withdrawn = ind.gone[c.Application]
	return f, nil
}

// CaseOfRecord loads the case of a record and says where in it the record is.
func (r *Reader) CaseOfRecord(n Number) (f *StoredCase, ind StoredIndividual, at int, err error) {
	h, err := r.HeadOf(n)
	if err != nil {
		return nil, ind, 0, err
	}
	if ind, err = r.IndividualOf(h.Key.Person); err != nil {
		return nil, ind, 0, err
	}
	if f, err = r.CaseOf(&ind, h.Key.Case()); err != nil {
		return nil, ind, 0, err
	}
	for at = range f.Records {
		if f.Records[at].Number == n {
			return f, ind, at, nil
		}
	}
	return nil, ind, 0, errWithdrawn
}
