// Package console reads the keyboard of a Windows console.
//
// Bubble Tea has a reader of its own, which passes over every key that is let
// go. The classic console hands over a character that the keyboard layout has
// no key for (curly quotes, dashes, bullets: what a paste from Word is full of)
// at the letting go of Alt, so that such characters would be lost in silence.
//
// The rules are:
//
//   - No text is lost without a trace: half a character becomes U+FFFD.
//   - What the console hands over at once, and no hand can have typed, is one
//     paste, so that no letter of it is ever taken for a command.
//   - The console is left as it was found: a reader changes the input mode only
//     until it is closed, and QuickEdit and insert mode not at all.
//
// The table from records to events (Decoder) is the same on every system, and
// is tested on every system. Only the Reader needs Windows.
package console

// Kind says what an Event is.
type Kind uint8

// The kinds of events.
const (
	Typed     Kind = iota // Text was typed: one character, or one that was held down several times
	Pasted                // Text was pasted
	Pressed               // the key Name was pressed
	PasteKey              // a key that asks for the clipboard was pressed; a Reader makes Pasted or NotPasted of it
	NotPasted             // the clipboard could not be pasted; Text says why
	Resized               // the window has the size Width and Height
)

// Event is one thing that happened at the console.
type Event struct {
	Kind          Kind
	Text          string
	Name          string // of a key, as Bubble Tea names it: "enter", "ctrl+s", "shift+tab"
	Alt           bool   // Alt was down, and makes no character of its own
	Width, Height int    // in cells
}
