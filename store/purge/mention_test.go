package purge

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// mentions says plainly what references.in finds.
func mentions(text, ref string) bool {
	text, ref = strings.ToLower(text), strings.ToLower(ref)
	for at := 0; at+len(ref) <= len(text); at++ {
		if text[at:at+len(ref)] == ref && !wordAt(text, at-1) && !wordAt(text, at+len(ref)) {
			return true
		}
	}
	return false
}

func TestAReferenceIsFoundAsAWordOfItsOwn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.SampledFrom([]string{"a", "P", "p-1", "1", "-", "/", " ", "é", "APP", ".", "0"})
		text := strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "text"), "")
		var list []string
		for range rapid.IntRange(0, 4).Draw(t, "references") {
			list = append(list, strings.Join(rapid.SliceOfN(piece, 1, 3).Draw(t, "reference"), ""))
		}
		want := false
		for _, ref := range list {
			want = want || mentions(text, ref)
		}
		got := newReferences(list).in(text)
		if (got != "") != want || want && !mentions(text, got) {
			t.Fatalf("in %q of %q: %q, want %v", text, list, got, want)
		}
	})
}
