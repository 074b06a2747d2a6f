package review

import (
	"testing"
	"time"

	"gd8/model"
)

// Keys meant for the incident that was just saved must not act on the one that
// opened by itself.
func TestAKeyRightAfterASaveDoesNothingToTheNextIncident(t *testing.T) {
	p := sitDown(t, Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	next := p.has("P-2", "CR/2", facts21...)
	p.open().press("enter", "d").searched().pastes(reasonable)
	p.wait(time.Second)
	for _, k := range []string{"ctrl+s", "n", "r"} {
		p.send(keyMsg(k))
	}
	p.sees("Nothing was done: this is another incident, CR/2. Press r again.")
	if got := len(p.app.incident.Record().Answers); got != 0 || p.app.rationale != nil || p.item(next).Decision != nil {
		t.Errorf("%d answers, rationale %v", got, p.app.rationale)
	}
	p.send(keyMsg("j")) // moving goes on
	p.wait(settleTime)
	if p.press("r"); p.app.rationale == nil || p.app.rationale.Kind != model.Refer {
		t.Error("the key does nothing later either")
	}
}

func TestUndoAsksBeforeItReopensAnotherIncident(t *testing.T) {
	p := sitDown(t, Options{})
	n := p.has("P-1", "CR/1", cleanFacts...)
	p.has("P-2", "CR/2", cleanFacts...)
	p.open().press("enter", "d").searched().pastes(reasonable).press("ctrl+s").press("z").sees("Undo the decision on CR/1 (discarded under AT2)?").press("n")
	if !p.item(n).Decision.Stands() {
		t.Error("no undid it")
	}
	if p.press("z", "y"); p.item(n).Decision.Stands() {
		t.Error("yes did not undo it")
	}
}

func TestAFactThatWasOnlyLookedAtIsNotAnswered(t *testing.T) {
	p := sitDown(t, Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter", "enter").sees("Outcome").press("enter").sees("nothing was recorded")
	if got := p.app.incident.Record().Answers; len(got) != 0 {
		t.Errorf("answers: %+v", got)
	}
}
