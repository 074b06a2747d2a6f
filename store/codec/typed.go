package codec

import (
	"maps"
	"slices"
	"time"

	"gd8/store/vault"
)

// Typed are texts that an officer typed for a record and has neither used nor
// thrown away, such as a reason or the fields of a form, by what they were
// typed for. Like drafts they are temporary and not journalled.
type Typed map[string]TypedText

// TypedText is a text with who typed it and when, which the store notes: words
// must not become another officer's because both worked on a record.
type TypedText struct {
	Text    string
	Officer string
	At      time.Time
}

// typedVersion begins texts of which each has its officer and time. Before it
// all of a record had those of the last one saved, and began as every value.
const typedVersion = vault.CodecVersion + 1

// Encode writes the texts, by what they were typed for.
func (t Typed) Encode(e *vault.Encoder) {
	e.Byte(typedVersion)
	e.Uint(uint64(len(t)))
	for _, what := range slices.Sorted(maps.Keys(t)) {
		e.Text(what)
		e.Text(t[what].Text)
		e.Text(t[what].Officer)
		e.Time(t[what].At)
	}
}

// DecodeTyped reads typed texts of any version.
func DecodeTyped(b []byte) (Typed, error) {
	d := vault.Decoder{B: b}
	each := len(b) > 0 && b[0] == typedVersion
	var t TypedText
	if each {
		d.Byte()
	} else {
		d.Version()
		t.Officer, t.At = d.Text(), d.Time()
	}
	texts := Typed{}
	for n := d.Int(); n > 0 && d.Err == nil; n-- {
		what := d.Text()
		if t.Text = d.Text(); each {
			t.Officer, t.At = d.Text(), d.Time()
		}
		texts[what] = t
	}
	return texts, d.End()
}
