package term

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestWrapBreaksAtSpacesAndLineBreaks(t *testing.T) {
	for _, c := range []struct {
		name, text string
		width      int
		want       []string
	}{
		{"an empty text is one empty line", "", 10, []string{""}},
		{"what fits stays whole", "one two", 7, []string{"one two"}},
		{"a break takes its space", "one two", 6, []string{"one", "two"}},
		{"a break takes a run of spaces", "one    two", 5, []string{"one", "two"}},
		{"spaces within a line stay", "a  b c", 6, []string{"a  b c"}},
		{"a word that ends at the edge", "one two three", 7, []string{"one two", "three"}},
		{"line breaks stay", "a\n\nb", 5, []string{"a", "", "b"}},
		{"a last line break gives an empty line", "a\n", 5, []string{"a", ""}},
		{"spaces before a line break add no line", "abcde   \nf", 5, []string{"abcde", "f"}},
		{"spaces at the end add no line", "abcde   ", 5, []string{"abcde"}},
		{"an indent stays", "  a b", 4, []string{"  a", "b"}},
		{"an indent stays before a long word", "  abcdef", 4, []string{"  ab", "cdef"}},
		{"a long word is broken where it fills a line", "see abcdefgh now", 5, []string{"see", "abcde", "fgh", "now"}},
		{"wide characters are never halved", "山田太郎", 5, []string{"山田", "太郎"}},
		{"an accent stays on its letter", "cafe\u0301s", 4, []string{"cafe\u0301", "s"}},
		{"a no-break space breaks no line", "a b\u00a0c", 4, []string{"a", "b\u00a0c"}},
		{"a wide character in one cell is spelt", "😀", 1, strings.Split(`\U0001f600`, "")},
		{"no width, no lines", "a", 0, nil},
	} {
		if got := Wrap(c.text, c.width); !slices.Equal(got, c.want) {
			t.Errorf("%s: Wrap(%q, %d) = %q, want %q", c.name, c.text, c.width, got, c.want)
		}
	}
}

func TestNextLineWrapsOnlyWhatIsAsked(t *testing.T) {
	text := strings.Repeat("word ", 20000)
	line, rest, more := NextLine(text, 12)
	if line != "word word" || !more || len(rest) != len(text)-10 {
		t.Errorf("NextLine = %q and %d bytes more", line, len(rest))
	}
}

func TestNoWrappedLineIsWiderThanAskedAndNothingIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkWrap(t, SafeText(texts.Draw(t, "text")), rapid.IntRange(1, 30).Draw(t, "width"))
	})
}

// checkWrap holds Wrap to its promises for safe text s.
func checkWrap(t interface{ Errorf(string, ...any) }, s string, width int) {
	lines := Wrap(s, width)
	for _, line := range lines {
		if Width(line) > width || strings.Contains(line, "\n") {
			t.Errorf("Wrap(%q, %d) has the line %q, %d cells wide", s, width, line, Width(line))
		}
		if !utf8.ValidString(line) {
			t.Errorf("Wrap(%q, %d) cuts through a character: %q", s, width, line)
		}
	}
	if width == 1 {
		s = narrow(s)
	}
	if got, want := squeeze(strings.Join(lines, "")), squeeze(s); got != want {
		t.Errorf("Wrap(%q, %d) keeps %q of %q", s, width, got, want)
	}
	if breaks := strings.Count(s, "\n"); len(lines) < breaks+1 {
		t.Errorf("Wrap(%q, %d) has %d lines for %d line breaks", s, width, len(lines), breaks)
	}
}

// squeeze is s without what a line may break at.
func squeeze(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }

// FuzzLayout cuts, pads and breaks any text to any width.
func FuzzLayout(f *testing.F) {
	f.Add("Renée shared 山田太郎 😀", 10)
	f.Add("one two\n  山田太郎 😀 e\u0301", 5)
	f.Add("abcde   \n\n   ", 5)
	f.Fuzz(func(t *testing.T, s string, width int) {
		checkWrap(t, SafeText(s), min(max(width, 1), 100))
		checkCut(t, SafeLine(s), min(max(width, 0), 200), "…")
	})
}

func BenchmarkWrap60KiB(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"english", strings.Repeat("Shared one image with a partner. ", 60<<10/33)},
		{"japanese", strings.Repeat("山田太郎は画像を共有した。", 60<<10/39)},
		{"one-word", strings.Repeat("a", 60<<10)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				Wrap(c.text, 72)
			}
		})
	}
}

func BenchmarkNextLine(b *testing.B) {
	text := strings.Repeat("Shared one image with a partner. ", 60<<10/33)
	b.ReportAllocs()
	for b.Loop() {
		NextLine(text, 72)
	}
}
