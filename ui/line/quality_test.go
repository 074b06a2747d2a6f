package line

import (
	"context"
	"testing"

	"gd8/model"
	"gd8/store"
	"gd8/store/draw"
	"gd8/store/storetest"
)

func TestQualityIsReadOut(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", clean21)
	holds(t, r.say("quality", "quit"), "No sample was drawn yet, so that nothing is known.", "Answers that override the source:", "No figure here is of one officer")
	r.say("discard", "PNC.", ".", grounds, ".", "yes", "quit")
	sample, err := draw.Draw(context.Background(), r.store, store.Actor{Officer: "A. Drawer", Purpose: "Supervision"}, draw.Request{Said: "three", Size: 1}, nil)
	must(t, err)
	storetest.Opine(t, r.store, sample.Number, 1, model.Discard)
	holds(t, r.say("quality", "quit"), "0 of 1 were wrong; with 95% confidence at most 0 of the 1 are.", "Reviewed: 1 of 1", "Decision agreed: 1 of 1", "All are alike")
	holds(t, r.say("quality 3", "quit"), "takes nothing after it")
}
