package model

import "sync"

// This file keeps the sentences of a large case from costing the square of its
// records: which other records say a thing is the same for every record of an
// event that does not say it, and is looked for once.

// memoFrom is the number of records from which that is worth keeping.
const memoFrom = 64

// memoKey is what is looked for: of one event, or of the whole case (event -1).
type memoKey struct {
	what    byte
	event   int
	field   Field
	value   uint8
	officer bool
	only    bool // among suspects' hits only
}

// What is looked for, besides a tri-state.
const (
	memoTri = iota
	memoOutcome
	memoAdult
	memoAge
	memoOthers
)

// memo is safe for several goroutines, as a case is read by them.
type memo struct {
	mu   sync.Mutex
	said map[memoKey]string
}

// forget readies the memo for another case.
func (c *Case) forget() {
	if c.memo = nil; len(c.Records) < memoFrom {
		return
	}
	if c.kept == nil {
		c.kept = &memo{said: map[memoKey]string{}}
	}
	clear(c.kept.said)
	c.memo = c.kept
}

// once is make's text, made once for a key in a large case.
func (c *Case) once(key memoKey, make func() string) string {
	if c.memo == nil {
		return make()
	}
	c.memo.mu.Lock()
	defer c.memo.mu.Unlock()
	text, known := c.memo.said[key]
	if !known {
		text = make()
		c.memo.said[key] = text
	}
	return text
}
