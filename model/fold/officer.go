package fold

import (
	"slices"
	"strings"
)

// Officers reports whether two names may be of one officer, however they are
// written: without rank, form of address, collar number and what is in brackets,
// in any order of their words, and with or without the spaces between them.
// Initials are not spelt out, so that "J. Beta" is not "John Beta". A name of
// which nothing would be left is compared as it is written.
func Officers(a, b string) bool {
	x, y := officerOf(a), officerOf(b)
	if sameWords(slices.Concat(x.words, x.beside), slices.Concat(y.words, y.beside)) {
		return true
	}
	// Of one word alone, such as a surname, what stands beside it tells two apart.
	alone := len(x.words) == 1 && len(y.words) == 1 && len(x.beside) > 0 && len(y.beside) > 0
	return !alone && sameWords(x.words, y.words)
}

// officer is an officer's name in its words.
type officer struct {
	words  []string
	beside []string // numbers, and names in brackets
}

func officerOf(name string) officer {
	var o officer
	var all, titles []string
	depth, commas := 0, false
	start := -1
	folded := string(appendFolded(nil, name)) + " "
	for at, r := range folded {
		if !isSeparator(r) && !isApostrophe(r) {
			if start < 0 {
				start = at
			}
			continue
		}
		if isApostrophe(r) {
			continue // O'Neill is one word, with it or without
		}
		if start >= 0 {
			word := strings.Map(dropApostrophes, folded[start:at])
			start = -1
			all = append(all, word)
			switch {
			case isTitle(word) || isRank(word) || r == '/' && (word == "t" || word == "a"): // T/DC, A/DS
			case isSpeltRank(word):
				// Constable and Sergeant are surnames too.
				if leads := len(o.words) == 0 && r != ','; depth == 0 && !leads && !commas {
					titles = append(titles, word)
				}
			case depth > 0 || isNumber(word):
				o.beside = append(o.beside, word)
			default:
				o.words = append(o.words, word)
			}
		}
		switch r {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth = max(0, depth-1)
		case ',':
			commas = commas || len(o.words) > 0
		}
	}
	if len(o.words) < 2 {
		o.words = append(o.words, titles...)
	}
	switch {
	case len(o.words) > 0:
	case len(o.beside) > 0:
		o.words, o.beside = o.beside, nil
	default:
		o.words = all
	}
	return o
}

func dropApostrophes(r rune) rune {
	if isApostrophe(r) {
		return -1
	}
	return r
}

// isRank reports whether a folded word is a rank or post as it is written short,
// with or without a collar number in it.
func isRank(word string) bool {
	switch strings.Trim(word, "0123456789") {
	case "pc", "wpc", "tpc", "dc", "wdc", "tdc", "adc", "ps", "wps", "aps", "tps", "ds", "wds", "ads", "tds", "sgt", "sergt", "det", "insp",
		"di", "tdi", "ci", "cinsp", "dci", "tdci", "supt", "dsupt", "csupt", "dcsupt", "dcs", "chsupt", "chinsp",
		"acc", "dcc", "cc", "cmdr", "cdr", "pcso", "psi", "dso", "const", "insptr", "sir", "dame":
		return true
	}
	return false
}

// isSpeltRank reports whether a folded word is a rank, or part of one, in full.
func isSpeltRank(word string) bool {
	switch word {
	case "police", "detective", "constable", "sergeant", "inspector", "superintendent", "chief", "acting", "temporary", "trainee", "special", "commander", "officer":
		return true
	}
	return false
}

func isNumber(word string) bool { return strings.Trim(word, "0123456789") == "" }

// mostOrdered is of how many words a name may be for every order of them to be
// looked at; of more only the order as written and that of the alphabet are.
const mostOrdered = 5

// sameWords reports whether two lists of words are the same text in some order
// of each, with no space between them.
func sameWords(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b)
	}
	if letters(a) != letters(b) {
		return false
	}
	texts := map[string]bool{}
	orders(a, func(text string) { texts[text] = true })
	same := false
	orders(b, func(text string) { same = same || texts[text] })
	return same
}

// letters are the letters of some words in the order of the alphabet.
func letters(words []string) string {
	all := []rune(strings.Join(words, ""))
	slices.Sort(all)
	return string(all)
}

// orders gives the texts that words make in their orders.
func orders(words []string, visit func(text string)) {
	visit(strings.Join(words, ""))
	sorted := slices.Clone(words)
	slices.Sort(sorted)
	visit(strings.Join(sorted, ""))
	if len(words) > mostOrdered {
		return
	}
	var next func(text string, left []string)
	next = func(text string, left []string) {
		if len(left) == 0 {
			visit(text)
		}
		for i := range left {
			next(text+left[i], slices.Delete(slices.Clone(left), i, i+1))
		}
	}
	next("", words)
}
