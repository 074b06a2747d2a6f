package review

import (
	"context"
	"io"
	"os"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"gd8/store/export"
	"gd8/ui/session"
	"gd8/ui/term"
)

// App is gd8's full-screen app: it has the parts, gives each what it needs, and
// passes on what comes in. What a part does is in the part.
type App struct {
	*desk

	who         *who // until the sitting begins
	opening     *opening
	queue       *queueList
	preview     *preview
	review      *reviewing
	checklist   *checklist
	facts       *facts
	others      *others
	history     *history
	application *application
	writing     *writing
	advice      *adviceView
	keep        *keeping
	forms       *forms
	path        *path
	mapping     *mapping
	importing   *importing
	guide       *guide
	summary     *summary
	quality     *quality
	dispute     *dispute
	lock        *lock
	tour        *tour
	palette     *palette
	help        *help

	keys      keystream
	frame     string
	cursor    cell           // where the terminal's cursor stands in it
	places    bool           // the output puts it there
	screenOut io.Writer      // what frames are written to; nil before it runs
	stops     chan os.Signal // of the system's job control
	failure   *InternalError
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
	a := &App{desk: &desk{canvas: canvas{look: look}, ctx: ctx, sit: sit, o: o}}
	if a.o.clipboard == nil {
		a.o.clipboard = a.copyTo
	}
	a.layout = layoutFor(80, 24, 0)
	a.furnish()
	a.on = []screen{inQueue}
	if sit.Purpose() == "" || sit.Officer() == "" {
		a.on = []screen{inPurpose}
		a.who.offer()
	}
	var err error
	if a.keeper, err = sit.NewKeeper(); err != nil {
		a.sayError(err)
	}
	if o.Tour {
		a.tour.startTour()
	}
	if notes := strings.TrimSpace(look.Note + " " + o.Note); notes != "" {
		a.say(term.Warning, notes)
	}
	return a
}

// furnish makes the parts and gives each what it needs: the desk, and the parts
// that it leads to or draws beside it.
func (a *App) furnish() {
	d := a.desk
	a.facts = &facts{desk: d}
	a.checklist = &checklist{desk: d, facts: a.facts}
	a.preview = &preview{desk: d}
	a.queue = newQueueList(d, a.preview)
	a.preview.queue = a.queue
	a.review = &reviewing{desk: d, queue: a.queue, checklist: a.checklist, facts: a.facts}
	a.others = &others{desk: d, review: a.review}
	a.history = &history{desk: d}
	a.application = &application{desk: d, queue: a.queue, review: a.review}
	a.forms = &forms{desk: d, queue: a.queue, review: a.review}
	a.writing = &writing{desk: d, facts: a.facts, review: a.review}
	a.review.writing = a.writing
	a.advice = &adviceView{desk: d, writing: a.writing}
	a.writing.advice = a.advice
	a.guide = &guide{desk: d, checklist: a.checklist, facts: a.facts, writing: a.writing}
	a.writing.guide = a.guide
	a.keep = &keeping{desk: d, forms: a.forms, writing: a.writing}
	a.writing.keep = a.keep
	a.path = &path{desk: d}
	a.importing = &importing{desk: d, queue: a.queue, path: a.path, Import: &session.Import{}}
	a.mapping = &mapping{desk: d, importing: a.importing, path: a.path}
	a.path.importing, a.importing.mapping = a.importing, a.mapping
	a.who = &who{desk: d, begin: a.begin}
	a.opening = &opening{desk: d, queue: a.queue, review: a.review}
	a.summary = &summary{desk: d}
	a.quality = &quality{desk: d}
	a.dispute = &dispute{desk: d, quality: a.quality}
	a.quality.dispute = a.dispute
	a.lock = &lock{desk: d, importing: a.importing, keep: a.keep}
	a.tour = &tour{desk: d, checklist: a.checklist, facts: a.facts, queue: a.queue, writing: a.writing}
	a.palette = &palette{desk: d}
	a.help = &help{desk: d}
	d.openHelp, d.openPalette, d.quit = a.help.openHelp, a.palette.openPalette, a.quit
	d.everywhere = a.everywhereKeys()
	for s := range screenCount {
		d.tables[s] = a.tableOf(s)
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
	a.on = []screen{inQueue}
	if a.status.text == "" {
		a.say(term.Dim, a.sit.Welcome())
	}
	a.queue.cursor, _ = a.sit.Stopped()
	return tea.Batch(a.queue.changeView(a.queue.walk), a.opening.openOpening())
}

func (a *App) longText() bool {
	if a.dialog != nil {
		return a.dialog.long
	}
	return a.screen() == inRationale && !a.writing.rationale.onDate() && !a.writing.rationale.ticking() || a.screen() == inForm && a.forms.form.long() || a.screen() == inNote
}
