package report

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/draw"
	"gd8/store/storetest"
)

func TestWhatWasLeftOutOfASampleIsSaidOfOneAndOfSeveral(t *testing.T) {
	s, _ := storetest.Clocked(t, t.TempDir())
	defer s.Close()
	storetest.DecideMany(t, s, 6, 2)
	for n, want := range []string{"", "1 decision that was out of date or being asked about again", "2 decisions that were out of date or being asked about again"} {
		if n > 0 {
			storetest.Answer(t, s, store.Number(n), model.IndicatorOfRisk, "yes")
		}
		sample, err := draw.Draw(context.Background(), s, storetest.Officer, draw.Request{Said: "x", Size: 4}, nil)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, b := range (&Sample{Sample: sample, Zone: time.UTC}).How() {
			if b.Label == "Left out" {
				got = b.Text
			}
		}
		if got != want {
			t.Errorf("%d out of date: %q, want %q", n, got, want)
		}
	}
}

func TestOneThatMayBeWrongIsSaidOfOne(t *testing.T) {
	s, _ := storetest.Clocked(t, t.TempDir())
	defer s.Close()
	storetest.DecideMany(t, s, 20, 5)
	for size, want := range map[int]string{23: "at most 1 of the 20 is.", 25: "at most 0 of the 20 are."} {
		sample, err := draw.Draw(context.Background(), s, storetest.Officer, draw.Request{Said: "x", Size: size}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := (&Sample{Sample: sample, Zone: time.UTC}).Shows(); !strings.HasSuffix(got, want) {
			t.Error(fmt.Sprint(size, ": ", got, ", want ", want))
		}
	}
}
