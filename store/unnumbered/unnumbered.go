// Package unnumbered keeps samples and releases: what the journal commits to that
// is of no one record.
package unnumbered

import (
	"bytes"

	"gd8/store"
	"gd8/store/codec"
	"gd8/store/vault"
)

// Actions of the entries that write what is of no one record. A loss of it
// concerns no individual.
const (
	ActionDraw    = "draw sample"
	ActionPick    = "pick sample"
	ActionRelease = "seal release"
)

// ConcernsNobody reports whether an entry wrote nothing about any individual.
func ConcernsNobody(e *store.Entry) bool {
	return e.Action == ActionDraw || e.Action == ActionPick || e.Action == ActionRelease
}

// AddSample writes a sample, drawn or picked. texts are what an officer typed.
func AddSample(w *store.Writer, action string, texts []string, body []byte) (id uint32, err error) {
	return add(w, store.BucketSamples, action, texts, body, ActionDraw, ActionPick)
}

// AddRelease writes a release that is sealed.
func AddRelease(w *store.Writer, texts []string, body []byte) (id uint32, err error) {
	return add(w, store.BucketReleases, ActionRelease, texts, body, ActionRelease)
}

func add(w *store.Writer, bucket []byte, action string, texts []string, body []byte, actions ...string) (uint32, error) {
	id, err := nextID(w, bucket, actions)
	if err != nil {
		return 0, err
	}
	w.Entry.Operation, w.Entry.Action = vault.Alteration, action
	var e vault.Encoder
	codec.EncodeKept(&e, texts, body)
	return id, w.PutStamped(bucket, store.NumberKey(store.Number(id)), e.B)
}

// nextID is higher than any that was handed out, also where an erasure took the
// last: opinions name a sample by it.
func nextID(w *store.Writer, bucket []byte, actions []string) (uint32, error) {
	made, last := uint32(0), uint32(0)
	for n := uint64(1); n <= w.Entries; n++ {
		e, err := w.JournalEntry(n)
		if err != nil {
			return 0, err
		}
		for _, a := range actions {
			if e.Action == a {
				made++
			}
		}
	}
	err := w.Each(bucket, nil, func(key, _ []byte) (bool, error) {
		last = store.KeyUint(key, 0)
		return true, nil
	})
	return max(made, last) + 1, err
}

// Samples are all samples, oldest first.
func Samples(r *store.Reader) ([]store.Kept, error) { return list(r, store.BucketSamples) }

// Releases are all releases, oldest first.
func Releases(r *store.Reader) ([]store.Kept, error) { return list(r, store.BucketReleases) }

func list(r *store.Reader, bucket []byte) (list []store.Kept, err error) {
	err = r.Each(bucket, nil, func(key, value []byte) (bool, error) {
		o, err := storedUnnumbered(key, value)
		list = append(list, o)
		return true, err
	})
	return list, err
}

func storedUnnumbered(key, value []byte) (store.Kept, error) {
	st, payload, err := vault.Unstamp(value)
	if err != nil {
		return store.Kept{}, err
	}
	o := store.Kept{ID: store.KeyUint(key, 0), Entry: st.Entry}
	o.Texts, o.Body, err = codec.DecodeKept(payload)
	o.Body = bytes.Clone(o.Body)
	return o, err
}

// Erase erases the samples and releases in whose texts something erased
// is named.
func Erase(w *store.Writer, names func(string) bool, places *[]vault.Span) error {
	for _, bucket := range store.Unnumbered {
		var gone [][]byte
		err := w.Each(bucket, nil, func(key, value []byte) (bool, error) {
			st, payload, err := vault.Unstamp(value)
			if err != nil {
				return false, err
			}
			texts, _, err := codec.DecodeKept(payload)
			for _, text := range texts {
				if names(text) {
					gone = append(gone, bytes.Clone(key))
					*places = append(*places, vault.Span{Entry: st.Entry, From: st.Position, To: st.Position})
					break
				}
			}
			return true, err
		})
		if err != nil {
			return err
		}
		for _, key := range gone {
			if err := w.Remove(bucket, key); err != nil {
				return err
			}
		}
	}
	return nil
}
