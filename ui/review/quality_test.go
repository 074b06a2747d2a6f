package review

import (
	"context"
	"testing"

	"gd8/model"
	"gd8/store"
	"gd8/store/draw"
	"gd8/store/storetest"
	"gd8/ui/review/desk"
)

// secondReview is a sample of what is decided, of which a second officer would
// refer the first incident.
func (p *officer) secondReview() {
	sample, err := draw.Draw(context.Background(), p.store, store.Actor{Officer: "A. Drawer", Purpose: "Supervision"}, draw.Request{Said: "three and five", Size: 1}, nil)
	must(p.t, err)
	storetest.Opine(p.t, p.store, sample.Number, sample.Drawn[0].Number, model.Refer)
}

func TestTheScreenOfQualitySaysHowManyDiscardsMayBeWrong(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.batch()
	p.open().press("%").sees("No sample was drawn yet, so that nothing is known", "Equal facts, decided unlike").press("esc").sees("14/2231/19")
	p.secondReview()
	p.press("%").sees("1 of 1 was wrong; with 95% confidence at most 1 of the 1 is.", "Decision agreed", "0 of 1")
	p.press("G").sees("No figure here is of one officer")
	p.press("q").sees("14/2231/19")
	entries := 0
	must(t, p.store.Journal(func(e store.Entry) bool {
		if e.Action == "quality" {
			entries++
		}
		return true
	}))
	if entries != 2 { // without a sample, and of sample 1
		t.Errorf("the journal has %d consultations", entries)
	}
}

func TestTheReadingForQualityCanBeStopped(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.batch()
	p.open()
	cmd := p.app.quality.openQuality() // which is under way
	p.resize(80, 24)
	p.sees("Reading all decisions", "esc stops it")
	p.press("esc").sees("14/2231/19")
	p.do(cmd)
	p.sees("14/2231/19")
	if p.app.quality.q != nil || p.app.quality.failed != nil {
		t.Error("what was stopped came in all the same")
	}
}
