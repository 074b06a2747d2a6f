package vault

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"
)

// This file has what an entry of the journal says of the store itself: which
// one it is from that entry on, and what its lists hold. It is sealed with what
// else the entry says and is never erased.

// Origin says which store this is from an entry on, and how it came to be. The
// first entry of a store has one, and each that restores, rescues, upgrades or
// re-keys it.
type Origin struct {
	How         How
	Store       [16]byte
	Incarnation [16]byte
	Parent      [16]byte // the incarnation it was made of; zero where none is known, or it is the same
	// Header is SHA-256 over the header, so that an older one that is put back,
	// which an older passphrase opens, is found.
	Header [32]byte
	// Marks is SHA-256 over the key of the marks of what was erased.
	Marks [32]byte
	// Of is, where the store was restored, the time of the newest entry of the
	// backup. Zero else.
	Of time.Time
}

// How is how a store came to be what it is. It is kept as a number.
type How byte

// The ways.
const (
	Created  How = iota // made new; said by the first entry that is written in it
	Upgraded            // brought up from an earlier format
	Restored            // made of a backup
	Rescued             // made of what was whole of a damaged store
	Rekeyed             // encrypted, decrypted, or given another passphrase
	howCount
)

func (h How) String() string {
	return [...]string{"created", "upgraded", "restored", "rescued", "re-keyed"}[h]
}

// ID is the store's identity, in hexadecimal digits.
func (o *Origin) ID() string { return hex.EncodeToString(o.Store[:]) }

// Life is the incarnation, in hexadecimal digits.
func (o *Origin) Life() string { return hex.EncodeToString(o.Incarnation[:]) }

func (o *Origin) encode(e *Encoder) {
	e.Byte(byte(o.How))
	e.Fixed(o.Store[:])
	e.Fixed(o.Incarnation[:])
	e.Fixed(o.Parent[:])
	e.Fixed(o.Header[:])
	e.Fixed(o.Marks[:])
	e.Time(o.Of)
}

func decodeOrigin(d *Decoder) *Origin {
	o := Origin{How: How(d.Below(int(howCount)))}
	copy(o.Store[:], d.Fixed(16))
	copy(o.Incarnation[:], d.Fixed(16))
	copy(o.Parent[:], d.Fixed(16))
	copy(o.Header[:], d.Fixed(32))
	copy(o.Marks[:], d.Fixed(32))
	o.Of = d.Time()
	return &o
}

// Renew gives a header a new incarnation and tells the one before.
func (h *Header) Renew() (before [16]byte) {
	before = h.incarnation
	_, _ = rand.Read(h.incarnation[:]) // crypto/rand does not fail
	return before
}

// Origin is what an entry says of a store with this header.
func (h *Header) Origin(how How, parent [16]byte) *Origin {
	return &Origin{How: how, Store: h.id, Incarnation: h.incarnation, Parent: parent, Header: h.sum()}
}

// sum covers all of the header but the format.
func (h *Header) sum() [32]byte {
	e := Encoder{B: []byte("gd8 header 1")}
	e.Fixed(h.id[:])
	e.Fixed(h.incarnation[:])
	e.Fixed(h.IndexKey[:])
	e.Uint(uint64(len(h.envelope)))
	e.Fixed(h.envelope)
	return sha256.Sum256(e.B)
}

// Differs says how a store's header differs from what an entry says of it; ""
// where it does not.
func (o *Origin) Differs(s *File) string {
	h := &s.header
	switch {
	case o.Store != h.id:
		return "it says that the store is " + hex.EncodeToString(h.id[:]) + ", and it was " + o.ID()
	case o.Incarnation != h.incarnation:
		return "it says that the store's incarnation is " + hex.EncodeToString(h.incarnation[:]) + ", and it was " + o.Life()
	case o.Header != h.sum():
		return "an older header was put back, such as one with the passphrase of before, or it was changed"
	}
	return ""
}

// ListSum holds one of the lists in the meta bucket to what it was when the
// entry was written.
type ListSum struct {
	List byte // its place in SealedLists
	Sum  [32]byte
}

// SealedLists are the lists whose changes are entries of the journal. The
// others are of what is being written now; a copy has no part in it.
var SealedLists = [][]byte{KeyBackups, KeyExports}

func isSealedList(key []byte) bool {
	return slices.ContainsFunc(SealedLists, func(k []byte) bool { return bytes.Equal(k, key) })
}

// ListSumOf is the sum of a list as it is kept; zero of none. The salt that
// stands before it is gone with it, and then the sum tells nothing.
func ListSumOf(key, value []byte) (sum [32]byte) {
	if len(value) < 1+StampSize || value[0] != listVersion {
		return sum
	}
	return Commitment(value[1:1+StampSize], string(BucketMeta), key, value[1+StampSize:])
}

// sealList notes in the transaction's entry what a list now holds.
func (w *Writer) sealList(key, value []byte) {
	for i, sealed := range SealedLists {
		if !bytes.Equal(sealed, key) {
			continue
		}
		var sum [32]byte
		if value != nil {
			sum = ListSumOf(key, value)
		}
		for j := range w.Entry.Lists {
			if w.Entry.Lists[j].List == byte(i) {
				w.Entry.Lists[j].Sum = sum
				return
			}
		}
		w.Entry.Lists = append(w.Entry.Lists, ListSum{byte(i), sum})
	}
}

// SealLists writes the lists anew, so that the transaction's entry seals them:
// where they came from an earlier format, or out of a damaged file.
func (w *Writer) SealLists() error {
	for _, key := range SealedLists {
		list, err := w.read.Backups(key)
		if err != nil {
			return err
		}
		if err := w.PutBackups(key, list); err != nil {
			return err
		}
	}
	return nil
}
