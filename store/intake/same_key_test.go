package intake

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestRunsAreAllRowsOnceInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOf(rapid.IntRange(0, 3)).Draw(t, "rows")
		slices.Sort(rows)
		at, last := 0, -1
		for from, to := range Runs(len(rows), func(i, j int) bool { return rows[i] == rows[j] }) {
			if from != at || to <= from || rows[from] <= last {
				t.Fatalf("a run from %d to %d of %v", from, to, rows)
			}
			for _, kind := range rows[from:to] {
				if kind != rows[from] {
					t.Fatalf("the run from %d to %d of %v is of several kinds", from, to, rows)
				}
			}
			at, last = to, rows[from]
		}
		if at != len(rows) {
			t.Fatalf("%d of %d rows are in a run", at, len(rows))
		}
	})
}

func TestRowsOfOneKeyAreTheFirstAgainOrDifferFromIt(t *testing.T) {
	var again, differing []string
	OfOneKey([]string{"a", "b", "a", "c"}, func(first, other string) bool { return first == other },
		func(other string) { again = append(again, other) },
		func(first, other string) { differing = append(differing, first+other) })
	if !slices.Equal(again, []string{"a"}) || !slices.Equal(differing, []string{"ab", "ac"}) {
		t.Errorf("again %v, differing %v", again, differing)
	}
	OfOneKey(nil, nil, func(string) { t.Error("there is no row") }, nil)
}

func TestADifferingRowNamesTheOtherAndItsFile(t *testing.T) {
	if got, want := Differs("a.csv", 3, 2, "").Message, "this row and line 2 have the same references but differ"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := Differs("a.csv", 3, 2, "b.csv").Message; got != "this row and line 2 of b.csv have the same references but differ" {
		t.Errorf("%q", got)
	}
}
