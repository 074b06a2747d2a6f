package review

import (
	"context"
	"io"
	"os"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/store/export"
	"gd8/ui/review/byhand"
	"gd8/ui/review/desk"
	"gd8/ui/review/guide"
	"gd8/ui/review/importing"
	"gd8/ui/review/incident"
	"gd8/ui/review/individual"
	"gd8/ui/review/panes"
	"gd8/ui/review/rationale"
	"gd8/ui/review/worklist"
	"gd8/ui/session"
	"gd8/ui/term"
	"gd8/ui/term/console"
)

// App is gd8's full-screen app: it has the parts, gives each what it needs, and
// passes on what comes in. What a part does is in the part.
type App struct {
	*desk.Desk

	who         *who // until the sitting begins
	opening     *opening
	queue       *worklist.List
	preview     *worklist.Preview
	review      *incident.Review
	checklist   *panes.Checklist
	facts       *panes.Facts
	others      *individual.Others
	history     *incident.History
	application *individual.Application
	writing     *rationale.Writing
	keep        *keeping
	forms       *byhand.Forms
	importing   *importing.Import
	guide       *guide.Guidance
	summary     *summary
	quality     *quality
	dispute     *dispute
	lock        *lock
	tour        *guide.Tour
	palette     *guide.Palette
	help        *guide.Help

	keys      keystream
	frame     string
	cursor    cell           // where the terminal's cursor stands in it
	places    bool           // the output puts it there
	screenOut io.Writer      // what frames are written to; nil before it runs
	stops     chan os.Signal // of the system's job control
	failure   *desk.InternalError
}

// newApp makes the app for a sitting.
func newApp(ctx context.Context, sit *session.Sitting, look *term.Look, o desk.Options) *App {
	if o.Marking == "" {
		o.Marking = export.DefaultMarking
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.After == nil {
		o.After = func(d time.Duration, msg tea.Msg) tea.Cmd {
			return tea.Tick(d, func(time.Time) tea.Msg { return msg })
		}
	}
	a := &App{Desk: &desk.Desk{Canvas: desk.Canvas{Look: look}, Ctx: ctx, Sit: sit, Options: o}}
	if a.Options.Clipboard == nil {
		a.Options.Clipboard = a.copyTo
	}
	a.Layout = desk.LayoutFor(80, 24, 0)
	a.furnish()
	a.Open = []desk.Screen{desk.InQueue}
	if sit.Purpose() == "" || sit.Officer() == "" {
		a.Open = []desk.Screen{desk.InPurpose}
		a.who.offer()
	}
	var err error
	if a.Keeper, err = sit.NewKeeper(); err != nil {
		a.SayError(err)
	}
	if o.Tour {
		a.tour.Start()
	}
	if notes := strings.TrimSpace(look.Note + " " + o.Note); notes != "" {
		a.Say(term.Warning, notes)
	}
	return a
}

// furnish makes the parts and gives each what it needs: the desk, and the parts
// that it leads to or draws beside it.
func (a *App) furnish() {
	d := a.Desk
	a.facts = &panes.Facts{Desk: d}
	a.checklist = &panes.Checklist{Desk: d, Facts: a.facts}
	a.preview = &worklist.Preview{Desk: d}
	a.queue = worklist.New(d, a.preview)
	a.preview.Queue = a.queue
	a.review = &incident.Review{Desk: d, Queue: a.queue, Checklist: a.checklist, Facts: a.facts}
	a.others = &individual.Others{Desk: d, Review: a.review, Facts: a.facts}
	a.history = &incident.History{Desk: d}
	a.application = &individual.Application{Desk: d, Queue: a.queue, Review: a.review}
	a.forms = &byhand.Forms{Desk: d, Queue: a.queue, Review: a.review}
	a.writing = rationale.New(d, a.facts, a.review)
	a.review.Decide = a.writing.Decide
	a.guide = &guide.Guidance{Desk: d, Checklist: a.checklist, Facts: a.facts, Arguing: a.writing.Arguing}
	a.writing.OpenGuide = a.guide.Open
	a.keep = &keeping{Desk: d, forms: a.forms, writing: a.writing}
	a.writing.Saver = a.keep
	a.importing = importing.New(d, a.queue)
	a.who = &who{Desk: d, begin: a.begin}
	a.opening = &opening{Desk: d, queue: a.queue, review: a.review}
	a.summary = &summary{Desk: d}
	a.quality = &quality{Desk: d}
	a.dispute = &dispute{Desk: d, quality: a.quality}
	a.quality.dispute = a.dispute
	a.lock = &lock{Desk: d, importing: a.importing, keep: a.keep}
	a.tour = &guide.Tour{Desk: d, Checklist: a.checklist, Facts: a.facts, Queue: a.queue, Arguing: a.writing.Arguing}
	a.palette = &guide.Palette{Desk: d}
	a.help = &guide.Help{Desk: d}
	d.OpenHelp, d.OpenPalette, d.Quit = a.help.Open, a.palette.Open, a.quit
	d.Everywhere = a.everywhereKeys()
	for s := range desk.ScreenCount {
		d.Tables[s] = a.tableOf(s)
	}
}

// Init starts the app.
func (a *App) Init() tea.Cmd {
	watch := a.lock.watchIdle()
	if a.askClock() {
		return watch
	}
	return tea.Batch(watch, a.startReview())
}

// begin shows the queue, and says where the last sitting stopped.
func (a *App) begin() tea.Cmd {
	a.Open = []desk.Screen{desk.InQueue}
	if a.Status.Text == "" {
		a.Say(term.Dim, a.Sit.Welcome())
	}
	a.queue.Cursor, _ = a.Sit.Stopped()
	return tea.Batch(a.queue.ChangeView(a.queue.Walk), a.opening.openOpening())
}

func (a *App) longText() bool {
	if a.Dialog != nil {
		return a.Dialog.Long
	}
	return a.Screen() == desk.InRationale && a.writing.Rationale.Long() || a.Screen() == desk.InForm && a.forms.Form.Long() || a.Screen() == desk.InNote
}

// copyTo copies to the system's clipboard where it has one for all programs, else
// hands the text to the terminal; sure is false then.
func (a *App) copyTo(text string) (sure bool, err error) {
	if done, err := console.Copy(text); done {
		return true, err
	}
	return false, term.Copy(a.screenOut, text)
}
