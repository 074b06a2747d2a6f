package program

import (
	"context"
	"testing"
	"time"
)

func TestACommandThatIsAskedToEndIsEndedWhereItGoesOn(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	ended := make(chan struct{})
	go endLate(ctx, make(chan struct{}), time.Millisecond, func() { close(ended) })
	select {
	case <-ended:
	case <-time.After(time.Minute):
		t.Fatal("it went on")
	}
}

func TestACommandThatEndsInTimeIsLeftToSayHow(t *testing.T) {
	for _, asked := range []bool{true, false} {
		ctx, cancel := context.WithCancel(context.Background())
		over := make(chan struct{})
		close(over)
		if asked {
			cancel()
		}
		endLate(ctx, over, time.Hour, func() { t.Error("it was ended") })
		cancel()
	}
}
