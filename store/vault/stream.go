package vault

import "sync"

// streamRoom is how many items a stream is ahead of who takes them: enough of
// an import's batches that work goes on while a chunk is synced to the disk,
// and, as a batch is bounded in bytes (see batchBytes), few enough to hold.
const streamRoom = 32

// Stream is work that one goroutine does ahead of another, in order: reading
// and preparing on one core while another writes. The producer must not hold a
// transaction while it yields, as a writer that waits for it could not go on.
type Stream[T any] struct {
	items   chan T
	stopped chan struct{}
	once    sync.Once
	err     error // of the producer; read it once items is closed
}

// Ahead starts produce in a goroutine of its own. It ends when it returns, or
// soon after yield gave false.
func Ahead[T any](produce func(yield func(T) bool) error) *Stream[T] {
	s := &Stream[T]{items: make(chan T, streamRoom), stopped: make(chan struct{})}
	go func() {
		defer close(s.items)
		s.err = Guard(func() error { return produce(s.yield) })
	}()
	return s
}

func (s *Stream[T]) yield(item T) bool {
	select {
	case s.items <- item:
		return true
	case <-s.stopped:
		return false
	}
}

// Next waits for the next item. more is false at the end, and err then says
// what ended it early.
func (s *Stream[T]) Next() (item T, more bool, err error) {
	item, more = <-s.items
	if !more {
		err = s.err
	}
	return item, more, err
}

// Stop ends the producer and waits until it has. It is safe to call again.
func (s *Stream[T]) Stop() {
	s.once.Do(func() { close(s.stopped) })
	for range s.items {
	}
}
