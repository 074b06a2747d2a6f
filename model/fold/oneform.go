package fold

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// OneForm gives the one form in which a reference is kept, wherever it comes
// from: NFKC; every dash is "-"; runs of white space are one space; trimmed;
// ="00123", which a spreadsheet writes to keep zeros, is 00123. Case and
// leading zeros stay as they are written. A blank stays blank. OneForm of its
// own result changes nothing.
//
// The error says in a few words what is wrong with the reference, to stand
// behind the name of its field. A reference is refused where characters that
// nobody can see would make two of one, and where a program wrote something
// else in its place.
func OneForm(ref string) (string, error) {
	if isOneForm(ref) {
		return ref, nil
	}
	return stepsToOneForm(ref)
}

// stepsToOneForm is OneForm for a reference of which nothing is known.
func stepsToOneForm(ref string) (string, error) {
	if !utf8.ValidString(ref) {
		return "", errors.New("not valid UTF-8 text")
	}
	if err := checkCharacters(ref); err != nil {
		return "", err
	}
	form := ref
	if !isASCII(ref) {
		form = strings.Map(plainDash, norm.NFKC.String(ref))
	}
	if !isTidy(form) {
		form = strings.Join(strings.Fields(form), " ")
	}
	for strings.HasPrefix(form, `="`) && strings.HasSuffix(form[2:], `"`) {
		form = strings.TrimSpace(form[2 : len(form)-1])
	}
	if isNoReference(form) {
		return "", errors.New("this is what a program writes where it has no reference")
	}
	if strings.ContainsAny(form, "eE") && shortened.MatchString(form) {
		return "", errors.New("a program has shortened this number and lost its last digits")
	}
	return form, nil
}

// isOneForm proves of most references, in one passage over their bytes, that all
// the steps of OneForm would leave them as they are: visible ASCII characters with
// single spaces within; nothing around it that a spreadsheet puts there; a digit or
// a length that no word for "no reference" has; and no number with an exponent, as
// there is no e or another character that no number has.
func isOneForm(ref string) bool {
	if ref == "" || ref[0] == ' ' || ref[0] == '=' || ref[len(ref)-1] == ' ' {
		return false
	}
	digit, exponent, other := false, false, false
	for i := 0; i < len(ref); i++ {
		switch c := ref[i]; {
		case '0' <= c && c <= '9':
			digit = true
		case c == 'e' || c == 'E':
			exponent = true
		case c == '+' || c == '-' || c == '.' || c == ',':
		case c == ' ':
			if ref[i+1] == ' ' { // there is one: the last is no space
				return false
			}
			other = true
		case c < ' ' || c >= 0x7f:
			return false
		default:
			other = true
		}
	}
	return (digit || len(ref) > longestNone) && (other || !exponent)
}

// longestNone is the length of the longest word for "no reference".
const longestNone = len("false")

// isTidy reports whether s has no white space but single spaces within.
func isTidy(s string) bool {
	space := true // at the beginning there may be none
	for i := 0; i < len(s); i++ {
		if s[i] == ' ' && space || s[i] < ' ' || s[i] >= utf8.RuneSelf {
			return false
		}
		space = s[i] == ' '
	}
	return !space || s == ""
}

// isNoReference reports whether a reference is what a program writes for none.
func isNoReference(form string) bool {
	if len(form) > longestNone {
		return false
	}
	for _, none := range [...]string{"null", "none", "nan", "nil", "n/a", "#n/a", "true", "false"} {
		if strings.EqualFold(form, none) {
			return true
		}
	}
	return false
}

// shortened is a number in the scientific form that spreadsheets and report
// programs fall into: 1E+15, 1.23e5. A plain 12E45 may be a reference.
var shortened = regexp.MustCompile(`^[+-]?(\d{1,3}[.,]\d+[eE][+-]?\d{1,3}|\d{1,3}[eE]\+\d{1,3}|\d[eE]-\d{1,3})$`)

func plainDash(r rune) rune {
	if r == '\u2212' || unicode.Is(unicode.Pd, r) {
		return '-'
	}
	return r
}

// checkCharacters refuses the characters that a reference cannot hold, named
// by their code point as most of them show nothing.
func checkCharacters(ref string) error {
	for _, r := range ref {
		if r > ' ' && r < 0x7f || unicode.IsSpace(r) {
			continue
		}
		what := ""
		switch {
		case unicode.Is(unicode.Cc, r):
			what = "a control character"
		case unicode.Is(unicode.Cf, r):
			what = "a format character, which does not show"
		case unicode.Is(unicode.Co, r):
			what = "a character for private use"
		case !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z):
			what = "a character that Unicode does not define"
		default:
			continue
		}
		return fmt.Errorf("holds %U, %s", r, what)
	}
	return nil
}
