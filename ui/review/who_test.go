package review

import (
	"strings"
	"testing"

	"gd8/ui/review/desk"
)

// sitsUnnamed starts a sitting of an officer who is asked for the name; account
// is what the system calls its user.
func (p *officer) sitsUnnamed(account string, w, h int) {
	p.t.Helper()
	p.start(desk.Options{Officer: account, AskOfficer: true})
	p.open().resize(w, h)
}

func TestWhoSitsIsAskedWithThePurposeAndOfferedTheNextTime(t *testing.T) {
	for name, size := range windows {
		t.Run(name, func(t *testing.T) {
			p := sitDown(t, desk.Options{})
			n := p.has("P-1", "CR/1", cleanFacts...)
			p.sitsUnnamed("jofficer", size[0], size[1])
			p.sees("Who sits here", "Officer: jofficer", "Purpose:", "no longer asks for a logged")
			p.press("ctrl+u").types("J. Officer").press("enter", "enter").sees("say what the records are consulted for")
			p.types("Enhanced DBS checks").press("enter").sees("[Attention 1]")
			p.press("enter", "r").types(reasonable).press("ctrl+s").sees("Saved: CR/1")
			if by := p.item(n).Decision.Officer; by != "J. Officer" {
				t.Errorf("decided by %q", by)
			}
			p.sitsUnnamed("jofficer", size[0], size[1])
			p.sees("Officer: J. Officer", "Purpose: Enhanced DBS checks").press("enter", "enter").sees("Last sitting 4 May 2026")
		})
	}
}

func TestAnAccountOfTheComputerIsNeitherOfferedNorTaken(t *testing.T) {
	for _, account := range []string{"root", `PC-7\Administrator`} {
		p := sitDown(t, desk.Options{})
		p.sitsUnnamed(account, 80, 24)
		if strings.Contains(p.screen(), account) {
			t.Errorf("%s is offered:\n%s", account, p.screen())
		}
		p.press("enter").sees("the officer's name is blank").types("SYSTEM").press("tab").sees("is an account of the computer")
		p.press("ctrl+u").types("A. Other").press("tab").types("Checks").press("shift+tab", "enter", "enter").sees("A. Other")
	}
}

// Another officer is offered what she last sat for, and not what he did.
func TestThePurposeOfferedIsThatOfTheOfficerNamed(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	p.start(desk.Options{Officer: "A. One", Purpose: "Quality assurance"})
	p.open().press("enter", "esc")
	must(t, p.app.Sit.Save())
	p.sitsUnnamed("", 80, 24)
	p.sees("Officer: A. One").press("ctrl+u").types("B. Two").press("enter")
	if strings.Contains(p.screen(), "Quality assurance") && !strings.Contains(p.screen(), "For example") {
		t.Errorf("offered what another sat for:\n%s", p.screen())
	}
	if got := p.app.who.purpose.Text; got != "" {
		t.Errorf("B. Two is offered %q", got)
	}
	p.press("tab", "ctrl+u").types("A. One").press("enter").sees("Purpose: Quality assurance")
}
