package intake

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"gd8/model"
	"gd8/store/intake/fields"
)

// This file finds what stands in the place of a reference and is none: words
// and marks of people ("TBC", "unknown", a ditto mark), several references in
// one cell, and letters that look like others. Rows that hold one of them could
// be two incidents read as one, or one individual read as two.

// noReferences are what people and systems write where they have no reference,
// by their letters and digits.
var noReferences = fields.KeySet("unknown", "unk", "not known", "not yet known", "none known", "nk", "na", "not applicable", "not available",
	"none", "not recorded", "none recorded", "not stated", "not given", "not provided", "missing", "blank", "empty", "undefined", "error",
	"tbc", "tba", "tbd", "to be confirmed", "to be advised", "to follow", "pending", "awaited",
	"no ref", "no reference", "no record", "no number", "no crime ref", "no crime no", "no crime number", "no urn", "no trace",
	"see notes", "see note", "see below", "see summary", "see comments", "various", "multiple", "several", "other", "others")

// dittoWords refer to the row above, by their letters and digits.
var dittoWords = fields.KeySet("ditto", "do", "same", "same as above", "as above", "see above", "as before", "above", "idem", "continued", "contd", "cont")

// maxWords is more letters than any of those words have.
const maxWords = 20

// notReference says why a text is no reference, and what would be taken; blank
// where it may be one.
func notReference(ref string) (message, accepted string) {
	if ref == "" || isPlainReference(ref) {
		return "", ""
	}
	const ownReference = "the reference as the records system has it"
	key := ""
	if len(ref) <= 2*maxWords {
		key = fields.Key(ref)
	}
	switch {
	case isDitto(ref):
		return pointsUp, ownReference + " in every row, or the column under fill_down in a mapping where it is blank"
	case noReferences[key]:
		return "this says that there is no reference, and rows that say so would be taken for one", ownReference + ", or one of your own that no other row has"
	case !strings.ContainsFunc(ref, isLetterOrDigit):
		return "there is no letter and no digit in this reference", ownReference
	case strings.Trim(ref, "0.,") == "":
		return "this is a zero, as a program writes it where it has no reference", ownReference
	}
	if what := strangeLetter(ref); what != "" {
		return what, ownReference
	}
	if several(ref) {
		return "several references stand in this cell", "one reference in a row: a row for each"
	}
	return "", ""
}

// isPlainReference proves of most references that none of this is true of them:
// ASCII letters with a digit from 1 to 9 and nothing that may stand between two
// references.
func isPlainReference(ref string) bool {
	digit := false
	for i := 0; i < len(ref); i++ {
		switch c := ref[i]; {
		case '1' <= c && c <= '9':
			digit = true
		case c <= ' ' || c >= 0x7f || c == ',' || c == ';' || c == '&' || c == '+' || c == '|':
			return false
		}
	}
	return digit
}

func isLetterOrDigit(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsNumber(r)
}

// pointsUp says what is wrong with a ditto.
const pointsUp = "this points to the row above instead of giving a value"

// isDitto reports whether a value points to the row above: with a word for it,
// or with marks.
func isDitto(value string) bool {
	return isDittoMark(value) || len(value) <= 2*maxWords && dittoWords[fields.Key(value)]
}

// isDittoMark reports whether a value is nothing but quotation marks, ditto
// marks or arrows.
func isDittoMark(value string) bool {
	value = strings.TrimSpace(value)
	if value == "" || 'a' <= value[0]|0x20 && value[0]|0x20 <= 'z' { // nearly every value
		return false
	}
	return strings.Trim(value, "\"'`”“„″〃〞’‘^↑⇑ \u00a0") == ""
}

// refuseDitto says what is wrong with a text on which the test may turn and that
// points to the row above: "Do" is a name, and as an involvement a ditto.
func (r *Reader) refuseDitto(f model.Field, text string) (message, accepted string) {
	if f == model.PersonName && isDittoMark(text) || f == model.Involvement && r.dittoInvolvement(text) {
		return pointsUp, "the value in every row, or the column under fill_down in a mapping where it is blank"
	}
	return "", ""
}

// dittoInvolvement is isDitto of an involvement, of which a file has few. The first that
// are none are remembered.
func (r *Reader) dittoInvolvement(text string) bool {
	if _, known := r.few[model.Involvement].find(text); known {
		return false
	}
	if isDitto(text) {
		return true
	}
	r.few[model.Involvement].add(text, seenValue{})
	return false
}

// strangeLetter names a letter or digit of another script, which a person may
// take for a Latin one.
func strangeLetter(ref string) string {
	for _, r := range norm.NFKC.String(ref) {
		switch {
		case r < 0x80:
		case unicode.In(r, unicode.Cyrillic, unicode.Greek, unicode.Armenian, unicode.Cherokee) && unicode.IsLetter(r):
			return fmt.Sprintf("holds %U, a letter of another alphabet that may look like a Latin one", r)
		case unicode.Is(unicode.Nd, r):
			return fmt.Sprintf("holds %U, a digit of another script", r)
		}
	}
	return ""
}

var (
	betweenReferences = regexp.MustCompile(`(?i)\s*(?:[,;&+|\r\n]|\s(?:and|or)\s)\s*`)
	groupedNumber     = regexp.MustCompile(`^\d{1,3}(,\d{3})+$`)
	digitRun          = regexp.MustCompile(`[0-9]+`)
	wordsForSeveral   = regexp.MustCompile(`(?i)(?:^|[+&]\s*)\d+ (?:others?|crimes|incidents|occurrences|offences|records)$`)
	letterRun         = regexp.MustCompile(`[a-z]+`)
)

// several reports whether a text is a list of references: parts of one shape
// (letters, digits and signs in the same order), each with a digit, or words
// that say so ("I1 + 2 others").
func several(ref string) bool {
	ref = strings.TrimSpace(ref)
	if len(ref) <= 256 && wordsForSeveral.MatchString(ref) {
		return true
	}
	if len(ref) > 256 || groupedNumber.MatchString(ref) {
		return false
	}
	parts := betweenReferences.Split(ref, -1)
	if len(parts) < 2 {
		return false
	}
	shape := func(s string) string {
		return letterRun.ReplaceAllString(digitRun.ReplaceAllString(strings.ToLower(s), "9"), "a")
	}
	for _, p := range parts {
		if shape(p) != shape(parts[0]) || !strings.ContainsAny(p, "0123456789") {
			return false
		}
	}
	return true
}
