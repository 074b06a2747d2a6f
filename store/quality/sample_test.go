package quality

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gd8/model"
)

func exampleSeed(t *testing.T) Seed {
	t.Helper()
	var head [32]byte
	if _, err := hex.Decode(head[:], []byte("bb1096a06ba7599a355ec99dcbf4fc0ce885be8732442b9c0e9ecc4d9185fb94")); err != nil {
		t.Fatal(err)
	}
	return NewSeed(head, "20260724")
}

func exampleFrame(n int) []model.Key {
	var frame []model.Key
	for i := 1; i <= n; i++ {
		frame = append(frame, model.Key{
			Application: fmt.Sprintf("APP-4%02d", i), Person: fmt.Sprintf("P-1%02d", i), Incident: fmt.Sprintf("I/%02d", i),
		})
	}
	return frame
}

func TestSeedAndOrderOfTheDraw(t *testing.T) {
	seed := exampleSeed(t)
	if got := hex.EncodeToString(seed[:]); got != "33e1e79f3870c3aefabc43ebce1c39a5cb0fa541e1772b33bd3dccf14f8bc1f0" {
		t.Errorf("the seed is %s", got)
	}
	var order []string
	for _, k := range seed.Draw(exampleFrame(12), 12) {
		order = append(order, strings.TrimPrefix(k.Incident, "I/"))
	}
	if got := strings.Join(order, " "); got != "04 10 12 09 06 02 07 01 08 11 03 05" {
		t.Errorf("the order is %s", got)
	}
	for i, want := range []string{"121e19e24bfe34b8", "1bf25dbc9216c1b3"} {
		rank := seed.Rank(seed.Draw(exampleFrame(12), 12)[i])
		if got := hex.EncodeToString(rank[:8]); got != want {
			t.Errorf("rank %d is %s..., want %s...", i, got, want)
		}
	}
}

func TestDrawingMoreKeepsWhatWasDrawn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := NewSeed([32]byte(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "head")), rapid.String().Draw(t, "said"))
		frame := exampleFrame(rapid.IntRange(0, 40).Draw(t, "frame"))
		n := rapid.IntRange(0, 41).Draw(t, "n")
		fewer, more := seed.Draw(frame, n), seed.Draw(frame, n+1)
		if !slices.Equal(fewer, more[:len(fewer)]) {
			t.Fatalf("%d drawn %v, %d drawn %v", n, fewer, n+1, more)
		}
		shuffled := rapid.Permutation(frame).Draw(t, "order")
		if !slices.Equal(seed.Draw(shuffled, n), fewer) || FrameHash(shuffled) != FrameHash(frame) {
			t.Fatal("the draw depends on the order of the frame")
		}
	})
}

func TestAllocationByLargestRemainder(t *testing.T) {
	sizes := PerStratum{Plain: 180, Inferred: 40, Override: 20}
	for weights, want := range map[PerStratum]PerStratum{
		{Plain: 1, Inferred: 1, Override: 1}: {Plain: 45, Inferred: 10, Override: 5},
		{Plain: 1, Inferred: 2, Override: 4}: {Plain: 32, Inferred: 14, Override: 14},
		{Plain: 1}:                           {Plain: 60},
	} {
		if got := Allocate(60, sizes, weights); got != want {
			t.Errorf("weights %v: %v, want %v", weights, got, want)
		}
	}
	if got := Allocate(9, PerStratum{Plain: 10, Inferred: 10, Override: 10}, PerStratum{1, 1, 1}); got != (PerStratum{3, 3, 3}) {
		t.Errorf("equal strata: %v", got)
	}
	if got := Allocate(1, PerStratum{Plain: 1, Inferred: 1, Override: 1}, PerStratum{1, 1, 1}); got != (PerStratum{Inferred: 1}) {
		t.Errorf("a tie goes by name: %v", got)
	}
}

func TestAllocationGivesNoStratumMoreThanItHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var sizes, weights PerStratum
		for s := range sizes {
			sizes[s] = rapid.IntRange(0, 30).Draw(t, "size")
			weights[s] = rapid.IntRange(0, 5).Draw(t, "weight")
		}
		n := rapid.IntRange(0, 100).Draw(t, "n")
		got := Allocate(n, sizes, weights)
		room := 0
		for s := range sizes {
			if got[s] < 0 || got[s] > sizes[s] || weights[s] == 0 && got[s] > 0 {
				t.Fatalf("%d of sizes %v, weights %v: %v", n, sizes, weights, got)
			}
			if weights[s] > 0 {
				room += sizes[s]
			}
		}
		if got.Total() != min(n, room) {
			t.Fatalf("%d of sizes %v, weights %v: %v are %d", n, sizes, weights, got, got.Total())
		}
	})
}

func TestAFifthOfASampleIsOfOtherKinds(t *testing.T) {
	for n, want := range map[int]int{0: 0, 1: 1, 5: 1, 6: 2, 12: 3, 60: 12} {
		if got := OtherKinds(n); got != want {
			t.Errorf("of %d: %d, want %d", n, got, want)
		}
	}
	for discards := 1; discards < 200; discards++ {
		n := SampleFor(discards)
		if n-OtherKinds(n) != discards || 5*OtherKinds(n) < n {
			t.Errorf("room for %d discards: %d, of which %d others", discards, n, OtherKinds(n))
		}
	}
}
