package line

import (
	"context"
	"testing"

	"gd8/model"
	"gd8/store"
	"gd8/store/assurance"
	"gd8/store/draw"
)

func TestASampleIsReviewedASecondTimeInLines(t *testing.T) {
	r := newRoom(t)
	r.bring("CANARY.csv", clean21)
	r.o.Officer = "N. CANARY"
	holds(t, r.say("discard", "CANARY searched.", ".", "CANARY grounds.", ".", "yes", "go CR/1", "note", "CANARY note", ".", "quit"), "Saved: CR/1")
	sample, err := draw.Draw(context.Background(), r.store, r.actor(), draw.Request{Said: "dice", Size: 1}, nil)
	must(t, err)
	start := func() *assurance.Second {
		t.Helper()
		second, err := assurance.StartSecond(context.Background(), r.store, store.Actor{Officer: "R. Second", Purpose: "Quality"}, sample.Number)
		must(t, err)
		r.o = Options{Officer: "R. Second", Purpose: "Quality", Terminal: true, Second: second}
		return second
	}
	second := start()
	said := r.say("note", "summary", "application", "second 1", "history", "facts", "why", "others", "undo", "refer", "Half typed.", "quit")
	holds(t, said, "note: this is a second review", "summary: this is", "application: this is", "second: this is", "facts imported from the records system")
	lacks(t, said, "CANARY", "Checkpoint", "decided by")
	must(t, second.Close())

	second = start()
	said = r.say("refer", ".show", ".", "yes", "go CR/1", "discard", "quit")
	holds(t, said, "Half typed.", "Your opinion on CR/1 is given: referred to the standard process.", "That was the last of this sample for you.",
		"discard: your opinion on this incident was given")
	lacks(t, said, "CANARY")
	must(t, second.Close())
	result, err := draw.ResultOf(context.Background(), r.store, sample)
	must(t, err)
	if result.Reviews[0].Outcome != draw.NotSettled || result.Reviews[0].Opinion.Decision.Kind != model.Refer {
		t.Errorf("%+v", result.Reviews[0])
	}
}

func TestAReviewInLinesEndsForASecondReview(t *testing.T) {
	r := newRoom(t)
	r.bring("hits.csv", clean21)
	asked := 0
	r.o.OnSecond = func(sample int, _ store.Actor) { asked = sample }
	holds(t, r.say("second", "second one", "second 4"), "a sample has a number, such as 3")
	if asked != 4 {
		t.Errorf("asked for %d", asked)
	}
}
