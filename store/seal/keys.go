package seal

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"sync"
)

// keySize is the length in bytes of every key: 256 bits.
const keySize = 32

// What each subkey of the master key is for, as HKDF's info.
const (
	infoValues   = "gd8 store 1: values"
	infoIndex    = "gd8 store 1: index"
	infoKeyCheck = "gd8 store 1: key check"
)

// subkey derives size bytes for one purpose from the master key by
// HKDF-SHA-256 (RFC 5869) without a salt: the master key is already uniform.
func subkey(master *[keySize]byte, info string, size int) ([]byte, error) {
	key, err := hkdf.Key(sha256.New, master[:], nil, info, size)
	if err != nil {
		return nil, fmt.Errorf("cannot derive the store's keys on this computer: %w", err)
	}
	return key, nil
}

// random fills b with bytes nobody can predict.
type random func(b []byte)

// systemRandom is the operating system's generator. It cannot fail: Go ends
// the program rather than go on without randomness.
func systemRandom(b []byte) { _, _ = rand.Read(b) }

// noncesAhead is how many nonces are drawn at a time. Where each draw is a
// system call (Linux before 6.11), it costs more than encrypting a record, and
// an import makes millions. It is kept small because a virtual machine that
// is copied while gd8 runs would use the nonces drawn ahead in both copies.
const noncesAhead = 16

// nonceSource hands out random nonces, each once.
type nonceSource struct {
	random random

	mu    sync.Mutex
	ahead [noncesAhead * nonceSize]byte
	used  int // bytes of ahead handed out
}

func newNonceSource(r random) *nonceSource {
	return &nonceSource{random: r, used: noncesAhead * nonceSize}
}

// fill writes a fresh nonce to nonce.
func (n *nonceSource) fill(nonce []byte) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.used == len(n.ahead) {
		n.random(n.ahead[:])
		n.used = 0
	}
	n.used += copy(nonce, n.ahead[n.used:n.used+nonceSize])
}
