package sitting

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"gd8/store"
	"gd8/ui/command/demo"
	"gd8/ui/command/program"
	"gd8/ui/command/usage"
)

func (p commands) demoCommand() *cobra.Command {
	var screen screenFlags
	var noTour bool
	c := &cobra.Command{
		Use:   "demo",
		Short: "Try gd8 on made-up incidents",
		Long: `demo opens the review on made-up incidents that show every verdict and what gd8
warns of. It has a store of its own, which goes away at the end: nothing done in
it is kept, and it takes no --store. Adding and importing are off in it.

It begins with a tour of a few steps, each of which moves on as you do what it
says; t skips a step, T or esc in the queue ends it.`,
		Example: `  gd8 demo
  gd8 demo --no-tour
  gd8 demo --line`,
		Args: usage.None,
		RunE: func(c *cobra.Command, _ []string) error {
			if c.Flags().Changed("store") {
				return usage.Errorf(c, "demo has a store of its own that goes away at the end, so it takes no --store; to review your own, leave demo out")
			}
			if err := p.checkScreen(&screen); err != nil {
				return err
			}
			screen.tour = !noTour
			return p.demo(&screen)
		},
	}
	screen.add(c)
	c.Flags().BoolVar(&noTour, "no-tour", false, "begin without the tour")
	return c
}

func (p commands) demo(screen *screenFlags) error {
	p.AsksOfficer = true // of nobody: it is made up
	actor, err := p.Actor()
	if err != nil {
		return err
	}
	if actor.Officer == "" {
		actor.Officer = demo.Officer
	}
	// The signals are caught from before the folder is there until after it
	// has gone, so that none of them leaves it behind.
	ctx, stop := program.UntilClosed()
	defer func() { p.Closed = ctx.Err() != nil; stop() }()
	folder, err := os.MkdirTemp("", "gd8-demo-")
	if err != nil {
		return fmt.Errorf("there is no place for the demo's store: %w; make room in the temporary folder", err)
	}
	p.Say("The demo's incidents are made up. Its store goes away at the end.")
	err = p.demoIn(ctx, folder, actor, screen)
	if gone := os.RemoveAll(folder); gone != nil {
		return errors.Join(err, fmt.Errorf("the demo's store could not be removed: %w; delete %s", gone, folder))
	}
	p.Say("The demo is over: its store is gone, and nothing that was done in it was kept.")
	return err
}

func (p commands) demoIn(ctx context.Context, folder string, actor store.Actor, screen *screenFlags) error {
	s, err := demo.Open(ctx, folder, p.Now)
	if err != nil {
		return err
	}
	if actor.Purpose == "" {
		actor.Purpose = demo.Purpose
	}
	err = p.sit(ctx, s, actor, screen, true)
	if closed := s.Close(); err == nil {
		err = closed
	}
	return err
}
