package review

import (
	"testing"

	"gd8/ui/review/desk"
)

func TestWhatWasTypedIsUndoneWordByWordAndTypedAgain(t *testing.T) {
	p := sitDown(t, desk.Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter", "r").types("One two three").press("ctrl+z").sees("One two")
	text := func() string { return p.app.writing.Editor().Text }
	for _, step := range []struct{ key, want string }{
		{"ctrl+z", "One "}, {"ctrl+z", ""}, {"ctrl+z", ""}, {"ctrl+y", "One "}, {"ctrl+y", "One two "}, {"ctrl+y", "One two three"}, {"ctrl+y", "One two three"},
		{"backspace", "One two thre"}, {"backspace", "One two thr"}, {"ctrl+z", "One two three"}, {"ctrl+z", "One two "},
	} {
		if p.press(step.key); text() != step.want {
			t.Fatalf("after %s the text is %q, want %q", step.key, text(), step.want)
		}
	}
	p.pastes("a pasted text of several words").press("ctrl+z")
	if text() != "One two " {
		t.Errorf("a paste is taken back to %q", text())
	}
	p.press("ctrl+z", "ctrl+z", "ctrl+z").sees("ctrl+z: nothing was typed here that could be undone")
}
