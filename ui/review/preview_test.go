package review

import (
	"strings"
	"testing"
	"time"

	"gd8/store"
	"gd8/store/vault"
	"gd8/ui/review/desk"
)

// consultations are the actions of the journal on an incident, newest first.
func (p *officer) consultations(ref string) []string {
	p.t.Helper()
	var list []string
	err := p.store.Journal(func(e store.Entry) bool {
		for _, k := range e.Keys {
			if k.Incident == ref && e.Operation == vault.Consultation {
				list = append(list, e.Action)
			}
		}
		return true
	})
	must(p.t, err)
	return list
}

func TestTheIncidentUnderTheCursorStandsBesideAWideQueue(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", with(cleanFacts, "summary=The first summary.")...)
	p.has("P-2", "CR/2", with(cleanFacts, "summary=The second summary.", "person_role=third_party", "date_of_birth=2 January 2011")...)
	p.open().resize(160, 50)
	if strings.Contains(p.screen(), "first summary") || len(p.consultations("CR/1")) > 0 {
		t.Errorf("it is read before the cursor rested:\n%s", p.screen())
	}
	p.wait(desk.RestTime)
	p.sees("The first summary.", "AT2 discard: APPLIES")
	p.press("j").sees("3rd party: Alex")
	if p.app.Waiting > 0 {
		t.Error("a key waits for the preview")
	}
	p.wait(desk.RestTime)
	p.sees("The second summary.", "third party", "AT2 discard: APPLIES, 1 warning", "The individual was under 10 at the incident")
	p.press("k")
	p.wait(desk.RestTime)
	p.press("enter").press("esc").sees("q quit")
	p.wait(desk.RestTime)
	if got := strings.Join(p.consultations("CR/1"), " "); got != "open preview" {
		t.Errorf("the journal has %q for CR/1", got)
	}
	p.resize(159, 50)
	if strings.Contains(p.screen(), "first summary") {
		t.Errorf("there is no room for it:\n%s", p.screen())
	}
}

// The cursor runs over rows that were not looked at: they are not consulted.
func TestRowsThatTheCursorRunsOverAreNotConsulted(t *testing.T) {
	p := sitDown(t, desk.Options{})
	for _, n := range []string{"1", "2", "3", "4"} {
		p.has("P-"+n, "CR/"+n, with(cleanFacts, "date_of_birth="+n+" January 2004")...)
	}
	p.open().resize(160, 50)
	p.press("j", "j", "j")
	p.wait(time.Second)
	for ref, want := range map[string]int{"CR/1": 0, "CR/2": 0, "CR/3": 0, "CR/4": 1} {
		if got := p.consultations(ref); len(got) != want {
			t.Errorf("%s was consulted: %v", ref, got)
		}
	}
	p.sees("P-4, Alex Example 4")
}

func TestTheQueueIsListedByAColumnAndTurnedRound(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", with(cleanFacts, "date_of_birth=2 January 2004")...)
	p.has("P-2", "CR/2", with(cleanFacts, "date_of_birth=2 January 2006")...)
	p.has("P-3", "CR/3", "youth_produced=yes", "outcome=21")
	p.open().resize(120, 24)
	first := func(ref string) {
		t.Helper()
		p.press("g")
		if got := p.beginningAt(30); !strings.Contains(got, ref) {
			t.Errorf("the first row is not of %s:\n%s", ref, p.screen())
		}
	}
	for p.app.queue.Walk.OrderTitle() != "youngest first" {
		p.press("right")
	}
	p.sees("youngest first", "↓Age")
	first("CR/2")
	p.press("O").sees("youngest first, turned round", "↑Age")
	first("CR/3") // whose age is not known
	p.press("O", "left").sees("↓AT2 discard")
	first("CR/3")
	p.press("9").sees("9:[Deferred 0]").press("0").sees("0:[All 3]").press("3").sees("3:[Applies 2]").press("1").sees("1:[Attention 3]")
}
