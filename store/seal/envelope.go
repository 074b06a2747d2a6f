package seal

import (
	"crypto/cipher"
	"crypto/hmac"
	"fmt"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"
)

const (
	saltSize     = 16 // what gd8 writes; RFC 9106, section 3.1
	minSaltSize  = 16
	maxSaltSize  = 64
	keyCheckSize = 16
	wrappedSize  = keySize + tagSize
)

// Envelope holds the master key of an encrypted store, wrapped by a
// passphrase. It has no secret in the clear and is stored beside the values it
// opens. It is made by [NewEnvelope] or [Envelope.UnmarshalBinary]; the zero
// Envelope opens to nothing.
type Envelope struct {
	params   Params
	salt     []byte
	keyCheck [keyCheckSize]byte // commits to the master key: see doc.go
	nonce    [nonceSize]byte
	wrapped  [wrappedSize]byte
}

// NewEnvelope draws a new master key and wraps it by passphrase at the given
// costs, [RecommendedParams] in a store. The error says what is wrong with the
// passphrase (see [CheckPassphrase]) or the costs. The caller clears passphrase
// and, once its sealer is made, the key.
func NewEnvelope(passphrase []byte, params Params) (Envelope, *[32]byte, error) {
	master := new([keySize]byte)
	systemRandom(master[:])
	e, err := wrap(master, passphrase, params, systemRandom)
	if err != nil {
		clear(master[:])
		return Envelope{}, nil, err
	}
	return e, master, nil
}

// Unlock gives the master key back. The error is [ErrPassphrase], or a
// [*DamageError] where the envelope is no envelope of gd8's. The caller clears
// passphrase and key. It takes the time and memory of the envelope's
// [Params], by design.
func (e Envelope) Unlock(passphrase []byte) (*[32]byte, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	// No longer one was ever accepted: see CheckPassphrase.
	if len(passphrase) > MaxPassphrase {
		return nil, ErrPassphrase
	}
	aead, err := e.wrapping(passphrase)
	if err != nil {
		return nil, err
	}
	master := new([keySize]byte)
	if _, err := aead.Open(master[:0], e.nonce[:], e.wrapped[:], e.header()); err != nil {
		return nil, ErrPassphrase
	}
	check, err := subkey(master, infoKeyCheck, keyCheckSize)
	if err != nil {
		return nil, err
	}
	if !hmac.Equal(check, e.keyCheck[:]) {
		clear(master[:])
		return nil, ErrPassphrase
	}
	return master, nil
}

// Rewrap is a new envelope of the same master key for the passphrase
// replacement. e still opens with the old passphrase, wherever a copy of it
// lies: changing a passphrase does not lock out who has both an old copy of the
// file and the old passphrase. The error is as of [Envelope.Unlock] and
// [NewEnvelope].
func (e Envelope) Rewrap(old, replacement []byte, params Params) (Envelope, error) {
	master, err := e.Unlock(old)
	if err != nil {
		return Envelope{}, err
	}
	defer clear(master[:])
	return wrap(master, replacement, params, systemRandom)
}

// Params are the costs of opening the envelope.
func (e Envelope) Params() Params { return e.params }

// wrap seals master under passphrase, with salt and nonce from draw.
func wrap(master *[keySize]byte, passphrase []byte, params Params, draw random) (Envelope, error) {
	if err := CheckPassphrase(passphrase); err != nil {
		return Envelope{}, err
	}
	if err := params.check(); err != nil {
		return Envelope{}, fmt.Errorf("cannot protect a store with %w", err)
	}
	e := Envelope{params: params, salt: make([]byte, saltSize)}
	draw(e.salt)
	draw(e.nonce[:])
	check, err := subkey(master, infoKeyCheck, keyCheckSize)
	if err != nil {
		return Envelope{}, err
	}
	copy(e.keyCheck[:], check)
	aead, err := e.wrapping(passphrase)
	if err != nil {
		return Envelope{}, err
	}
	aead.Seal(e.wrapped[:0], e.nonce[:], master[:], e.header())
	return e, nil
}

// wrapping is the cipher under the key that passphrase derives.
func (e *Envelope) wrapping(passphrase []byte) (cipher.AEAD, error) {
	text := normalise(passphrase)
	defer clear(text)
	key := argon2.IDKey(text, e.salt, e.params.Passes, e.params.MemoryKiB, e.params.Lanes, keySize)
	defer clear(key)
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return nil, fmt.Errorf("cannot encrypt on this computer: %w", err)
	}
	return aead, nil
}

// check reports an envelope that must not be worked with. It guards against
// the costs and sizes of a file made to hurt, and the panics of argon2.
func (e *Envelope) check() error {
	if err := e.params.check(); err != nil {
		return &DamageError{Reason: "it asks for " + err.Error()}
	}
	if n := len(e.salt); n < minSaltSize || n > maxSaltSize {
		return &DamageError{Reason: fmt.Sprintf("its salt has %d bytes, and gd8 takes %d to %d", n, minSaltSize, maxSaltSize)}
	}
	return nil
}
