package review

import (
	"strings"
	"testing"

	"gd8/model"
	"gd8/ui/review/desk"
)

// toDecided are the keys from the first filter to what is decided.
var toDecided = strings.Split(strings.Repeat("tab ", 8)+"tab", " ")

func TestASupervisorReturnsADecisionAndItsOfficerAnswersIt(t *testing.T) {
	p := sitDown(t, desk.Options{})
	n := p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter", "d").searched().types(reasonable).press("ctrl+s").sees("Saved: CR/1")

	// Not their own.
	p.press("esc").press(toDecided...).sees("[Decided 1]").press("enter", "c")
	p.sees("Not checked: you decided CR/1 yourself; a check is by another officer.", "c decides yourself to consider it").press("y", "esc")
	if checks := p.item(n).Checks; len(checks) != 0 {
		t.Fatalf("checked: %+v", checks)
	}
	p.press("esc", "q")

	p.start(desk.Options{Officer: "S. Super", Purpose: "Supervision"})
	p.open().press(toDecided...).sees("[Decided 1]").press("enter", "c")
	p.sees("Do you agree with the decision: discarded under AT2, by J. Officer", "y agree", "n return with a comment").press("n")
	p.sees("Your comment goes back to the officer").press("ctrl+s").sees("a decision is returned with a comment")
	p.types("The letter was not read.").press("esc", "c", "n").sees("The letter was not read.").press("ctrl+s")
	p.sees("Returned to J. Officer: CR/1 needs attention again.", "RETURNED: by S. Super")
	if got := p.item(n); got.State != model.StateReturned || len(got.Checks) != 1 || got.Checks[0].Comment != "The letter was not read." {
		t.Errorf("%v, %+v", got.State, got.Checks)
	}
	p.press("h").sees("check of decision version 1: returned with a comment", "The letter was not read.").press("esc", "esc", "q")

	p.start(desk.Options{})
	p.open().sees("[Attention 1]", "Returned").press("enter").sees("RETURNED: by S. Super", "to J. Officer: The letter was not read")
	p.press("e").sees("Grounds").press("ctrl+s").sees("Saved: CR/1")
	if got := p.item(n); got.State != model.StateDecided || got.Decision.Version != 2 {
		t.Errorf("answered it is %v, version %d", got.State, got.Decision.Version)
	}
	p.press("esc", "q")

	p.start(desk.Options{Officer: "S. Super", Purpose: "Supervision"})
	p.open().press(toDecided...).press("enter", "c", "y").sees("Checked: you agree with the decision on CR/1 (discarded under AT2).")
	if checks := p.item(n).Checks; len(checks) != 2 || checks[1].Outcome != model.Agreed || checks[1].Version != 2 {
		t.Errorf("%+v", checks)
	}
}
