package model

// This file tells, for the sentences that say why, what the source records
// from what an officer answered.

// saidBy is where a value comes from: the source of some records, or an
// officer's answer to some.
type saidBy struct {
	officer bool
	refs    string // the other records that say so, in brackets; blank where record i does
}

// sourcesOf is where the value comes from for which is holds, among the
// records that in reads with i: the source first, then the officer; neither
// where no record has it. An answer to any of the fields makes it the officer's.
// key is what is looked for.
func (c *Case) sourcesOf(i int, key memoKey, in func(i, j int) bool, is func(*Facts) bool, fields ...Field) (list []saidBy) {
	for _, officer := range []bool{false, true} {
		has := func(j int) bool {
			return in(i, j) && is(&c.facts[j]) && c.Records[j].answeredAny(fields) == officer
		}
		by := saidBy{officer: officer}
		if !has(i) {
			key.officer = officer
			if by.refs = c.once(key, func() string { return c.refs(key.event, has) }); by.refs == "" {
				continue
			}
		}
		list = append(list, by)
	}
	return list
}

func (r *Record) answeredAny(fields []Field) bool {
	for _, f := range fields {
		if _, ok := r.Answered(f); ok {
			return true
		}
	}
	return false
}

// eventClauses say who has a field of i's event as t: the source, in the words
// recorded, an officer, in the words answered, or both. Blank words leave that
// one out.
func (c *Case) eventClauses(i int, field Field, t Tri, recorded, answered string) (clauses []string) {
	for _, by := range c.sourcesOf(i, memoKey{event: c.event[i], field: field, value: uint8(t)}, c.inEvent, func(f *Facts) bool { return f.Tri(field) == t }, field) {
		words := recorded
		if by.officer {
			words = answered
		}
		if words != "" {
			clauses = append(clauses, words+by.refs)
		}
	}
	return clauses
}

var furtherFields = [...]Field{PatternOfBehaviour, IndicatorOfRisk}

// describeFurther says who said no to the questions of further information.
func (c *Case) describeFurther(i int) string {
	var recorded, answered []string
	for _, f := range furtherFields {
		for _, by := range c.sourcesOf(i, memoKey{event: -1, field: f, value: uint8(No)}, c.inCase, func(facts *Facts) bool { return facts.Tri(f) == No }, f) {
			if by.officer {
				answered = append(answered, factName(f))
			} else {
				recorded = append(recorded, factName(f))
			}
		}
	}
	switch {
	case len(answered) == 0:
		return "both are recorded as no"
	case len(recorded) == 0:
		return "an officer answered no to both"
	}
	return joinAnd(recorded) + isAre(len(recorded)) + " recorded as no, and an officer answered no to " + joinAnd(answered)
}
