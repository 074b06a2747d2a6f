package safecsv

import "testing"

func TestRiskyCellsGetAnApostrophe(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"P-118", "P-118"},
		{"=1+1", "'=1+1"},
		{"+44", "'+44"},
		{"-", "'-"},
		{"@SUM(A1)", "'@SUM(A1)"},
		{"\tx", "'\tx"},
		{"\rx", "'\rx"},
		{"\nx", "'\nx"},
		{"\uff1d1", "'\uff1d1"},
		{"\uff0b1", "'\uff0b1"},
		{"\uff0d1", "'\uff0d1"},
		{"\uff20x", "'\uff20x"},
		{"'=1", "''=1"},
		{"'quoted'", "'quoted'"},
		{"'", "'"},
	} {
		if got := Cell(c.in); got != c.want {
			t.Errorf("Cell(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestOriginalLeavesOrdinaryTextAlone(t *testing.T) {
	for _, s := range []string{"", "'", "'quoted'", "a=1", "\xff"} {
		if got := Original(s); got != s {
			t.Errorf("Original(%q) = %q", s, got)
		}
	}
}

func FuzzOriginalUndoesCell(f *testing.F) {
	for _, s := range []string{"", "=1", "'=1", "''=", "'", "\uff1d", "-", "\xff", "'\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		safe := Cell(s)
		if back := Original(safe); back != s {
			t.Errorf("%q became %q and then %q", s, safe, back)
		}
		if safe != "" && safe[0] != '\'' && begins(safe) {
			t.Errorf("Cell(%q) = %q begins a formula", s, safe)
		}
	})
}
