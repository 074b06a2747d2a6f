package fold_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"gd8/model/fold"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestNamesThatAreWrittenInTwoWaysAreAlike(t *testing.T) {
	for _, alike := range [][]string{
		{"SINGH, Priya", "Priya Singh", "Miss Priya SINGH", "priya\u00a0singh", "ＰＲＩＹＡ　Ｓｉｎｇｈ"},
		{"Zoë Ó Briain", "O BRIAIN, Zoe", "Zoe\u0308 O\u0301 Briain", "Dr. Zoë Ó-Briain"},
		{"Łukasz Øster", "lukasz oster", "ŁUKASZ ØSTER"},
		{"Đặng Æsa Œuvre", "DANG AESA OEUVRE"},
		{"Strauß", "STRAUSS", "STRAUẞ"},
		{"Þóra", "Thora"},
		{"Guðrún Yıldız", "GUDRUN YILDIZ"},
		{"Σίσυφος", "ΣΙΣΥΦΟΣ"},
		{"", "Mr", "--", "Mrs / Dr", "'"},
	} {
		for _, name := range alike {
			if got, want := fold.Name(name), fold.Name(alike[0]); got != want {
				t.Errorf("%q folds to %q and %q to %q", name, got, alike[0], want)
			}
		}
	}
	if got := fold.Name("Mr Renée-Anne CÔTÉ"); got != "anne cote renee" {
		t.Errorf("got %q", got)
	}
	for _, unlike := range [][2]string{{"Ana Lee", "Ann Lee"}, {"Ana Lee", "Ana"}, {"Masters", "Master"}, {"Lee Lee", "Lee"}} {
		if fold.Name(unlike[0]) == fold.Name(unlike[1]) {
			t.Errorf("%q and %q fold alike", unlike[0], unlike[1])
		}
	}
}

func TestReferencesThatAreWrittenInTwoWaysAreAlike(t *testing.T) {
	for _, alike := range [][]string{
		{"123", "00123", "123.0", "0123 ", "１２３", "12-3"},
		{"NOM 77A", "nom-77a", "NOM/077A", "Nom77a", "NOM\u201177A"},
		{"Siân-1", "SIAN 01", "sia\u0302n\u22121"},
		{"A007B08", "a7b8", "A-7-B-08"},
	} {
		for _, ref := range alike {
			if got, want := fold.Reference(ref), fold.Reference(alike[0]); got != want {
				t.Errorf("%q folds to %q and %q to %q", ref, got, alike[0], want)
			}
		}
	}
	for ref, want := range map[string]string{"P-100": "p100", "P-1001": "p1001", "42/10/2": "42102", "1230": "1230", "1.05": "105", "P.0": "p"} {
		if got := fold.Reference(ref); got != want {
			t.Errorf("%q folds to %q, want %q", ref, got, want)
		}
	}
}

func TestAWordIsFoundInATextAsInAName(t *testing.T) {
	for text, want := range map[string]bool{
		"VICTIM": true, "Suspect/Victim": true, "the víctim.": true, "ｖｉｃｔｉｍ": true,
		"victims": false, "": false, "...": false, "revictim": false, strings.Repeat("x ", 500) + "victim": true,
	} {
		if got := fold.HasWord(text, "aggrieved", "victim"); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	if n := testing.AllocsPerRun(100, func() { fold.HasWord("Suspect, named on the crime", "victim") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestAReferenceIsKeptInOneForm(t *testing.T) {
	for ref, want := range map[string]string{
		"P 118": "P 118", "P\u00a0\u00a0118": "P 118", " \tP-118\r\n": "P-118", "P\n118": "P 118",
		"Siân\u20111": "Siân-1", "Sia\u0302n\u22121": "Siân-1", "14–2231": "14-2231", "Ｐ１１８": "P118",
		`="00123"`: "00123", `= "1"`: `= "1"`, `=""`: "", "  ": "", "nom-77a": "nom-77a", "00123": "00123",
		"12E45": "12E45", "14E-2231": "14E-2231", "1E+2000": "1E+2000", "none of these": "none of these", "12.50": "12.50",
	} {
		if got, err := fold.OneForm(ref); err != nil || got != want {
			t.Errorf("%q gives %q (%v), want %q", ref, got, err, want)
		}
	}
}

func TestAReferenceThatIsNoneIsRefusedWithItsReason(t *testing.T) {
	for ref, want := range map[string]string{
		"P\u200b118": "U+200B", "\ufeffP118": "U+FEFF", "P\u00ad118": "U+00AD", "P\x00": "U+0000", "P\x1b[1m": "U+001B",
		"P\ue000": "private", "P\u0378": "does not define", "P\uffff": "U+FFFF", "P\u202e": "U+202E", "\xff": "UTF-8",
		"NULL": "no reference", "None": "no reference", "nan": "no reference", "Nil": "no reference", " n/a ": "no reference", "#N/A": "no reference",
		"TRUE": "no reference", "false": "no reference", `="NULL"`: "no reference", "ＮＵＬＬ": "no reference",
		"1E+15": "shortened", "1.23e5": "shortened", "1,23E+15": "shortened", "-1.5E-7": "shortened", "5e-07": "shortened",
	} {
		if got, err := fold.OneForm(ref); err == nil || got != "" || !strings.Contains(err.Error(), want) {
			t.Errorf("%q gives %q, %v; want %q in the reason", ref, got, err, want)
		}
	}
}

// drawText draws text in which what the folds look at is frequent.
func drawText(t *rapid.T) string {
	parts := rapid.SliceOfN(rapid.OneOf(
		rapid.SampledFrom([]string{`="`, `"`, "=", " ", "\u00a0", "-", "\u2212", "–", "0", "00", "1", ".0", "a", "A", "é", "e\u0301", "\u0301", "ß", "ẞ", "ﬁ", "Å", "´", "null", "1E+5", "mr"}),
		rapid.String(),
	), 0, 8).Draw(t, "parts")
	return strings.Join(parts, "")
}

func TestFoldingAgainChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawText(t)
		if form, err := fold.OneForm(s); err == nil {
			if again, err := fold.OneForm(form); err != nil || again != form {
				t.Fatalf("%q gives %q, and that %q (%v)", s, form, again, err)
			}
			if fold.Reference(form) != fold.Reference(strings.Trim(strings.TrimSpace(s), `="`)) && !strings.Contains(s, `"`) {
				t.Fatalf("the one form of %q, %q, folds unlike it", s, form)
			}
		}
		for what, f := range map[string]func(string) string{"name": fold.Name, "reference": fold.Reference} {
			folded := f(s)
			if what == "name" && f(folded) != folded {
				t.Fatalf("%s %q folds to %q, and that to %q", what, s, folded, f(folded))
			}
			if !utf8.ValidString(folded) || strings.ContainsAny(folded, "-./\"=ABCé") {
				t.Fatalf("%s %q folds to %q", what, s, folded)
			}
		}
	})
}

// What is folded character by character is what the whole text would be, put
// into Unicode's own form first.
func TestEveryCharacterIsFoldedAsItWouldBeInAText(t *testing.T) {
	throughNormalised := func(s string) string { return string(fold.AppendText(nil, norm.NFKD.String(s))) }
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		if got, want := string(fold.AppendText(nil, string(r))), throughNormalised(string(r)); got != want {
			t.Fatalf("%U folds to %q, and normalised to %q", r, got, want)
		}
	}
	texts := rapid.StringOf(rapid.OneOf(rapid.Rune(), rapid.RuneFrom([]rune("aÉ각\u1100\u1161\u0301\u0323\u0345\u0e33"))))
	rapid.Check(t, func(t *rapid.T) {
		s := texts.Draw(t, "text")
		if cut := rapid.IntRange(0, 10).Draw(t, "cut"); cut < len(s) {
			s = s[cut:]
		}
		if got, want := string(fold.AppendText(nil, s)), throughNormalised(s); got != want {
			t.Fatalf("%q folds to %q, and normalised to %q", s, got, want)
		}
	})
}
