package review

import (
	"strings"
	"testing"
	"time"

	"gd8/store"
	"gd8/ui/review/desk"
)

func TestAClockThatIsOffIsAskedAboutBeforeAnythingIsRead(t *testing.T) {
	for _, off := range []time.Duration{-48 * time.Hour, 48 * time.Hour, 2 * 365 * 24 * time.Hour} {
		p := sitDown(t, desk.Options{})
		p.asksClock = true
		p.has("P-1", "CR/1", cleanFacts...)
		entries := func() (n int) {
			must(t, p.store.Journal(func(store.Entry) bool { n++; return true }))
			return n
		}
		before := entries()
		p.clock = p.clock.Add(off)
		p.start(desk.Options{})
		p.open().sees("Is the clock right?", "4 May 2026, 09:00")
		p.press("n").sees("set the computer's clock")
		if entries() != before {
			t.Error("something was consulted before the clock was said to be right")
		}
		p.press("y").sees("CR/1")
		notAsked(p)
		p.start(desk.Options{})
		notAsked(p.open())
	}
}

func notAsked(p *officer) {
	p.t.Helper()
	if strings.Contains(p.screen(), "Is the clock right?") {
		p.t.Fatalf("asked:\n%s", p.screen())
	}
}

func TestAClockThatIsOffIsAskedAboutBeforeThePurpose(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.asksClock = true
	p.has("P-1", "CR/1", cleanFacts...)
	p.clock = p.clock.Add(48 * time.Hour)
	p.start(desk.Options{Officer: "J. Officer"})
	p.open().sees("Is the clock right?").press("y").types("Checks").press("enter").sees("CR/1")
}
