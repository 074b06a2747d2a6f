package session

import (
	"slices"
	"testing"

	"gd8/model"
)

func TestATickBecomesTextAndGoesAgain(t *testing.T) {
	systems := []string{"PNC", "PND", "Niche"}
	today := model.NewDate(2026, 5, 4)
	for _, c := range []struct {
		what, text string
		at         int
		want       string
	}{
		{"the first", "", 1, "Searched on 4 May 2026: PND.\n"},
		{"in the order of the settings", "Searched on 4 May 2026: PND.\n", 0, "Searched on 4 May 2026: PNC, PND.\n"},
		{"taken out", "Searched on 4 May 2026: PNC, PND.\nNothing.", 0, "Searched on 4 May 2026: PND.\nNothing."},
		{"the last taken out", "Searched on 4 May 2026: PND.\nNothing.", 1, "Nothing."},
		{"beside the officer's words", "Nothing further.", 2, "Searched on 4 May 2026: Niche.\nNothing further."},
		{"another day is another line", "Searched on 1 May 2026: PNC.\nNothing.", 1, "Searched on 1 May 2026: PNC.\nSearched on 4 May 2026: PND.\nNothing."},
		{"an earlier day's tick is taken out", "Searched on 1 May 2026: PNC.\nNothing.", 0, "Nothing."},
		{"a line changed by hand stays", "Searched on 1 May 2026: PNC, and by telephone.\nNothing.", 0, "Searched on 4 May 2026: PNC.\nSearched on 1 May 2026: PNC, and by telephone.\nNothing."},
	} {
		got := Tick(c.text, systems, c.at, today)
		if got != c.want {
			t.Errorf("%s: %q, not %q", c.what, got, c.want)
		}
		if had, has := Ticked(c.text, systems)[c.at] != "", Ticked(got, systems)[c.at] != ""; had == has {
			t.Errorf("%s: ticked before %v and after %v", c.what, had, has)
		}
	}
	if got, want := Ticked("Searched on 1 May 2026: PNC.\nSearched on 4 May 2026: Niche.", systems), []string{"1 May 2026", "", "4 May 2026"}; !slices.Equal(got, want) {
		t.Errorf("ticked %q", got)
	}
}
