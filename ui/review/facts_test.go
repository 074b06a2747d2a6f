package review

import (
	"strings"
	"testing"
)

func TestTheFactsAreOneKeyAwayWhileARationaleIsWritten(t *testing.T) {
	p := sitDown(t, Options{})
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
	p := sitDown(t, Options{})
	p.has("P-1", "CR/1", facts21...)
	p.open().resize(60, 16)
	for _, k := range []string{"c", "r", "w"} {
		p.review("CR/1").press(k)
		for _, s := range p.app.rationale.Asked {
			seen := strings.Join(strings.Fields(p.screen()), " ")
			if !strings.Contains(seen, s.Prompt()) {
				t.Errorf("%s is cut:\n%s", s.Title(), p.screen())
			}
			p.press("tab")
		}
		p.press("esc")
	}
}
