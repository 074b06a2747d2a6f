package model_test

import (
	"slices"
	"strings"
	"time"
)

// This file states the AT2 test a second time, slowly and plainly, over maps
// of column name to value. It shares nothing with the package it checks, so
// that a slip would have to be made twice.

type values map[string]string

// hit is one record: what its source says and what an officer answered.
type hit struct {
	source, answers values
	missing         bool // its case has lost records, and nobody answered for it
}

// says is the effective value of a column.
func (h hit) says(column string) string {
	if answer, answered := h.answers[column]; answered {
		return answer
	}
	return h.source[column]
}

var (
	plainFactors = []string{"abusive", "exploitation", "grooming", "profit_motive", "malicious_intent", "persistent_behaviour"}
	plainFurther = []string{"pattern_of_behaviour", "indicator_of_risk"}
	plainTris    = slices.Concat([]string{"youth_produced", "adult_involved"}, plainFactors, plainFurther)
)

// plain is what the test comes to, in the words of the JSON.
type plain struct {
	verdict   string
	states    [6]string
	bases     [6]string
	toConfirm []string
	oneFact   string
	flags     []string
	events    int
	age       int
	decisions []string
}

// plainCase is a case: its hits, and what is known of its individual.
type plainCase struct {
	hits      []hit
	elsewhere []string
	persons   []string // all person_refs of the joined individual
	asked     []string // the individuals that its open questions are about
	separated bool     // an officer said "not the same" of it and another
}

// plainNotSuspect is that the words of involvement hold one of a victim or
// witness, and none of a suspect.
func plainNotSuspect(h hit) bool {
	words := plainWords(h.says("involvement"))
	has := func(list string) bool {
		return slices.ContainsFunc(strings.Fields(list), func(w string) bool { return slices.Contains(words, w) })
	}
	return has("victim aggrieved injured ip witness informant complainant") && !has("suspect offender accused defendant perpetrator")
}

// outcomesRead is O3: of the hits read together, those that are not a suspect's
// are left out where another is there.
func outcomesRead(event []hit) []hit {
	var suspects []hit
	for _, h := range event {
		if !plainNotSuspect(h) {
			suspects = append(suspects, h)
		}
	}
	if len(suspects) > 0 {
		return suspects
	}
	return event
}

// linked is the closure of same_event_as, in either direction, and of one
// incident_ref.
func (c plainCase) linked() [][]bool {
	n := len(c.hits)
	link := make([][]bool, n)
	for i := range link {
		link[i] = make([]bool, n)
		for j := range link[i] {
			link[i][j] = c.hits[i].says("incident_ref") == c.hits[j].says("incident_ref") ||
				c.hits[i].says("same_event_as") == c.hits[j].says("incident_ref") ||
				c.hits[j].says("same_event_as") == c.hits[i].says("incident_ref")
		}
	}
	for range n {
		for i := range n {
			for j := range n {
				for k := range n {
					link[i][k] = link[i][k] || link[i][j] && link[j][k]
				}
			}
		}
	}
	return link
}

// readWith are the hits read with i: of its event, or of its whole case.
func (c plainCase) readWith(i int, wholeCase bool) []hit {
	link := c.linked()
	set := []hit{c.hits[i]}
	for j, h := range c.hits {
		if j != i && h.says("relevant") != "no" && (wholeCase || link[i][j]) {
			set = append(set, h)
		}
	}
	return set
}

func (c plainCase) events() int {
	link, n := c.linked(), 0
	for i := range c.hits {
		first, counted := true, false
		for j, h := range c.hits {
			if link[i][j] {
				first = first && j >= i
				counted = counted || h.says("relevant") != "no"
			}
		}
		if first && counted {
			n++
		}
	}
	return n
}

// together is a tri-state over a set: yes if any, else no if any.
func together(set []hit, column string) string {
	result := ""
	for _, h := range set {
		switch h.says(column) {
		case "yes":
			return "yes"
		case "no":
			result = "no"
		}
	}
	return result
}

// plainAge counts birthdays; time.Date turns 29 February into 1 March in
// other years.
func plainAge(h hit) (int, bool) {
	born, err1 := time.Parse(time.DateOnly, h.says("date_of_birth"))
	then, err2 := time.Parse(time.DateOnly, h.says("incident_date"))
	if err1 != nil || err2 != nil || then.Before(born) {
		return -1, false
	}
	age := 0
	for !time.Date(born.Year()+age+1, born.Month(), born.Day(), 0, 0, 0, 0, time.UTC).After(then) {
		age++
	}
	return age, true
}

func (c plainCase) states(i int) [6]string {
	r, event, all := c.hits[i], c.readWith(i, false), c.readWith(i, true)
	return [6]string{
		plainRelevant(r), plainYouthProduced(event), plainOutcome21(event), c.plainSingle(),
		plainNoFactor(event), c.plainNoFurther(all),
	}
}

func plainRelevant(r hit) string {
	switch {
	case r.says("relevant") == "no":
		return "not_met"
	case r.says("relevant") == "" && plainNotSuspect(r):
		return "unknown"
	}
	return "met"
}

func plainYouthProduced(event []hit) string {
	for _, h := range event {
		age, known := plainAge(h)
		if h.says("youth_produced") == "no" || h.says("adult_involved") == "yes" || known && age >= 18 {
			return "not_met"
		}
	}
	if together(event, "youth_produced") == "yes" {
		return "met"
	}
	return "unknown"
}

func plainOutcome21(event []hit) string {
	recorded, are21 := 0, 0
	for _, h := range outcomesRead(event) {
		if h.says("outcome") != "" {
			recorded++
		}
		if h.says("outcome") == "21" {
			are21++
		}
	}
	switch {
	case recorded > 0 && are21 == recorded:
		return "met"
	case recorded > 0 && are21 == 0:
		return "not_met"
	}
	return "unknown"
}

func (c plainCase) plainSingle() string {
	switch {
	case c.events() > 1:
		return "not_met"
	case len(c.asked) > 0:
		return "unknown"
	}
	return "met"
}

func plainNoFactor(event []hit) string {
	no := 0
	for _, f := range plainFactors {
		switch together(event, f) {
		case "yes":
			return "not_met"
		case "no":
			no++
		}
	}
	if plainOutcome21(event) == "met" || no == 6 {
		return "met"
	}
	return "unknown"
}

// plainAnswered says whether an officer answered a question of further
// information with no.
func plainAnswered(all []hit, column string) bool {
	return slices.ContainsFunc(all, func(h hit) bool { return h.answers[column] == "no" })
}

func (c plainCase) plainNoFurther(all []hit) string {
	a, b := together(all, plainFurther[0]), together(all, plainFurther[1])
	switch {
	case a == "yes" || b == "yes":
		return "not_met"
	case a == "no" && b == "no" && len(c.elsewhere) == 0:
		return "met"
	case a == "no" && b == "no" && plainAnswered(all, plainFurther[0]) && plainAnswered(all, plainFurther[1]):
		return "met"
	}
	return "unknown"
}

func plainVerdict(s [6]string) string {
	if s[0] == "not_met" || s[1] == "not_met" {
		return "out_of_scope"
	}
	if slices.Contains(s[2:], "not_met") {
		return "does_not_apply"
	}
	if slices.Contains(s[:], "unknown") {
		return "undetermined"
	}
	return "applies"
}

// plainReads are the columns whose values can decide a criterion.
var plainReads = [6][]string{
	{"relevant"},
	{"youth_produced", "adult_involved", "date_of_birth", "incident_date"},
	{"outcome", "involvement"}, nil, plainFactors, plainFurther,
}

func (c plainCase) basis(i, k int, s [6]string) string {
	event := c.readWith(i, false)
	someNo := slices.ContainsFunc(event, func(h hit) bool { return h.says("youth_produced") == "no" })
	blankFactor := slices.ContainsFunc(plainFactors, func(f string) bool { return together(event, f) == "" })
	switch {
	case s[k] == "unknown":
		return "not_recorded"
	case k == 0 && s[k] == "met" && c.hits[i].says("relevant") == "":
		return "assumed"
	case k == 3 && c.combined():
		return "officer"
	case k == 3, k == 1 && s[k] == "not_met" && !someNo && together(event, "adult_involved") != "yes":
		return "derived"
	case k == 4 && s[k] == "met" && blankFactor:
		return "inferred"
	case c.officerDecided(i, k, s):
		return "officer"
	}
	return "recorded"
}

// combined says whether an officer said what is one incident, or who is one
// individual.
func (c plainCase) combined() bool {
	return c.separated || slices.ContainsFunc(c.hits, func(h hit) bool {
		for _, column := range []string{"relevant", "same_event_as", "same_person_as"} {
			if _, answered := h.answers[column]; answered {
				return true
			}
		}
		return false
	})
}

// officerDecided says whether an officer's answer is one of the values that
// make the state, or whether the state would be another had the officer not
// answered one of the hits.
func (c plainCase) officerDecided(i, k int, s [6]string) bool {
	link := c.linked()
	for j, h := range c.hits {
		other := j != i
		if other && (k == 0 || h.says("relevant") == "no" || k != 5 && !link[i][j]) {
			continue
		}
		asked := c
		asked.hits = slices.Clone(c.hits)
		asked.hits[j].answers = values{}
		for column, answer := range h.answers {
			if !slices.Contains(plainReads[k], column) {
				asked.hits[j].answers[column] = answer
			} else if plainDecides(h, k, s[k], column, answer) && (k != 2 || slices.ContainsFunc(outcomesRead(c.readWith(i, false)), h.is)) {
				return true
			}
		}
		if k != 0 && asked.states(i)[k] != s[k] {
			return true
		}
	}
	return false
}

// is says whether two hits are one.
func (h hit) is(other hit) bool {
	return h.says("incident_ref") == other.says("incident_ref") && h.says("person_ref") == other.says("person_ref")
}

func plainDecides(h hit, k int, state, column, answer string) bool {
	switch k {
	case 1:
		age, known := plainAge(h)
		switch column {
		case "youth_produced":
			return state == "met" && answer == "yes" || state == "not_met" && answer == "no"
		case "adult_involved":
			return state == "not_met" && answer == "yes"
		}
		return state == "not_met" && known && age >= 18
	case 2:
		return column == "outcome" && answer != ""
	case 4, 5:
		return state == "met" && answer == "no" || state == "not_met" && answer == "yes"
	}
	return answer != ""
}

func (c plainCase) toConfirm(i int, s [6]string) []string {
	list := []string{}
	if s[3] == "unknown" {
		list = append(list, "same_person_as")
	}
	if s[2] == "unknown" {
		list = append(list, "outcome")
	}
	if s[0] == "unknown" {
		list = append(list, "relevant")
	}
	if s[1] == "unknown" {
		list = append(list, "youth_produced")
	}
	if s[4] == "unknown" {
		for _, f := range plainFactors {
			if together(c.readWith(i, false), f) == "" {
				list = append(list, f)
			}
		}
	}
	if s[5] == "unknown" {
		for _, f := range plainFurther {
			all := c.readWith(i, true)
			if together(all, f) == "" || len(c.elsewhere) > 0 && together(all, f) != "yes" && !plainAnswered(all, f) {
				list = append(list, f)
			}
		}
	}
	return list
}

// oneFacts are all fields of toConfirm whose answer on hit i alone would make
// the verdict applies.
func (c plainCase) oneFacts(i int, toConfirm []string) []string {
	var list []string
	for _, column := range toConfirm {
		answer := "no"
		switch column {
		case "same_person_as":
			answer = "not the same"
		case "relevant", "youth_produced":
			answer = "yes"
		case "outcome":
			answer = "21"
		}
		if plainVerdict(c.answer(i, column, answer).states(i)) == "applies" {
			list = append(list, column)
		}
	}
	return list
}

// answer is the case with one more answer.
func (c plainCase) answer(i int, column, answer string) plainCase {
	asked := c
	if column == "same_person_as" && answer == "not the same" {
		if asked.separated = true; len(c.asked) == 1 {
			asked.asked = nil
		}
		return asked
	}
	asked.hits = slices.Clone(c.hits)
	asked.hits[i].answers = values{column: answer}
	for k, v := range c.hits[i].answers {
		if k != column {
			asked.hits[i].answers[k] = v
		}
	}
	return asked
}

func (c plainCase) flags(i int, s [6]string) []string {
	r, event := c.hits[i], c.readWith(i, false)
	list := []string{}
	raise := func(name string, when bool) {
		if when {
			list = append(list, name)
		}
	}
	has := func(test func(hit) bool) bool { return slices.ContainsFunc(event, test) }
	before := func(a, b string) bool { return a != "" && b != "" && a < b } // ISO dates sort as text
	read := outcomesRead(event)
	is21 := slices.ContainsFunc(read, func(h hit) bool { return h.says("outcome") == "21" })
	isOther := slices.ContainsFunc(read, func(h hit) bool { return h.says("outcome") != "21" && h.says("outcome") != "" })
	days := map[string]bool{}
	for _, h := range event {
		if day := h.says("incident_date"); day != "" {
			days[day] = true
		}
	}
	factor := slices.ContainsFunc(plainFactors, func(f string) bool { return together(event, f) == "yes" })
	age, known := plainAge(r)
	contradicted := false
	for column, answer := range r.answers {
		contradicted = contradicted || r.source[column] != "" && r.source[column] != answer
	}
	link, human := r.says("same_event_as"), r.says("same_person_as")
	raise("outcome_conflict", is21 && factor)
	raise("hits_disagree", is21 && isOther)
	raise("outcome_21_too_early", r.says("outcome") == "21" && before(r.says("outcome_date"), "2016-01-01"))
	raise("outcome_22_too_early", r.says("outcome") == "22" && before(r.says("outcome_date"), "2019-04-01"))
	raise("under_10", known && age < 10)
	raise("adult_at_incident", known && age >= 18 && r.says("youth_produced") == "yes")
	raise("age_not_checked", s[1] == "met" && !has(func(h hit) bool { _, known := plainAge(h); return known }))
	raise("dates_out_of_order", before(r.says("outcome_date"), r.says("incident_date")) || before(r.says("incident_date"), r.says("date_of_birth")))
	raise("link_not_found", link != "" && !slices.ContainsFunc(c.hits, func(h hit) bool { return h.says("incident_ref") == link }) ||
		human != "" && human != r.says("person_ref") && !slices.Contains(c.persons, human))
	raise("other_applications", len(c.elsewhere) > 0)
	raise("source_contradicts_answer", contradicted)
	raise("incomplete_case", slices.ContainsFunc(c.hits, func(h hit) bool { return h.missing }))
	raise("not_suspect", plainNotSuspect(r))
	raise("may_be_same_person", len(c.asked) > 0)
	raise("linked_dates_differ", len(days) > 1)
	return list
}

func (c plainCase) assess(i int) plain {
	s := c.states(i)
	p := plain{verdict: plainVerdict(s), states: s, events: c.events(), toConfirm: []string{}}
	p.age, _ = plainAge(c.hits[i])
	for k := range s {
		p.bases[k] = c.basis(i, k, s)
	}
	if p.verdict == "undetermined" {
		p.toConfirm = c.toConfirm(i, s)
		if facts := c.oneFacts(i, p.toConfirm); len(facts) > 0 {
			p.oneFact = facts[0]
		}
	}
	p.flags = c.flags(i, s)
	if p.verdict == "applies" && !slices.Contains(p.flags, "incomplete_case") {
		p.decisions = append(p.decisions, "discard")
	}
	if p.verdict != "out_of_scope" {
		p.decisions = append(p.decisions, "consider")
	}
	p.decisions = append(p.decisions, "refer", "defer")
	return p
}
