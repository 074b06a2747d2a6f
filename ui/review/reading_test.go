package review

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gd8/model"
	"gd8/ui/review/desk"
)

var notShown = regexp.MustCompile(`(\d+) lines? (?:of the summary )?not shown`)

// TestNoLineOfASummaryIsLostUncounted: a line of the summary that was not on
// the screen is counted there, at every size, until it was.
func TestNoLineOfASummaryIsLostUncounted(t *testing.T) {
	for _, size := range [][2]int{{60, 16}, {80, 24}, {79, 40}, {120, 40}, {160, 50}, {200, 60}} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			p := sitDown(t, desk.Options{})
			p.longSummary()
			p.open().resize(size[0], size[1])
			p.review("18/0001/20")
			shown := func(i int) bool { return strings.Contains(p.screen(), fmt.Sprintf("Line %d says", i)) }
			seen := 0
			for i := 1; i <= 20; i++ {
				if shown(i) {
					seen++
				}
			}
			said := notShown.FindStringSubmatch(p.screen())
			if seen < 20 && said == nil {
				t.Fatalf("%d of 20 lines are in sight and none is said to be missing:\n%s", seen, p.screen())
			}
			if said != nil {
				if n, _ := strconv.Atoi(said[1]); n < 20-seen {
					t.Errorf("%d lines are not in sight and %d are said to be:\n%s", 20-seen, n, p.screen())
				}
			}
			p.press(" ")
			for range 20 {
				p.press("pgdown")
			}
			p.press("esc")
			if said := notShown.FindString(p.screen()); said != "" {
				t.Errorf("all of it was read, and %q is said:\n%s", said, p.screen())
			}
		})
	}
}

func TestTheIndividualTheVerdictAndEachWarningAreInSightAtEverySize(t *testing.T) {
	for _, size := range [][2]int{{60, 16}, {80, 24}, {120, 40}, {160, 50}, {200, 60}} {
		p := sitDown(t, desk.Options{})
		p.longSummary()
		p.open().resize(size[0], size[1])
		p.review("18/0001/20")
		want := []string{"P-180, Alex Example 180, third party, born 2 January 2012", "7 then, suspect", "DOES NOT APPLY, 4 warnings"}
		flat := strings.Join(strings.Fields(p.screen()), " ")
		for _, f := range p.app.Incident.Assessment.Flags.Flags() {
			if !strings.Contains(flat, f.Title()) && !strings.Contains(p.unwrapped(), f.Warning()) {
				t.Errorf("%v: the warning %s is not in sight:\n%s", size, f.Title(), p.screen())
			}
		}
		for _, text := range want {
			if !strings.Contains(flat, text) {
				t.Errorf("%v: the screen does not say %q:\n%s", size, text, p.screen())
			}
		}
	}
}

// unwrapped is the checklist's pane in one line.
func (p *officer) unwrapped() string {
	a := p.app
	pane := a.checklist.View(a.Layout.Right, a.Layout.Body-len(a.checklist.HeadLines()))
	return strings.Join(strings.Fields(styling.ReplaceAllString(strings.Join(pane, " "), "")), " ")
}

func TestFactsThatAreNotRecordedAreOneLineThatOpens(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	p.open().resize(80, 40)
	p.review("CR/1").press("tab", "G").sees("› Not recorded").press("y").sees("y: enter lists the facts that are not recorded")
	p.press("enter").sees("Same event as  not recorded", "Relevant  not recorded")
	if f := p.app.facts.Field(); p.app.Incident.Facts().Recorded(f) || f == model.NoField {
		t.Errorf("in hand is %v, which is recorded", f)
	}
}

// What was not read when the officer saved is kept with the decision.
func TestADecisionKeepsThatLinesOfTheSummaryWereNotShown(t *testing.T) {
	p := sitDown(t, desk.Options{})
	var lines []string
	for i := range 20 {
		lines = append(lines, fmt.Sprintf("Line %d says who sent what to whom.", i+1))
	}
	n := p.has("P-1", "CR/1", with(cleanFacts, "summary="+strings.Join(lines, "\n"))...)
	p.open().resize(60, 16)
	p.review("CR/1").press("r").pastes(reasonable)
	p.sees("20 lines of the summary not shown")
	p.press("ctrl+s")
	if d := p.item(n).Decision; d == nil || !strings.Contains(strings.Join(d.Advice, " "), "20 lines of the summary") {
		t.Errorf("the decision keeps %+v", d)
	}
}
