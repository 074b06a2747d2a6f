//go:build !race

package seal

import "testing"

// Under the race detector sync.Pool forgets at random, so this is not run there.
func TestSealOpenAndIndexAllocateNothing(t *testing.T) {
	references := []string{"APP-417", "P-118", "14/2231/19"}
	value, stored, room := make([]byte, 300), make([]byte, 0, 400), make([]byte, 0, 300)
	for kind, s := range kinds(t, 0) {
		n := byte(0)
		perRun := testing.AllocsPerRun(500, func() {
			n++
			key := [8]byte{7: n}
			stored = s.Seal(stored[:0], "records", key[:], value)
			if _, err := s.Open(room, "records", key[:], stored); err != nil {
				t.Fatal(err)
			}
			s.Index("record", references[0], references[1], references[2])
		})
		if perRun != 0 {
			t.Errorf("%s: %v allocations for one value sealed, opened and indexed", kind, perRun)
		}
	}
}
