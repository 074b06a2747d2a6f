package vault

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"os"

	"gd8/store/boltfile"
)

// Format is the version of the store's layout that this gd8 writes.
const Format = 3

// Magic begins a header.
var Magic = []byte("gd8 store\n")

var errHeader error = boltfile.Damage("its header is damaged: restore the newest backup, or carry over what is whole with gd8 rescue")

// Header opens the file: it is read before anything can be unsealed, and so
// is not sealed itself but ends with a checksum of its own.
type Header struct {
	Format      int
	id          [16]byte
	incarnation [16]byte // from format 3 on
	IndexKey    [32]byte // plain stores
	envelope    []byte   // encrypted stores: the wrapped master key
}

// formatWithIncarnation is the first whose header has an incarnation.
const formatWithIncarnation = 3

// NewHeader is the header of a new file, with an identity of its own.
func NewHeader() Header {
	h := Header{Format: Format}
	_, _ = rand.Read(h.id[:]) // crypto/rand does not fail
	h.Renew()
	_, _ = rand.Read(h.IndexKey[:])
	return h
}

// Encode is the header as it is kept, with its checksum.
func (h *Header) Encode() []byte {
	e := Encoder{B: bytes.Clone(Magic)}
	e.Uint(uint64(h.Format))
	e.Fixed(h.id[:])
	if h.Format >= formatWithIncarnation {
		e.Fixed(h.incarnation[:])
	}
	e.Fixed(h.IndexKey[:])
	e.Uint(uint64(len(h.envelope)))
	e.Fixed(h.envelope)
	return binary.BigEndian.AppendUint32(e.B, crc32.Checksum(e.B, crc32.MakeTable(crc32.Castagnoli)))
}

// DecodeHeader reads a header. One of a later format is refused.
func DecodeHeader(b []byte) (Header, error) {
	var h Header
	rest, ok := bytes.CutPrefix(b, Magic)
	if !ok || len(rest) < 4 {
		return h, errHeader
	}
	body := b[:len(b)-4]
	if crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli)) != binary.BigEndian.Uint32(b[len(body):]) {
		return h, errHeader
	}
	d := Decoder{B: rest[:len(rest)-4]}
	h.Format = d.Int()
	if d.Err == nil && h.Format > Format {
		return h, fmt.Errorf("it is of format %d and this gd8 knows formats up to %d; use a newer gd8", h.Format, Format)
	}
	copy(h.id[:], d.Fixed(len(h.id)))
	if h.Format >= formatWithIncarnation {
		copy(h.incarnation[:], d.Fixed(len(h.incarnation)))
	}
	copy(h.IndexKey[:], d.Fixed(len(h.IndexKey)))
	h.envelope = bytes.Clone(d.Run())
	if len(h.envelope) == 0 {
		h.envelope = nil
	}
	return h, d.End()
}

// ID is the store's identity, 32 hexadecimal digits, given at its creation
// and kept by backups. No two stores share one.
func (s *File) ID() string { return hex.EncodeToString(s.header.id[:]) }

// Identity is the store's identity, and its incarnation.
func (s *File) Identity() (id, incarnation [16]byte) { return s.header.id, s.header.incarnation }

// Incarnation tells stores of one identity apart, in 32 hexadecimal digits: it
// is new at creation, restore and rescue, and kept by backups.
func (s *File) Incarnation() string { return hex.EncodeToString(s.header.incarnation[:]) }

// FindHeader looks for the store's header among all pairs. One in a page in
// use comes before an older one: it has the newest passphrase's envelope.
func FindHeader(f *os.File) (h Header, found bool, err error) {
	inUse, _ := boltfile.InUse(f)
	err = boltfile.EachPair(f, func(page uint64, key, value []byte) {
		if !bytes.Equal(key, KeyHeader) || found && !inUse(page) {
			return
		}
		if got, err := DecodeHeader(value); err == nil {
			h, found = got, true
		}
	})
	return h, found, err
}

// SameIdentity reports whether two files are of one store, as their headers
// say. Neither is opened, or needs its passphrase.
func SameIdentity(one, other string) (bool, error) {
	var ids [2][16]byte
	for i, path := range []string{one, other} {
		f, err := os.Open(path)
		if err != nil {
			return false, err
		}
		h, found, err := FindHeader(f)
		if err := errors.Join(err, f.Close()); err != nil {
			return false, err
		}
		if !found {
			return false, errHeader
		}
		ids[i] = h.id
	}
	return ids[0] == ids[1], nil
}
