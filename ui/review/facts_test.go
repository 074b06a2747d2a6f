package review

import (
	"strings"
	"testing"

	"gd8/model"
	"gd8/ui/review/desk"
	"gd8/ui/review/panes"
)

func TestTheFactsAreOneKeyAwayWhileARationaleIsWritten(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	p.open().resize(60, 16)
	p.review("CR/1").press("d").searched().types("half a thou").press("ctrl+f").sees("Facts", "Offence", "APPLIES", "esc back")
	p.press("G").sees("Other records").press("esc").sees("half a thou").types("ght").sees("half a thought")
	p.resize(160, 50)
	p.press("ctrl+f").sees("ctrl+f: the facts stand beside the text", "half a thought")
}

// TestEveryQuestionOfARationaleIsInSightInFull in the smallest window, with
// two lines left for the text.
func TestEveryQuestionOfARationaleIsInSightInFull(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", facts21...)
	p.open().resize(60, 16)
	for _, k := range []string{"c", "r", "w"} {
		p.review("CR/1").press(k)
		for _, s := range p.app.writing.Rationale.Asked {
			seen := strings.Join(strings.Fields(p.screen()), " ")
			if !strings.Contains(seen, s.Prompt()) {
				t.Errorf("%s is cut:\n%s", s.Title(), p.screen())
			}
			p.press("tab")
		}
		p.press("esc")
	}
}

// A fact that is opened, and closed as it was in whichever form, is not answered.
func TestOpeningAFactRecordsNothingUnlessItIsChanged(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter")
	for f, other := range map[model.Field]string{model.IncidentDate: "14/03/2019", model.OutcomeCode: "O21", model.Offence: ""} {
		p.app.facts.Focused, p.app.facts.On = true, f
		p.press("enter").sees(strings.Fields(p.app.Incident.Facts().Show(f))[0])
		if other != "" {
			p.press("ctrl+u").types(other)
		}
		p.press("enter").sees("nothing was recorded")
		if _, ok := p.app.Incident.Record().Answered(f); ok {
			t.Errorf("%s was answered", f.Title())
		}
	}
	p.app.facts.On = model.IncidentDate
	p.press("enter", "ctrl+u").types("15/03/2019").press("enter").sees("give the reason why your answer differs")
}

// The facts may have the keys before they were ever drawn.
func TestMovingAmongFactsThatWereNeverDrawnDoesNothing(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter")
	for _, k := range []string{"j", "G", "home"} {
		*p.app.facts = panes.Facts{Desk: p.app.Desk, Focused: true}
		p.press(k).sees("CR/1")
	}
}
