package review

import (
	"strings"
	"testing"
	"time"

	"gd8/model"
	"gd8/ui/review/desk"
)

func TestHistoryComparesADecisionWithTheLastOfItsKind(t *testing.T) {
	p := sitDown(t, desk.Options{})
	n := p.has("P-1", "CR/1", with(cleanFacts, "outcome=10")...)
	argued := func(risk string) (s model.Sections) {
		s[model.Risk], s[model.Relevance], s[model.Proportionality] = risk, "The role is with children.", "It is long ago."
		return s
	}
	var referred model.Sections
	referred[model.Reason] = "It is for the standard process."
	p.open()
	for _, d := range []struct {
		kind model.DecisionKind
		text model.Sections
	}{{model.Consider, argued("Two incidents within a year.")}, {model.Refer, referred}, {model.Consider, argued("Two incidents within a month.")}} {
		if _, err := p.app.Sit.Decide(n, d.kind, d.text, 0); err != nil {
			t.Fatal(err)
		}
		p.clock = p.clock.Add(time.Minute)
	}
	p.resize(120, 60)
	p.review("CR/1").press("h").sees("version 3: to be considered", "Two incidents within a", "[-year.-]", "{+month.+}", "version 2: referred")
	for _, wrong := range []string{"{+The role", "[-It is"} {
		if strings.Contains(p.screen(), wrong) {
			t.Errorf("the screen tells of a change that was none, %q:\n%s", wrong, p.screen())
		}
	}
}
