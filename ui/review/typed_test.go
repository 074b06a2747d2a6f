package review

import (
	"strings"
	"testing"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/ui/review/desk"
)

// typedIn is what the store has of texts typed and not used.
func (p *officer) typedIn() map[store.Number]store.Typed {
	p.t.Helper()
	all, err := p.store.AllTyped()
	must(p.t, err)
	return all
}

// waysOut are the ways in which gd8 can be left with something typed.
var waysOut = map[string]func(p *officer){
	"a second passes":         func(p *officer) { p.wait(time.Second) },
	"it is quit":              func(p *officer) { p.press("ctrl+c") },
	"the screen is locked":    func(p *officer) { p.press("ctrl+l") },
	"the program is ended":    func(p *officer) { must(p.t, p.app.keepDraft()) },
	"the program has a fault": func(p *officer) { p.app.Update(desk.Reply{Topic: desk.TopicCount}); must(p.t, p.app.keepDraft()) },
}

func TestAReasonIsKeptOnEveryWayOut(t *testing.T) {
	for name, leave := range waysOut {
		t.Run(name, func(t *testing.T) {
			p := sitDown(t, desk.Options{})
			n := p.has("P-1", "CR/1", with(cleanFacts, "abusive=yes")...)
			p.open().press("enter", "n").sees("give the reason why your answer differs").types("The log says n")
			p.send(keyMsg("o"))
			leave(p)
			if got := p.typedIn()[n]["reason abusive"].Text; got != "The log says no" {
				t.Errorf("kept is %q", got)
			}
			p.start(desk.Options{})
			p.open().press("enter", "n").sees("The log says no", "What you typed here and did not use is here again.")
			p.types(".").press("enter").sees("APPLIES")
			p.wait(time.Second)
			if all := p.typedIn(); len(all) != 0 {
				t.Errorf("what was used is still kept: %v", all)
			}
		})
	}
}

func TestAFormIsKeptOnEveryWayOut(t *testing.T) {
	for name, leave := range waysOut {
		t.Run(name, func(t *testing.T) {
			p := sitDown(t, desk.Options{})
			p.open().press("a").types("P-7").press("tab").types("CR/7").press("tab", "tab").pastes("Distribute").types(" x")
			p.send(keyMsg("y"))
			leave(p)
			p.start(desk.Options{})
			p.open().press("a").sees("You began the form of individual P-7, incident CR/7").press("y").sees("P-7", "CR/7", "Distribute xy", "What you typed and did not save is here again.").press("ctrl+s").sees("Added: CR/7")
			p.wait(time.Second)
			if all := p.typedIn(); len(all) != 0 {
				t.Errorf("what was saved is still kept: %v", all)
			}
			p.press("esc", "a")
			if strings.Contains(p.screen(), "P-7") {
				t.Errorf("the form saved is there again:\n%s", p.screen())
			}
		})
	}
}

func TestACorrectionAndItsReasonAreKept(t *testing.T) {
	p := sitDown(t, desk.Options{})
	n := p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter", "C").types(" of ONE").press("shift+tab").types("A slip").press("ctrl+c")
	if !p.quit || len(p.typedIn()[n]) != 2 {
		t.Fatalf("left %v, kept %v", p.quit, p.typedIn())
	}
	p.start(desk.Options{})
	p.open().press("enter", "C").sees("ONE").press("shift+tab").sees("A slip").press("ctrl+s").sees("Corrected: CR/1")
	if got := p.app.Incident.Record().Source.Text(model.Offence); !strings.HasSuffix(got, " of ONE") {
		t.Errorf("the offence is %q", got)
	}
	p.wait(time.Second)
	if all := p.typedIn(); len(all) != 0 {
		t.Errorf("still kept: %v", all)
	}
}

func TestATextThatIsTakenBackIsNotKept(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", with(cleanFacts, "abusive=yes")...)
	p.open().press("enter", "n").types("No")
	p.wait(time.Second)
	if len(p.typedIn()) != 1 {
		t.Fatalf("kept: %v", p.typedIn())
	}
	p.press("backspace", "backspace")
	p.wait(time.Second)
	if all := p.typedIn(); len(all) != 0 {
		t.Errorf("kept: %v", all)
	}
}

func TestARemindersTypingIsKeptForTheNextSitting(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter", "w").pastes("Their record is awaited.").press("tab").types("1/2/202").press("ctrl+c")
	p.start(desk.Options{})
	p.open().press("enter", "w").sees("Their record is awaited.", "1/2/202")
}

func TestWhatCannotBeKeptIsSaidAndGd8CanStillBeLeft(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", with(cleanFacts, "abusive=yes")...)
	p.open().press("enter", "n").types("The log")
	must(t, p.store.Close())
	p.press("ctrl+c").sees("What you typed is not saved and is kept here", "The log")
	if p.quit {
		t.Error("it left without a word")
	}
	if p.press("ctrl+c"); !p.quit {
		t.Error("it cannot be left")
	}
	if err := p.app.keepDraft(); err == nil || !strings.Contains(err.Error(), "question or form could not be saved") {
		t.Errorf("the last try says %v", err)
	}
}

func TestWhatAnotherOfficerTypedIsNotOfferedAsOnesOwn(t *testing.T) {
	p := sitDown(t, desk.Options{Officer: "A. One", Purpose: "x"})
	n := p.has("P-1", "CR/1", with(cleanFacts, "abusive=yes")...)
	p.open().press("enter", "n").types("The log says no").press("esc", "c").types("Half a thought").press("esc", "esc", "a").types("P-7").press("ctrl+c")
	p.start(desk.Options{Officer: "B. Two", Purpose: "x"})
	p.open().press("enter", "n").sees("The log says no", "Typed by A. One on 4 May 2026, 09:00 and not used: these are not your words yet.")
	p.press("esc", "c").sees("3 words", "Typed by A. One on").press("esc")
	p.press("X").types("B's own").press("esc", "esc", "a").sees("A. One began the form of individual P-7").press("y").sees("P-7", "Typed by A. One on").press("ctrl+c")
	if got := p.typedIn()[n]["reason abusive"]; got.Officer != "A. One" || p.typedIn()[n]["withdraw"].Officer != "B. Two" {
		t.Errorf("kept are %+v", p.typedIn()[n])
	}
	p.start(desk.Options{Officer: "A. One", Purpose: "x"})
	p.open().press("enter", "n").sees("The log says no", "What you typed here and did not use is here again.")
}
