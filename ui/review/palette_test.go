package review

import (
	"strings"
	"testing"

	"gd8/model"
	"gd8/ui/review/desk"
	"gd8/ui/review/panes"
	"gd8/ui/term"
)

func TestThePaletteFindsAnActionByItsWordsInAnyOrderAndRunsIt(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter", ":").sees("Every action: The review of an incident")
	p.types("disclosure consider").sees("consider for disclosure").press("enter").sees("Consider for disclosure", "Risk")
	p.types("the colon : is text").press("ctrl+k").types("save").press("enter").sees("Not saved: ")
	p.press("esc", ":").types("no such action").press("enter").sees("No action here has these words").press("esc").sees("esc queue")
}

func TestThePaletteNeverRunsWhatCannotActNow(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", facts21...)
	p.open().press("enter", ":").types("discard under")
	p.sees("discard under AT2 (not now)", "Not now: the discard needs question 6 answered first")
	p.press("enter").sees("Every action").press("esc")
	p.press(":").types("disc").press("enter").sees("Not now: the discard").press("esc")
	if p.app.writing.Rationale != nil {
		t.Error("a discard that is not open was opened")
	}
}

// TestThePaletteHoldsEveryAction looks each action of each screen up by the
// words that help has for it.
func TestThePaletteHoldsEveryAction(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", facts21...)
	p.open().press("enter")
	for _, s := range []desk.Screen{desk.InQueue, desk.InReview, desk.InRationale, desk.InGuide, desk.InHistory, desk.InForm, desk.InImport} {
		p.app.Open = []desk.Screen{desk.InQueue, s, desk.InPalette}
		if s == desk.InRationale {
			p.app.writing.Rationale = p.app.writing.NewRationale(p.argues(p.app.Incident, model.Refer, ""))
		}
		for _, c := range append(p.app.Tables[s].Actions, p.app.Tables[s].Beside(p.app.Everywhere)...) {
			if c.Rare || c.Does == p.app.MenuKey().Does {
				continue
			}
			found := false
			for _, have := range p.app.palette.Choices(strings.ToUpper(c.Does)) {
				found = found || have.Does == c.Does
				if have.Not != "" && have.Not != p.app.Look.SafeLine(p.app.AsBelow(have.Action)) {
					t.Errorf("%s: %s is refused for %q", p.app.Tables[s].Name, have.Does, have.Not)
				}
			}
			if !found {
				t.Errorf("%s: the palette does not have %q", p.app.Tables[s].Name, c.Does)
			}
		}
	}
}

func TestThePaletteWorksInASCIIInTheSmallestWindow(t *testing.T) {
	p := sitDown(t, desk.Options{Look: term.Options{ASCII: true}})
	p.has("P-1", "CR/1", facts21...)
	p.open().resize(60, 16)
	p.press("enter", ":", "down", "down").sees("> n", "answer no", "v ", "enter do it", "esc back")
	for _, r := range p.screen() {
		if r > '~' {
			t.Fatalf("%q is not ASCII:\n%s", r, p.screen())
		}
	}
}

func TestHelpIsThereWhereQuestionMarksAreText(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter", "d").types("?").press("f1").sees("Keys: The rationale", "ctrl+s", "ctrl+k", "Every other key is text.")
	p.press("esc").sees("Grounds", "?")
}

func TestEachCriterionIsOneKeyFromItsPassage(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", facts21...)
	p.open().press("enter")
	for id := range model.CriterionCount {
		p.press(string(rune('1' + id))).sees(p.app.Look.Symbols.Cursor + " " + id.Cite()).press("esc")
		if panes.CriterionOf(p.app.checklist.Field) != id {
			t.Errorf("%d left question %v in hand", id+1, p.app.checklist.Field)
		}
		p.press("g").sees(p.app.Look.Symbols.Cursor + " " + id.Cite()).press("esc")
	}
	p.press("g", "2").sees(p.app.Look.Symbols.Cursor + " GD8, Note")
	p.press("/").types("malicious").press("enter").sees(p.app.Look.Symbols.Cursor + " GD8, Police guidance point 20")
}

func TestTheGuidanceIsSearched(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", facts21...)
	p.open().press("enter", "g", "n").sees("n: nothing was looked for")
	p.press("/").types("single incident").sees("passage 1 of 3", "› GD8, Disclosure").press("enter")
	p.press("n").sees("› GD8, AT2 entry", "passage 2 of 3").press("n").sees("› AT2 form").press("n").sees("› GD8, Disclosure").press("N").sees("› AT2 form")
	p.press("/").types(" that is not there").sees("not found").press("esc", "esc").sees("esc queue")
}
