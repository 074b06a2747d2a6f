package review

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

// desk is what every part of the screen works with: how things look and where
// they go, the sitting, the incident in hand, the line that says something, the
// question that is asked, and the commands beside the keys. It knows no part.
type desk struct {
	canvas
	ctx        context.Context
	sit        *session.Sitting
	o          Options
	tables     [screenCount]table
	everywhere table

	on         []screen // the last has the keys
	dialog     *dialog
	status     status
	keeper     *session.Keeper // of what is typed
	key        string          // the key in hand, as help calls it
	ahead      []typedAhead    // typed while a command runs that keys wait for
	waiting    int             // such commands
	generation [topicCount]uint64

	counts   queue.Counts
	incident *session.Incident // the one in hand, nil before any was opened
	settles  time.Time         // until then an incident that opened by itself is not acted on
	locked   bool              // nothing of any case is on the screen
	quiet    bool              // the message in hand changes nothing on screen
	leaving  bool
	// replaced says that something was not saved as the store's file is not in
	// its place.
	replaced bool

	// What opens over any screen, and the way out: the app says how.
	openHelp, openPalette, quit func() tea.Cmd
}

// status is the line above the footer.
type status struct {
	role term.Role
	text string // safe
}

// say puts a line above the footer until the next key.
func (d *desk) say(role term.Role, text string) {
	d.status = status{role, d.look.SafeLine(text)}
}

func (d *desk) sayError(err error) {
	said := err.Error()
	if session.Replaced(err) {
		said += ". ctrl+r says how to go on."
	}
	d.say(term.Error, said)
}

// typing reports whether letters are text here; longText whether Enter is too.
func (d *desk) typing() bool {
	if d.dialog != nil {
		return !d.dialog.asks
	}
	return d.tables[d.screen()].typing
}

// covered is how many of the pane's last lines a long status line lies over:
// what stood there is put above it.
func (d *desk) covered() int {
	if d.layout.panes == 1 && d.layout.body >= tallBody {
		return 0 // the facts are below
	}
	return max(len(d.statusLines(d.status))-1, 0)
}

// useless says of a key that it does nothing here, and where to look.
func (d *desk) useless(key string) string {
	switch {
	case key == "ctrl+v" || key == "insert":
		return "This terminal pastes with a key of its own, often ctrl+shift+v or shift+insert; " + key + " does nothing here."
	case d.typing():
		return key + " does nothing here; f1 shows the keys that do"
	}
	return key + " does nothing here; ? shows the keys that do"
}

// sayTyped says that a text typed earlier is here again: whose it is, where
// that is another's, or else what is given of one's own.
func (d *desk) sayTyped(text store.TypedText, own string) {
	if !d.sit.OfAnother(text) {
		d.say(term.Dim, own)
		return
	}
	at := report.Moment(text.At, d.sit.Store().Now().Location())
	d.say(term.Warning, "Typed by "+text.Officer+" on "+at+" and not used: these are not your words yet.")
}

// trouble is why something is not saved as the screen says it, safe; blank for
// nothing.
func (d *desk) trouble(said string) string {
	if said != "" && d.leaving {
		said += " ctrl+c again leaves all the same."
	}
	return d.look.SafeLine(said)
}

// notInDemo says why nothing comes into the demo.
func (d *desk) notInDemo() string {
	if d.o.Demo {
		return session.NotInDemo
	}
	return d.notInSecond()
}

// notInSecond says why something is not done in a blind second review.
func (d *desk) notInSecond() string { return d.sit.WhyNotBesides() }

// typed says why a key or a text was not taken.
func (d *desk) typed(used, full bool) {
	switch {
	case full:
		d.say(term.Error, tooLong)
	case !used:
		d.say(term.Dim, d.useless(d.key))
	}
}

const tooLong = "Nothing was inserted: the text would be longer than 64 KiB. Nothing is cut for you; shorten it first."

// typedAhead is a key that waits, and the incident it was typed at.
type typedAhead struct {
	key    tea.KeyMsg
	number store.Number
}
