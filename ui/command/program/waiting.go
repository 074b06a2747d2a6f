package program

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"gd8/store/importer"
	"gd8/ui/command/output"
)

// Long runs work that can take a while: with a context that Ctrl-C ends, and
// on a terminal with a word on what gd8 is at, once a second has passed.
func (p *Run) Long(phase string, work func(context.Context) error) error {
	ctx, stop := p.UntilEnded()
	defer stop()
	bar := p.NewBar()
	done := make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() {
		tick := time.NewTicker(output.BarEvery)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				bar.Show(importer.Progress{Phase: phase})
			case <-done:
				return
			}
		}
	})
	err := work(ctx)
	close(done)
	watching.Wait()
	bar.Clear()
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("%s was stopped before its end; nothing was put in place, run it again when there is time", phase)
	}
	return err
}

// Watch is told how far work is: its phase, and so many done of so many.
type Watch = func(phase string, done, of int)

// Watched runs work that tells how far it is, with a context that Ctrl-C ends.
func (p *Run) Watched(what string, work func(context.Context, Watch) error) error {
	ctx, stop := p.UntilEnded()
	defer stop()
	bar := p.NewBar()
	err := work(ctx, func(phase string, done, of int) {
		bar.Show(importer.Progress{Phase: phase, Done: int64(done), Total: int64(of)})
	})
	bar.Clear()
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("%s was stopped before its end; nothing was kept, run it again when there is time", what)
	}
	return err
}
