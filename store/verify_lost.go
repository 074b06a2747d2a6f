package store

import (
	"fmt"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
)

// This file tells what a rescue did not find, and declared so in its own entry
// of the journal, from what is missing and no one answers for.

// Loss is something that a rescue did not find and declared so.
type Loss struct {
	Rescue uint64    // its journal entry
	At     time.Time // of the rescue
	What   string    // for a person: "journal entry 3: what it said"
}

// missingPart is an entry that does not say what was sealed.
type missingPart struct {
	entry   uint64
	problem string
}

// checkSaid holds what an entry says to its commitment, nil where the link
// that holds it is missing, and notes what it declares gone.
func (v *verifier) checkSaid(n uint64, key []byte, want *[32]byte) {
	e, err := v.journalEntry(n)
	if err != nil {
		v.withoutSaid = append(v.withoutSaid, missingPart{n, "what it says is missing or damaged"})
		return
	}
	if want != nil && e.commitment(key) != *want {
		v.withoutSaid = append(v.withoutSaid, missingPart{n, "what it says is not what was sealed"})
	}
	v.noteDeclared(&e)
	for i := range e.items {
		if e.items[i].erased {
			v.erasedItems = append(v.erasedItems, erasedItem{n, i})
		}
	}
}

// noteDeclared notes what an entry declares gone: erased, or not found by a
// rescue. No entry speaks for itself or for those after it.
func (v *verifier) noteDeclared(e *Entry) {
	e.addErased(v.gone)
	for _, p := range e.erased {
		if p.kind == placeItem {
			v.goneItems = append(v.goneItems, p)
		}
		if e.Action != actionRescue || p.entry >= e.Number {
			continue
		}
		switch p.kind {
		case placeSaid:
			v.lostSaid[p.entry] = true
		case placeLink:
			v.lostLinks[p.entry] = true
		}
		v.Losses = append(v.Losses, Loss{e.Number, e.At, p.lost()})
	}
}

// lost says what a rescue did not find.
func (p place) lost() string {
	switch p.kind {
	case placeItem:
		return fmt.Sprintf("journal entry %d: which erasure took out a part of what it says", p.entry)
	case placeSaid:
		return fmt.Sprintf("journal entry %d: what it said", p.entry)
	case placeLink:
		return fmt.Sprintf("journal entry %d: its link in the chain, which held to it what it says and sealed", p.entry)
	}
	return fmt.Sprintf("journal entry %d: %d of the values it sealed", p.entry, p.to-p.from+1)
}

// checkLost names the entries of which something is missing that no rescue
// declares.
func (v *verifier) checkLost() {
	for _, n := range v.withoutLink {
		if !v.lostLinks[n] {
			v.report(fmt.Sprintf("journal entry %d", n), "its link in the chain is missing or damaged")
		}
	}
	for _, part := range v.withoutSaid {
		if !v.lostSaid[part.entry] {
			v.report(fmt.Sprintf("journal entry %d", part.entry), "%s", part.problem)
		}
	}
}

// addErased adds the places of values that the entry says are gone to the
// positions gone, by entry.
func (e *Entry) addErased(gone map[uint64]*roaring.Bitmap) {
	for _, p := range e.erased {
		if p.kind != placeValue {
			continue
		}
		if gone[p.entry] == nil {
			gone[p.entry] = roaring.New()
		}
		gone[p.entry].AddRange(uint64(p.from), uint64(p.to)+1)
	}
}
