package desk

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/store"
	"gd8/store/queue"
	"gd8/ui/report"
	"gd8/ui/session"
	"gd8/ui/term"
)

// Desk is what every part of the screen works with: how things look and where
// they go, the sitting, the incident in hand, the line that says something, the
// question that is asked, and the commands beside the keys. It knows no part.
type Desk struct {
	Canvas
	Ctx        context.Context
	Sit        *session.Sitting
	Options    Options
	Tables     [ScreenCount]Table
	Everywhere Table

	Open       []Screen // the last has the keys
	Dialog     *Dialog
	Status     Status
	Keeper     *session.Keeper // of what is typed
	Key        string          // the key in hand, as help calls it
	Ahead      []TypedAhead    // typed while a command runs that keys wait for
	Waiting    int             // such commands
	generation [TopicCount]uint64

	Counts   queue.Counts
	Incident *session.Incident // the one in hand, nil before any was opened
	Settles  time.Time         // until then an incident that opened by itself is not acted on
	Locked   bool              // nothing of any case is on the screen
	Quiet    bool              // the message in hand changes nothing on screen
	Leaving  bool
	// Replaced says that something was not saved as the store's file is not in
	// its place.
	Replaced bool

	// What opens over any screen, and the way out: the app says how.
	OpenHelp, OpenPalette, Quit func() tea.Cmd
}

// Status is the line above the footer.
type Status struct {
	Role term.Role
	Text string // safe
}

// Say puts a line above the footer until the next key.
func (d *Desk) Say(role term.Role, text string) {
	d.Status = Status{role, d.Look.SafeLine(text)}
}

// SayError says what went wrong, and where the store was replaced, which key
// helps.
func (d *Desk) SayError(err error) {
	said := err.Error()
	if session.Replaced(err) {
		said += ". ctrl+r says how to go on."
	}
	d.Say(term.Error, said)
}

// Typing reports whether letters are text here; longText whether Enter is too.
func (d *Desk) Typing() bool {
	if d.Dialog != nil {
		return !d.Dialog.Asks
	}
	return d.Tables[d.Screen()].Typing
}

// Covered is how many of the pane's last lines a long status line lies over:
// what stood there is put above it.
func (d *Desk) Covered() int {
	if d.Layout.Panes == 1 && d.Layout.Body >= TallBody {
		return 0 // the facts are below
	}
	return max(len(d.StatusLines(d.Status))-1, 0)
}

// Useless says of a key that it does nothing here, and where to look.
func (d *Desk) Useless(key string) string {
	switch {
	case key == "ctrl+v" || key == "insert":
		return "This terminal pastes with a key of its own, often ctrl+shift+v or shift+insert; " + key + " does nothing here."
	case d.Typing():
		return key + " does nothing here; f1 shows the keys that do"
	}
	return key + " does nothing here; ? shows the keys that do"
}

// SayTyped says that a text typed earlier is here again: whose it is, where
// that is another's, or else what is given of one's own.
func (d *Desk) SayTyped(text store.TypedText, own string) {
	if !d.Sit.OfAnother(text) {
		d.Say(term.Dim, own)
		return
	}
	at := report.Moment(text.At, d.Sit.Store().Now().Location())
	d.Say(term.Warning, "Typed by "+text.Officer+" on "+at+" and not used: these are not your words yet.")
}

// Trouble is why something is not saved as the screen says it, safe; blank for
// nothing.
func (d *Desk) Trouble(said string) string {
	if said != "" && d.Leaving {
		said += " ctrl+c again leaves all the same."
	}
	return d.Look.SafeLine(said)
}

// NotInDemo says why nothing comes into the demo.
func (d *Desk) NotInDemo() string {
	if d.Options.Demo {
		return session.NotInDemo
	}
	return d.NotInSecond()
}

// NotInSecond says why something is not done in a blind second review.
func (d *Desk) NotInSecond() string { return d.Sit.WhyNotBesides() }

// Typed says why a key or a text was not taken.
func (d *Desk) Typed(used, full bool) {
	switch {
	case full:
		d.Say(term.Error, tooLong)
	case !used:
		d.Say(term.Dim, d.Useless(d.Key))
	}
}

const tooLong = "Nothing was inserted: the text would be longer than 64 KiB. Nothing is cut for you; shorten it first."

// TypedAhead is a key that waits, and the incident it was typed at.
type TypedAhead struct {
	Key    tea.KeyMsg
	Number store.Number
}
