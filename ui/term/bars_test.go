package term

import (
	"slices"
	"strings"
	"testing"
)

func barLook(ascii bool) *Look {
	l := &Look{Symbols: unicodeSymbols, ASCII: ascii}
	if ascii {
		l.Symbols = asciiSymbols
	}
	return l
}

func TestABarSaysNoMoreThanItsNumbers(t *testing.T) {
	l := barLook(true)
	for _, tt := range []struct {
		n, of int
		want  string
	}{
		{0, 0, "....."}, {0, 9, "....."}, {1, 1_000_000, "#...."}, {999_999, 1_000_000, "####."}, {5, 5, "#####"}, {1, 2, "##..."},
	} {
		if got := l.Bar(tt.n, tt.of, 5); got != tt.want {
			t.Errorf("%d of %d: %q, want %q", tt.n, tt.of, got, tt.want)
		}
	}
}

func TestAChartHasItsNumbersInEveryWidth(t *testing.T) {
	labels, counts := []string{"Discarded under AT2", "To be considered for disclosure", "Deferred"}, []int{120, 0, 3}
	want := []string{
		"Discarded under AT2             ###############. 120 of 123",
		"To be considered for disclosure ................   0 of 123",
		"Deferred                        #...............   3 of 123",
	}
	if got := barLook(true).Bars(labels, counts, 59); !slices.Equal(got, want) {
		t.Errorf("in 59 cells:\n%s", strings.Join(got, "\n"))
	}
	for width := 20; width <= 160; width++ {
		for _, ascii := range []bool{true, false} {
			for i, line := range barLook(ascii).Bars(labels, counts, width) {
				if Width(line) > width || !strings.HasSuffix(line, "of 123") || ascii && strings.ContainsFunc(line, func(r rune) bool { return r > '~' }) {
					t.Errorf("line %d in %d cells: %q", i, width, line)
				}
			}
		}
	}
	if got := barLook(false).Bars(labels, counts, 80)[0]; !strings.Contains(got, "█") || !strings.Contains(got, "120 of 123") {
		t.Errorf("the chart has no bar: %q", got)
	}
}
