package export

import (
	"cmp"
	"slices"
	"strings"

	"gd8/model"
	"gd8/store"
)

// hiddenName stands in the place of a reference or a name.
const hiddenName = "(…)"

// hider takes out of a text what the case says of who it is about: its
// references, the names of its individual, and the officers who worked on it.
func hider(d *store.Dossier) func(string) string {
	var words []string // once they are needed
	return func(text string) string {
		if words == nil {
			words = tellingWords(d)
		}
		text = strings.Join(strings.Fields(text), " ")
		for _, w := range words {
			text = replaceWord(text, w)
		}
		return text
	}
}

// tellingWords are the words that say who a case is about, the longest first.
func tellingWords(d *store.Dossier) []string {
	words := []string{}
	add := func(list ...string) {
		for _, w := range list {
			if len([]rune(w)) > 1 {
				words = append(words, w)
			}
		}
	}
	for i := range d.Case.Len() {
		facts := d.Case.Facts(i)
		add(facts.Text(model.ApplicationRef), facts.Text(model.PersonRef), facts.Text(model.IncidentRef))
		add(strings.Fields(facts.Text(model.PersonName))...)
		add(d.Case.Records[i].Source.Text(model.PersonRef))
		add(strings.Fields(d.Case.Records[i].Source.Text(model.PersonName))...)
		for _, a := range d.Case.Records[i].Answers {
			add(a.By)
		}
		if made := d.Items[i].Decision; made != nil {
			add(made.Officer)
		}
	}
	for _, row := range d.Elsewhere {
		add(row.Key.Application, row.Key.Incident)
	}
	slices.SortFunc(words, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	return slices.Compact(words)
}

// replaceWord puts hiddenName in the place of a word that stands by itself, in
// any case.
func replaceWord(text, word string) string {
	lower, wanted := strings.ToLower(text), strings.ToLower(word)
	if len(lower) != len(text) { // a letter whose cases differ in length
		lower, wanted = text, word
	}
	var b strings.Builder
	from := 0
	for {
		at := strings.Index(lower[from:], wanted)
		if at < 0 {
			b.WriteString(text[from:])
			return b.String()
		}
		at += from
		end := at + len(wanted)
		if letterAt(lower, at-1) || letterAt(lower, end) {
			b.WriteString(text[from:end])
		} else {
			b.WriteString(text[from:at] + hiddenName)
		}
		from = end
	}
}

// letterAt reports whether the byte at i is part of a word.
func letterAt(s string, i int) bool {
	if i < 0 || i >= len(s) {
		return false
	}
	c := s[i] | 0x20
	return c >= 'a' && c <= 'z' || s[i] >= '0' && s[i] <= '9' || s[i] >= 0x80
}
