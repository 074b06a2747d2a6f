package review

import "strings"

// A difference between two versions of a rationale is shown word by word.

// change says what became of a run of words.
type change uint8

const (
	kept change = iota
	removed
	added
)

// run is some words, with the white space after each, and what became of them.
type run struct {
	change change
	text   string
}

// maxDiff bounds the work of a comparison, in pairs of words. Beyond it the
// middle that differs is shown as removed and added whole.
const maxDiff = 4_000_000

// diffWords compares two texts word by word: what both begin and end with is
// set aside, and in between the longest common sequence of words is kept.
func diffWords(from, to string) []run {
	a, b := words(from), words(to)
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	end := 0
	for end < len(a)-start && end < len(b)-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	var runs []run
	runs = put(runs, kept, a[:start]...)
	runs = middle(runs, a[start:len(a)-end], b[start:len(b)-end])
	return put(runs, kept, a[len(a)-end:]...)
}

// middle compares by the table of longest common sequences.
func middle(runs []run, a, b []string) []run {
	if len(a)*len(b) > maxDiff {
		return put(put(runs, removed, a...), added, b...)
	}
	stride := len(b) + 1
	longest := make([]int32, (len(a)+1)*stride)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				longest[i*stride+j] = longest[(i+1)*stride+j+1] + 1
			} else {
				longest[i*stride+j] = max(longest[(i+1)*stride+j], longest[i*stride+j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			runs = put(runs, kept, a[i])
			i, j = i+1, j+1
		case longest[(i+1)*stride+j] >= longest[i*stride+j+1]:
			runs = put(runs, removed, a[i])
			i++
		default:
			runs = put(runs, added, b[j])
			j++
		}
	}
	return put(put(runs, removed, a[i:]...), added, b[j:]...)
}

// put adds words to the last run, or starts another.
func put(runs []run, c change, words ...string) []run {
	for _, w := range words {
		if n := len(runs); n > 0 && runs[n-1].change == c {
			runs[n-1].text += w
			continue
		}
		runs = append(runs, run{c, w})
	}
	return runs
}

// words cuts a text into words, each with the white space after it.
func words(s string) []string {
	var list []string
	for s != "" {
		end := strings.IndexAny(s, " \n\t")
		for end >= 0 && end < len(s) && strings.IndexByte(" \n\t", s[end]) >= 0 {
			end++
		}
		if end < 0 {
			end = len(s)
		}
		list = append(list, s[:end])
		s = s[end:]
	}
	return list
}
