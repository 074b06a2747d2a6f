package review

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/ui/review/desk"
	"gd8/ui/term/console"
)

// does gives the app an event of a Windows console.
func (p *officer) does(events ...console.Event) *officer {
	p.t.Helper()
	types := keyTypes()
	for _, e := range events {
		p.send(message(types, e))
	}
	return p
}

func TestEveryKeyThatTheAppBindsHasAConsoleName(t *testing.T) {
	types := keyTypes()
	for _, table := range allTables() {
		for _, c := range table.Actions {
			for _, k := range c.Keys {
				if _, named := types[k]; !named && len([]rune(k)) > 1 && !strings.HasPrefix(k, "alt+") {
					t.Errorf("%s: no console key becomes %q", table.Name, k)
				}
			}
		}
	}
	if got := message(types, console.Event{Kind: console.Pressed, Name: "backspace", Alt: true}).(tea.KeyMsg).String(); got != "alt+backspace" {
		t.Errorf("ctrl+backspace is %q", got)
	}
}

// A console may hand over the first letter of a paste alone, and the last ones
// too: none of them is a command, and the text is whole.
func TestAPasteThatTheConsoleSplitsIsOnePaste(t *testing.T) {
	typed := func(s string) console.Event { return console.Event{Kind: console.Typed, Text: s} }
	const text = "dThe “loan”\r\nwas q\rd"
	p := sitDown(t, desk.Options{KeyByKey: true})
	n := p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter")
	p.wait(time.Second)
	pieces := []console.Event{typed("d"), {Kind: console.Pasted, Text: "The “loan”\r"}, {Kind: console.Pressed, Name: "ctrl+j"}, {Kind: console.Pasted, Text: "was q\r"}, typed("d")}
	p.does(pieces...).wait(40 * time.Millisecond)
	p.does(typed("d")).wait(time.Second)
	p.sees("Nothing was pasted")
	if p.app.writing.Rationale != nil {
		t.Fatal("a letter of a paste was a command")
	}
	p.press("d").searched().wait(time.Second)
	p.does(pieces...).wait(2 * time.Second)
	if got, want := p.draftOf(n), strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text); got != want {
		t.Errorf("the text is %q, want %q", got, want)
	}
}

func TestTwoLineBreaksAtASplitAreTwo(t *testing.T) {
	p := sitDown(t, desk.Options{KeyByKey: true})
	n := p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter", "d").searched().wait(time.Second)
	p.does(console.Event{Kind: console.Pasted, Text: "One.\r"}, console.Event{Kind: console.Pressed, Name: "enter"}, console.Event{Kind: console.Pasted, Text: "Two."})
	p.wait(2 * time.Second)
	if got := p.draftOf(n); got != "One.\n\nTwo." {
		t.Errorf("the text is %q", got)
	}
}

func TestNoKeyIsDeadWithoutAWord(t *testing.T) {
	p := sitDown(t, desk.Options{KeyByKey: true})
	p.has("P-1", "CR/1", cleanFacts...)
	p.open().press("enter")
	p.does(console.Event{Kind: console.Pressed, Name: "ctrl+2"}).sees("ctrl+2 does nothing here; ? shows")
	p.press("d")
	p.does(console.Event{Kind: console.Pressed, Name: "ctrl+y"}).sees("ctrl+y: nothing was undone here")
	p.does(console.Event{Kind: console.Pressed, Name: "ctrl+2"}).sees("ctrl+2 does nothing here; f1 shows")
	p.does(console.Event{Kind: console.Pressed, Name: "ctrl+v"}).sees("This terminal pastes with a key of its own")
	p.does(console.Event{Kind: console.NotPasted, Text: "there is no text on the clipboard; copy some first"}).sees("Nothing was pasted: there is no text on the clipboard")
	p.press("esc", "n")
	p.does(console.Event{Kind: console.Pressed, Name: "f5"}).sees("f5 does nothing here")
}
