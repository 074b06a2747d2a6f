package desk

import (
	"io"
	"os"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/store"
	"gd8/store/assurance"
	"gd8/ui/term"
)

// Options say who reviews, why, and how the screen looks.
type Options struct {
	Officer string
	// AskOfficer asks who sits, with the purpose: Officer is then offered where
	// no sitting before this one says.
	AskOfficer bool
	Purpose    string // blank: it is asked once
	Marking    string // blank: export.DefaultMarking
	Look       term.Options
	// Systems are those of the force that are ticked where a discard says what
	// was searched; none: it is typed.
	Systems []string
	Env     *term.Env // nil: that of the output
	// Demo says that the store holds made-up incidents and goes away at the
	// end; adding and importing are off in it.
	Demo bool
	// Tour begins the first-run tour.
	Tour bool
	// KeyByKey says that a paste arrives key by key, as in a Windows console.
	KeyByKey bool
	// Note is said on the first screen; blank for nothing.
	Note string
	// Idle is how long no key is pressed before the screen is locked; 0 is
	// for ever.
	Idle time.Duration
	// Second is what a blind second review is of; nil for any other review.
	Second *assurance.Second
	// OnSecond is told, once the screen is gone, which sample the officer goes
	// on to review a second time.
	OnSecond func(sample int, who store.Actor)
	// Ended, where not nil, is given what the sitting did and what it leaves,
	// once the screen is gone.
	Ended func(said []string)
	In    io.Reader // nil: standard input
	Out   *os.File  // nil: standard output

	// NoCopy says that nothing is copied to the clipboard.
	NoCopy bool

	Clipboard func(text string) (sure bool, err error) // nil: the system's or the terminal's

	Now   func() time.Time                     // nil: time.Now
	After func(time.Duration, tea.Msg) tea.Cmd // nil: a tick
}
