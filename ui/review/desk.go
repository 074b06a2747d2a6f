package review

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/store/queue"
	"gd8/ui/session"
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
