package modeltest

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"gd8/model/fold"
)

// This file is the oracle: what the rules say of records, answers and decisions,
// written out plainly over maps. It knows nothing of the store, and of the model
// but how references are folded.

type key struct{ application, person, incident string }

type caseKey struct{ application, person string }

func (k key) of() caseKey { return caseKey{k.application, k.person} }

// values are facts by column name; a column that is not recorded is not there.
type values map[string]string

// said is one entry among a record's answers.
type said struct {
	sequence      uint32
	column, value string
	withdrawal    bool
	separation    bool // of the record's individual and that of the person value
}

// undoing is an entry that undoes another, which may be an undoing.
type undoing struct{ sequence, of uint32 }

// decided is one version of a decision.
type decided struct {
	kind  string // blank for one that takes a decision back
	texts map[string]string
	basis string // what it rests on
	again string // why it is asked about again: returned or anew; blank where it is not
}

// record is one hit.
type record struct {
	key       key
	source    values
	byHand    bool
	withdrawn bool
	sources   int // versions
	said      []said
	undoings  []undoing
	versions  []decided
	mark      int // of an incomplete case, counted up; 0 for none
	excused   bool
	excuses   int // answers for an incomplete case
	reviews   int // checks and adjudications

	known   age      // of which the two below are
	stand   values   // answers that stand; see answers
	content [32]byte // hash of all that it says; see facts
}

// age tells one state of a record's facts from every other it was in.
type age struct{ sources, said, undoings, mark int }

func (r *record) age() age { return age{r.sources, len(r.said), len(r.undoings), r.mark} }

// world is all that a store holds. Its person_refs come in pairs, and nobody has
// anything to do with anybody outside the pair, so that a rule about a record is
// worked out among the records of its pair alone; see pairOf.
type world struct {
	records map[key]*record
	pairs   map[int][]*record // in the order of their keys
	marks   int
	erased  map[caseKey]bool
	names   map[string]string // of the individuals that person_refs are of; see changed
	cases   map[caseKey]*worked
}

// worked is what was worked out of one case since the last change.
type worked struct {
	records              []*record
	basis                string
	elsewhere, questions []string
	asked, looked        bool // whether the last two were worked out
}

// changed is said after every change: what was worked out may not hold.
func (w *world) changed() { w.names, w.cases = map[string]string{}, map[caseKey]*worked{} }

func newWorld() *world {
	w := &world{records: map[key]*record{}, pairs: map[int][]*record{}, erased: map[caseKey]bool{}}
	w.changed()
	return w
}

// pairOf numbers the pair that a person_ref is of.
func pairOf(person string) int { return numberOf(person) / 2 }

// add takes in a record that is not there yet.
func (w *world) add(r *record) {
	w.records[r.key] = r
	pair := pairOf(r.key.person)
	at, _ := slices.BinarySearchFunc(w.pairs[pair], r, byKey)
	w.pairs[pair] = slices.Insert(w.pairs[pair], at, r)
}

// erase takes a record away with all that was said of it.
func (w *world) erase(r *record) {
	delete(w.records, r.key)
	pair := pairOf(r.key.person)
	w.pairs[pair] = slices.DeleteFunc(w.pairs[pair], func(a *record) bool { return a == r })
}

// clone is a world of its own, for what a backup holds.
func (w *world) clone() *world {
	c := newWorld()
	c.marks, c.erased = w.marks, maps.Clone(w.erased)
	for _, r := range w.records {
		other := *r
		other.source = maps.Clone(r.source)
		other.said, other.undoings, other.versions = slices.Clone(r.said), slices.Clone(r.undoings), slices.Clone(r.versions)
		c.add(&other)
	}
	return c
}

func byKey(a, b *record) int {
	return cmp.Or(strings.Compare(a.key.application, b.key.application),
		strings.Compare(a.key.person, b.key.person), strings.Compare(a.key.incident, b.key.incident))
}

// ofPair are the records of a pair that a test accepts, in order of their keys.
func (w *world) ofPair(person string, test func(*record) bool) []*record {
	var list []*record
	for _, r := range w.pairs[pairOf(person)] {
		if test(r) {
			list = append(list, r)
		}
	}
	return list
}

// sorted are the records that a test accepts, in order of their keys.
func (w *world) sorted(test func(*record) bool) []*record {
	var list []*record
	for _, r := range w.records {
		if test(r) {
			list = append(list, r)
		}
	}
	slices.SortFunc(list, byKey)
	return list
}

// name is that of the individual that a person_ref is of: the first person_ref
// of those that are joined, by a record that names another that has records.
func (w *world) name(person string) string {
	if _, known := w.names[person]; !known {
		w.names[person] = person // where they have no records
		maps.Copy(w.names, w.join(person))
	}
	return w.names[person]
}

// there reports whether a person has a record that counts.
func (w *world) there(person string) bool {
	return len(w.ofPair(person, func(r *record) bool { return !r.withdrawn && r.key.person == person })) > 0
}

// joined reports whether a person and their partner are one individual.
func (w *world) joined(person string) bool { return w.name(person) == w.name(partner(person)) }

// join names the individuals of a pair who have records.
func (w *world) join(person string) map[string]string {
	names := map[string]string{}
	list := w.ofPair(person, live)
	for _, r := range list {
		names[r.key.person] = r.key.person
	}
	for grown := true; grown; {
		grown = false
		for _, r := range list {
			a, there := names[r.says("same_person_as")]
			b := names[r.key.person]
			if !there || a == b {
				continue
			}
			for person, name := range names {
				if name == a || name == b {
					names[person] = min(a, b)
				}
			}
			grown = true
		}
	}
	return names
}

// of is the case that a record is in: all records of one joined individual in
// one application.
func (w *world) of(r *record) caseKey { return caseKey{r.key.application, w.name(r.key.person)} }

// caseOf are the records of a case that count.
func (w *world) caseOf(c caseKey) []*record { return w.work(c).records }

// work is what is worked out of a case, begun with its records.
func (w *world) work(c caseKey) *worked {
	if w.cases[c] == nil {
		w.cases[c] = &worked{records: w.ofPair(c.person, func(r *record) bool { return !r.withdrawn && w.of(r) == c })}
	}
	return w.cases[c]
}

// separated reports whether an officer said that two persons are not the same.
func (w *world) separated(p, q string) bool {
	for _, r := range w.pairs[pairOf(p)] {
		for _, s := range r.said {
			if s.separation && !r.undone(s.sequence) && (r.key.person == p && s.value == q || r.key.person == q && s.value == p) {
				return true
			}
		}
	}
	return false
}

// questions are the individuals of whom it is asked whether they are the same
// human as that of a case.
func (w *world) questions(c caseKey) []string {
	known := w.work(c)
	if known.asked {
		return known.questions
	}
	names := map[string]bool{}
	for _, x := range known.records {
		for _, y := range w.pairs[pairOf(c.person)] {
			if y.withdrawn || !y.counts() || w.name(y.key.person) == c.person || !mayBeOne(x, y) || w.separated(x.key.person, y.key.person) {
				continue
			}
			names[w.name(y.key.person)] = true
		}
	}
	known.asked, known.questions = true, slices.Sorted(maps.Keys(names))
	return known.questions
}

// mayBeOne compares two records of individuals that are not joined. No two of
// the campaign's person_refs fold to one, it records no names, and everybody is
// an applicant.
func mayBeOne(x, y *record) bool {
	born := x.says("date_of_birth") != "" && x.says("date_of_birth") == y.says("date_of_birth")
	return born && x.key.incident == y.key.incident || x.key.application != "" && x.key.application == y.key.application
}

// answers are those that stand, by column: the newest of each that was not
// undone, unless it withdrew the answer.
func (r *record) answers() values {
	if r.known != r.age() || r.stand == nil {
		r.known, r.stand = r.age(), r.answersThatStand()
		r.content = r.facts()
	}
	return r.stand
}

// undone reports whether an entry among the answers is undone: as if it had not
// been, unless what undid it is undone itself.
func (r *record) undone(sequence uint32) bool {
	return slices.ContainsFunc(r.undoings, func(u undoing) bool { return u.of == sequence && !r.undone(u.sequence) })
}

func (r *record) answersThatStand() values {
	answers := values{}
	for _, s := range r.said {
		switch {
		case r.undone(s.sequence), s.separation:
		case s.withdrawal:
			delete(answers, s.column)
		default:
			answers[s.column] = s.value
		}
	}
	return answers
}

// says is the effective value of a column.
func (r *record) says(column string) string {
	if answer, ok := r.answers()[column]; ok {
		return answer
	}
	return r.source[column]
}

// facts is a hash of all that the record says.
func (r *record) facts() [32]byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%q %q %d", r.key.person, r.key.incident, r.mark)
	for _, column := range columns {
		fmt.Fprintf(&b, " %d %s", len(r.says(column)), r.says(column))
	}
	return sha256.Sum256([]byte(b.String()))
}

func (r *record) counts() bool { return r.says("relevant") != "no" }

// elsewhere are the incident_refs that the individual has under other
// applications and the case does not hold.
func (w *world) elsewhere(c caseKey) []string {
	known := w.work(c)
	if known.looked {
		return known.elsewhere
	}
	held := map[string]bool{}
	for _, r := range known.records {
		held[r.key.incident] = true
	}
	list := map[string]bool{}
	for _, r := range w.pairs[pairOf(c.person)] {
		if !r.withdrawn && r.key.application != c.application && w.name(r.key.person) == c.person && !held[r.key.incident] {
			list[r.key.incident] = true
		}
	}
	known.looked, known.elsewhere = true, slices.Sorted(maps.Keys(list))
	return known.elsewhere
}

// event are the records of a case that are one event with r, r among them.
func event(hits []*record, r *record) []*record {
	in := map[*record]bool{r: true}
	for grown := true; grown; {
		grown = false
		for _, a := range hits {
			for _, b := range hits {
				linked := a.key.incident == b.key.incident || a.says("same_event_as") == b.key.incident || b.says("same_event_as") == a.key.incident
				if linked && in[a] && !in[b] {
					in[b], grown = true, true
				}
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(hits), func(a *record) bool { return !in[a] })
}

// readWith are r and those of a set that count.
func readWith(set []*record, r *record) []*record {
	return slices.DeleteFunc(slices.Clone(set), func(a *record) bool { return a != r && !a.counts() })
}

// together is yes if any of a set says yes, else no if any says no.
func together(set []*record, column string) string {
	result := ""
	for _, r := range set {
		switch r.says(column) {
		case "yes":
			return "yes"
		case "no":
			result = "no"
		}
	}
	return result
}

// ageThen is the age at the incident, where it is known.
func (r *record) ageThen() (int, bool) {
	born, err1 := time.Parse(time.DateOnly, r.says("date_of_birth"))
	then, err2 := time.Parse(time.DateOnly, r.says("incident_date"))
	if err1 != nil || err2 != nil || then.Before(born) {
		return 0, false
	}
	years := then.Year() - born.Year()
	if then.Month() < born.Month() || then.Month() == born.Month() && then.Day() < born.Day() {
		years--
	}
	return years, true
}

var (
	factors = []string{"abusive", "exploitation", "grooming", "profit_motive", "malicious_intent", "persistent_behaviour"}
	further = []string{"pattern_of_behaviour", "indicator_of_risk"}
)

const (
	met     = "met"
	notMet  = "not met"
	unknown = "unknown"
)

// events is the number of events of a case that hold a record that counts.
func events(hits []*record) int {
	n := 0
	for i, r := range hits {
		of := event(hits, r)
		first := !slices.ContainsFunc(hits[:i], func(a *record) bool { return slices.Contains(of, a) })
		if first && slices.ContainsFunc(of, (*record).counts) {
			n++
		}
	}
	return n
}

// verdict is what the test says of a record.
func (w *world) verdict(r *record) string {
	hits := w.caseOf(w.of(r))
	e, c := readWith(event(hits, r), r), readWith(hits, r)
	states := []string{
		relevant(r), youthProduced(e), outcome21(e), single(hits, len(w.questions(w.of(r))) > 0), noFactor(e), noFurther(c, len(w.elsewhere(w.of(r))) > 0),
	}
	switch {
	case states[0] == notMet || states[1] == notMet:
		return "out_of_scope"
	case slices.Contains(states[2:], notMet):
		return "does_not_apply"
	case slices.Contains(states, unknown):
		return "undetermined"
	}
	return "applies"
}

func relevant(r *record) string {
	if r.says("relevant") == "no" {
		return notMet
	}
	return met
}

func youthProduced(e []*record) string {
	for _, r := range e {
		if age, known := r.ageThen(); r.says("youth_produced") == "no" || r.says("adult_involved") == "yes" || known && age >= 18 {
			return notMet
		}
	}
	if together(e, "youth_produced") == "yes" {
		return met
	}
	return unknown
}

func outcome21(e []*record) string {
	is21, other := false, false
	for _, r := range e {
		is21 = is21 || r.says("outcome") == "21"
		other = other || r.says("outcome") != "21" && r.says("outcome") != ""
	}
	switch {
	case is21 && !other:
		return met
	case other && !is21:
		return notMet
	}
	return unknown
}

func single(hits []*record, asked bool) string {
	switch {
	case events(hits) > 1:
		return notMet
	case asked:
		return unknown
	}
	return met
}

func noFactor(e []*record) string {
	no := 0
	for _, f := range factors {
		switch together(e, f) {
		case "yes":
			return notMet
		case "no":
			no++
		}
	}
	if outcome21(e) == met || no == len(factors) {
		return met
	}
	return unknown
}

func noFurther(c []*record, elsewhere bool) string {
	result := met
	for _, f := range further {
		answered := slices.ContainsFunc(c, func(r *record) bool { return r.answers()[f] == "no" })
		switch all := together(c, f); {
		case all == "yes":
			return notMet
		case all == "" || elsewhere && !answered:
			result = unknown
		}
	}
	return result
}

// incomplete reports whether records of a case are known to be missing and
// nobody has answered for it.
func (w *world) incomplete(c caseKey) bool {
	return slices.ContainsFunc(w.caseOf(c), func(r *record) bool { return r.mark > 0 && !r.excused })
}

// basis is what a decision in a case rests on.
func (w *world) basis(c caseKey) string {
	known := w.work(c)
	if known.basis != "" {
		return known.basis
	}
	var b strings.Builder
	for _, r := range known.records {
		r.answers() // so that its content is of now
		fmt.Fprintf(&b, "%x\n", r.content)
	}
	for _, r := range w.ofPair(c.person, func(r *record) bool { return r.withdrawn && w.of(r) == c }) {
		fmt.Fprintf(&b, "withdrawn %q\n", r.key.incident)
	}
	fmt.Fprintf(&b, "%q %q", w.elsewhere(c), w.questions(c))
	known.basis = b.String()
	return known.basis
}

// stands is the decision that stands on a record, nil for none.
func (r *record) stands() *decided {
	if n := len(r.versions); n > 0 && r.versions[n-1].kind != "" {
		return &r.versions[n-1]
	}
	return nil
}

// reopen notes that the decision that stands is asked about again, unless
// something weightier says so already.
func (r *record) reopen(why string) {
	if d := r.stands(); d.again != "anew" && why != "" {
		d.again = why
	}
}

// state is where a record stands in the queue.
func (w *world) state(r *record) string {
	d := r.stands()
	switch {
	case !r.counts():
		return "not_relevant"
	case d == nil:
		return "to_do"
	case d.basis != w.basis(w.of(r)), d.kind == "discard" && w.verdict(r) != "applies", d.again == "anew":
		return "out_of_date"
	case d.again == "returned":
		return "returned"
	case d.kind == "defer":
		return "deferred"
	}
	return "decided"
}

// allows reports whether a decision is open on a record.
func (w *world) allows(r *record, kind string) bool {
	switch kind {
	case "discard":
		return w.verdict(r) == "applies" && !w.incomplete(w.of(r))
	case "consider":
		return w.verdict(r) != "out_of_scope"
	}
	return true
}

// asks are the sections that a decision on a record must fill.
func (w *world) asks(r *record, kind string) []string {
	switch kind {
	case "discard":
		return []string{"searched", "grounds"}
	case "consider":
		list := []string{"risk", "relevance", "proportionality"}
		e := readWith(event(w.caseOf(w.of(r)), r), r)
		if slices.ContainsFunc(e, func(a *record) bool { return a.says("outcome") == "21" }) {
			list = append(list, "necessity")
		}
		return list
	case "refer":
		return []string{"reason"}
	}
	return []string{"needed"}
}

// folded is a case as its references are compared with what was erased.
func folded(c caseKey) caseKey {
	return caseKey{application: fold.Reference(c.application), person: fold.Reference(c.person)}
}

// wasErased reports whether a record's case was erased, or one whose references
// are written nearly as its, and nothing of it is there.
func (w *world) wasErased(k key) bool {
	if !w.erased[folded(k.of())] {
		return false
	}
	return len(w.ofPair(k.person, func(r *record) bool { return r.key.of() == k.of() })) == 0
}
