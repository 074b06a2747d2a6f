package importer

import (
	"encoding/binary"
	"math/rand"
	"slices"
	"testing"
)

// TestRowsAreSortedByTheirHash: also where one hash comes over and over, and
// where all begin alike.
func TestRowsAreSortedByTheirHash(t *testing.T) {
	random := rand.New(rand.NewSource(5))
	spreads := map[string]func() uint64{
		"spread":      random.Uint64,
		"few":         func() uint64 { return uint64(random.Intn(3)) << 62 },
		"one":         func() uint64 { return 1 << 40 },
		"begin alike": func() uint64 { return uint64(random.Intn(1 << 20)) },
	}
	for _, n := range []int{0, 1, 15, 16, 17, 1000, 40_000} {
		for name, next := range spreads {
			list := make([]rowSign, n)
			for i := range list {
				binary.BigEndian.PutUint64(list[i].hash[:], next())
				list[i].row = uint32(i)
			}
			random.Shuffle(n, func(i, j int) { list[i], list[j] = list[j], list[i] })
			want := slices.Clone(list)
			slices.SortFunc(want, compareSigns)
			sortByHash(list, (*rowSign).key, compareSigns)
			if !slices.Equal(list, want) {
				t.Errorf("%d rows, %s: not in order", n, name)
			}
		}
	}
}
