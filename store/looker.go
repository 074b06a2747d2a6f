package store

import "context"

// LookEvery is how many values are read or written between two looks at
// whether the work was cancelled: some hundredths of a second's.
const LookEvery = 1000

// Looker looks now and then whether work was cancelled. Every loop over what
// may be many values has one.
type Looker struct {
	Ctx   context.Context
	steps int
}

// Look is called once a step. It gives the context's error where it has ended.
func (l *Looker) Look() error {
	if l.steps++; l.steps%LookEvery != 0 {
		return nil
	}
	return l.Ctx.Err()
}
