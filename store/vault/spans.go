package vault

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// ErasedTexts reports which free texts of an entry were erased since it was
// written; they read as blank.
func (e *Entry) ErasedTexts() (purpose, recipient, detail bool) {
	return e.Items[ItemPurpose].Erased, e.Items[ItemRecipient].Erased, e.Items[ItemDetail].Erased
}

// ErasedItems is how many of an entry's items were erased.
func (e *Entry) ErasedItems() (n int) {
	for i := range e.Items {
		if e.Items[i].Erased {
			n++
		}
	}
	return n
}

// Lost says what a rescue did not find.
func (p Span) Lost() string {
	switch p.Kind {
	case SpanItem:
		return fmt.Sprintf("journal entry %d: which erasure took out a part of what it says", p.Entry)
	case SpanSaid:
		return fmt.Sprintf("journal entry %d: what it said", p.Entry)
	case SpanLink:
		return fmt.Sprintf("journal entry %d: its link in the chain, which held to it what it says and sealed", p.Entry)
	}
	return fmt.Sprintf("journal entry %d: %d of the values it sealed", p.Entry, p.To-p.From+1)
}

// AddErased adds the places of values that the entry says are gone to the
// positions gone, by entry.
func (e *Entry) AddErased(gone map[uint64]*roaring.Bitmap) {
	for _, p := range e.Erased {
		if p.Kind != SpanValue {
			continue
		}
		if gone[p.Entry] == nil {
			gone[p.Entry] = roaring.New()
		}
		gone[p.Entry].AddRange(uint64(p.From), uint64(p.To)+1)
	}
}

// JoinSpans makes neighbouring places one.
func JoinSpans(list []Span) []Span {
	slices.SortFunc(list, func(a, b Span) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.From, b.From))
	})
	var joined []Span
	for _, p := range list {
		if last := len(joined) - 1; last >= 0 && joined[last].Entry == p.Entry && joined[last].Kind == p.Kind && joined[last].To+1 >= p.From {
			joined[last].To = max(joined[last].To, p.To)
			continue
		}
		joined = append(joined, p)
	}
	return joined
}
