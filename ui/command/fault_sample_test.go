//go:build unix

package command_test

import (
	"context"
	"strings"

	"gd8/model"
	"gd8/store"
	"gd8/store/draw"
	"gd8/store/release"
	"gd8/store/storetest"
	"gd8/store/unnumbered"
)

// This file has what the campaigns ask of samples and releases: what was shown
// of one is in the store and in its journal, and what is in the one is in the
// other.

// decided has the open incidents of a desk's store decided: four discards and
// two others.
func (d *desk) decided() {
	d.t.Helper()
	s, err := store.Open(d.storePath(), store.Options{})
	if err != nil {
		d.t.Fatal(err)
	}
	defer s.Close()
	for i := range openCases {
		rows, err := s.Find(openRef(i), nil, nil)
		if err != nil {
			d.t.Fatal(err)
		}
		n, kind := rows[0].Number, model.Refer
		if i < 4 {
			kind = model.Discard
			storetest.Answer(d.t, s, n, model.PatternOfBehaviour, "no")
			storetest.Answer(d.t, s, n, model.IndicatorOfRisk, "no")
		}
		storetest.Decide(d.t, s, n, kind)
	}
}

// sampledWhole wants a sample that can be drawn again for each entry of the
// journal that says that one was drawn, and one where it was shown.
func (f found) sampledWhole(said string, most int) {
	f.d.t.Helper()
	list, err := draw.Samples(f.Store)
	if err != nil {
		f.d.t.Fatal(err)
	}
	shown := strings.Contains(said, "Sample ")
	if len(list) != f.entries(unnumbered.ActionDraw) || shown && len(list) == 0 || !shown && len(list) > most {
		f.d.t.Errorf("%d samples, %d entries of a draw, and gd8 said:\n%s", len(list), f.entries(unnumbered.ActionDraw), said)
	}
	for i := range list {
		again, err := draw.Check(context.Background(), f.Store, list[i].Number, nil)
		if err != nil || len(again.Differs) > 0 {
			f.d.t.Errorf("drawn again: %v, %+v", err, again)
		}
	}
}

// releasedWhole wants a release for each entry of the journal that says that
// one was sealed, and one where it was said to be.
func (f found) releasedWhole(said string, most int) {
	f.d.t.Helper()
	list, err := release.All(f.Store)
	if err != nil {
		f.d.t.Fatal(err)
	}
	shown := strings.Contains(said, "Sealed as release")
	if len(list) != f.entries(unnumbered.ActionRelease) || shown && len(list) == 0 || !shown && len(list) > most {
		f.d.t.Errorf("%d releases, %d entries of a seal, and gd8 said:\n%s", len(list), f.entries(unnumbered.ActionRelease), said)
	}
}

// What is drawn is drawn of the whole desk, and what is released is one
// application.
var (
	drawIt = []string{"sample", "draw", "--purpose", "x", "--said", "three and five", "--size", "4"}
	sealIt = []string{"release", "seal", "--purpose", "x", "--application", "APP-100"}
)

func killSample(k *trial) {
	d := faultDesk(k.T, plainStore)
	d.decided()
	if k.r.IntN(2) == 0 {
		said := k.killed(d.command(drawIt...))
		k.ended(strings.Contains(said, "Sample 1"))
		d.findsWhole().sampledWhole(said, 1)
		return
	}
	said := k.killed(d.command(sealIt...))
	k.ended(strings.Contains(said, "Sealed as release 1"))
	d.findsWhole().releasedWhole(said, 1)
}
