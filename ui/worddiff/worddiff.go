// Package worddiff compares two versions of a rationale word by word, for the
// history on screen and on the command line.
package worddiff

import "strings"

// Change says what became of a run of words.
type Change uint8

// What became of a run.
const (
	Kept Change = iota
	Removed
	Added
)

// Run is some words, with the white space after each, and what became of them.
type Run struct {
	Change Change
	Text   string
}

// maxDiff bounds the work of a comparison, in pairs of words. Beyond it the
// middle that differs is shown as removed and added whole.
const maxDiff = 4_000_000

// Words compares two texts word by word: what both begin and end with is
// set aside, and in between the longest common sequence of words is kept.
func Words(from, to string) []Run {
	a, b := split(from), split(to)
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	end := 0
	for end < len(a)-start && end < len(b)-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	var runs []Run
	runs = put(runs, Kept, a[:start]...)
	runs = middle(runs, a[start:len(a)-end], b[start:len(b)-end])
	return put(runs, Kept, a[len(a)-end:]...)
}

// middle compares by the table of longest common sequences.
func middle(runs []Run, a, b []string) []Run {
	if len(a)*len(b) > maxDiff {
		return put(put(runs, Removed, a...), Added, b...)
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
			runs = put(runs, Kept, a[i])
			i, j = i+1, j+1
		case longest[(i+1)*stride+j] >= longest[i*stride+j+1]:
			runs = put(runs, Removed, a[i])
			i++
		default:
			runs = put(runs, Added, b[j])
			j++
		}
	}
	return put(put(runs, Removed, a[i:]...), Added, b[j:]...)
}

// put adds words to the last run, or starts another.
func put(runs []Run, c Change, words ...string) []Run {
	for _, w := range words {
		if n := len(runs); n > 0 && runs[n-1].Change == c {
			runs[n-1].Text += w
			continue
		}
		runs = append(runs, Run{c, w})
	}
	return runs
}

// split cuts a text into words, each with the white space after it.
func split(s string) []string {
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

// Mark writes what was taken out in [-brackets-] and what was put in in
// {+braces+}, so that no colour is needed to tell them; text is the run's, made
// safe to show.
func (c Change) Mark(text string) string {
	switch c {
	case Removed:
		return "[-" + text + "-]"
	case Added:
		return "{+" + text + "+}"
	}
	return text
}
