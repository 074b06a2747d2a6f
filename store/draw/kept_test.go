package draw

import (
	"bytes"
	"testing"

	"gd8/store/storetest"
)

// A sample is sealed, so that only another version of gd8 can have written what
// does not decode; that is said, and never a panic.
func TestWhatIsNoSampleIsSaidToBeNone(t *testing.T) {
	s := decided(t, 12, 4)
	kept := mustDraw(t, s, Request{Said: "x", Size: 8, Weights: [3]int{4, 2, 1}})
	whole := kept.encode()
	one, err := decode(whole)
	if err != nil || !bytes.Equal(one.encode(), whole) {
		t.Fatalf("it does not decode to what it was: %v", err)
	}
	for i := range whole {
		if _, err := decode(whole[:i]); err == nil {
			t.Errorf("cut at %d of %d it decodes", i, len(whole))
		}
		for _, bit := range []byte{1, 0x80} {
			changed := bytes.Clone(whole)
			changed[i] ^= bit
			_, _ = decode(changed)
		}
	}
	later := bytes.Clone(whole)
	later[0] = version + 1
	if _, err := decode(later); err == nil || err.Error() != "the sample is of version 2 and this gd8 knows version 1; use the gd8 that wrote it" {
		t.Errorf("a later version: %v", err)
	}
	storetest.MustVerify(t, "after the draw", s)
}
