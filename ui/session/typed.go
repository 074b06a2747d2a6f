package session

import (
	"gd8/model"
	"gd8/store"
)

// What texts about a record are typed for. Both screens keep them under the
// same words, so that what was typed on one is there again on the other.
const (
	TypedReason     = "reason"     // of an answer that differs from the source; with TypedFor
	TypedValue      = "value"      // of a fact; with TypedFor
	TypedCorrection = "correction" // why a record entered by hand is corrected
	TypedWithdrawal = "withdraw"   // why one is withdrawn
	TypedIncomplete = "incomplete" // why an incomplete case may go on
)

// TypedFor is what a text about a field is typed for.
func TypedFor(what string, f model.Field) string { return what + " " + f.Name() }

// OfAnother reports whether another officer than this sitting's typed a text.
func (t *Sitting) OfAnother(text store.TypedText) bool {
	return text.Officer != "" && text.Officer != t.Officer()
}

// SaveTyped keeps the texts typed for a record and not used; none deletes
// those kept before.
func (t *Sitting) SaveTyped(n store.Number, texts store.Typed) error {
	if err := t.store.SaveTyped(t.Actor(), n, texts); err != nil {
		return err
	}
	return t.keepSecond(n)
}
