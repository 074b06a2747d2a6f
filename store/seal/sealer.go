package seal

import (
	"crypto/cipher"
	"fmt"
	"hash/crc32"
	"slices"
	"sync"

	"golang.org/x/crypto/chacha20poly1305"
)

// The first byte of a stored value says how the rest is laid out. Zero is no
// format, so that a page of zeros is never taken for a value.
const (
	formatPlain     = 1
	formatEncrypted = 2
)

const (
	formatSize   = 1
	checksumSize = crc32.Size
	nonceSize    = chacha20poly1305.NonceSizeX
	tagSize      = chacha20poly1305.Overhead

	plainOverhead     = formatSize + checksumSize
	encryptedOverhead = formatSize + nonceSize + tagSize
)

// Sealer protects the values of one store and hides its references. It is
// made by [NewPlain] or [NewEncrypted], is safe for concurrent use, and is a
// handle: copies of it are the same sealer. The zero Sealer is not usable.
//
// It is a struct rather than an interface so that the compiler can see that
// keys and references are not kept: a key built on the caller's stack then
// stays there, which an import of a million records notices.
type Sealer struct{ *sealer }

type sealer struct {
	table    *crc32.Table // plain stores: the checksum's polynomial
	aead     cipher.AEAD  // encrypted stores: nil in a plain one
	nonces   *nonceSource // encrypted stores
	bindings sync.Pool    // of *[]byte: see binding
	indexers sync.Pool    // of *indexer
}

// NewPlain makes the sealer of a store that is not encrypted: values can be
// read by anyone, and damage to them is noticed. indexKey keys [Sealer.Index];
// it is random for each store and kept in the store's meta bucket. It keeps
// two stores from sharing index keys and is no secret from who holds the file.
func NewPlain(indexKey [keySize]byte) Sealer {
	return Sealer{&sealer{
		table:    crc32.MakeTable(crc32.Castagnoli),
		bindings: newBindings(),
		indexers: newIndexers(indexKey[:]),
	}}
}

// NewEncrypted makes the sealer of an encrypted store from its master key,
// which it does not keep: the caller may clear it afterwards. It fails only
// where this computer's Go is set to allow no cipher but those of FIPS 140.
func NewEncrypted(master *[keySize]byte) (Sealer, error) {
	return newEncrypted(master, newNonceSource(systemRandom))
}

func newEncrypted(master *[keySize]byte, nonces *nonceSource) (Sealer, error) {
	values, err := subkey(master, infoValues, keySize)
	if err != nil {
		return Sealer{}, err
	}
	defer clear(values)
	index, err := subkey(master, infoIndex, keySize)
	if err != nil {
		return Sealer{}, err
	}
	defer clear(index)
	aead, err := chacha20poly1305.NewX(values)
	if err != nil {
		return Sealer{}, fmt.Errorf("cannot encrypt on this computer: %w", err)
	}
	return Sealer{&sealer{
		aead:     aead,
		nonces:   nonces,
		bindings: newBindings(),
		indexers: newIndexers(index),
	}}, nil
}

// Encrypted reports whether values are unreadable without the passphrase.
func (s Sealer) Encrypted() bool { return s.aead != nil }

// Overhead is how many bytes longer a stored value is than its plain value.
func (s Sealer) Overhead() int {
	if s.Encrypted() {
		return encryptedOverhead
	}
	return plainOverhead
}

// Seal appends to dst the stored form of plain, which [Sealer.Open] gives
// back only under the same bucket and key, and returns the extended dst. It
// allocates only where dst lacks the room of len(plain)+[Sealer.Overhead].
// plain may not lie in dst's spare room.
func (s Sealer) Seal(dst []byte, bucket string, key, plain []byte) []byte {
	dst = slices.Grow(dst, len(plain)+s.Overhead())
	start := len(dst)
	if !s.Encrypted() {
		dst = append(dst, formatPlain)
		dst = append(dst, plain...)
		return appendChecksum(dst, s.checksum(bucket, key, dst[start+formatSize:]))
	}
	dst = dst[:start+formatSize+nonceSize]
	dst[start] = formatEncrypted
	nonce := dst[start+formatSize:]
	s.nonces.fill(nonce)
	// Encrypting in place keeps plain from escaping into the cipher.
	body := len(dst)
	dst = append(dst, plain...)
	bound := s.bind(formatEncrypted, bucket, key)
	dst = s.aead.Seal(dst[:body], nonce, dst[body:], *bound)
	s.bindings.Put(bound)
	return dst
}

// Open checks that stored is what [Sealer.Seal] made for this bucket and key
// and returns the plain value, and nothing but it. In a plain store that is a
// part of stored, not copied, so it lasts only as long as stored does; in an
// encrypted store it is written to the start of room, whose contents are lost,
// or to new memory where room is too small. Any mismatch at all is a
// [*DamageError]: changed bytes, a value moved here from another bucket or
// key, and a value of another store, kind of store or format.
func (s Sealer) Open(room []byte, bucket string, key, stored []byte) ([]byte, error) {
	var plain []byte
	var whole bool
	if s.Encrypted() {
		plain, whole = s.openEncrypted(room, bucket, key, stored)
	} else {
		plain, whole = s.openPlain(bucket, key, stored)
	}
	if !whole {
		return nil, newDamage(bucket, key)
	}
	return plain, nil
}

func (s *sealer) openPlain(bucket string, key, stored []byte) (plain []byte, whole bool) {
	end := len(stored) - checksumSize
	if end < formatSize || stored[0] != formatPlain {
		return nil, false
	}
	// The capacity ends with the value, so that an append to it cannot
	// write into the store's mapped memory.
	plain = stored[formatSize:end:end]
	return plain, s.checksum(bucket, key, plain) == readChecksum(stored[end:])
}

func (s *sealer) openEncrypted(room []byte, bucket string, key, stored []byte) (plain []byte, whole bool) {
	if len(stored) < encryptedOverhead || stored[0] != formatEncrypted {
		return nil, false
	}
	const body = formatSize + nonceSize
	bound := s.bind(formatEncrypted, bucket, key)
	plain, err := s.aead.Open(room[:0], stored[formatSize:body], stored[body:], *bound)
	s.bindings.Put(bound)
	return plain, err == nil
}

// checksum is the CRC-32C of the binding and then the plain value.
func (s *sealer) checksum(bucket string, key, plain []byte) uint32 {
	bound := s.bind(formatPlain, bucket, key)
	sum := crc32.Update(crc32.Update(0, s.table, *bound), s.table, plain)
	s.bindings.Put(bound)
	return sum
}

// bind writes the binding, the bytes that tie a value to its place: the
// format, the bucket and the key, the last two led by their length so that no
// two places share a binding. The caller puts it back in s.bindings.
func (s *sealer) bind(format byte, bucket string, key []byte) *[]byte {
	bound := s.bindings.Get().(*[]byte)
	b := append((*bound)[:0], format)
	b = appendUint32(b, uint32(len(bucket)))
	b = append(b, bucket...)
	b = appendUint32(b, uint32(len(key)))
	*bound = append(b, key...)
	return bound
}

func newBindings() sync.Pool {
	return sync.Pool{New: func() any {
		b := make([]byte, 0, 128)
		return &b
	}}
}
