package program

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"time"

	"gd8/ui/command/prompt"
)

// UntilClosed is done when gd8 is asked to end or its window is closed. It is
// for a review, which ends when it has kept what was typed.
func UntilClosed() (context.Context, context.CancelFunc) {
	return signal.NotifyContext(context.Background(), prompt.Endings()...)
}

// endWait is how long a command that was asked to end may take for it.
const endWait = time.Second

// UntilEnded is UntilClosed for a command that leaves the store whole wherever
// it is cut off. One that has not ended in time, such as while a slow disk
// takes what it wrote, is ended.
func (p *Run) UntilEnded() (context.Context, context.CancelFunc) {
	ctx, stop := UntilClosed()
	over := make(chan struct{})
	go endLate(ctx, over, endWait, func() {
		fmt.Fprintln(p.ErrOut, "gd8: stopped; what it was doing is done whole or not at all, and gd8 journal says which; what it had begun is cleared away when the store is next opened")
		os.Exit(ExitFailed)
	})
	return ctx, func() {
		close(over)
		stop()
	}
}

// endLate ends the program where work goes on for longer than wait after its
// context has ended. over is closed when the work is.
func endLate(ctx context.Context, over <-chan struct{}, wait time.Duration, end func()) {
	select {
	case <-over:
		return
	case <-ctx.Done():
	}
	select {
	case <-over:
	case <-time.After(wait):
		end()
	}
}
