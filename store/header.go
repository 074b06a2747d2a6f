package store

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"fmt"

	"gd8/store/seal"
)

// Format is the version of the store's layout that this gd8 writes.
const Format = 1

var magic = []byte("gd8 store\n")

// header opens the file: it is read before anything can be unsealed.
type header struct {
	format   int
	id       [16]byte
	indexKey [32]byte // plain stores
	envelope []byte   // encrypted stores: the wrapped master key
}

func newHeader() header {
	h := header{format: Format}
	_, _ = rand.Read(h.id[:]) // crypto/rand does not fail
	_, _ = rand.Read(h.indexKey[:])
	return h
}

func (h *header) encode() []byte {
	e := encoder{b: bytes.Clone(magic)}
	e.uint(uint64(h.format))
	e.fixed(h.id[:])
	e.fixed(h.indexKey[:])
	e.uint(uint64(len(h.envelope)))
	e.fixed(h.envelope)
	return e.b
}

func decodeHeader(b []byte) (header, error) {
	var h header
	rest, ok := bytes.CutPrefix(b, magic)
	if !ok {
		return h, fmt.Errorf("it holds something else than a gd8 store")
	}
	d := decoder{b: rest}
	h.format = d.int()
	if d.err == nil && h.format > Format {
		return h, fmt.Errorf("it is of format %d and this gd8 knows formats up to %d; use a newer gd8", h.format, Format)
	}
	copy(h.id[:], d.fixed(len(h.id)))
	copy(h.indexKey[:], d.fixed(len(h.indexKey)))
	h.envelope = bytes.Clone(d.bytes())
	if len(h.envelope) == 0 {
		h.envelope = nil
	}
	return h, d.end()
}

// ID is the store's identity, 32 hexadecimal digits, given at its creation
// and kept by backups. No two stores share one.
func (s *Store) ID() string { return hex.EncodeToString(s.header.id[:]) }

// sealerOf makes the sealer of a store that is not encrypted.
func (h *header) plainSealer() seal.Sealer { return seal.NewPlain(h.indexKey) }
