package seal

import (
	"bytes"
	"errors"
	"fmt"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// ErrPassphrase is the one answer to a passphrase that does not fit. It is
// also the answer to an envelope altered by someone who kept it well-formed,
// so that trying passphrases teaches nothing.
var ErrPassphrase = errors.New("the passphrase does not open this store")

const (
	// MinPassphrase is the fewest characters of a new passphrase, white space
	// at its ends not counted. Three random words, as the National Cyber
	// Security Centre advises, come to 12 or more; Argon2id makes each guess
	// dear but cannot save a short one.
	MinPassphrase = 12
	// MaxPassphrase is the most bytes of a passphrase: enough for any
	// sentence, and little enough to refuse a wrong file named as one.
	MaxPassphrase = 1024
)

// CheckPassphrase says whether passphrase may protect a store, and if not,
// why not, in words for the officer who chose it. What it accepts is used
// exactly as typed, white space included, but for the spelling of accented
// characters (Unicode NFC), which differs between systems' keyboards.
func CheckPassphrase(passphrase []byte) error {
	if len(passphrase) > MaxPassphrase {
		return fmt.Errorf("the passphrase is %d bytes long: choose one of at most %d", len(passphrase), MaxPassphrase)
	}
	if !utf8.Valid(passphrase) {
		return errors.New("the passphrase is not in UTF-8, so another computer could not repeat it: choose one of letters, digits and spaces")
	}
	if bytes.ContainsFunc(passphrase, unicode.IsControl) {
		return errors.New("the passphrase holds a tab, line break or other control character, which cannot always be typed: choose one without")
	}
	text := normalise(passphrase)
	defer clear(text)
	if n := utf8.RuneCount(bytes.TrimSpace(text)); n < MinPassphrase {
		return fmt.Errorf("the passphrase has %d characters: choose at least %d, for example three random words", n, MinPassphrase)
	}
	return nil
}

// normalise is passphrase in Unicode NFC, in memory of its own that the
// caller clears. NFC at most triples the length of UTF-8, so the room made
// here is never outgrown and no part copy is left behind.
func normalise(passphrase []byte) []byte {
	return norm.NFC.Append(make([]byte, 0, 3*len(passphrase)), passphrase...)
}
