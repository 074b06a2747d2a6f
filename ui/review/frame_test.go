package review

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gd8/ui/review/desk"
)

func TestNoKeyOfAScreenMeansTwoThings(t *testing.T) {
	for _, table := range allTables() {
		seen := map[string]string{}
		for _, c := range table.Actions {
			for _, k := range c.Keys {
				if other, ok := seen[k]; ok {
					t.Errorf("%s: %s is both %q and %q", table.Name, k, other, c.Does)
				}
				seen[k] = c.Does
				if (k == "ctrl+l" || k == "ctrl+c") && table.Name != "Everywhere" {
					t.Errorf("%s: %s has a meaning on every screen that none may change", table.Name, k)
				}
				if table.Typing && len(k) == 1 {
					t.Errorf("%s: %s is a command where letters are text", table.Name, k)
				}
			}
		}
	}
}

// TestNoFrameIsLargerThanItsWindow walks through every screen at any size with
// hostile text; the driver checks every frame.
func TestNoFrameIsLargerThanItsWindow(t *testing.T) {
	hostile := strings.Repeat("\x1b[31m\u202e山田😀\te\u0301 👨\u200d👩\u200d👧 \\x1b ", 700)
	p := sitDown(t, desk.Options{})
	p.has("P-\x1b[2J1", "CR/山田/\u202e1", with(facts21, "summary="+hostile, "person_name=\u009b\x07Bell", "offence=😀😀😀😀😀😀😀😀😀😀😀😀😀😀")...)
	p.has("P-\x1b[2J1", "CR/2", with(facts21, "abusive=yes")...)
	for i := range 30 {
		p.has("P-3", "CR/3"+string(rune('a'+i%26))+string(rune('a'+i/26)), cleanFacts...)
	}
	p.open()
	keys := []string{
		"enter", "esc", "j", "k", "G", "tab", "?", "g", "h", "p", "y", "n", "u", "x", "d", "c", "w", "e", "z", ">", "<",
		"ctrl+s", "pgdown", "pgup", "up", "down", "/", "a", "i", "o", "home", "end", "left", "backspace", "ctrl+g", "ctrl+o", "ctrl+k", "ctrl+l", "f1", ":", "3", "山", "😀", "l",
	}
	rapid.Check(t, func(r *rapid.T) {
		p.resize(rapid.IntRange(1, 210).Draw(r, "width"), rapid.IntRange(1, 70).Draw(r, "height"))
		for _, k := range rapid.SliceOfN(rapid.SampledFrom(keys), 1, 12).Draw(r, "keys") {
			p.press(k)
		}
		if rapid.Bool().Draw(r, "paste") {
			p.pastes(hostile[:rapid.IntRange(0, 400).Draw(r, "bytes")])
		}
		if p.app.Locked {
			p.press("enter")
		}
		for range 4 {
			p.press("esc")
		}
	})
}

func TestASmallWindowSaysWhatItNeeds(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.open().resize(59, 20)
	p.sees("make the window larger (at least 60x10)")
	p.resize(60, 9)
	p.sees("make the window larger (at least 60x10)")
	p.resize(60, 10)
	p.sees("The store is empty.")
}
