package sitting

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/store/assurance"
	"gd8/ui/command/program"
	"gd8/ui/command/prompt"
	"gd8/ui/command/usage"
	"gd8/ui/line"
	"gd8/ui/review"
	"gd8/ui/session"
	"gd8/ui/settings"
	"gd8/ui/term"
	"gd8/ui/term/console"
)

// screenFlags say how the review looks.
type screenFlags struct {
	line, ascii bool
	tour        bool // begin with the tour; the demo alone does
}

func (f *screenFlags) add(c *cobra.Command) {
	c.Flags().BoolVar(&f.line, settings.Line.Flag(), false, "review as plain lines, for screen readers, slow links and scripts (else GD8_LINE, ACCESSIBLE, the settings)")
	c.Flags().BoolVar(&f.ascii, settings.ASCII.Flag(), false, "draw symbols and box lines in ASCII (else GD8_ASCII, the settings)")
	c.Flags().String(settings.Theme.Flag(), "", "the `NAME` of the colours: "+usage.OrList(settings.Themes())+" (else GD8_THEME, the settings)")
	c.Flags().String(settings.IdleLock.Flag(), "", "lock the screen after so many `MINUTES` without a key, 0 for never (else GD8_IDLE_LOCK, the settings, 10)")
	program.AddMarking(c)
}

func (p commands) reviewCommand() *cobra.Command {
	var screen screenFlags
	c := &cobra.Command{
		Use:   "review",
		Short: "Walk through the incidents and decide (gd8 alone does the same)",
		Long: `review opens the queue and walks through every incident that needs attention:
what the test says and why, the questions that are not answered, and the
decision with its rationale. Everything is saved as it is entered, and a
rationale that is not finished is there again the next time.

With --line the same review is a conversation in plain lines, without a cursor
that moves: for screen readers, braille lines, slow links and scripts. A dumb
terminal, and one of which nothing is known, gets it by itself.`,
		Example: `  gd8
  gd8 review --line
  gd8 review --store batch.db --purpose "Application APP-417"`,
		Args: usage.None,
		RunE: func(c *cobra.Command, _ []string) error { return p.reviewQueue(c, &screen) },
	}
	screen.add(c)
	p.AddEncrypt(c)
	return c
}

func (p commands) reviewQueue(c *cobra.Command, screen *screenFlags) error {
	if err := p.checkScreen(screen); err != nil {
		return err
	}
	p.AsksClock, p.AsksOfficer = true, true
	return p.WithNewStore(func(s *store.Store, actor store.Actor) error {
		ctx, stop := program.UntilClosed()
		defer func() { p.Closed = ctx.Err() != nil; stop() }()
		if err := p.sit(ctx, s, actor, screen, false); err != nil || screen.line {
			return err // a review in lines reads the checkpoint out where it is asked to
		}
		return p.SayCheckpoint(s)
	})
}

// checkScreen says whether there can be a review here, before a store is
// opened for it, and turns to lines where the terminal can do no more.
func (p commands) checkScreen(screen *screenFlags) error {
	p.Reviewed = true
	set, err := p.Settings()
	if err != nil {
		return err
	}
	screen.line, screen.ascii = set.On(settings.Line), set.On(settings.ASCII)
	switch {
	case screen.line:
	case !term.IsTerminal(p.In) || !term.IsTerminal(p.Out):
		return errors.New("the review needs a terminal, and its input or output is none; start it in one, or give --line")
	case p.DumbTerminal():
		screen.line = true
	case !term.PlacesText(p.Out):
		screen.line = true
		p.Say("This console cannot place text, so the review is held in plain lines, as with --line. Windows Terminal, or a console without \"Use legacy console\", shows the screen.")
	}
	return nil
}

// offerLines is said at the start of the screen where Windows says that a screen
// reader runs.
const offerLines = "A screen reader is running. gd8 --line holds the review in plain lines, which it reads better; line = true in the settings keeps it so."

// sit holds one sitting, on the whole screen or in lines.
func (p commands) sit(ctx context.Context, s *store.Store, actor store.Actor, screen *screenFlags, demo bool) error {
	asked := 0
	if err := p.sitAt(ctx, s, actor, screen, demo, nil, func(sample int, who store.Actor) { asked, actor = sample, who }); err != nil || asked == 0 {
		return err
	}
	return p.secondReview(ctx, s, actor, screen, asked)
}

// sitAt is sit at a store, or at what a blind second review is of. onSecond is
// told which sample is to be reviewed so next.
func (p commands) sitAt(ctx context.Context, s *store.Store, actor store.Actor, screen *screenFlags, demo bool, second *assurance.Second, onSecond func(int, store.Actor)) error {
	set, err := p.Settings()
	if err != nil {
		return err
	}
	asks := !demo && second == nil && set.Value(settings.Officer).From == settings.FromDefault
	said := ""
	if second != nil {
		said = session.DescribeSecond(second)
	}
	look := term.Options{Theme: set.Text(settings.Theme), ASCII: screen.ascii}
	if !screen.line {
		note := said
		if console.ScreenReader() {
			note = strings.TrimSpace(offerLines + " " + said)
		}
		return review.Run(ctx, s, review.Options{
			Officer: actor.Officer, AskOfficer: asks, Purpose: actor.Purpose, Marking: set.Text(settings.Marking), Systems: set.Systems(), Look: look, Demo: demo, Tour: screen.tour,
			Idle: set.IdleLock(), NoCopy: !set.On(settings.Copy), In: p.In, Out: p.Out, Note: note, Second: second, OnSecond: onSecond,
			Ended: func(said []string) {
				for _, line := range said {
					p.Say("%s", line)
				}
			},
		})
	}
	o, err := p.lineOptions(actor, screen, asks)
	if err != nil {
		return err
	}
	o.Tour, o.Note, o.Second, o.OnSecond = screen.tour, said, second, onSecond
	switch {
	case demo:
		o.NoImport = session.NotInDemo
	case second != nil:
		o.NoImport = session.NotInSecond
	}
	return line.Run(ctx, p.In, p.Out, s, o)
}

// lineOptions are the options of a conversation in lines. asks says that the
// officer's name is asked for.
func (p commands) lineOptions(actor store.Actor, screen *screenFlags, asks bool) (line.Options, error) {
	set, err := p.Settings()
	if err != nil {
		return line.Options{}, err
	}
	lines, err := term.NewLook(p.Out, term.SystemEnv(p.Out), term.Options{Theme: set.Text(settings.Theme), ASCII: screen.ascii})
	if err != nil {
		return line.Options{}, err
	}
	return line.Options{
		Officer: actor.Officer, AskOfficer: asks, Purpose: actor.Purpose, Marking: set.Text(settings.Marking), Systems: set.Systems(), Look: lines,
		Brief: set.On(settings.Brief), Idle: set.IdleLock(), Hide: func() (func(), error) { return prompt.HideNextLine(p.In) },
		Terminal: term.IsTerminal(p.In), Width: p.LineWidth,
	}, nil
}
