package review

import (
	"strings"
	"testing"

	"gd8/model"
	"gd8/ui/review/desk"
)

func TestTheSystemsSearchedAreTickedAndBecomeText(t *testing.T) {
	for name, size := range windows {
		t.Run(name, func(t *testing.T) {
			p := sitDown(t, desk.Options{})
			n := p.has("P-1", "CR/1", cleanFacts...)
			p.start(desk.Options{Officer: "J. Officer", Purpose: "Enhanced DBS checks", Systems: []string{"PNC", "PND", "Niche RMS"}})
			p.open().resize(size[0], size[1])
			p.press("enter", "d").sees("[ ] 1 PNC", "[ ] 2 PND", "[ ] 3 Niche RMS", "space or a digit ticks")
			p.press("3").sees("[x] 3 Niche RMS", "Searched on 4 May 2026: Niche RMS.")
			p.press("left", "left", " ").sees("[x] 1 PNC", "Searched on 4 May 2026: PNC, Niche RMS.")
			p.press("3").sees("[ ] 3 Niche RMS").press("tab").types("Nothing further.").press("tab").sees("› 2 Grounds").types(reasonable)
			p.press("shift+tab", "shift+tab", "2").sees("[x] 2 PND")
			p.press("ctrl+s").sees("Saved: CR/1, discarded under AT2")
			if got := p.item(n).Decision.Sections[model.Searched]; got != "Searched on 4 May 2026: PNC, PND.\nNothing further." {
				t.Errorf("kept %q", got)
			}
		})
	}
}

// Typing at the ticks loses nothing: it goes into the text.
func TestWhatIsTypedAtTheTicksGoesIntoTheText(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	p.start(desk.Options{Officer: "J. Officer", Purpose: "Enhanced DBS checks", Systems: []string{"PNC", "PND"}})
	p.open().press("enter", "d", "9").sees("Space or a digit ticks a system").press("1").types("Nothing in 2 of them.").sees("Nothing in 2 of them.", "[x] 1 PNC", "[ ] 2 PND")
	p.press("esc", "d", "shift+tab", "shift+tab").pastes("And by telephone.").sees("And by telephone.", "[ ] 2 PND")
}

// Without the setting it is typed, and a decision that does not ask it has none.
func TestWithoutTheSettingThereIsNothingToTick(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter", "d").types("1 2").sees("1 2")
	if strings.Contains(p.screen(), "[ ]") {
		t.Errorf("there is something to tick:\n%s", p.screen())
	}
	p.press("ctrl+k").sees("tick a system searched (not now)")
}
