package importer

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"io"
	"slices"
	"strings"

	"gd8/model"
	"gd8/store"
)

// This file finds, for an import, who may be one human: rows of two
// individuals that are alike, in the files or one there and one in the store.
// Such individuals are assessed once all is staged, from the store; all others,
// which is nearly all, as their rows are read.

// rowSign is the hash of a sign of a row: 12 bytes, as a file may have two
// million rows and each may have four.
type rowSign struct {
	hash [store.AlikeSize]byte
	row  uint32
}

// key is the hash as a number, which has the order of its bytes.
func (s *rowSign) key() uint64 { return binary.BigEndian.Uint64(s.hash[:]) }

// compareSigns orders signs by hash, and those of one hash by row.
func compareSigns(a, b rowSign) int {
	return cmp.Or(cmp.Compare(a.key(), b.key()), cmp.Compare(a.row, b.row))
}

// rowSigns are the signs of one row, as it was compared with the store.
type rowSigns struct {
	hash           [model.LikenessCount][store.AlikeSize]byte
	has            [model.LikenessCount]bool
	person, target string                // the row's, and whom it names as the same individual; blank for none
	named          [store.AlikeSize]byte // by this sign others name the row's person
}

// rowJoin is that the person of a row is said to be another person.
type rowJoin struct {
	row            uint32
	person, target string
}

// alikeness is what an import knows of who may be one human.
type alikeness struct {
	signs   [model.LikenessCount][]rowSign
	joins   []rowJoin
	names   []rowSign                                // names alone, where refused rows are skipped
	named   []rowSign                                // by which records of the store may name a person of the files
	shared  map[[store.PersonSize]byte]bool          // persons whose rows do not tell all of them
	parted  store.PersonSet                          // persons who were joined with another before a row said otherwise
	touched store.PersonSet                          // persons of the store who may be one human with one of the files
	overlay map[[store.AlikeSize]byte][]store.Number // signs that changed records will have
	moved   map[store.Number][2][]string             // signs of changed records: before and after
	// bornUnread are the refused rows whose date of birth was not read.
	bornUnread []uint32
	raised     map[[2]string]model.LikenessSet // pairs of individuals with an open question
}

// signsOfRow are the signs of a row's effective facts.
func (im *importer) signsOfRow(f *model.Facts) (s rowSigns) {
	var room [192]byte
	for l := range model.LikenessCount {
		sign := f.AppendSign(room[:0], l)
		if s.has[l] = len(sign) > 0; !s.has[l] {
			continue
		}
		if l == model.LikeIncident { // only the import compares it: the refs have it in the store
			binary.BigEndian.PutUint64(s.hash[l][:], maphash.Bytes(im.seed, sign))
		} else {
			s.hash[l] = im.s.AlikeHash(string(sign))
		}
	}
	if person, target := f.Text(model.PersonRef), f.Text(model.SamePersonAs); target != "" && target != person {
		s.person, s.target = person, target
	}
	if im.base.Next > 1 {
		s.named = im.s.AlikeHash(store.SignJoined + f.Text(model.PersonRef))
	}
	return s
}

// keepSigns takes in the signs of a row.
func (im *importer) keepSigns(s *rowSigns, row uint32) {
	for l := range s.has {
		if s.has[l] {
			im.alike.signs[l] = append(im.alike.signs[l], rowSign{s.hash[l], row})
		}
	}
	if s.target != "" {
		im.alike.joins = append(im.alike.joins, rowJoin{row, s.person, s.target})
	}
	if im.base.Next > 1 {
		im.alike.named = append(im.alike.named, rowSign{s.named, row})
	}
}

// sortSigns puts the signs of each kind in order.
func (a *alikeness) sortSigns() {
	for l := range a.signs {
		sortByHash(a.signs[l], (*rowSign).key, compareSigns)
	}
}

// findAlike finds which persons of the files may be one human with others.
func (im *importer) findAlike(r *store.Reader) error {
	a := &im.alike
	a.shared, a.touched = map[[store.PersonSize]byte]bool{}, store.PersonSet{}
	at := im.placesOfRows()
	for _, j := range a.joins {
		if !im.rows[j.row].stages() {
			continue
		}
		a.shared[im.personOf(at[j.row])] = true
		a.shared[im.s.PersonKey(j.target)] = true
		a.touched[j.target] = true
	}
	if err := im.findNaming(r, at); err != nil {
		return err
	}
	for l := range model.LikenessCount {
		signs := slices.DeleteFunc(a.signs[l], func(s rowSign) bool { return !im.rows[s.row].stages() })
		for from, looks := 0, 0; from < len(signs); looks++ {
			if looks%rowsPerLook == 0 && im.ctx.Err() != nil {
				return im.ctx.Err()
			}
			to := from + 1
			for to < len(signs) && signs[to].hash == signs[from].hash {
				to++
			}
			if err := im.findAlikeTo(r, l, signs[from:to], at); err != nil {
				return err
			}
			from = to
		}
		if a.signs[l] = signs; l == model.LikeIncident {
			a.signs[l] = nil // the refs have them
		}
	}
	return nil
}

// placesOfRows is, of each row, where in incoming it is.
func (im *importer) placesOfRows() []uint32 {
	at := make([]uint32, len(im.rows))
	for i := range im.incoming {
		at[im.incoming[i].row] = uint32(i)
	}
	return at
}

// findNaming finds the persons of the store who name one of the files as the
// same: one who had no record until now is joined by coming.
func (im *importer) findNaming(r *store.Reader, at []uint32) error {
	var last rowSign // a person's rows mostly follow one another
	for i, s := range im.alike.named {
		if i%rowsPerLook == 0 && im.ctx.Err() != nil {
			return im.ctx.Err()
		}
		if !im.rows[s.row].stages() || s.hash == last.hash {
			continue
		}
		last = s
		numbers, err := r.Under(store.BucketAlike, s.hash[:])
		if err != nil {
			return err
		}
		if err := r.AddPersons(im.alike.touched, numbers); err != nil {
			return err
		}
		if len(numbers) > 0 {
			im.alike.shared[im.personOf(at[s.row])] = true
		}
	}
	im.alike.named = nil
	return nil
}

func (im *importer) personOf(at uint32) [store.PersonSize]byte {
	return [store.PersonSize]byte(im.incoming[at].id[:store.PersonSize])
}

// findAlikeTo looks at the rows that have one sign.
func (im *importer) findAlikeTo(r *store.Reader, l model.Likeness, rows []rowSign, at []uint32) error {
	if len(rows) == 1 && r.Next == 1 {
		return nil // most signs by far, of a first import
	}
	var persons [][store.PersonSize]byte
	for _, s := range rows {
		if p := im.personOf(at[s.row]); len(persons) == 0 || persons[len(persons)-1] != p && !slices.Contains(persons, p) {
			persons = append(persons, p)
		}
	}
	var numbers []store.Number
	if r.Next > 1 {
		bucket, prefix := store.BucketAlike, rows[0].hash[:]
		if l == model.LikeIncident {
			bucket, prefix = store.BucketRefs, im.incoming[at[rows[0].row]].ref[:]
		}
		var err error
		if numbers, err = r.Under(bucket, prefix); err != nil {
			return err
		}
	}
	inFiles := len(persons)
	for _, n := range numbers {
		h, err := r.HeadOf(n)
		if err != nil {
			return err
		}
		if h.Withdrawn {
			continue
		}
		p := im.s.PersonKey(h.Key.Person)
		if !slices.Contains(persons, p) {
			persons = append(persons, p)
		}
		im.alike.touched[h.Key.Person] = true
	}
	if len(persons) == 1 {
		return nil
	}
	for _, p := range persons[:inFiles] {
		im.alike.shared[p] = true
	}
	if l == model.LikeApplication && len(persons) > maxApplicants {
		return im.checkApplicants(r, rows[0].row, persons)
	}
	return nil
}

// maxApplicants is how many individuals may be applicants of one application
// after an import. An application has one: up to so many raise questions, more
// mean that the column is another or the roles are missing.
const maxApplicants = 3

// ApplicantsError says that a column is most likely no application_ref.
type ApplicantsError struct {
	File        string
	Line        int
	Application string
	Count       int // individuals that would be its applicants
}

func (e *ApplicantsError) Error() string {
	return fmt.Sprintf("nothing was imported: %d individuals would be applicants of application %s (%s, line %d), and an application has one: "+
		"if the column is a batch number, map another to application_ref or leave it blank; else fill in person_role, and same_person_as where two are one human",
		e.Count, e.Application, e.File, e.Line)
}

// checkApplicants refuses the import where more individuals than can be, once
// those that are joined are counted as one, would be applicants of one
// application.
func (im *importer) checkApplicants(r *store.Reader, row uint32, persons [][store.PersonSize]byte) error {
	root := map[[store.PersonSize]byte][store.PersonSize]byte{}
	var find func(p [store.PersonSize]byte) [store.PersonSize]byte
	find = func(p [store.PersonSize]byte) [store.PersonSize]byte {
		if up, has := root[p]; has && up != p {
			return find(up)
		}
		return p
	}
	for i := range im.incoming {
		in := &im.incoming[i]
		for _, j := range im.joinsOf(in.row) {
			root[find(im.personOf(uint32(i)))] = find(im.s.PersonKey(j.target))
		}
	}
	for person := range im.alike.touched {
		ind, err := r.IndividualOf(person)
		if err != nil {
			return err
		}
		for _, other := range ind.Persons[1:] {
			root[find(im.s.PersonKey(other))] = find(im.s.PersonKey(person))
		}
	}
	count := map[[store.PersonSize]byte]bool{}
	for _, p := range persons {
		count[find(p)] = true
	}
	if len(count) <= maxApplicants {
		return nil
	}
	refused := &ApplicantsError{Line: int(im.rows[row].line), Count: len(count)}
	i := im.sourceOfRow(row)
	refused.File = im.sources[i].Name()
	var err error
	refused.Application, err = im.applicationOf(i, refused.Line)
	if err != nil {
		return err
	}
	return refused
}

// joinsOf are the joins of one row; they are in order of row.
func (im *importer) joinsOf(row uint32) []rowJoin {
	i, found := slices.BinarySearchFunc(im.alike.joins, row, func(j rowJoin, row uint32) int { return cmp.Compare(j.row, row) })
	if !found {
		return nil
	}
	return im.alike.joins[i : i+1]
}

// applicationOf reads the application_ref of a line of a source again, which
// the check keeps only a hash of.
func (im *importer) applicationOf(i, line int) (string, error) {
	in, err := im.open(i, true)
	if err != nil {
		return "", err
	}
	defer in.Close()
	for {
		row, err := in.Next()
		if err == io.EOF {
			return "", errChangedBetween
		}
		if err != nil {
			return "", err
		}
		if row.Line == line {
			return row.Facts.Text(model.ApplicationRef), nil
		}
	}
}

// noteChanged notes what a changed record was alike to and what it will be.
func (im *importer) noteChanged(r *store.Reader, n store.Number, before, after *model.Facts) error {
	if store.SameForOthers(before, after) {
		return nil
	}
	a := &im.alike
	if a.moved == nil {
		a.moved, a.overlay = map[store.Number][2][]string{}, map[[store.AlikeSize]byte][]store.Number{}
	}
	if before != nil && before.Text(model.SamePersonAs) != "" {
		if a.parted == nil {
			a.parted = store.PersonSet{}
		}
		a.parted[before.Text(model.SamePersonAs)], a.parted[before.Text(model.PersonRef)] = true, true
	}
	was, is := store.SignsOf(before), store.SignsOf(after)
	if first, again := a.moved[n]; again {
		was = first[0]
	}
	a.moved[n] = [2][]string{was, is}
	for _, sign := range is {
		if hash := im.s.AlikeHash(sign); !slices.Contains(a.overlay[hash], n) {
			a.overlay[hash] = append(a.overlay[hash], n)
		}
	}
	if err := r.AddAlike(a.touched, before); err != nil {
		return err
	}
	return r.AddAlike(a.touched, after)
}

// noteQuestions notes the open questions of a case that was assessed.
func (im *importer) noteQuestions(ind *store.StoredIndividual, c *model.Case) {
	if im.alike.raised == nil {
		im.alike.raised = map[[2]string]model.LikenessSet{}
	}
	for _, q := range c.Questions {
		pair := [2]string{ind.Name(), q.Person}
		if pair[1] < pair[0] {
			pair[0], pair[1] = pair[1], pair[0]
		}
		im.alike.raised[pair] |= q.Likeness
	}
}

// maxQuestionPairs is how many questions a report names.
const maxQuestionPairs = 10

// Question is a pair of individuals that may be one human.
type Question struct {
	Some, Other string // person_refs that stand for them
	Likeness    model.LikenessSet
}

// reportQuestions tells how many questions about individuals are open once the
// import shows, in the cases it touched, and the first of them.
func (im *importer) reportQuestions() {
	im.report.QuestionCount = len(im.alike.raised)
	for pair, likeness := range im.alike.raised {
		im.report.Questions = append(im.report.Questions, Question{pair[0], pair[1], likeness})
	}
	slices.SortFunc(im.report.Questions, func(a, b Question) int {
		return cmp.Or(strings.Compare(a.Some, b.Some), strings.Compare(a.Other, b.Other))
	})
	im.report.Questions = im.report.Questions[:min(len(im.report.Questions), maxQuestionPairs)]
}
