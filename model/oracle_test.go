package model_test

import (
	"slices"
	"testing"
	"time"

	"gd8/model"
	"pgregory.net/rapid"
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

// plainCase is a case: its hits, and what its individual has elsewhere.
type plainCase struct {
	hits      []hit
	elsewhere []string
}

// linked is the closure of same_event_as, in either direction.
func (c plainCase) linked() [][]bool {
	n := len(c.hits)
	link := make([][]bool, n)
	for i := range link {
		link[i] = make([]bool, n)
		for j := range link[i] {
			link[i][j] = i == j ||
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
		plainNoFactor(event), plainNoFurther(all),
	}
}

func plainRelevant(r hit) string {
	if r.says("relevant") == "no" {
		return "not_met"
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
	for _, h := range event {
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
	if c.events() <= 1 {
		return "met"
	}
	return "not_met"
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

func plainNoFurther(all []hit) string {
	a, b := together(all, plainFurther[0]), together(all, plainFurther[1])
	switch {
	case a == "yes" || b == "yes":
		return "not_met"
	case a == "no" && b == "no":
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
	{"outcome"}, nil, plainFactors, plainFurther,
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
	case k == 3, k == 1 && s[k] == "not_met" && !someNo && together(event, "adult_involved") != "yes":
		return "derived"
	case k == 4 && s[k] == "met" && blankFactor:
		return "inferred"
	case c.officerDecided(i, k, s):
		return "officer"
	}
	return "recorded"
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
		asked := plainCase{slices.Clone(c.hits), nil}
		asked.hits[j].answers = values{}
		for column, answer := range h.answers {
			if !slices.Contains(plainReads[k], column) {
				asked.hits[j].answers[column] = answer
			} else if plainDecides(h, k, s[k], column, answer) {
				return true
			}
		}
		if k != 0 && asked.states(i)[k] != s[k] {
			return true
		}
	}
	return false
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
	case 4, 5:
		return state == "met" && answer == "no" || state == "not_met" && answer == "yes"
	}
	return answer != ""
}

func (c plainCase) toConfirm(i int, s [6]string) []string {
	list := []string{}
	if s[2] == "unknown" {
		list = append(list, "outcome")
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
			if together(c.readWith(i, true), f) == "" {
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
		case "youth_produced":
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
	asked := plainCase{slices.Clone(c.hits), c.elsewhere}
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
	is21 := has(func(h hit) bool { return h.says("outcome") == "21" })
	isOther := has(func(h hit) bool { return h.says("outcome") != "21" && h.says("outcome") != "" })
	factor := slices.ContainsFunc(plainFactors, func(f string) bool { return together(event, f) == "yes" })
	age, known := plainAge(r)
	contradicted := false
	for column, answer := range r.answers {
		contradicted = contradicted || r.source[column] != "" && r.source[column] != answer
	}
	link := r.says("same_event_as")
	raise("outcome_conflict", is21 && factor)
	raise("hits_disagree", is21 && isOther)
	raise("outcome_21_too_early", r.says("outcome") == "21" && before(r.says("outcome_date"), "2016-01-01"))
	raise("outcome_22_too_early", r.says("outcome") == "22" && before(r.says("outcome_date"), "2019-04-01"))
	raise("under_10", known && age < 10)
	raise("adult_at_incident", known && age >= 18 && r.says("youth_produced") == "yes")
	raise("age_not_checked", s[1] == "met" && !has(func(h hit) bool { _, known := plainAge(h); return known }))
	raise("dates_out_of_order", before(r.says("outcome_date"), r.says("incident_date")) || before(r.says("incident_date"), r.says("date_of_birth")))
	raise("link_not_found", link != "" && !slices.ContainsFunc(c.hits, func(h hit) bool { return h.says("incident_ref") == link }))
	raise("other_applications", len(c.elsewhere) > 0)
	raise("source_contradicts_answer", contradicted)
	raise("incomplete_case", slices.ContainsFunc(c.hits, func(h hit) bool { return h.missing }))
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

// record makes the package's record of a hit.
func (h hit) record(t interface{ Fatal(...any) }) model.Record {
	var rec model.Record
	for column, value := range h.source {
		rec.Source.Set(fieldOf(t, column), value)
	}
	for column, value := range h.answers {
		rec.Answers = append(rec.Answers, model.Answer{Field: fieldOf(t, column), Value: value, By: "J. Officer", Reason: "checked"})
	}
	rec.Incomplete = h.missing
	return rec
}

func fieldOf(t interface{ Fatal(...any) }, column string) model.Field {
	f, ok := model.FieldNamed(column)
	if !ok {
		t.Fatal("no field", column)
	}
	return f
}

func (c plainCase) build(t interface{ Fatal(...any) }) *model.Case {
	var records []model.Record
	for _, h := range c.hits {
		records = append(records, h.record(t))
	}
	return model.NewCase(records, c.elsewhere)
}

var plainRefs = []string{"CR/1", "CR/2", "CR/3", "CR/4", "CR/5", "CR/6"}

// plainPool are the values a column is given, the common ones repeated so
// that every verdict comes up often.
var plainPool = map[string][]string{
	"same_event_as":        {"", "", "CR/1", "CR/1", "CR/2", "CR/3", "CR/6", "CR/lost"},
	"incident_date":        {"", "2019-03-14", "2019-03-14", "2019-03-14", "2020-02-29", "2012-06-01"},
	"outcome_date":         {"", "2019-05-20", "2015-12-31", "2016-01-01", "2019-03-31", "2019-04-01"},
	"date_of_birth":        {"", "2004-01-02", "2004-02-29", "2004-01-02", "2001-03-15", "2001-03-14", "2010-01-01", "2019-06-01"},
	"outcome":              {"", "21", "21", "21", "21", "21", "22", "10", "1a"},
	"relevant":             {"", "yes", "", "no"},
	"youth_produced":       {"", "yes", "yes", "yes", "yes", "yes", "yes", "no"},
	"adult_involved":       {"", "", "", "no", "no", "no", "no", "yes"},
	"pattern_of_behaviour": {"", "no", "no", "no", "no", "no", "no", "yes"},
	"indicator_of_risk":    {"", "no", "no", "no", "no", "no", "no", "yes"},
}

// drawCase draws a case of one to six hits.
func drawCase(t *rapid.T) plainCase {
	n := rapid.SampledFrom([]int{1, 1, 2, 2, 3, 4, 5, 6}).Draw(t, "hits")
	blank := rapid.Bool().Draw(t, "factors left blank")
	answers := rapid.SampledFrom([]int{0, 1, 4}).Draw(t, "answers a hit")
	var c plainCase
	for i := range n {
		h := hit{source: values{"application_ref": "APP", "person_ref": "P", "incident_ref": plainRefs[i]}, answers: values{}}
		draw := func(column string) string {
			pool := plainPool[column]
			if pool == nil { // a factor
				pool = []string{"no", "no", "no", "no", "no", "no", "no", "no", "", "yes"}
				if blank {
					pool = []string{"", "", "", "", "", "", "", "", "no", "yes"}
				}
			}
			value := rapid.SampledFrom(pool).Draw(t, column)
			if column == "same_event_as" && value == plainRefs[i] {
				return ""
			}
			return value
		}
		columns := slices.Concat([]string{"same_event_as", "incident_date", "outcome_date", "date_of_birth", "outcome", "relevant"}, plainTris)
		for _, column := range columns {
			h.source[column] = draw(column)
		}
		for range rapid.IntRange(0, answers).Draw(t, "answered") {
			column := rapid.SampledFrom(columns).Draw(t, "answer to")
			h.answers[column] = draw(column)
		}
		h.missing = rapid.IntRange(0, 30).Draw(t, "missing") == 30
		c.hits = append(c.hits, h)
	}
	if rapid.IntRange(0, 5).Draw(t, "elsewhere") == 5 {
		c.elsewhere = []string{"CR/elsewhere"}
	}
	return c
}

func TestAssessAgreesWithThePlainStatementOfTheTest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawCase(t)
		c := p.build(t)
		for i := range p.hits {
			want, a := p.assess(i), c.Assess(i)
			got := plain{
				verdict: a.Verdict.String(), toConfirm: a.ToConfirm.Names(), oneFact: a.OneFact.Name(),
				flags: a.Flags.Names(), events: a.Events, age: a.AgeThen,
			}
			for k, criterion := range a.Criteria {
				got.states[k], got.bases[k] = criterion.State.String(), criterion.Basis.String()
			}
			for _, d := range c.Decisions(i, &a) {
				got.decisions = append(got.decisions, d.String())
			}
			if !equalPlain(got, want) {
				t.Fatalf("hit %s:\n got %+v\nwant %+v", p.hits[i].source["incident_ref"], got, want)
			}
			if v := c.Verdict(i); v != a.Verdict {
				t.Fatalf("verdict alone is %s, assessed %s", v, a.Verdict)
			}
			if a.Verdict == model.Undetermined {
				if n := len(p.oneFacts(i, want.toConfirm)); n > 1 {
					t.Fatalf("%d facts are each the one fact", n)
				}
			}
		}
	})
}

// The properties hold for what is drawn, so what is drawn must hold all that
// they speak of. The seeds are fixed, so that this comes out the same always.
func TestTheCasesDrawnReachEveryResult(t *testing.T) {
	seen := map[string]int{}
	cases := rapid.Custom(drawCase)
	for seed := range 600 {
		p := cases.Example(seed)
		for i := range p.hits {
			r := p.assess(i)
			for _, name := range slices.Concat([]string{r.verdict, "one fact: " + r.oneFact}, r.bases[:], r.flags) {
				seen[name]++
			}
			if slices.Contains(r.decisions, "discard") {
				seen["discard"]++
			}
			for k, state := range r.states {
				seen[model.CriterionID(k).String()+" "+state]++
			}
		}
	}
	want := []string{"discard"}
	for v := range model.VerdictCount {
		want = append(want, v.String())
	}
	for f := range model.FlagCount {
		want = append(want, f.String())
	}
	for _, b := range []model.Basis{model.BasisRecorded, model.BasisNotRecorded, model.BasisAssumed, model.BasisDerived, model.BasisInferred, model.BasisOfficer} {
		want = append(want, b.String())
	}
	for k := range model.CriterionCount {
		want = append(want, k.String()+" met", k.String()+" not_met")
		if k != model.CriterionRelevant && k != model.CriterionSingleIncident {
			want = append(want, k.String()+" unknown")
		}
	}
	for _, column := range []string{"youth_produced", "outcome", "pattern_of_behaviour", "indicator_of_risk"} {
		want = append(want, "one fact: "+column)
	}
	for _, name := range want {
		if seen[name] < 3 {
			t.Errorf("%q came up %d times", name, seen[name])
		}
	}
}

func equalPlain(a, b plain) bool {
	return a.verdict == b.verdict && a.states == b.states && a.bases == b.bases && a.oneFact == b.oneFact &&
		a.events == b.events && a.age == b.age && slices.Equal(a.toConfirm, b.toConfirm) &&
		slices.Equal(a.flags, b.flags) && slices.Equal(a.decisions, b.decisions)
}
