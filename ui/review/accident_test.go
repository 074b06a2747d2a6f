package review

import (
	"strings"
	"testing"
	"time"

	"gd8/model"
	"gd8/ui/review/desk"
	"gd8/ui/review/rationale"
)

// Keys meant for the incident that was just saved must not act on the one that
// opened by itself.
func TestAKeyRightAfterASaveDoesNothingToTheNextIncident(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	next := p.has("P-2", "CR/2", facts21...)
	p.open().press("enter", "d").searched().pastes(reasonable)
	p.wait(time.Second)
	for _, k := range []string{"ctrl+s", "n", "r"} {
		p.send(keyMsg(k))
	}
	p.sees("Nothing was done: this is another incident, CR/2. Press r again.")
	if got := len(p.app.Incident.Record().Answers); got != 0 || p.app.writing.Rationale != nil || p.item(next).Decision != nil {
		t.Errorf("%d answers, rationale %v", got, p.app.writing.Rationale)
	}
	p.send(keyMsg("j")) // moving goes on
	p.wait(rationale.SettleTime)
	if p.press("r"); p.app.writing.Rationale == nil || p.app.writing.Rationale.Kind != model.Refer {
		t.Error("the key does nothing later either")
	}
}

func TestUndoAsksBeforeItReopensAnotherIncident(t *testing.T) {
	p := sitDown(t, desk.Options{})
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
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter", "enter").sees("Outcome").press("enter").sees("nothing was recorded")
	if got := p.app.Incident.Record().Answers; len(got) != 0 {
		t.Errorf("answers: %+v", got)
	}
}

func TestOnlyMovingActsRightAfterASave(t *testing.T) {
	p := sitDown(t, desk.Options{})
	n := p.has("P-1", "CR/1", cleanFacts...)
	p.has("P-2", "CR/2", facts21...)
	p.open().press("enter", "d").searched().pastes(reasonable)
	p.wait(time.Second)
	p.send(keyMsg("ctrl+s"))
	for _, k := range []string{"z", "g", "h", ">", " ", "m"} {
		p.send(keyMsg(k))
		if p.app.Dialog != nil || p.app.Screen() != desk.InReview || !p.item(n).Decision.Stands() {
			t.Fatalf("%s acts at once:\n%s", k, p.screen())
		}
		p.sees("Nothing was done: this is another incident, CR/2.")
	}
	before := p.app.checklist.Field
	if p.send(keyMsg("j")); p.app.checklist.Field == before {
		t.Error("j does not move")
	}
	if p.press("esc"); p.app.Screen() != desk.InQueue {
		t.Error("esc does not leave")
	}
}

// Z does again what z undid, with its reason and text; another answer in between
// leaves nothing to do again.
func TestZDoesAgainWhatWasUndone(t *testing.T) {
	p := sitDown(t, desk.Options{})
	n := p.has("P-1", "CR/1", cleanFacts...)
	p.has("P-2", "CR/2", cleanFacts...)
	p.open().press("enter", "Z").sees("nothing was undone")
	p.press("home", "n").types("It is another child's.").press("enter").sees("OUT OF SCOPE")
	p.press("z").sees("APPLIES", "Z does it again").press("Z").sees("Done again: the answer to Relevant on CR/1.", "OUT OF SCOPE")
	if a, _ := p.app.Incident.Record().Answered(model.Relevant); a.Reason != "It is another child's." {
		t.Errorf("the reason done again is %q", a.Reason)
	}
	p.press("z", "d").searched().pastes(reasonable).press("ctrl+s")
	first := *p.item(n).Decision
	p.press("z", "y", "Z").sees("Done again: the decision on CR/1")
	again := p.item(n).Decision
	if !again.Stands() || again.Version != first.Version+2 || again.Sections != first.Sections {
		t.Errorf("done again: %+v", again)
	}
	p.press("z").review("CR/2").press("Z").sees("Make the decision on CR/1 (discarded under AT2) again, with its text?").press("n")
	if p.item(n).Decision.Stands() {
		t.Error("no made it again")
	}
	p.press("home", "y", "Z").sees("nothing was undone since the last answer")
}

func TestAdviceIsNeverCut(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter", "c").resize(60, 16)
	p.app.writing.Rationale.Advised = []string{"The first piece of advice, which takes more than one line of a window of this width.", "The second piece of advice, of which the last word is quagmire."}
	p.resize(60, 16)
	p.sees("2 pieces").press("ctrl+t").sees("The first piece", "quagmire.").press("q").sees("Risk")
	p.resize(120, 40)
	p.sees("quagmire.")
}

func TestTheCursorStaysAfterARecordIsWithdrawn(t *testing.T) {
	for _, orders := range []int{0, 2} {
		p := sitDown(t, desk.Options{})
		for i, day := range []string{"4 March 2019", "1 March 2019", "3 March 2019", "2 March 2019"} {
			ref := string(rune('1' + i))
			p.has("P-"+ref, "CR/"+ref, with(cleanFacts, "incident_date="+day)...)
		}
		p.open()
		for range orders {
			p.press("o")
		}
		p.press("g", "j")
		at, next := p.app.queue.At, p.app.queue.List.Slice(2, 1)[0]
		p.press("enter", "X").types("Entered twice.").press("enter").sees("Withdrawn: ")
		if p.app.queue.At != at || p.app.queue.Cursor != next {
			t.Errorf("in order %d the cursor is at %d on %d, was at %d before %d:\n%s", orders, p.app.queue.At, p.app.queue.Cursor, at, next, p.screen())
		}
	}
}

func TestTheFactsBesideARationaleOpenAtTheSummary(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter", "m").pastes(strings.Repeat("A note of many lines.\n", 30)).press("ctrl+s", "c", "ctrl+f")
	lines := strings.Split(p.screen(), "\n")
	if !strings.Contains(lines[2], "Summary") {
		t.Errorf("the facts do not begin with the summary:\n%s", p.screen())
	}
}

func TestQClosesEveryPane(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.batch()
	p.open()
	p.review("15/0012/20")
	for _, k := range []string{"g", "h", "p", " ", "?"} {
		if p.press(k); p.app.Screen() == desk.InReview {
			t.Fatalf("%s opened nothing:\n%s", k, p.screen())
		}
		if p.press("q"); p.app.Screen() != desk.InReview || p.quit {
			t.Errorf("q does not close what %s opened", k)
		}
	}
	p.press("esc", "s", "q")
	if p.app.Screen() != desk.InQueue || p.quit {
		t.Error("q does not close the summary")
	}
	p.review("15/0012/20").press("?").sees("lines 1 to").press("G")
	if strings.Contains(p.screen(), "lines 1 to") {
		t.Error("G does nothing in the help")
	}
}

// An officer who decides at once is not led back through the steps before.
func TestTheTourFollowsAnOfficerWhoGoesAhead(t *testing.T) {
	p := sitDown(t, desk.Options{Demo: true, Tour: true})
	p.has("P-1", "CR/1", cleanFacts...)
	p.has("P-2", "CR/2", cleanFacts...)
	p.open().press("enter", "d").sees("Say why in your own words").searched().pastes(reasonable).press("ctrl+s").sees("z takes the last step back")
	if p.press("?"); p.app.tour.On() {
		t.Error("the tour is not over")
	}
}
