package review

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/model"
	"gd8/store"
	"gd8/store/queue"
	"gd8/store/sitting"
	"gd8/ui/review/desk"
	"gd8/ui/session"
)

const columnsOfFile = "person_ref,incident_ref,offence,incident_date,outcome,date_of_birth,youth_produced\n"

// file is an input file in a folder of its own.
func file(t *testing.T, rows ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "hits.csv")
	must(t, os.WriteFile(path, []byte(columnsOfFile+strings.Join(rows, "\n")+"\n"), 0o600))
	return path
}

const goodRow, badRow = "P-1,CR/1,Offence,2019-03-14,21,2004-01-02,yes", "P-2,CR/2,Offence,2019-03-14,99,2004-01-02,yes"

// rubOut are the keys that delete a text before the cursor.
func rubOut(text string) []string {
	return slices.Repeat([]string{"backspace"}, len(text))
}

func TestAnImportIsShownWithItsCounts(t *testing.T) {
	path := file(t, goodRow)
	p := sitDown(t, desk.Options{}).open()
	p.sees("The store is empty").press("i", "enter").sees("Type the name of a file first")
	p.pastes(path[:len(path)-5]).press("tab").sees("hits.csv").press("enter")
	p.sees("1 row read: 1 new, 0 changed, 0 unchanged, 0 refused.").press("s").sees("s: no row was refused")
	p.press("enter").sees("[Attention 1]", "CR/1")
	p.press("i").pastes(path).press("enter").sees("0 new, 0 changed, 1 unchanged").press("esc").sees("0 of 1 done")
}

func TestARefusedFileIsListedAndItsOtherCasesCanComeIn(t *testing.T) {
	path := file(t, goodRow, badRow)
	p := sitDown(t, desk.Options{}).open()
	p.press("i").pastes(path).press("enter").sees("read, 1 refused; nothing was imported", "1 problem", "99", "or press s", "s import the other cases")
	p.resize(60, 16)
	p.sees("s import the other cases").resize(80, 24)
	if n := p.app.Counts.Total; n != 0 {
		t.Errorf("%d records came in", n)
	}
	p.press("s").sees("2 rows read: 1 new, 0 changed, 0 unchanged, 1 refused.", "The refused rows are in")
	if _, err := os.Stat(strings.TrimSuffix(path, ".csv") + ".refused.csv"); err != nil {
		t.Error(err)
	}
	p.press("esc").sees("[Attention 1]", "CR/1")
	if strings.Contains(p.screen(), "CR/2") {
		t.Error("the refused record came in")
	}
}

// Where a row is of no known case s cannot help, and is not offered.
func TestOtherCasesAreNotOfferedBesideARowThatCannotBePlaced(t *testing.T) {
	p := sitDown(t, desk.Options{}).open()
	p.press("i").pastes(file(t, goodRow, ",CR/2,Offence,2019-03-14,21,2004-01-02,yes")).press("enter")
	p.sees("line 3: a", "refused row cannot be placed in any case", "1 problem")
	if said := p.screen(); strings.Contains(said, "press s") || strings.Contains(said, "s import the other") {
		t.Errorf("s is offered:\n%s", said)
	}
	p.press("s").sees("s: no case can come in without the refused rows; mend them first")
	if n := p.app.Counts.Total; n != 0 {
		t.Errorf("%d records came in", n)
	}
}

func TestAnImportThatIsCancelledLeavesTheStoreAsItWas(t *testing.T) {
	path := file(t, goodRow)
	for _, key := range []string{"esc", "ctrl+c"} {
		p := sitDown(t, desk.Options{}).open()
		p.press("i").pastes(path)
		_, running := p.app.Update(keyMsg("enter"))
		p.sees("Nothing shows before all of it is in").press("enter").sees("the import is still running; esc cancels it")
		p.press(key).sees("Cancelling. The store stays as it was")
		if p.quit {
			t.Fatalf("%s left gd8", key)
		}
		p.do(running)
		p.sees("cancelled").press("esc").sees("The store is empty")
	}
}

func TestAnIncidentIsAddedCorrectedAndWithdrawnByHand(t *testing.T) {
	p := sitDown(t, desk.Options{}).open()
	p.press("a").sees("Add an incident by hand", "Individual").press("ctrl+s")
	p.sees("✗").types("P-7").press("tab").types("CR/7").press("tab", "tab").types("Distribute an image").press("tab").types("30/02/2019")
	p.press("ctrl+s").sees("Incident date", "gd8 takes").press(rubOut("30/02/2019")...).types("14/03/2019").press("ctrl+s")
	p.sees("Added: CR/7", "UNDETERMINED", "14 March 2019")

	p.press("esc", "enter", "C").sees("Correct the record CR/7").types("d").press("shift+tab").sees("Reason of the correction").types("A slip of the pen").press("ctrl+s").sees("Corrected: CR/7")
	if got := p.app.Incident.Record().Source.Text(model.Offence); got != "Distribute an imaged" {
		t.Errorf("the offence is %q", got)
	}
	p.press("X").sees("Withdraw the record CR/7").press("enter").sees("withdrawing a record needs a reason")
	p.types("Entered twice").press("enter").sees("The store is empty")
}

func TestAFormThatIsLeftIsThereAgainForWhatItWasFor(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	p.has("P-2", "CR/2", cleanFacts...)
	p.open().press("a").types("P-99").press("esc", "enter", "C").types(" of ONE").press("esc", ">", "C").sees("Correct the record CR/2").types(" of TWO").press("esc")
	p.press("<", "C").sees("Correct the record CR/1", "ONE", "What you typed and did not save is here again.")
	p.press("shift+tab").types("A slip").press("ctrl+s").sees("Corrected: CR/1").press("C")
	if strings.Contains(p.screen(), "is here again") {
		t.Errorf("the form saved is not one begun anew:\n%s", p.screen())
	}
	p.press("esc", ">", "C").sees("TWO").press("esc", "esc", "a").sees("You began the form of individual P-99").press("y").sees("P-99")
}

func TestTwoRecordsAreLinkedAsOneEventAndUnlinked(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	p.has("P-1", "CR/2", cleanFacts...)
	p.open().press("enter").sees("DOES NOT APPLY: criterion 4 is not met")
	p.press("p").sees("Other records of P-1 beside CR/1", "CR/2").press("u").sees("u: this record names no other", "l link as one event").press("l")
	p.sees("Do CR/1 and CR/2 describe the same event?", "count as one incident").press("n").sees("Nothing was done").press("l", "x", "y").types("One call.").press("enter")
	p.sees("Linked: CR/1 and CR/2 count as one incident.", "APPLIES: the discard is open to you")
	p.press("p").sees("here, same event").press("u").types("Two calls.").press("enter").sees("DOES NOT APPLY: criterion 4 is not met")
	p.press("p", "enter").sees("CR/2").press("z").sees("Undone", "CR/1", "APPLIES")
}

// A record names one other: a second link must not take the first away.
func TestASecondLinkLeavesTheFirstAlone(t *testing.T) {
	p := sitDown(t, desk.Options{})
	one := p.has("P-1", "CR/1", cleanFacts...)
	p.has("P-1", "CR/2", cleanFacts...)
	three := p.has("P-1", "CR/3", cleanFacts...)
	named := func(n store.Number) string {
		d, err := p.store.Dossier(n)
		must(t, err)
		return d.Case.Facts(d.At).Text(model.SameEventAs)
	}
	p.open().press("enter", "p", "l", "y").types("One call.").press("enter", "p", "l").sees("l: CR/1 and CR/2 count as one incident already")
	p.press("j", "l", "y").types("One call.").press("enter").sees("Linked: CR/1 and CR/3 count as one incident.", "APPLIES")
	if named(one) != "CR/2" || named(three) != "CR/1" {
		t.Errorf("CR/1 names %q, CR/3 names %q", named(one), named(three))
	}
	p.has("P-1", "CR/4", with(cleanFacts, "same_event_as=CR/9")...)
	p.press("esc", "enter", "p", "G", "j", "j", "l").sees("unlink one of them first")
	if named(one) != "CR/2" {
		t.Errorf("CR/1 names %q", named(one))
	}
}

func TestNextAndPreviousGoToWhatNeedsAttention(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", facts21...)
	p.has("P-2", "CR/2", with(facts21, "relevant=no")...)
	p.has("P-3", "CR/3", facts21...)
	p.open().press("enter").sees("CR/1").press("<").sees("No incident before this one")
	p.press(">").sees("CR/3").press(">").sees("No incident after this one", "CR/3").press("<").sees("CR/1")
}

func TestAfterTheLastOfASearchTheReviewGoesOnBeyondIt(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	p.has("P-2", "CR/2", cleanFacts...)
	p.open().press("/").types("CR/1").press("enter", "enter", "d").searched().pastes(reasonable).press("ctrl+s")
	p.sees("Saved: CR/1, discarded under AT2. That was the last in this list. Opening the next incident.", "CR/2")
	p.press("d").searched().pastes(reasonable).press("ctrl+s").sees("Saved: CR/2, discarded under AT2. Nothing more needs attention.")
}

// A store that cannot be written must not cost the officer a word.
func TestASaveThatFailsKeepsTheTextAndCanBeTriedAgain(t *testing.T) {
	p := sitDown(t, desk.Options{})
	n := p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter", "d").searched().pastes(reasonable)
	path := p.store.Path()
	must(t, p.store.Close())
	p.press("ctrl+s").sees("Not saved, your text is kept here", "One incident with outcome 21")
	p.wait(2 * time.Second)
	p.sees("not saved")
	p.press("esc").sees("One incident with outcome 21")

	to := filepath.Join(t.TempDir(), "kept.txt")
	p.press("ctrl+o").sees("gd8-discard.txt").press(rubOut("gd8-discard.txt")...)
	p.pastes(to).press("enter").sees("Written to")
	if text, err := os.ReadFile(to); err != nil || !strings.Contains(string(text), reasonable) {
		t.Errorf("the file holds %q, %v", text, err)
	}
	p.press("ctrl+o").press(rubOut("gd8-discard.txt")...).pastes(to).press("enter").sees("not written").press("esc")

	s, err := store.Open(path, store.Options{Now: func() time.Time { return p.clock }, WithoutSync: true})
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	p.store = s
	p.app.Sit, err = session.New(s, "J. Officer", "Enhanced DBS checks")
	must(t, err)
	p.app.writing.Rationale.Rationale, err = p.app.Sit.Rationale(p.app.Incident, model.Discard)
	must(t, err)
	p.app.writing.Rationale.KeepIn(p.app.Keeper)
	p.press("ctrl+s").sees("Saved: CR/1, discarded under AT2")
	if got := p.item(n).Decision; got == nil || got.Sections[model.Grounds] != reasonable {
		t.Errorf("the store holds %+v", got)
	}
}

func TestThePurposeIsAskedOnceWhereNoneWasGiven(t *testing.T) {
	p := sitDown(t, desk.Options{Officer: "J. Officer"}).open()
	p.sees("Why are these records consulted?").press("enter").sees("say what the records are consulted for").types("qa").press("enter").sees("The store is empty")
	if got := p.app.Sit.Actor().Purpose; got != "qa" {
		t.Errorf("the purpose is %q", got)
	}
}

func TestNothingComesIntoTheDemo(t *testing.T) {
	p := sitDown(t, desk.Options{Demo: true}).open()
	for _, key := range []string{"a", "i"} {
		p.press(key).sees(key + ": adding and importing are off in the demo")
	}
	p.press("?").sees("Not now:", "add an incident by hand: adding and importing are off in the demo").press("esc", "q")
	if !p.quit {
		t.Error("q did not quit")
	}
}

// A reply that comes after a newer question was asked would show the officer
// the wrong list.
func TestAReplyThatWasOvertakenIsDropped(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", facts21...)
	p.open()
	one := p.app.queue.ChangeView(session.Walk{Filter: queue.FilterAll})
	two := p.app.queue.ChangeView(session.Walk{Filter: queue.FilterAttention})
	var replies []tea.Msg
	for _, c := range []tea.Cmd{one, two} {
		replies = append(replies, c())
	}
	p.send(replies[1])
	p.send(replies[0])
	if got := p.app.queue.Walk.Filter; got != queue.FilterAttention {
		t.Errorf("the queue shows %s", got.Title())
	}
	if p.app.Waiting != 0 {
		t.Errorf("keys still wait for %d replies", p.app.Waiting)
	}
}

// Keys typed while an incident opens were meant for the one on screen.
func TestKeysTypedForAnIncidentThatIsGoneAreDropped(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", with(facts21, "pattern_of_behaviour=no")...)
	p.has("P-2", "CR/2", facts21...)
	p.open().press("enter").sees("CR/1")
	_, opening := p.app.Update(keyMsg(">"))
	p.send(keyMsg("u"))
	p.do(opening)
	p.sees("CR/2")
	if len(p.app.Incident.Record().Answers) != 0 {
		t.Error("a key acted on an incident that was not on screen")
	}
}

// Only a rescue from a damaged store makes a case incomplete, so the case on
// screen is made so here.
func TestAnIncompleteCaseAsksForTheReasonToGoOn(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter", "I").sees("I: no record of this case is known to be missing")
	rec := *p.app.Incident.Record()
	rec.Incomplete = true
	p.app.Incident.Case = model.NewCase([]model.Record{rec}, nil)
	p.press("I").sees("Records of this case are known to be missing").press("enter").sees("needs a reason")
	p.types("Asked the force.").press("esc", "I").sees("Asked the force.")
}

func TestANextIncidentThatCouldNotBeLookedUpIsNotCalledNone(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter", "d").types("x")
	counts := p.app.Counts
	p.do(p.app.writing.Decided(session.Decided{Kind: model.Discard, Lost: true, Note: "the next incident could not be looked up: a page is damaged"}, counts))
	p.resize(120, 30)
	p.sees("the next incident could not be looked up: a page is damaged")
	if strings.Contains(p.screen(), "Nothing more needs attention") {
		t.Errorf("that is not known:\n%s", p.screen())
	}
}

func TestAHitThatIsNotRelevantSaysWhyNothingIsToDecide(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {60, 16}, {160, 50}} {
		p := sitDown(t, desk.Options{})
		n := p.has("P-1", "CR/1", with(cleanFacts, "relevant=no")...)
		p.open().resize(size[0], size[1])
		p.review("CR/1").sees("NOTHING TO DECIDE: the hit is not relevant")
		for _, k := range []string{"d", "c", "r", "w"} {
			p.press(k).sees(k + ": the hit is not relevant, so there is nothing to decide")
			if p.app.writing.Rationale != nil {
				t.Errorf("%s opened a rationale that cannot be saved", k)
			}
		}
		if p.item(n).State != model.StateNotRelevant {
			t.Error(p.item(n).State)
		}
	}
}

// TestTheTourMovesOnAsTheOfficerDoesWhatItSays walks the whole tour, also in
// the smallest window.
func TestTheTourMovesOnAsTheOfficerDoesWhatItSays(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {60, 16}} {
		p := sitDown(t, desk.Options{Tour: true})
		p.has("P-1", "CR/1", facts21...)
		p.has("P-2", "CR/2", facts21...)
		p.open().resize(size[0], size[1])
		p.sees("1 of 7", "enter opens it").press("j").sees("1 of 7").press("enter").sees("2 of 7", "six criteria")
		p.press("k").sees("3 of 7").press("g").sees("4 of 7", "The guidance").press("esc", "j")
		p.press("n", "enter").sees("4 of 7").press("n", "enter").sees("5 of 7", "gd8 proposes none").press("r").sees("6 of 7", "in your own words")
		p.press("esc").sees("7 of 7").press("c").sees("in your own words").press("esc").sees("7 of 7").press("r")
		p.types("T is text here.").press("ctrl+s").sees("7 of 7", "lists every action").press(":").press("esc")
		if p.app.tour.On() || strings.Contains(p.screen(), "of 7") {
			t.Errorf("the tour is not over:\n%s", p.screen())
		}
	}
}

func TestTheTourCanBeSkippedAndEndedAndHidesNothing(t *testing.T) {
	for _, end := range []string{"T", "esc"} {
		p := sitDown(t, desk.Options{Tour: true})
		for i := range 30 {
			p.has("P-1", fmt.Sprintf("CR/%d", i), facts21...)
		}
		p.open().press("t").sees("2 of 7").press("G").sees("CR/29", "30 of 30").press(end)
		if p.app.tour.On() {
			t.Errorf("%s did not end the tour", end)
		}
		p.press("t").sees("t: no tour is on")
	}
	p := sitDown(t, desk.Options{Tour: true})
	p.open()
	for width := desk.MinWidth; width < 200; width += 7 {
		for height := desk.TourHeight; height < 60; height += 5 {
			p.resize(width, height)
			p.app.tour.Start()
			for range p.app.tour.Steps() {
				if got := len(p.app.tour.View()); got != p.app.Layout.Strip || got > 3 {
					t.Fatalf("the strip is %d lines of %d at %dx%d", got, p.app.Layout.Strip, width, height)
				}
				for _, line := range p.app.tour.View() {
					if strings.HasSuffix(line, p.app.Look.Symbols.Ellipsis) {
						t.Fatalf("%q is cut at %dx%d", line, width, height)
					}
				}
				p.press("t")
			}
		}
	}
	for i, step := range p.app.tour.Steps() {
		for _, word := range []string{"should", "recommend", "best"} {
			if strings.Contains(step.Say, word) {
				t.Errorf("step %d tells the officer what to decide: %s", i+1, step.Say)
			}
		}
	}
}

// TestLeavingWhileAnImportRunsKeepsTheSitting ends the app, as a signal does,
// as soon as an import has begun to read: the import is cancelled and lets go
// of the store, and only then what was typed and the sitting are kept.
func TestLeavingWhileAnImportRunsKeepsTheSitting(t *testing.T) {
	rows := make([]string, 20_000)
	for i := range rows {
		rows[i] = strings.ReplaceAll(goodRow, "1,CR/1", fmt.Sprintf("%d,CR/%d", i, i))
	}
	p := sitDown(t, desk.Options{})
	p.batch()
	p.open()
	ctx, cancel := context.WithCancel(t.Context())
	p.app.Ctx = ctx
	p.press("i").pastes(file(t, rows...))
	_, cmd := p.app.Update(keyMsg("enter"))
	over := make(chan struct{}, 8)
	commands := cmd().(tea.BatchMsg)
	for _, c := range commands {
		go func() {
			if c != nil {
				c()
			}
			over <- struct{}{}
		}()
	}
	for p.app.Sit.Save() == nil { // until the import has the store
		if len(over) == len(commands) {
			t.Fatal("the import is over before it was seen to run")
		}
	}
	cancel()
	must(t, p.app.Sit.SetPurpose("Barring referrals"))
	must(t, p.app.keepAll())
	kept, err := sitting.Newest(p.store, 1)
	must(t, err)
	if len(kept) != 1 || kept[0].Purpose != "Barring referrals" {
		t.Errorf("the sitting is kept as %+v", kept)
	}
}
