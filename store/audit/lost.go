package audit

import (
	"fmt"
	"time"

	"gd8/store"
	"gd8/store/vault"
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
	e, err := v.JournalEntry(n)
	if err != nil {
		v.withoutSaid = append(v.withoutSaid, missingPart{n, "what it says is missing or damaged"})
		return
	}
	if want != nil && e.Commitment(key) != *want {
		v.withoutSaid = append(v.withoutSaid, missingPart{n, "what it says is not what was sealed"})
	}
	v.noteDeclared(&e)
	v.noteOrigin(&e)
	for i := range e.Items {
		if e.Items[i].Erased {
			v.erasedItems = append(v.erasedItems, erasedItem{n, i})
		}
	}
}

// noteDeclared notes what an entry declares gone: erased, or not found by a
// rescue. No entry speaks for itself or for those after it.
func (v *verifier) noteDeclared(e *store.Entry) {
	e.AddErased(v.gone)
	for _, p := range e.Erased {
		if p.Kind == vault.SpanItem {
			v.goneItems = append(v.goneItems, p)
		}
		if e.Action != vault.ActionRescue || p.Entry >= e.Number {
			continue
		}
		switch p.Kind {
		case vault.SpanSaid:
			v.lostSaid[p.Entry] = true
		case vault.SpanLink:
			v.lostLinks[p.Entry] = true
		}
		v.Losses = append(v.Losses, Loss{e.Number, e.At, p.Lost()})
	}
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
