package model_test

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// This file states a second time who is one individual: slowly, over every
// pair of records, with folds written in another way than the package's own.

// plainFold is a text without marks and case, with the letters that have no
// decomposition spelt out.
func plainFold(s string) string {
	s, _, err := transform.String(transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.M)), cases.Fold(), norm.NFKD), s)
	if err != nil {
		panic(err)
	}
	return strings.NewReplacer("ł", "l", "ø", "o", "đ", "d", "æ", "ae", "œ", "oe", "ß", "ss", "þ", "th", "ð", "d", "ı", "i").Replace(s)
}

// plainWords are the words of a name or of an involvement.
func plainWords(s string) []string {
	words := strings.FieldsFunc(plainFold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	words = slices.DeleteFunc(words, func(w string) bool {
		return slices.Contains([]string{"mr", "mrs", "miss", "ms", "mx", "dr", "master"}, w)
	})
	slices.Sort(words)
	return words
}

func plainReference(s string) string {
	s = strings.TrimSuffix(strings.TrimSpace(plainFold(s)), ".0")
	out, run := "", ""
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			run += string(r)
		case unicode.IsLetter(r):
			out += strings.TrimLeft(run, "0") + string(r)
			run = ""
		}
	}
	return out + strings.TrimLeft(run, "0")
}

// plainWorld is all that a store or a file holds, and the pairs of person_refs
// that an officer said are not the same.
type plainWorld struct {
	hits  []hit
	apart [][2]string
}

// joined are the person_refs of one human with p, p's own among them.
func (w plainWorld) joined(p string) []string {
	list := []string{p}
	for grown := true; grown; {
		grown = false
		for _, h := range w.hits {
			from, to := h.says("person_ref"), h.says("same_person_as")
			there := slices.ContainsFunc(w.hits, func(other hit) bool { return other.says("person_ref") == to })
			if to == "" || !there {
				continue
			}
			for _, pair := range [][2]string{{from, to}, {to, from}} {
				if slices.Contains(list, pair[0]) && !slices.Contains(list, pair[1]) {
					list = append(list, pair[1])
					grown = true
				}
			}
		}
	}
	slices.Sort(list)
	return list
}

func plainApplicant(h hit) bool { return h.says("person_role") != "third_party" }

// mayBeOneHuman compares two records of individuals that are not joined.
func mayBeOneHuman(x, y hit) bool {
	born := x.says("date_of_birth") != "" && x.says("date_of_birth") == y.says("date_of_birth")
	names := plainWords(x.says("person_name"))
	return plainReference(x.says("person_ref")) == plainReference(y.says("person_ref")) ||
		born && len(names) > 0 && slices.Equal(names, plainWords(y.says("person_name"))) ||
		born && x.says("incident_ref") == y.says("incident_ref") ||
		x.says("application_ref") != "" && x.says("application_ref") == y.says("application_ref") && plainApplicant(x) && plainApplicant(y)
}

func (w plainWorld) separated(p, q string) bool {
	return slices.Contains(w.apart, [2]string{p, q}) || slices.Contains(w.apart, [2]string{q, p})
}

// caseOf is the case of hit n, and n's place in it.
func (w plainWorld) caseOf(n int) (c plainCase, at int) {
	own := w.joined(w.hits[n].says("person_ref"))
	var held, others []string
	for i, h := range w.hits {
		switch {
		case !slices.Contains(own, h.says("person_ref")):
		case h.says("application_ref") == w.hits[n].says("application_ref"):
			if i == n {
				at = len(c.hits)
			}
			c.hits = append(c.hits, h)
			held = append(held, h.says("incident_ref"))
		default:
			others = append(others, h.says("incident_ref"))
		}
	}
	for _, ref := range others {
		if !slices.Contains(held, ref) {
			c.elsewhere = append(c.elsewhere, ref)
		}
	}
	c.persons = own
	c.separated = slices.ContainsFunc(w.apart, func(pair [2]string) bool {
		return slices.Contains(own, pair[0]) || slices.Contains(own, pair[1])
	})
	for _, x := range c.hits {
		for _, y := range w.hits {
			p, q := x.says("person_ref"), y.says("person_ref")
			if slices.Contains(own, q) || y.says("relevant") == "no" || w.separated(p, q) || !mayBeOneHuman(x, y) {
				continue
			}
			if name := w.joined(q)[0]; !slices.Contains(c.asked, name) {
				c.asked = append(c.asked, name)
			}
		}
	}
	slices.Sort(c.asked)
	return c, at
}
