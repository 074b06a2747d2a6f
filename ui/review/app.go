package review

import (
	"context"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/store"
	"gd8/store/assurance"
	"gd8/store/export"
	"gd8/store/queue"
	"gd8/ui/session"
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

	clipboard func(text string) (sure bool, err error) // nil: the system's or the terminal's

	now   func() time.Time                     // nil: time.Now
	after func(time.Duration, tea.Msg) tea.Cmd // nil: a tick
}

// screen names the part of the app that has the keys.
type screen uint8

const (
	inPurpose screen = iota
	inQueue
	inSearch
	inReview
	inRationale
	inGuide
	inFind // in the guidance
	inHistory
	inOthers
	inForm
	inPath
	inImport
	inHelp
	inPalette
	inOpening
	inSummary
	inNote
	inFacts // beside a rationale
	inMapping
	inApplication
	inAdvice // on a rationale
	inQuality
	inDispute
	screenCount
)

// App is gd8's full-screen app.
type App struct {
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
	ticking    bool            // it will save soon
	troubled   string          // what was said last of why it could not, safe
	keys       keystream
	key        string // the key in hand, as help calls it
	lock       lock
	ahead      []typedAhead // typed while a command runs that keys wait for
	waiting    int          // such commands
	generation [topicCount]uint64

	counts      queue.Counts
	who         *who // until the sitting begins
	queue       queueList
	preview     preview
	advice      adviceView
	incident    *session.Incident // the one in hand, nil before any was opened
	checklist   checklist
	facts       facts
	rationale   *rationale // nil where none is open
	note        *note      // nil where none is open
	opening     opening
	summary     summary
	application application
	quality     quality
	dispute     dispute
	guide       guide
	beside      besides
	history     history
	others      others
	form        *form // the one in hand
	path        path
	mapping     mapping
	importing   importing
	imports     sync.Mutex // held by an import until it has let go of the store
	helpTop     int
	palette     palette
	tour        tour

	frame     string
	cursor    cell           // where the terminal's cursor stands in it
	places    bool           // the output puts it there
	screenOut io.Writer      // what frames are written to; nil before it runs
	stops     chan os.Signal // of the system's job control
	settles   time.Time      // until then an incident that opened by itself is not acted on
	quiet     bool           // the message in hand changes nothing on screen
	leaving   bool
	second    int // the sample that is reviewed a second time after this; 0 for none
	// replaced says that something was not saved as the store's file is not in
	// its place.
	replaced bool
	failure  *InternalError
}

// status is the line above the footer.
type status struct {
	role term.Role
	text string // safe
}

// newApp makes the app for a sitting.
func newApp(ctx context.Context, sit *session.Sitting, look *term.Look, o Options) *App {
	if o.Marking == "" {
		o.Marking = export.DefaultMarking
	}
	if o.now == nil {
		o.now = time.Now
	}
	if o.after == nil {
		o.after = func(d time.Duration, msg tea.Msg) tea.Cmd {
			return tea.Tick(d, func(time.Time) tea.Msg { return msg })
		}
	}
	a := &App{canvas: canvas{look: look}, ctx: ctx, sit: sit, o: o, importing: importing{Import: &session.Import{}}}
	if a.o.clipboard == nil {
		a.o.clipboard = a.copyTo
	}
	for s := range screenCount {
		a.tables[s] = tableOf(s)
	}
	a.everywhere = everywhere()
	a.queue.init(a)
	a.layout = layoutFor(80, 24, 0)
	a.on = []screen{inQueue}
	if sit.Purpose() == "" || sit.Officer() == "" {
		a.on = []screen{inPurpose}
		a.who = newWho(a)
	}
	var err error
	if a.keeper, err = sit.NewKeeper(); err != nil {
		a.sayError(err)
	}
	if o.Tour {
		a.startTour()
	}
	if notes := strings.TrimSpace(look.Note + " " + o.Note); notes != "" {
		a.say(term.Warning, notes)
	}
	return a
}

// Init starts the app.
func (a *App) Init() tea.Cmd {
	watch := a.watchIdle()
	if a.askClock() {
		return watch
	}
	return tea.Batch(watch, a.startReview())
}

// begin shows the queue, and says where the last sitting stopped.
func (a *App) begin() tea.Cmd {
	a.on = []screen{inQueue}
	if a.status.text == "" {
		a.say(term.Dim, a.sit.Welcome())
	}
	a.queue.cursor, _ = a.sit.Stopped()
	return tea.Batch(a.changeView(a.queue.walk), a.openOpening())
}

// screen is the part that has the keys, a dialog aside.
func (a *App) screen() screen { return a.on[len(a.on)-1] }

// enter opens a screen on top of the one in use; leave goes back to it.
func (a *App) enter(s screen) { a.on = append(a.on, s) }

func (a *App) leave() {
	if len(a.on) > 1 {
		a.on = a.on[:len(a.on)-1]
	}
}

// below is the screen under the one in use.
func (a *App) below() screen { return a.on[max(len(a.on)-2, 0)] }

// base is the screen the panes are of: the queue or the review.
func (a *App) base() screen {
	for i := len(a.on) - 1; i >= 0; i-- {
		if a.on[i] == inReview || a.on[i] == inQueue {
			return a.on[i]
		}
	}
	return a.on[0]
}

// say puts a line above the footer until the next key.
func (a *App) say(role term.Role, text string) {
	a.status = status{role, a.look.SafeLine(text)}
}

func (a *App) sayError(err error) {
	said := err.Error()
	if session.Replaced(err) {
		said += ". ctrl+r says how to go on."
	}
	a.say(term.Error, said)
}

// typing reports whether letters are text here; longText whether Enter is too.
func (a *App) typing() bool {
	if a.dialog != nil {
		return !a.dialog.asks
	}
	return a.tables[a.screen()].typing
}

func (a *App) longText() bool {
	if a.dialog != nil {
		return a.dialog.long
	}
	return a.screen() == inRationale && !a.rationale.onDate() && !a.rationale.ticking() || a.screen() == inForm && a.form.long() || a.screen() == inNote
}
