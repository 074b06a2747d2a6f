package review

import (
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/review/desk"
)

// consoleKeys are the keys as which Bubble Tea hands over what a Windows
// console reports of a typed or pasted text: one 16-bit unit at a time, and a
// line feed as Ctrl and J or as Ctrl and Enter.
func consoleKeys(text string, feed tea.KeyType) []tea.KeyMsg {
	var keys []tea.KeyMsg
	for _, unit := range utf16.Encode([]rune(text)) {
		switch unit {
		case '\r':
			keys = append(keys, tea.KeyMsg{Type: tea.KeyEnter})
		case '\n':
			keys = append(keys, nulKey, tea.KeyMsg{Type: feed})
		case '\t':
			keys = append(keys, tea.KeyMsg{Type: tea.KeyTab})
		default:
			keys = append(keys, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{rune(unit)}})
		}
	}
	return keys
}

// nulKey is a key that types nothing, such as Ctrl alone.
var nulKey = tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{0}}

func TestWhatAWindowsConsoleHandsOverIsMended(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"a letter beyond 16 bits", "a😀b", "a😀b"},
		{"two of them", "😀𝒳", "😀𝒳"},
		{"CRLF is one line break", "a\r\nb\r\n\r\nc", "a\nb\n\nc"},
		{"CR is one", "a\rb\r\rc", "a\nb\n\nc"},
		{"LF is one", "a\nb\n\nc", "a\nb\n\nc"},
	} {
		for _, feed := range []tea.KeyType{tea.KeyCtrlJ, tea.KeyEnter} {
			var k keystream
			var kept []tea.KeyMsg
			for _, key := range consoleKeys(tt.text, feed) {
				if key, ok := k.mend(key, time.Millisecond); ok {
					kept = append(kept, key)
				}
			}
			if got := pasted(kept); got != tt.want {
				t.Errorf("%s, %v: %q became %q, want %q", tt.name, feed, tt.text, got, tt.want)
			}
		}
	}
}

// AltGr is Ctrl and Alt, so a letter typed with it comes as one with Alt.
func TestALetterTypedWithAltGrIsALetter(t *testing.T) {
	p := sitDown(t, desk.Options{KeyByKey: true})
	n := p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter", "d")
	for _, r := range "€éó" {
		p.wait(200 * time.Millisecond)
		p.send(nulKey)
		p.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}, Alt: true})
	}
	p.wait(2 * time.Second)
	if got := p.draftOf(n); got != "€éó" {
		t.Errorf("the text is %q", got)
	}
}

func TestALineFeedLongAfterEnterIsALineBreakOfItsOwn(t *testing.T) {
	var k keystream
	if _, ok := k.mend(tea.KeyMsg{Type: tea.KeyEnter}, time.Second); !ok {
		t.Error("Enter is lost")
	}
	if _, ok := k.mend(tea.KeyMsg{Type: tea.KeyCtrlJ}, time.Second); !ok {
		t.Error("ctrl+j is lost")
	}
}

// Ctrl is pressed before every ctrl+s, and must leave no trace in the text.
func TestAKeyThatTypesNothingLeavesNoTrace(t *testing.T) {
	p := sitDown(t, desk.Options{KeyByKey: true})
	n := p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter")
	p.send(nulKey)
	p.press("d").searched().wait(time.Second)
	p.pastes("Nothing further is known.")
	p.send(nulKey)
	p.wait(2 * time.Second)
	if got := p.draftOf(n); got != "Nothing further is known." {
		t.Errorf("the text is %q", got)
	}
}

// A console can pause within a paste, so that its parts are drawn one by one:
// even between the halves of a character or of CRLF.
func TestAPasteFromAConsoleThatPausesArrivesWhole(t *testing.T) {
	lines := 90
	if testing.Short() {
		lines = 20
	}
	text := strings.Repeat("d c q: an é and a 😀\r\n", lines)
	p := sitDown(t, desk.Options{KeyByKey: true})
	n := p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter", "d")
	p.wait(time.Second)
	for i, key := range consoleKeys(text, tea.KeyEnter) {
		p.send(key)
		if i%16 == 15 { // as many as Bubble Tea reads at a time
			p.wait(20 * time.Millisecond)
		}
	}
	p.wait(2 * time.Second)
	if got, want := p.draftOf(n), strings.ReplaceAll(text, "\r\n", "\n"); got != want {
		t.Errorf("%d bytes of %d arrived: %q", len(got), len(want), got)
	}
	if p.app.writing.Rationale == nil {
		t.Error("a letter of the paste was a command")
	}
}

// A frame a key would make a long paste wait for thousands of them.
func TestABurstIsDrawnNowAndThenAndNotKeyByKey(t *testing.T) {
	p := sitDown(t, desk.Options{})
	n := p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter", "d").searched()
	text := strings.Repeat("nothing known ", 21)
	through, frames, last := 0, 0, p.screen()
	for _, r := range text {
		p.wait(time.Millisecond)
		if msg := p.app.withoutGathered(p.app, keyMsg(string(r))); msg != nil {
			through++
			p.send(msg)
		}
		if now := p.screen(); now != last {
			frames, last = frames+1, now
		}
	}
	// The first letter is drawn at once; then as long as the burst lasts, ten times
	// a second.
	if most := 1 + len(text)/100; frames == 0 || frames > most || through > 1+2*most {
		t.Errorf("%d letters in %d ms were drawn %d times, and %d of them alone", len(text), len(text), frames, through)
	}
	p.wait(2 * time.Second)
	if got := p.draftOf(n); got != text {
		t.Errorf("the text is %q", got)
	}
}
