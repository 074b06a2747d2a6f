package fold

import (
	"testing"

	"pgregory.net/rapid"
)

// What isOneForm proves in one passage is what the steps of OneForm come to.
func TestAReferenceIsTakenAsItIsOnlyWhereEveryStepLeavesIt(t *testing.T) {
	parts := rapid.SampledFrom([]string{"", " ", "  ", "-", "+", ".", ",", "/", "#", "=", `"`, `="`, "1", "12", "0", "e", "E", "P", "x", "null", "None", "nan", "nil", "N/A", "#N/A", "true", "FALSE", "1E+15", "1.23e5", "12E45", "1e-3", "\u2010", "\u00a0", "\u200b", "\t", "\x7f", "\xff", "é"})
	taken := 0
	rapid.Check(t, func(t *rapid.T) {
		ref := ""
		for _, part := range rapid.SliceOfN(parts, 0, 6).Draw(t, "parts") {
			ref += part
		}
		if !isOneForm(ref) {
			return
		}
		taken++
		if got, err := stepsToOneForm(ref); got != ref || err != nil {
			t.Fatalf("%q is taken as it is, and the steps make %q of it (%v)", ref, got, err)
		}
	})
	if taken == 0 {
		t.Error("no reference was taken as it is")
	}
	for _, ref := range []string{"P-118", "14/2231/19", "APP 417", "123", "CR/1", "12E45X"} {
		if !isOneForm(ref) {
			t.Errorf("%q goes the long way", ref)
		}
	}
}

func BenchmarkOneForm(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := OneForm("14/0002231/19"); err != nil {
			b.Fatal(err)
		}
	}
}
