package purge

import (
	"slices"
	"strings"
)

// references are what an erasure takes away, to be looked for in the free
// texts that stay. The time it takes to look through a text does not grow with
// their number.
type references struct {
	spelt   map[string]string // as they are written, by their form in lower case
	lengths []int             // of those forms, each once
}

func newReferences(list []string) *references {
	r := &references{spelt: map[string]string{}}
	for _, ref := range list {
		if ref == "" {
			continue
		}
		lower := strings.ToLower(ref)
		r.spelt[lower] = ref
		r.lengths = append(r.lengths, len(lower))
	}
	slices.Sort(r.lengths)
	r.lengths = slices.Compact(r.lengths)
	return r
}

// in gives a reference that a text holds as a word of its own, in any case;
// blank where it holds none.
func (r *references) in(text string) string {
	text = strings.ToLower(text)
	for from := range len(text) {
		if wordAt(text, from-1) {
			continue
		}
		for _, length := range r.lengths {
			if from+length > len(text) {
				break
			}
			if ref, ok := r.spelt[text[from:from+length]]; ok && !wordAt(text, from+length) {
				return ref
			}
		}
	}
	return ""
}

// namer reports whether a text holds one of the references. Most entries of a
// journal say the same few things, so it remembers.
func (r *references) namer() func(string) bool {
	known := map[string]bool{"": false}
	return func(text string) bool {
		names, ok := known[text]
		if !ok {
			names = r.in(text) != ""
			known[text] = names
		}
		return names
	}
}

func wordAt(s string, i int) bool {
	if i < 0 || i >= len(s) {
		return false
	}
	c := s[i] | 0x20
	return 'a' <= c && c <= 'z' || '0' <= s[i] && s[i] <= '9' || s[i] >= 0x80
}
