// Package line is the review as plain lines: for screen readers, braille
// lines, dumb terminals, slow links and scripts.
//
// The rules are:
//
//   - The output only ever goes on: no cursor is moved, nothing is repainted,
//     and no byte below a space but the line break leaves this package.
//   - One question at a time. A prompt ends with a colon and a space, and all
//     that was said before it is flushed, so that a screen reader stops there.
//   - Nothing is saved but by a yes to what was repeated back. A word that is
//     mistyped, or a line that end of input cut short, does nothing.
//   - In a text every line is text but one that begins with a full stop, so
//     that no word of a rationale is a command. A rationale is kept as a draft
//     after every line.
//   - It drives ui/session, as the app does: what can be done here and there,
//     and what it writes, is the same.
package line

import (
	"context"
	"errors"
	"io"
	"time"

	"gd8/model"
	"gd8/store"
	"gd8/store/assurance"
	"gd8/ui/session"
	"gd8/ui/term"
)

// Options say who reviews, and what for output is written.
type Options struct {
	Officer string
	// AskOfficer asks who sits: Officer is then offered where no sitting before
	// this one says.
	AskOfficer bool
	// Purpose is why the records are consulted; where it is blank it is
	// asked for at the start.
	Purpose string
	// Systems are those of the force that are named by number where a discard
	// says what was searched; none: it is typed.
	Systems []string
	// Marking is the security marking read out first; blank for none.
	Marking string
	// Look makes text safe for the output; nil is any output that takes UTF-8.
	Look *term.Look
	// Width gives the cells of a line, asked anew for each; nil is 80 of them.
	Width func() int
	// Terminal says that lines are typed at a terminal, which shows them with
	// their line breaks, hands over a limited number of bytes a line and cuts
	// the rest.
	Terminal bool
	// Tour says, at the start, how a review goes, as the demo does.
	Tour bool
	// Brief says that of an incident only whose it is, what the test says and what
	// is open are read out by themselves.
	Brief bool
	// NoImport is why no file can be imported; blank where one can.
	NoImport string
	// Note is said at the start; blank for nothing.
	Note string
	// Second is what a blind second review is of; nil for any other review.
	Second *assurance.Second
	// OnSecond is told, once the conversation is over, which sample the officer
	// goes on to review a second time; nil where there is no way to.
	OnSecond func(sample int, who store.Actor)
	// Idle is how long nothing is typed at a terminal before the conversation
	// is locked; 0 is for ever. Hide has the terminal no longer show what is
	// typed, and gives what undoes that; it is needed with Idle.
	Idle time.Duration
	Hide func() (reveal func(), err error)
	// WriteText writes what is typed to a new file, where the officer asks
	// for it; nil is session.WriteText.
	WriteText func(path, text string) error

	after func(time.Duration) (<-chan time.Time, func() bool) // nil: a timer
}

// The two ways in which a conversation ends.
var (
	errQuit = errors.New("the officer quits")
	errEnd  = errors.New("end of input")
)

// Run holds the conversation with an officer until they quit, in ends, or ctx
// is done, as it is when the window is closed. However it ends, what was said
// to be saved is saved and a rationale in hand is kept as a draft. The error
// is that of an output that cannot be written or of a sitting that cannot
// begin; what is refused on the way is said and asked again.
//
// Where ctx ends it, a read of in may still be waiting; it is left to itself.
func Run(ctx context.Context, in io.Reader, out io.Writer, s *store.Store, o Options) error {
	c, stop, err := newConversation(ctx, in, out, s, &o)
	if err != nil {
		return err
	}
	defer stop()
	err = c.hold()
	switch {
	case errors.Is(err, errEnd):
		c.out.newline()
		c.out.say("%s", c.ended())
	case !errors.Is(err, errQuit):
		return errors.Join(err, c.sit.Save())
	}
	err = c.leave()
	if err == nil && c.second != 0 {
		o.OnSecond(c.second, c.sit.Actor())
	}
	return err
}

// newConversation begins a conversation; stop is to follow.
func newConversation(ctx context.Context, in io.Reader, out io.Writer, s *store.Store, o *Options) (*conversation, context.CancelFunc, error) {
	sit, offered, err := begin(s, o)
	if err != nil {
		return nil, nil, err
	}
	ctx, stop := context.WithCancel(ctx)
	c := &conversation{
		ctx: ctx, sit: sit, lines: readLines(ctx, in), out: newPrinter(out, o.Look, o.Width),
		offered: offered, systems: o.Systems, marking: o.Marking, noImport: o.NoImport, terminal: o.Terminal, tour: o.Tour,
		hide: o.Hide, after: o.after, writeText: o.WriteText, brief: o.Brief,
	}
	if o.Terminal { // who sends lines from elsewhere sits at no screen
		c.idle = o.Idle
	}
	if c.keeper, err = sit.NewKeeper(); err != nil {
		c.out.problem("What was typed here earlier is not offered", err)
	}
	if c.after == nil {
		c.after = timer
	}
	if c.writeText == nil {
		c.writeText = session.WriteText
	}
	c.opening, c.onSecond = o.Note, o.OnSecond
	return c, stop, nil
}

// conversation is one sitting held line by line.
type conversation struct {
	ctx       context.Context
	sit       *session.Sitting
	keeper    *session.Keeper // of what is typed
	lines     *lines
	out       *printer
	offered   string   // as the officer's name, where that is asked
	systems   []string // that are searched
	marking   string
	noImport  string
	terminal  bool
	idle      time.Duration // without a line before it is locked; 0 is for ever
	hide      func() (reveal func(), err error)
	after     func(time.Duration) (<-chan time.Time, func() bool)
	tour      bool
	writeText func(path, text string) error
	opening   string // said at the start; blank for nothing
	onSecond  func(sample int, who store.Actor)
	second    int // the sample that is reviewed a second time after this; 0 for none

	in      *session.Incident // in hand; nil where nothing needs attention
	visited []store.Number    // the incidents open before this one
	visit   visit
	listed  list
	toldHow bool           // how a text of several lines is typed was said
	helped  model.FieldSet // whose questions were explained
	brief   bool           // an incident is read out in brief
	// pending says what becomes of what is being typed, should the input
	// end here; blank where nothing is.
	pending string
}

// visit is how far the questions of the incident in hand have come.
type visit struct {
	past    []model.Field  // asked and answered or skipped, in that order
	skipped model.FieldSet // not to be asked again on this visit
	wanted  model.Field    // asked next although the cursor would not
	aside   bool           // wanted was named with the command answer
	said    model.Field    // its question was read out in full
}

func newVisit() visit { return visit{wanted: model.NoField, said: model.NoField} }

// hold is the whole conversation, from the greeting on.
func (c *conversation) hold() error {
	c.greet()
	if err := c.askClock(); err != nil {
		return err
	}
	if err := c.askOfficer(); err != nil {
		return err
	}
	if err := c.askPurpose(); err != nil {
		return err
	}
	if c.opening != "" {
		c.out.say("%s", c.opening)
	}
	if err := c.report(); err != nil {
		return err
	}
	first, err := c.sit.First()
	if err != nil {
		return err
	}
	if err := c.openOr(first, "Nothing needs attention."); err != nil {
		return err
	}
	for {
		if err := c.step(); err != nil {
			return err
		}
	}
}

// step is one prompt of the review and what the line typed there comes to.
func (c *conversation) step() error {
	field := c.question()
	typed, err := c.ask(c.promptFor(field))
	if err != nil {
		return err
	}
	if typed == "" {
		c.visit.said = model.NoField
		c.remind(field)
		return nil
	}
	if field == model.SamePersonAs {
		if done, err := c.answerSame(typed); done || err != nil {
			return err
		}
		return c.command(typed)
	}
	if field != model.NoField {
		if value, ok := c.asAnswer(field, typed); ok {
			return c.answer(model.Answer{Field: field, Value: value})
		}
	}
	return c.command(typed)
}

// greet says what this is and how to find one's way.
func (c *conversation) greet() {
	if c.marking != "" {
		c.out.say("%s", c.marking)
	}
	if c.sit.Officer() == "" {
		c.out.say("gd8 review, line by line.")
	} else {
		c.out.say("gd8 review, line by line. Officer: %s.", c.sit.Officer())
	}
	c.out.say("Type help at any prompt; quit leaves. Nothing is saved before you have said yes to it.")
	if c.tour {
		c.out.say("This is the demo. Each incident is read out: its facts, what the test says and why. Answer its questions with yes, no or unknown; then discard, consider, refer or defer begins a decision, in your own words. next goes on, why explains a criterion, guidance reads out the passage behind it.")
	}
}

// ended is what is said when the input ends.
func (c *conversation) ended() string {
	said := "End of input."
	if c.ctx.Err() != nil {
		said = "gd8 was told to end."
	}
	if c.lines.failed != nil {
		said = "The input could not be read further: " + c.lines.failed.Error() + "."
	}
	if c.pending != "" {
		said += " " + c.pending
	}
	return said
}
