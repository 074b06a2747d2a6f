package review

import (
	"testing"

	"pgregory.net/rapid"
)

func TestWhatWasTypedIsUndoneWordByWordAndTypedAgain(t *testing.T) {
	p := sitDown(t, Options{})
	p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter", "r").types("One two three").press("ctrl+z").sees("One two")
	text := func() string { return p.app.rationale.inHand().text }
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

// Undoing all and doing all again leads through the same texts.
func TestUndoingTurnsEveryEditRound(t *testing.T) {
	p := sitDown(t, Options{})
	rapid.Check(t, func(r *rapid.T) {
		e := newEditor(p.app.look, 0)
		e.setText(rapid.StringN(0, 20, -1).Draw(r, "start"))
		start := e.text
		for range rapid.IntRange(1, 20).Draw(r, "edits") {
			for range rapid.IntRange(0, 5).Draw(r, "moves") {
				e.left()
			}
			if rapid.Bool().Draw(r, "insert") {
				e.put(rapid.SampledFrom([]string{"a", " ", "\n", "two words", "́", "😀"}).Draw(r, "text"))
			} else if e.cursor < len(e.text) {
				e.remove(e.cursor, e.unitAfter(e.cursor))
			}
		}
		end := e.text
		for e.undo() {
		}
		if e.text != start {
			r.Fatalf("undone it is %q, was %q", e.text, start)
		}
		for e.redo() {
		}
		if e.text != end {
			r.Fatalf("done again it is %q, was %q", e.text, end)
		}
	})
}
