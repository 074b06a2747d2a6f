package vault

import (
	"context"
	"errors"
	"os"
	"runtime/debug"

	"gd8/store/location"
	"gd8/store/seal"
)

// ErrLocked says that a store is encrypted and no passphrase was given.
var ErrLocked = errors.New("it is encrypted: give its passphrase, or a file that holds it with --passphrase-file")

// Unlock makes the sealer of a store: from its index key, or, where it is
// encrypted, from the passphrase that o asks for.
func (h *Header) Unlock(o Options) (seal.Sealer, error) {
	if h.envelope == nil {
		return seal.NewPlain(h.IndexKey), nil
	}
	if o.Unlock == nil {
		return seal.Sealer{}, ErrLocked
	}
	for {
		passphrase, err := o.Unlock()
		if err != nil {
			return seal.Sealer{}, err
		}
		sealer, err := h.open(passphrase)
		if again := o.Tried != nil && o.Tried(err); !again {
			return sealer, err
		}
	}
}

// open is the sealer of an encrypted store. It clears the passphrase.
func (h *Header) open(passphrase []byte) (seal.Sealer, error) {
	defer clear(passphrase)
	var envelope seal.Envelope
	if err := envelope.UnmarshalBinary(h.envelope); err != nil {
		return seal.Sealer{}, err
	}
	master, err := envelope.Unlock(passphrase)
	if err != nil {
		return seal.Sealer{}, err
	}
	defer clear(master[:])
	debug.FreeOSMemory() // the key derivation's 64 MiB
	return seal.NewEncrypted(master)
}

// wrapped is the header with a new random master key wrapped under a
// passphrase, and the sealer of that key.
func (h Header) wrapped(passphrase []byte, costs seal.Params) (Header, seal.Sealer, error) {
	envelope, master, err := seal.NewEnvelope(passphrase, costs)
	if err != nil {
		return h, seal.Sealer{}, err
	}
	defer clear(master[:])
	h.IndexKey = [32]byte{} // an encrypted store's comes from the master key
	if h.envelope, err = envelope.MarshalBinary(); err != nil {
		return h, seal.Sealer{}, err
	}
	sealer, err := seal.NewEncrypted(master)
	return h, sealer, err
}

// Encrypt encrypts a store that is not: all of it is written anew under a
// random key that only the passphrase opens, verified, and put in the old
// file's place. costs are those of the key derivation. No other use may be
// made of the store meanwhile.
func (s *File) Encrypt(ctx context.Context, actor Actor, passphrase []byte, costs seal.Params, verify Verify) error {
	if s.Encrypted() {
		return errors.New("the store is encrypted already; change its passphrase with gd8 passphrase")
	}
	h, sealer, err := s.header.wrapped(passphrase, costs)
	if err != nil {
		return err
	}
	return s.convert(ctx, actor, "encrypt", h, sealer, verify)
}

// Decrypt is the way back of encrypt. The passphrase is asked again, as the
// screen may have been left.
func (s *File) Decrypt(ctx context.Context, actor Actor, passphrase []byte, verify Verify) error {
	if err := s.CheckPassphrase(passphrase); err != nil {
		return err
	}
	h := s.header
	h.envelope = nil
	h.IndexKey = NewHeader().IndexKey
	return s.convert(ctx, actor, "decrypt", h, seal.NewPlain(h.IndexKey), verify)
}

// ChangePassphrase wraps the store's key under another passphrase. The file
// is written anew, so that the old wrapping is not in it.
func (s *File) ChangePassphrase(ctx context.Context, actor Actor, old, replacement []byte, costs seal.Params, verify Verify) error {
	envelope, err := s.envelope()
	if err != nil {
		return err
	}
	envelope, err = envelope.Rewrap(old, replacement, costs)
	if err != nil {
		return err
	}
	h := s.header
	if h.envelope, err = envelope.MarshalBinary(); err != nil {
		return err
	}
	return s.convert(ctx, actor, "change passphrase", h, s.sealer, verify)
}

// CheckPassphrase says whether a passphrase opens the store; it is nil,
// seal.ErrPassphrase, or says that the store is not encrypted.
func (s *File) CheckPassphrase(passphrase []byte) error {
	envelope, err := s.envelope()
	if err != nil {
		return err
	}
	master, err := envelope.Unlock(passphrase)
	if err != nil {
		return err
	}
	clear(master[:])
	debug.FreeOSMemory()
	return nil
}

func (s *File) envelope() (seal.Envelope, error) {
	var envelope seal.Envelope
	if !s.Encrypted() {
		return envelope, errors.New("the store is not encrypted; encrypt it with gd8 encrypt")
	}
	return envelope, envelope.UnmarshalBinary(s.header.envelope)
}

// convert writes the store anew under another header and sealer. That it was
// done is in the new file's journal alone: it is done whole or not at all.
func (s *File) convert(ctx context.Context, actor Actor, action string, h Header, sealer seal.Sealer, verify Verify) error {
	if s.reserved.Load() {
		return ErrBusy
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	temporary, err := location.TemporaryBeside(s.path)
	if err != nil {
		return copyProblem("nothing was changed: the store could not be written anew", err)
	}
	defer os.Remove(temporary)
	if err := s.convertInto(ctx, actor, action, temporary, h, sealer, verify); err != nil {
		return copyProblem("nothing was changed: the store could not be written anew", err)
	}
	return copyProblem("nothing was changed: the store written anew could not be put in its place", s.replaceWith(temporary, h, sealer))
}

// convertInto makes the copy that is to take the store's place, and verifies
// it.
func (s *File) convertInto(ctx context.Context, actor Actor, action, path string, h Header, sealer seal.Sealer, verify Verify) error {
	c, err := s.copyOpened(ctx, path, h, sealer)
	if err != nil {
		return err
	}
	err = c.Commit(actor, func(w *Writer) error {
		w.Entry = Entry{Operation: Alteration, Action: action, Origin: h.Origin(Rekeyed, [16]byte{})}
		return nil
	})
	if err := errors.Join(err, c.db.Close()); err != nil {
		return err
	}
	if _, err := c.verifyCopy(ctx, path, verify); err != nil {
		return err
	}
	return ctx.Err()
}
