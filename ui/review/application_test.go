package review

import (
	"fmt"
	"strings"
	"testing"

	"gd8/store/vault"
	"gd8/ui/review/desk"
)

// household is an application with an applicant of two hits and a third party
// of one.
func (p *officer) household() {
	p.has("P-201", "21/0001/20", with(cleanFacts, "application_ref=APP-200", "person_name=Ada Example", "date_of_birth=3 January 2006")...)
	p.has("P-201", "21/0002/20", with(cleanFacts, "application_ref=APP-200", "person_name=Ada Example", "date_of_birth=3 January 2006", "relevant=no")...)
	p.has("P-202", "21/0003/20", with(cleanFacts, "application_ref=APP-200", "person_name=Ben Example", "date_of_birth=4 January 2006", "person_role=third_party", "youth_produced=")...)
}

func TestAnApplicationIsShownAsAWhole(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.household()
	p.open()
	p.review("21/0003/20").press("A")
	p.sees("Application: APP-200", "Left: 1 of 3 hits done; 2 to do", "AT2 record: can be exported, and would say that it is not finished",
		"Applicant: P-201, Ada Example, born 3 January 2006", "Third party: P-202, Ben Example", "21/0002/20: not relevant", "› 21/0003/20", "hit 3 of 3")
	p.press("k", "k").sees("› 21/0001/20", "hit 1 of 3")
	p.press("k").sees("hit 1 of 3") // stays
	p.press("enter").sees("APPLIES").press("d").searched().types(reasonable).press("ctrl+s")
	p.review("21/0003/20").press("r").types("Refer: what was sent is not known, nor by whom.").press("ctrl+s")
	p.press("esc", "esc").review("21/0002/20").press("A").sees("Finished: nothing is left to decide; 3 hits done", "AT2 record: can be exported: every hit on it is decided or not relevant", "discarded under AT2 by J. Officer")
	p.press("q", "esc", "shift+tab").press("g", "A").sees("Application: APP-200")
	entries := p.journalled("show application")
	if entries != 3 {
		t.Errorf("%d entries of the journal say that the application was consulted, want 3", entries)
	}
}

// misses wants a text not to be on the screen.
func (p *officer) misses(text string) *officer {
	p.t.Helper()
	if strings.Contains(p.screen(), text) {
		p.t.Fatalf("the screen says %q:\n%s", text, p.screen())
	}
	return p
}

// journalled is how many entries of the journal are of an action.
func (p *officer) journalled(action string) (n int) {
	p.t.Helper()
	must(p.t, p.store.Journal(func(e vault.Entry) bool {
		if e.Action == action {
			n++
		}
		return true
	}))
	return n
}

// A hit of no application is of no stranger's either.
func TestHitsWithoutAnApplicationAreThoseOfTheirIndividual(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-301", "31/0001/20", with(cleanFacts, "application_ref=", "person_name=Ada Example")...)
	p.has("P-302", "31/0002/20", with(cleanFacts, "application_ref=", "person_name=Ben Example")...)
	p.open()
	p.review("31/0001/20").press("A").sees("Application: no reference", "P-301", "1 hit").misses("P-302")
}

// TestAWideApplicationIsWalkedThrough goes along more hits than a window holds:
// the one in hand is always in sight.
func TestAWideApplicationIsWalkedThrough(t *testing.T) {
	p := sitDown(t, desk.Options{})
	for i := range 60 {
		p.has(fmt.Sprintf("P-%d", 400+i/20), fmt.Sprintf("41/%04d/20", i), with(cleanFacts, "application_ref=APP-400", "person_role=third_party",
			fmt.Sprintf("person_name=Example %d", i/20), fmt.Sprintf("incident_date=%d March 2019", i%28+1))...)
	}
	p.open()
	for _, size := range [][2]int{{60, 10}, {80, 24}, {160, 50}} {
		p.resize(size[0], size[1])
		p.review("41/0000/20").press("A")
		for i := range 59 {
			p.sees(fmt.Sprintf("› 41/%04d/20", i)).press("j")
		}
		p.sees("› 41/0059/20", "hit 60 of 60")
		p.press("pgup").misses("› 41/0059/20").press("g").sees("› 41/0000/20", "Third party: P-400").press("pgdown").misses("› 41/0000/20").press("G").sees("› 41/0059/20")
		p.press("esc")
	}
}

func TestNoApplicationOfAnEmptyQueue(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.open()
	p.press("A").sees("no incident is in hand")
	if p.app.Screen() != desk.InQueue {
		t.Error("a screen opened on nothing")
	}
}
