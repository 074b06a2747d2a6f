package seal

import (
	"bytes"
	"fmt"
)

// DamageError says that what is stored is not what gd8 wrote there. It is
// the only error of [Sealer.Open], and tells nothing about how the value
// differs: nothing in a damaged value can be trusted.
type DamageError struct {
	// Bucket and Key are the place of the damaged value. Both are empty for
	// an [Envelope], which does not know where the store keeps it.
	Bucket string
	Key    []byte
	// Reason says what is wrong with an envelope; blank for a value.
	Reason string
}

// newDamage copies the key, which often lies in memory mapped from the store
// and gone once the transaction ends.
func newDamage(bucket string, key []byte) *DamageError {
	return &DamageError{Bucket: bucket, Key: bytes.Clone(key)}
}

// Error is one line: what happened, to what, and what to do next.
func (e *DamageError) Error() string {
	if e.Reason != "" {
		return fmt.Sprintf("the store's record of its passphrase is damaged (%s): restore the newest backup", e.Reason)
	}
	return fmt.Sprintf("a value in %q is damaged (key %x): run gd8 verify to list all damage, and gd8 rescue to carry over what is whole",
		e.Bucket, e.Key)
}
