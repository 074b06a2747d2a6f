package worddiff

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// marked writes a difference as one line.
func marked(from, to string) string {
	var b strings.Builder
	for _, r := range Words(from, to) {
		b.WriteString(r.Change.Mark(r.Text))
	}
	return b.String()
}

func TestADifferenceIsMarkedWordByWord(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"", "", ""},
		{"same text", "same text", "same text"},
		{"one incident", "one old incident", "one {+old +}incident"},
		{"nothing further is known", "nothing is known", "nothing [-further -]is known"},
		{"outcome 21 recorded", "outcome 22 recorded", "outcome [-21 -]{+22 +}recorded"},
		{"", "new", "{+new+}"},
		{"old", "", "[-old-]"},
	} {
		if got := marked(c.from, c.to); got != c.want {
			t.Errorf("%q to %q: %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

func TestBothTextsCanBeReadBackFromTheirDifference(t *testing.T) {
	text := rapid.Map(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b ", "c\n", " ", "long\tword ", "é"}), 0, 40), func(s []string) string { return strings.Join(s, "") })
	rapid.Check(t, func(t *rapid.T) {
		from, to := text.Draw(t, "from"), text.Draw(t, "to")
		var before, after strings.Builder
		for _, r := range Words(from, to) {
			if r.Change != Added {
				before.WriteString(r.Text)
			}
			if r.Change != Removed {
				after.WriteString(r.Text)
			}
		}
		if before.String() != from || after.String() != to {
			t.Fatalf("%q to %q reads back as %q to %q", from, to, before.String(), after.String())
		}
	})
}

func TestTwoLongTextsThatShareNothingAreComparedInBoundedSteps(t *testing.T) {
	from, to := strings.Repeat("before ", 9000), strings.Repeat("after ", 9000)
	if runs := Words(from, to); len(runs) != 2 || runs[0].Text != from || runs[1].Text != to {
		t.Errorf("%d runs", len(runs))
	}
}
