package store

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"gd8/store/vault"
	"hash/crc32"
)

// Format is the version of the store's layout that this gd8 writes.
const Format = 2

var magic = []byte("gd8 store\n")

var errHeader error = vault.Damage("its header is damaged: restore the newest backup, or carry over what is whole with gd8 rescue")

// header opens the file: it is read before anything can be unsealed, and so
// is not sealed itself but ends with a checksum of its own.
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
	e := vault.Encoder{B: bytes.Clone(magic)}
	e.Uint(uint64(h.format))
	e.Fixed(h.id[:])
	e.Fixed(h.indexKey[:])
	e.Uint(uint64(len(h.envelope)))
	e.Fixed(h.envelope)
	return binary.BigEndian.AppendUint32(e.B, crc32.Checksum(e.B, crc32.MakeTable(crc32.Castagnoli)))
}

func decodeHeader(b []byte) (header, error) {
	var h header
	rest, ok := bytes.CutPrefix(b, magic)
	if !ok || len(rest) < 4 {
		return h, errHeader
	}
	body := b[:len(b)-4]
	if crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli)) != binary.BigEndian.Uint32(b[len(body):]) {
		return h, errHeader
	}
	d := vault.Decoder{B: rest[:len(rest)-4]}
	h.format = d.Int()
	if d.Err == nil && h.format > Format {
		return h, fmt.Errorf("it is of format %d and this gd8 knows formats up to %d; use a newer gd8", h.format, Format)
	}
	copy(h.id[:], d.Fixed(len(h.id)))
	copy(h.indexKey[:], d.Fixed(len(h.indexKey)))
	h.envelope = bytes.Clone(d.Run())
	if len(h.envelope) == 0 {
		h.envelope = nil
	}
	return h, d.End()
}

// ID is the store's identity, 32 hexadecimal digits, given at its creation
// and kept by backups. No two stores share one.
func (s *File) ID() string { return hex.EncodeToString(s.header.id[:]) }
