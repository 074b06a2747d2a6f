package editor

import (
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gd8/ui/term"
)

func TestWrappingAfterAnEditIsWrappingAnew(t *testing.T) {
	look := plainLook(t)
	rapid.Check(t, func(r *rapid.T) {
		e := New(look, 0)
		e.SetSize(rapid.IntRange(13, 40).Draw(r, "width"), 5)
		for range rapid.IntRange(1, 25).Draw(r, "edits") {
			if e.cursor = 0; len(e.Text) > 0 {
				for range rapid.IntRange(0, len(e.Text)).Draw(r, "moves") {
					e.moveTo(e.unitAfter(e.cursor))
				}
			}
			if rapid.Bool().Draw(r, "insert") {
				e.Put(rapid.SampledFrom([]string{"a", " ", "\n", "words and words", strings.Repeat("x", 30), "山田", "😀", "\u0301", "🇬🇧", "\t", "\x1b", "\xff"}).Draw(r, "text"))
			} else if e.cursor < len(e.Text) {
				e.remove(e.cursor, e.unitAfter(e.cursor))
			}
			if rapid.IntRange(0, 3).Draw(r, "back") == 0 {
				e.Undo()
				if rapid.Bool().Draw(r, "again") {
					e.Redo()
				}
			}
			got := append([]int{}, e.starts...)
			e.wrap()
			for i := range max(len(got), len(e.starts)) {
				if i >= len(got) || i >= len(e.starts) || got[i] != e.starts[i] {
					r.Fatalf("lines start at %v, wrapped anew at %v: %q", got, e.starts, e.Text)
				}
			}
		}
	})
}

// Undoing all and doing all again leads through the same texts.
func TestUndoingTurnsEveryEditRound(t *testing.T) {
	look := plainLook(t)
	rapid.Check(t, func(r *rapid.T) {
		e := New(look, 0)
		e.SetText(rapid.StringN(0, 20, -1).Draw(r, "start"))
		start := e.Text
		for range rapid.IntRange(1, 20).Draw(r, "edits") {
			for range rapid.IntRange(0, 5).Draw(r, "moves") {
				e.moveTo(e.unitBefore(e.cursor))
			}
			if rapid.Bool().Draw(r, "insert") {
				e.Put(rapid.SampledFrom([]string{"a", " ", "\n", "two words", "́", "😀"}).Draw(r, "text"))
			} else if e.cursor < len(e.Text) {
				e.remove(e.cursor, e.unitAfter(e.cursor))
			}
		}
		end := e.Text
		for e.Undo() {
		}
		if e.Text != start {
			r.Fatalf("undone it is %q, was %q", e.Text, start)
		}
		for e.Redo() {
		}
		if e.Text != end {
			r.Fatalf("done again it is %q, was %q", e.Text, end)
		}
	})
}

func plainLook(t *testing.T) *term.Look {
	look, err := term.NewLook(io.Discard, term.Env{Lookup: func(string) (string, bool) { return "", false }}, term.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return look
}
