package store

import (
	"bytes"
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/RoaringBitmap/roaring/v2"

	"gd8/model"
)

// Found is a set of records, such as those a search has found so far.
type Found struct{ in *roaring.Bitmap }

// Len is the number of records found.
func (f *Found) Len() int { return int(f.in.GetCardinality()) }

// searched are the fields a search looks in.
var searched = model.SetOf(model.ApplicationRef, model.PersonRef, model.IncidentRef, model.PersonName, model.Offence, model.Summary)

// searchStep is how many records are searched between two looks at whether
// the search is still wanted.
const searchStep = 4096

// Search looks for text, without regard to case, in the references, name,
// offence and summary of every record that counts, effective values included.
// found is given what was found so far, now and then and at the end; it must
// not keep the set. Search ends early, with ctx's error, when ctx is done.
func (s *Store) Search(ctx context.Context, text string, found func(f *Found, done bool)) error {
	needle := newNeedle(text)
	hits := roaring.New()
	next := uint32(1)
	for {
		var end bool
		// Each step is a transaction of its own, so that no writer waits.
		err := s.view(func(r *reader) (err error) {
			next, end, err = r.searchFrom(next, needle, hits)
			return err
		})
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		found(&Found{hits.Clone()}, end)
		if end {
			return nil
		}
	}
}

func (r *reader) searchFrom(from uint32, needle *needle, hits *roaring.Bitmap) (next uint32, end bool, err error) {
	all, err := r.members(setAll)
	if err != nil {
		return 0, false, err
	}
	answered, err := r.members(setAnswered)
	if err != nil {
		return 0, false, err
	}
	it := all.Iterator()
	it.AdvanceIfNeeded(from)
	for n := 0; n < searchStep; n++ {
		if !it.HasNext() {
			return 0, true, nil
		}
		next = it.Next()
		match, err := r.matches(Number(next), answered.Contains(next), needle)
		if err != nil {
			return 0, false, err
		}
		if match {
			hits.Add(next)
		}
	}
	return next + 1, false, nil
}

func (r *reader) matches(n Number, answered bool, needle *needle) (bool, error) {
	value, err := r.latestSource(n)
	if err != nil {
		return false, err
	}
	_, payload, err := unstamp(value)
	if err != nil {
		return false, err
	}
	match := false
	err = eachText(payload, func(f model.Field, text []byte) {
		match = match || searched.Has(f) && needle.in(text)
	})
	if match || !answered || err != nil {
		return match, err
	}
	k, err := r.load(n)
	for _, a := range k.record.Answers {
		match = match || searched.Has(a.Field) && needle.in([]byte(a.Value))
	}
	return match, err
}

// eachText visits the texts of an encoded source without decoding the rest.
func eachText(payload []byte, visit func(model.Field, []byte)) error {
	d := decoder{b: payload}
	skipToTexts(&d)
	for _, field := range textFields {
		text := d.bytes()
		if d.err == nil {
			visit(field, text)
		}
	}
	return d.err
}

// needle is a text to look for without regard to case.
type needle struct {
	lower []byte
	ascii bool
}

func newNeedle(text string) *needle {
	lower := strings.ToLower(strings.TrimSpace(text))
	n := &needle{lower: []byte(lower), ascii: true}
	for i := 0; i < len(lower); i++ {
		n.ascii = n.ascii && lower[i] < utf8.RuneSelf
	}
	return n
}

// in reports whether text holds the needle. An ASCII needle is looked for
// byte by byte, which allocates nothing; others by folding the text.
func (n *needle) in(text []byte) bool {
	if len(n.lower) == 0 {
		return true
	}
	if !n.ascii {
		return bytes.Contains(bytes.Map(unicode.ToLower, text), n.lower)
	}
	first := n.lower[0]
	upper := byte(unicode.ToUpper(rune(first)))
	for len(text) >= len(n.lower) {
		window := text[:len(text)-len(n.lower)+1]
		at := bytes.IndexByte(window, first)
		if upper != first {
			if at >= 0 {
				window = window[:at]
			}
			if other := bytes.IndexByte(window, upper); other >= 0 {
				at = other
			}
		}
		if at < 0 {
			return false
		}
		if equalFold(text[at:at+len(n.lower)], n.lower) {
			return true
		}
		text = text[at+1:]
	}
	return false
}

func equalFold(text, lower []byte) bool {
	for i, c := range text {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}
