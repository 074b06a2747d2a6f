package model

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"
)

// Individuals finds out who is one individual: which person_refs are joined,
// and which are of individuals that may be one human. Records are added, then
// what officers separated, then Settle is called once; after that it answers
// for any case of the records added.
//
// It is used in two ways. Over all records of a file (gd8 assess) each record
// is added. Over a store, for one case, it is enough to add the records that
// can matter: all records of the case's joined individual, and all records of
// every individual that has a sign (Facts.AppendSign) in common with a record
// of the case, with those it is joined with. Records that were withdrawn are
// not added. Either way the cost is that of sorting the signs, however many
// individuals share one.
//
// Facts are effective ones. A person_ref is compared as it is: it is in one
// form from where it entered. It is for one goroutine.
type Individuals struct {
	seed    maphash.Seed
	ids     map[string]int32
	refs    []string  // person_ref by id
	parent  []int32   // union-find over ids
	named   []naming  // what same_person_as says
	signs   []sighted // of all records
	sides   map[int32][]side
	splits  int32 // how many separations there are
	members map[int32][]int32
	first   []int32            // by root: the member whose person_ref is first
	alike   map[uint64][]group // by hash of a sign that two individuals have
	bears   []bool             // by root: it has such a sign
	apart   map[int32]bool     // by root: separated from another
	room    []byte             // for a sign
}

// naming is that a record of a person names another person_ref.
type naming struct {
	id  int32
	ref string
}

// side is where a person stands in a separation.
type side struct {
	split int32
	other bool
}

// NewIndividuals makes one without records.
func NewIndividuals() *Individuals {
	return &Individuals{seed: maphash.MakeSeed(), ids: map[string]int32{}, sides: map[int32][]side{}}
}

// Add takes in one record that was not withdrawn, by its effective facts, and
// gives the number of its person, for Root. It keeps the texts of the person's
// references, and so whatever memory they are a part of.
func (in *Individuals) Add(f *Facts) int {
	person := f.Text(PersonRef)
	id, known := in.ids[person]
	if !known {
		id = int32(len(in.refs))
		in.ids[person] = id
		in.refs = append(in.refs, person)
		in.parent = append(in.parent, id)
	}
	if same := f.Text(SamePersonAs); same != "" {
		in.named = append(in.named, naming{id, same})
	}
	counts := f.Tri(Relevant) != No
	for l := range LikenessCount {
		if known && counts && l == LikeReference && in.counted(id) {
			continue // the person's own, and there already
		}
		if sign, has := in.sign(f, l); has {
			in.signs = append(in.signs, sighted{sign, id, counts})
		}
	}
	return int(id)
}

// Separate notes that an officer said "not the same" of two individuals: of
// each of the person_refs that the one had then, and each that the other had.
// A person_ref that comes to one of them later asks again.
func (in *Individuals) Separate(some, others []string) {
	for i, persons := range [][]string{some, others} {
		for _, person := range persons {
			if id, known := in.ids[person]; known {
				in.sides[id] = append(in.sides[id], side{in.splits, i == 1})
			}
		}
	}
	in.splits++
}

// separated reports whether a pair of persons was separated.
func (in *Individuals) separated(a, b int32) bool {
	for _, s := range in.sides[a] {
		if slices.Contains(in.sides[b], side{s.split, !s.other}) {
			return true
		}
	}
	return false
}

// Settle joins the individuals and finds who is alike. Nothing is added or
// separated after it.
func (in *Individuals) Settle() {
	for _, n := range in.named {
		if id, known := in.ids[n.ref]; known {
			in.unite(n.id, id)
		}
	}
	in.first = slices.Clone(in.parent)
	in.members = map[int32][]int32{}
	for id := range in.refs {
		root := in.root(int32(id))
		if in.refs[id] < in.refs[in.first[root]] {
			in.first[root] = int32(id)
		}
		if root != int32(id) {
			in.members[root] = append(in.members[root], int32(id))
		}
	}
	in.apart = map[int32]bool{}
	for id := range in.sides {
		in.apart[in.root(id)] = true
	}
	in.findAlike()
	in.named, in.signs = nil, nil
}

func (in *Individuals) root(id int32) int32 {
	for in.parent[id] != id {
		in.parent[id] = in.parent[in.parent[id]]
		id = in.parent[id]
	}
	return id
}

func (in *Individuals) unite(a, b int32) {
	a, b = in.root(a), in.root(b)
	in.parent[max(a, b)] = min(a, b)
}

// name is the person_ref that stands for a joined individual.
func (in *Individuals) name(root int32) string { return in.refs[in.first[root]] }

// Name is the person_ref that stands for the joined individual a person is of:
// the first of its person_refs. A person of whom no record was added stands
// for itself.
func (in *Individuals) Name(person string) string {
	if id, known := in.ids[person]; known {
		return in.name(in.root(id))
	}
	return person
}

// Root tells, once all is settled, the joined individual of a person from every
// other, for grouping. The person is told by the number that Add gave.
func (in *Individuals) Root(person int) int { return int(in.root(int32(person))) }

// Persons are the person_refs of the joined individual that a person is of,
// sorted; nil where it is not joined with any other.
func (in *Individuals) Persons(person string) []string {
	if id, known := in.ids[person]; known {
		return in.personsOf(in.root(id))
	}
	return nil
}

func (in *Individuals) personsOf(root int32) []string {
	others := in.members[root]
	if len(others) == 0 {
		return nil
	}
	list := make([]string, 0, len(others)+1)
	list = append(list, in.refs[root])
	for _, id := range others {
		list = append(list, in.refs[id])
	}
	slices.Sort(list)
	return list
}

// Of is what must be known of the individual of a case, given its records,
// which were all added. Elsewhere is left to the caller, who knows the
// individual's other applications.
func (in *Individuals) Of(records []Record) Individual {
	if len(records) == 0 {
		return Individual{}
	}
	id, known := in.ids[records[0].Source.Text(PersonRef)]
	if !known {
		return Individual{}
	}
	root := in.root(id)
	of := Individual{Persons: in.personsOf(root), Separated: in.apart[root]}
	if in.bears[root] {
		of.Questions, of.MoreQuestions = in.questions(root, records)
	}
	return of
}

// bearer is that a person of the case has a sign that another individual has.
type bearer struct {
	sign     uint64
	id       int32
	likeness Likeness
}

// questions are the open questions of a case of the individual root.
func (in *Individuals) questions(root int32, records []Record) (list []Question, more bool) {
	var bearers []bearer
	for i := range records {
		facts := &records[i].Source
		if len(records[i].Answers) > 0 {
			effective := records[i].Effective()
			facts = &effective
		}
		for l := range LikenessCount {
			if sign, has := in.sign(facts, l); has && in.alike[sign] != nil {
				bearers = append(bearers, bearer{sign, in.ids[facts.Text(PersonRef)], l})
			}
		}
	}
	slices.SortFunc(bearers, func(a, b bearer) int {
		return cmp.Or(cmp.Compare(a.likeness, b.likeness), cmp.Compare(a.sign, b.sign), cmp.Compare(a.id, b.id))
	})
	bearers = slices.Compact(bearers)
	for from := 0; from < len(bearers); {
		to := from + 1
		for to < len(bearers) && bearers[to].sign == bearers[from].sign && bearers[to].likeness == bearers[from].likeness {
			to++
		}
		open := 0
		for _, g := range in.alike[bearers[from].sign] {
			if len(g.ids) == 0 || open > MaxQuestions {
				break // no later one counts, or can be among the first of all
			}
			if g.root != root && !in.allSeparated(bearers[from:to], g.ids) {
				list = addQuestion(list, in.name(g.root), bearers[from].likeness)
				open++
			}
		}
		from = to
	}
	if len(list) > MaxQuestions {
		return list[:MaxQuestions], true
	}
	return list, false
}

func (in *Individuals) allSeparated(mine []bearer, theirs []int32) bool {
	if len(in.sides) == 0 {
		return false
	}
	for _, m := range mine {
		if len(in.sides[m.id]) == 0 {
			return false
		}
		for _, id := range theirs {
			if !in.separated(m.id, id) {
				return false
			}
		}
	}
	return true
}

// addQuestion keeps the first MaxQuestions questions and one more, in order.
func addQuestion(list []Question, person string, l Likeness) []Question {
	at, there := slices.BinarySearchFunc(list, person, func(q Question, person string) int { return strings.Compare(q.Person, person) })
	if !there {
		list = slices.Insert(list, at, Question{Person: person})
	}
	list[at].Likeness |= 1 << l
	return list[:min(len(list), MaxQuestions+1)]
}

// maxRaised is how many pairs of individuals Raised counts.
const maxRaised = 10_000

// Raised are the pairs of individuals that may be of one human by the records
// added, separated or not, each named by the person_refs that stand for the
// two, in order. There may be more than it gives where more is set.
func (in *Individuals) Raised() (pairs [][2]string, more bool) {
	classes := make([][]group, 0, len(in.alike))
	for _, groups := range in.alike {
		classes = append(classes, groups)
	}
	slices.SortFunc(classes, func(a, b []group) int {
		return cmp.Or(strings.Compare(in.name(a[0].root), in.name(b[0].root)), strings.Compare(in.name(a[1].root), in.name(b[1].root)))
	})
	seen := map[[2]string]bool{}
	for _, groups := range classes {
		for i := 0; i < len(groups) && len(groups[i].ids) > 0; i++ {
			for k := i + 1; k < len(groups); k++ {
				a, b := in.name(groups[i].root), in.name(groups[k].root)
				pair := [2]string{min(a, b), max(a, b)}
				if !seen[pair] && len(seen) == maxRaised {
					return sortedPairs(seen), true
				}
				seen[pair] = true
			}
		}
	}
	return sortedPairs(seen), false
}

func sortedPairs(set map[[2]string]bool) [][2]string {
	list := make([][2]string, 0, len(set))
	for pair := range set {
		list = append(list, pair)
	}
	slices.SortFunc(list, func(a, b [2]string) int { return cmp.Or(strings.Compare(a[0], b[0]), strings.Compare(a[1], b[1])) })
	return list
}
