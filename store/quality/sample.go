package quality

import (
	"bytes"
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"slices"

	"gd8/model"
)

// Seed decides what a sample draws. It is made of the head of the journal and
// of what somebody other than the drawer said aloud, so that neither of the
// two can steer it.
type Seed [32]byte

// NewSeed makes the seed of a sample from the journal's head at the moment of
// the draw and the words said, such as a date or the fall of dice.
func NewSeed(head [32]byte, said string) Seed {
	b := appendText(nil, "gd8 sample 1")
	b = appendText(b, string(head[:]))
	return sha256.Sum256(appendText(b, said))
}

// Rank is an event's place in the order of the draw, smallest first. The key
// is that of the event's first record by incident_ref.
func (s Seed) Rank(k model.Key) [32]byte {
	mac := hmac.New(sha256.New, s[:])
	mac.Write(appendKey(nil, k))
	return [32]byte(mac.Sum(nil))
}

// Draw gives the n of the frame with the smallest ranks, in their order. The
// first n of a larger draw are the same, so that a sample can be extended. It
// gives the whole frame where that is smaller.
func (s Seed) Draw(frame []model.Key, n int) []model.Key {
	type ranked struct {
		rank [32]byte
		key  model.Key
	}
	all := make([]ranked, len(frame))
	for i, k := range frame {
		all[i] = ranked{s.Rank(k), k}
	}
	slices.SortFunc(all, func(a, b ranked) int {
		return cmp.Or(bytes.Compare(a.rank[:], b.rank[:]), compareKeys(a.key, b.key))
	})
	all = all[:min(max(n, 0), len(all))]
	drawn := make([]model.Key, len(all))
	for i := range all {
		drawn[i] = all[i].key
	}
	return drawn
}

// FrameHash is SHA-256 of a frame in the order of its keys. The journal keeps
// it, so that it can be shown later what was drawn from.
func FrameHash(frame []model.Key) [32]byte {
	sorted := slices.Clone(frame)
	slices.SortFunc(sorted, compareKeys)
	h, b := sha256.New(), []byte(nil)
	for _, k := range sorted {
		b = appendKey(b[:0], k)
		h.Write(b)
	}
	return [32]byte(h.Sum(nil))
}

func compareKeys(a, b model.Key) int {
	return cmp.Or(
		cmp.Compare(a.Application, b.Application),
		cmp.Compare(a.Person, b.Person),
		cmp.Compare(a.Incident, b.Incident),
	)
}

// appendText appends a text with its length before it, so that no two lists of
// texts give the same bytes.
func appendText(b []byte, s string) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(len(s)))
	return append(b, s...)
}

func appendKey(b []byte, k model.Key) []byte {
	return appendText(appendText(appendText(b, k.Application), k.Person), k.Incident)
}
