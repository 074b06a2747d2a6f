package review

import (
	"context"
	"testing"

	"gd8/store"
	"gd8/store/purge"
	"gd8/ui/review/desk"
)

func TestACaseThatWasErasedIsAddedAgainForAReason(t *testing.T) {
	for name, size := range windows {
		t.Run(name, func(t *testing.T) {
			p := sitDown(t, desk.Options{})
			p.has("P-118", "CR/1", cleanFacts...)
			p.has("P-200", "CR/9", cleanFacts...)
			person := "P-118"
			plan, err := purge.Find(p.store, purge.Request{Person: &person})
			must(t, err)
			must(t, purge.Purge(context.Background(), p.store, store.Actor{Officer: "J. Officer", Purpose: "review"}, plan, "Retention period over"))

			p.open().resize(size[0], size[1])
			p.press("a").types("P-118").press("tab").types("CR/2").press("tab").types("APP-118").press("ctrl+s")
			p.sees("was erased on", "Why it comes again")
			if p.app.Counts.Total != 1 {
				t.Error("it was added")
			}
			p.types("Asked for again by the DBS").press("ctrl+s").sees("Added: CR/2")
			rows, err := p.store.Find("CR/2", nil, nil)
			if err != nil || len(rows) != 1 {
				t.Errorf("%v, %v", rows, err)
			}
		})
	}
}
