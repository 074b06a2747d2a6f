package draw

import (
	"context"
	"testing"

	"gd8/store/unlike"
)

// Four times the decisions are four times the work, in a draw, in drawing it
// again and in the comparison of all.
func TestWorkGrowsWithTheNumberOfDecisions(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes long and has no two things at once: the whole run has it")
	}
	ctx := context.Background()
	work := func(decisions int) (drawn, again, compared float64) {
		s := decided(t, decisions, decisions/5)
		one := mustDraw(t, s, Request{Said: "x", Percent: 5})
		drawn = testing.AllocsPerRun(1, func() { mustDraw(t, s, Request{Said: "x", Percent: 5}) })
		again = testing.AllocsPerRun(1, func() { mustAgree(t, s, one.Number) })
		compared = testing.AllocsPerRun(1, func() {
			if _, err := unlike.Find(ctx, s, nil); err != nil {
				t.Fatal(err)
			}
		})
		return drawn, again, compared
	}
	draw1, again1, compared1 := work(400)
	draw4, again4, compared4 := work(1600)
	for _, of := range []struct {
		what      string
		one, four float64
	}{{"a draw", draw1, draw4}, {"a draw made again", again1, again4}, {"the comparison", compared1, compared4}} {
		if of.four > 5*of.one {
			t.Errorf("%s of four times the decisions allocates %.0f times, of one %.0f", of.what, of.four, of.one)
		}
	}
}
