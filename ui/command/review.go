package command

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/ui/review"
	"gd8/ui/term"
)

// screenFlags say how the review looks.
type screenFlags struct {
	ascii bool
	theme string
}

func (f *screenFlags) add(c *cobra.Command) {
	c.Flags().BoolVar(&f.ascii, "ascii", false, "draw symbols and box lines in ASCII")
	c.Flags().StringVar(&f.theme, "theme", "", "the `NAME` of the colours: "+themeNames())
}

func themeNames() string {
	var names []string
	for _, t := range term.Themes() {
		names = append(names, t.Name)
	}
	return orList(names)
}

func (p *program) reviewCommand() *cobra.Command {
	var screen screenFlags
	c := &cobra.Command{
		Use:   "review",
		Short: "Walk through the incidents and decide (gd8 alone does the same)",
		Long: `review opens the queue and walks through every incident that needs attention:
what the test says and why, the questions that are not answered, and the
decision with its rationale. Everything is saved as it is entered, and a
rationale that is not finished is there again the next time.`,
		Example: `  gd8
  gd8 review --theme high-contrast
  gd8 review --store batch.db --purpose "Application APP-417"`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error { return p.reviewQueue(c, &screen) },
	}
	screen.add(c)
	p.addEncrypt(c)
	return c
}

func (p *program) reviewQueue(c *cobra.Command, screen *screenFlags) error {
	if err := p.checkScreen(c, screen); err != nil {
		return err
	}
	return p.withNewStore(func(s *store.Store, actor store.Actor) error {
		ctx, stop := untilClosed()
		defer stop()
		if err := p.sit(ctx, s, actor, screen, false); err != nil {
			return err
		}
		return p.sayCheckpoint(s)
	})
}

// checkScreen says whether there can be a review here, before a store is
// opened for it.
func (p *program) checkScreen(c *cobra.Command, screen *screenFlags) error {
	if _, err := term.FindTheme(screen.theme); err != nil {
		return usagef(c, "%v", err)
	}
	if !isTerminal(p.in) || !isTerminal(p.out) {
		return errors.New("the review needs a terminal, and its input or output is none; start it in one, or see gd8 list and gd8 show")
	}
	if p.getenv("TERM") == "dumb" {
		return errors.New("the review needs a terminal that can move its cursor, and TERM says that this one is dumb; start it in another, or see gd8 list and gd8 show")
	}
	return nil
}

// sit holds one sitting on the whole screen.
func (p *program) sit(ctx context.Context, s *store.Store, actor store.Actor, screen *screenFlags, demo bool) error {
	return review.Run(ctx, s, review.Options{
		Officer: actor.Officer, Purpose: actor.Purpose, Demo: demo, In: p.in, Out: p.out,
		Look: term.Options{Theme: screen.theme, ASCII: screen.ascii},
	})
}
