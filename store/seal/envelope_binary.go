package seal

import (
	"bytes"
	"fmt"
	"hash/crc32"
)

const (
	envelopeMagic   = "gd8key"
	envelopeVersion = 1
	kdfArgon2id     = 1

	// fixedHeaderSize is what comes before the salt.
	fixedHeaderSize = len(envelopeMagic) + 1 + 1 + 4 + 4 + 1 + 1
	// afterSaltSize is what comes after it.
	afterSaltSize = keyCheckSize + nonceSize + wrappedSize + checksumSize
)

// MarshalBinary is the stored form of the envelope, laid out as doc.go says:
// 126 bytes as gd8 makes them. The error is a [*DamageError] for an Envelope
// that [Envelope.UnmarshalBinary] would refuse.
func (e Envelope) MarshalBinary() ([]byte, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	b := e.header()
	b = append(b, e.wrapped[:]...)
	return appendChecksum(b, envelopeChecksum(b)), nil
}

// UnmarshalBinary reads what [Envelope.MarshalBinary] made. The error is a
// [*DamageError], and the envelope is then unchanged: a byte changed by a
// failing disk is so told from a wrong passphrase. It keeps no part of data.
func (e *Envelope) UnmarshalBinary(data []byte) error {
	if len(data) < fixedHeaderSize+minSaltSize+afterSaltSize {
		return &DamageError{Reason: fmt.Sprintf("it is only %d bytes long", len(data))}
	}
	body, sum := data[:len(data)-checksumSize], data[len(data)-checksumSize:]
	if envelopeChecksum(body) != readChecksum(sum) {
		return &DamageError{Reason: "its checksum is wrong"}
	}
	r := reader(body)
	if magic := r.take(len(envelopeMagic)); string(magic) != envelopeMagic {
		return &DamageError{Reason: "it does not begin as one"}
	}
	if version := r.take(1)[0]; version != envelopeVersion {
		return &DamageError{Reason: fmt.Sprintf("its version is %d, and this gd8 reads %d", version, envelopeVersion)}
	}
	if kdf := r.take(1)[0]; kdf != kdfArgon2id {
		return &DamageError{Reason: fmt.Sprintf("its key derivation is number %d, and this gd8 knows %d", kdf, kdfArgon2id)}
	}
	var read Envelope
	read.params = Params{Passes: readUint32(r.take(4)), MemoryKiB: readUint32(r.take(4)), Lanes: r.take(1)[0]}
	size := int(r.take(1)[0])
	if want := fixedHeaderSize + size + afterSaltSize; want != len(data) {
		return &DamageError{Reason: fmt.Sprintf("it is %d bytes long, and its salt asks for %d", len(data), want)}
	}
	read.salt = bytes.Clone(r.take(size))
	copy(read.keyCheck[:], r.take(keyCheckSize))
	copy(read.nonce[:], r.take(nonceSize))
	copy(read.wrapped[:], r.take(wrappedSize))
	if err := read.check(); err != nil {
		return err
	}
	*e = read
	return nil
}

// header is all that comes before the wrapped key, which is sealed with it as
// associated data.
func (e *Envelope) header() []byte {
	b := make([]byte, 0, fixedHeaderSize+len(e.salt)+afterSaltSize)
	b = append(b, envelopeMagic...)
	b = append(b, envelopeVersion, kdfArgon2id)
	b = appendUint32(b, e.params.Passes)
	b = appendUint32(b, e.params.MemoryKiB)
	b = append(b, e.params.Lanes, byte(len(e.salt)))
	b = append(b, e.salt...)
	b = append(b, e.keyCheck[:]...)
	return append(b, e.nonce[:]...)
}

func envelopeChecksum(b []byte) uint32 {
	return crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli))
}

// reader hands out the parts of a text whose length has been checked.
type reader []byte

func (r *reader) take(n int) []byte {
	part := (*r)[:n]
	*r = (*r)[n:]
	return part
}
