package review

import (
	"path/filepath"
	"testing"

	"gd8/ui/review/desk"
)

func TestWhatCannotActSaysSoTruly(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	none := filepath.Join(t.TempDir(), "none", "hits.csv")
	p.open().press("i").types(none).press("enter")
	p.press("s").sees("s: nothing could be read, so there are no other cases").press("esc")
	p.review("CR/1").press("d").types("x").press("ctrl+o").press("ctrl+u").types(none).press("enter")
	p.sees("the text was not written: there is no folder")
}

func TestTheTourSpeaksOfWhatIsThere(t *testing.T) {
	p := sitDown(t, desk.Options{Tour: true, Demo: true})
	p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter", "t", "t").sees("step 4 of 7", "Nothing is left to ask here.")
	p.press("t").sees("step 5 of 7", "Decide: c consider").press("t").sees("step 6 of 7", "The next step is in the rationale")
	p.press("T", "t").sees("t: the tour is over")
}
