package review

import (
	"fmt"
	"strings"
	"testing"

	"gd8/ui/review/desk"
	"gd8/ui/review/panes"
)

// A key must never answer a question that is not in sight: in a window that has
// no room for a line of each criterion, the verdict, a mark of each, the one in
// hand and its question are.
func TestTheQuestionInHandIsInSightInALowWindow(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.batch()
	p.has("P-170", "17/0001/20", "youth_produced=yes", "outcome=21", "outcome_date=2 March 2015", "incident_date=3 March 2015", "date_of_birth=1 January 2006",
		"malicious_intent=yes", "exploitation=yes", "relevant=no", "pattern_of_behaviour=yes", "same_event_as=nowhere")
	p.open()
	for _, size := range [][2]int{{60, 10}, {60, 12}, {60, 15}, {80, 10}, {100, 11}, {160, 10}} {
		p.resize(size[0], size[1])
		p.press("g").sees("› P-118").press("G").sees("› P-160").press("g")
		for _, ref := range []string{"14/2231/19", "14/2250/19", "15/0012/20", "16/0001/20", "16/0003/20", "17/0001/20"} {
			p.review(ref)
			for range panes.AllQuestions(p.app.Incident) {
				a := p.app
				id := panes.CriterionOf(a.checklist.Field)
				cr := a.Incident.Assessment.Criteria[id]
				p.sees(strings.ToUpper(a.Incident.Assessment.Verdict.Title()), a.Look.Symbols.Cursor+" "+a.checklist.Field.Title()+"?",
					fmt.Sprintf("%s %d %s", strings.TrimSpace(a.Look.Symbols.State(cr.State)), id+1, id.Title()))
				p.press("j")
			}
		}
		p.review("14/2250/19").press("d").sees("Searched").types("A word").sees("A word").press("esc").sees("Draft saved")
		p.press("esc")
	}
}

func TestEveryPartOfALowWindowShowsWhereItIs(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-118", "14/2231/19", facts21...)
	p.open().resize(60, 10)
	p.press("enter", "j", "n").sees("Pattern of behaviour? y n u")
	p.press("ctrl+g").sees("GD8, Further information").press("esc", "?").sees("Keys: ").press("esc", "esc")
	p.press("a").sees("Individual (required)").types("P-9").sees("P-9").press("esc")
	p.press("s").sees("Summary").press("esc", "/").types("14").sees("/14", "› P-118").press("esc")
	p.press("ctrl+l").sees("gd8 is locked", "enter unlock")
}
