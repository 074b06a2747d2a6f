package session

import (
	"maps"

	"gd8/model"
	"gd8/store"
)

// What texts about a record are typed for. Both screens keep them under the
// same words, so that what was typed on one is there again on the other.
const (
	TypedReason     = "reason"     // of an answer that differs from the source; with TypedFor
	TypedNote       = "note"       // of the systems searched; with TypedFor
	TypedValue      = "value"      // of a fact; with TypedFor
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
	return t.store.SaveTyped(t.Actor(), n, texts)
}

// KeepTyped keeps one text typed for a record; a blank one is deleted.
func (t *Sitting) KeepTyped(n store.Number, what, text string) error {
	t.mu.Lock() // so that none kept meanwhile is lost
	defer t.mu.Unlock()
	kept, err := t.store.TypedFor(n)
	if err != nil {
		return err
	}
	if _, there := kept[what]; !there && text == "" {
		return nil
	}
	texts := maps.Clone(kept)
	if texts == nil {
		texts = store.Typed{}
	}
	texts[what] = store.TypedText{Text: text}
	if text == "" {
		delete(texts, what)
	}
	return t.store.SaveTyped(t.actor(), n, texts)
}
