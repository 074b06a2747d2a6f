package purge

import (
	"context"

	"gd8/store"
)

// EraseNumbers is the transaction of an erasure of some records, by itself.
func EraseNumbers(ctx context.Context, s *store.Store, actor store.Actor, numbers []store.Number) error {
	return s.Commit(actor, func(w *store.Writer) error {
		return (&eraser{w, s, &store.Looker{Ctx: ctx}}).erase(Plan{numbers: numbers}, newReferences(nil), actor, "Retention period over")
	})
}
