package model

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"slices"
	"strings"
)

// Digest is SHA-256 over what a decision rests on: the effective facts of
// every record of the case, in order of incident_ref, the incident_refs that
// the individual has elsewhere, those that were withdrawn, the marks of an
// incomplete case and the individuals that its open questions are about. Every part is preceded by its length, so no two cases share
// an encoding.
func (c *Case) Digest() [32]byte {
	h := sha256.New()
	writePart(h, "gd8 case 1")
	order := make([]int, len(c.facts))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(strings.Compare(c.facts[i].Text(IncidentRef), c.facts[j].Text(IncidentRef)),
			strings.Compare(c.facts[i].Text(PersonRef), c.facts[j].Text(PersonRef)))
	})
	writeCount(h, len(order))
	for _, i := range order {
		c.digestFacts(h, &c.facts[i])
	}
	for _, refs := range [][]string{c.Elsewhere, c.Withdrawn} {
		writeCount(h, len(refs))
		for _, ref := range refs {
			writePart(h, ref)
		}
	}
	c.digestMarks(h, order)
	c.digestQuestions(h)
	return [32]byte(h.Sum(nil))
}

// digestQuestions adds the individuals that open questions are about.
func (c *Case) digestQuestions(h hash.Hash) {
	if len(c.Questions) == 0 {
		return
	}
	writePart(h, "may be the same")
	writeCount(h, len(c.Questions))
	for _, q := range c.Questions {
		writePart(h, q.Person)
	}
	if c.MoreQuestions {
		writePart(h, "and more")
	}
}

// digestMarks adds which marks of an incomplete case its records bear: what
// was decided before one may rest on what is missing, or have been taken back
// by it. The officer's answer for it is no fact of the case.
func (c *Case) digestMarks(h hash.Hash, order []int) {
	if !slices.ContainsFunc(c.Records, func(r Record) bool { return r.Mark != 0 }) {
		return
	}
	writePart(h, "incomplete")
	for _, i := range order {
		writeCount(h, int(c.Records[i].Mark))
	}
}

// firstFields is how many fields the first digests covered.
const firstFields = 29

// digestFacts writes the facts of one record: the fields that the first
// digests covered, in column order, then those that came later where they are
// recorded. So a decision made before a field was there stands for as long as
// nothing is recorded in it.
func (c *Case) digestFacts(h hash.Hash, facts *Facts) {
	later := facts.Text(SamePersonAs)
	count := firstFields
	if later != "" {
		count++
	}
	writeCount(h, count)
	for f := Field(0); f < FieldCount; f++ {
		switch f {
		case SamePersonAs:
		case PersonRole: // blank and applicant are one fact
			writePart(h, facts.Role().String())
		default:
			writePart(h, facts.Get(f))
		}
	}
	if later != "" {
		writePart(h, later)
	}
}

func writeCount(h hash.Hash, n int) {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(n))
	h.Write(b[:])
}

func writePart(h hash.Hash, s string) {
	writeCount(h, len(s))
	h.Write([]byte(s))
}
