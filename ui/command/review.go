package command

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/store/export"
	"gd8/ui/line"
	"gd8/ui/review"
	"gd8/ui/settings"
	"gd8/ui/term"
)

// screenFlags say how the review looks.
type screenFlags struct {
	line, ascii bool
	tour        bool // begin with the tour; the demo alone does
}

func (f *screenFlags) add(c *cobra.Command) {
	c.Flags().BoolVar(&f.line, "line", false, "review as plain lines, for screen readers, slow links and scripts")
	c.Flags().BoolVar(&f.ascii, "ascii", false, "draw symbols and box lines in ASCII")
	c.Flags().String(settings.Theme.Flag(), "", "the `NAME` of the colours: "+orList(settings.Themes())+" (else GD8_THEME, the settings)")
	c.Flags().String(settings.IdleLock.Flag(), "", "lock the screen after so many `MINUTES` without a key, 0 for never (else GD8_IDLE_LOCK, the settings, 10)")
	addMarking(c)
}

// addMarking adds --marking to a command that shows or writes a marking.
func addMarking(c *cobra.Command) {
	c.Flags().String(settings.Marking.Flag(), "", "the security marking, a `TEXT` (else GD8_MARKING, the settings, "+export.DefaultMarking+")")
}

func (p *program) reviewCommand() *cobra.Command {
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
terminal gets it by itself.`,
		Example: `  gd8
  gd8 review --line
  gd8 review --store batch.db --purpose "Application APP-417"`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error { return p.reviewQueue(c, &screen) },
	}
	screen.add(c)
	p.addEncrypt(c)
	return c
}

func (p *program) reviewQueue(c *cobra.Command, screen *screenFlags) error {
	if err := p.checkScreen(screen); err != nil {
		return err
	}
	return p.withNewStore(func(s *store.Store, actor store.Actor) error {
		ctx, stop := untilClosed()
		defer func() { p.closed = ctx.Err() != nil; stop() }()
		if err := p.sit(ctx, s, actor, screen, false); err != nil || screen.line {
			return err // a review in lines has said the checkpoint itself
		}
		return p.sayCheckpoint(s)
	})
}

// checkScreen says whether there can be a review here, before a store is
// opened for it, and turns to lines where the terminal can do no more.
func (p *program) checkScreen(screen *screenFlags) error {
	p.reviewed = true
	if _, err := p.settings(); err != nil {
		return err
	}
	switch {
	case screen.line:
	case !isTerminal(p.in) || !isTerminal(p.out):
		return errors.New("the review needs a terminal, and its input or output is none; start it in one, or give --line")
	case p.getenv("TERM") == "dumb":
		screen.line = true
	case !term.PlacesText(p.out):
		screen.line = true
		p.say("This console cannot place text, so the review is held in plain lines, as with --line. Windows Terminal, or a console without \"Use legacy console\", shows the screen.")
	}
	return nil
}

// sit holds one sitting, on the whole screen or in lines.
func (p *program) sit(ctx context.Context, s *store.Store, actor store.Actor, screen *screenFlags, demo bool) error {
	set, err := p.settings()
	if err != nil {
		return err
	}
	look := term.Options{Theme: set.Text(settings.Theme), ASCII: screen.ascii}
	if !screen.line {
		return review.Run(ctx, s, review.Options{
			Officer: actor.Officer, Purpose: actor.Purpose, Marking: set.Text(settings.Marking), Look: look, Demo: demo, Tour: screen.tour,
			Idle: set.IdleLock(), In: p.in, Out: p.out,
			Ended: func(said []string) {
				for _, line := range said {
					p.say("%s", line)
				}
			},
		})
	}
	lines, err := term.NewLook(p.out, term.SystemEnv(p.out), look)
	if err != nil {
		return err
	}
	return line.Run(ctx, p.in, p.out, s, line.Options{
		Officer: actor.Officer, Purpose: actor.Purpose, Marking: set.Text(settings.Marking), Look: lines, Tour: screen.tour,
		Idle: set.IdleLock(), Hide: func() (func(), error) { return hideNextLine(p.in) },
		Terminal: isTerminal(p.in), Width: func() int {
			width, _ := term.Size(p.out, lineWidth, 0)
			return min(width, lineWidth)
		},
	})
}

// lineWidth is how wide a line is at most: one that is longer is hard to read,
// and a terminal that is narrower would break it within a word.
const lineWidth = 80
