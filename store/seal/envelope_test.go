package seal

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// cheap is the least Argon2id can cost. It is for tests and lives in one.
var cheap = Params{Passes: 1, MemoryKiB: 8, Lanes: 1}

const phrase = "three random words"

func cheapEnvelope(t testing.TB) (Envelope, *[keySize]byte) {
	t.Helper()
	e, master, err := NewEnvelope([]byte(phrase), cheap)
	if err != nil {
		t.Fatal(err)
	}
	return e, master
}

func marshal(t testing.TB, e Envelope) []byte {
	t.Helper()
	b, err := e.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestTheRightPassphraseOpensAndNoOther(t *testing.T) {
	e, master := cheapEnvelope(t)
	var read Envelope
	if err := read.UnmarshalBinary(marshal(t, e)); err != nil {
		t.Fatal(err)
	}
	got, err := read.Unlock([]byte(phrase))
	if err != nil || *got != *master {
		t.Fatalf("the passphrase gave %v, %v", got, err)
	}
	for _, wrong := range []string{
		"", "three random word", "three random words ", " three random words", "Three random words",
		"three random words\n", "three\u00a0random words", "three random words\x00", strings.Repeat(phrase, 100), "\xff",
	} {
		key, err := read.Unlock([]byte(wrong))
		if key != nil || err != ErrPassphrase {
			t.Errorf("%.40q gave %v, %v", wrong, key, err)
		}
	}
}

func TestAPassphraseIsTheSameOnEverySystemThatTypesIt(t *testing.T) {
	const composed, decomposed = "caf\u00e9 cr\u00e8me br\u00fbl\u00e9e", "cafe\u0301 cre\u0300me bru\u0302le\u0301e"
	for _, typed := range [][2]string{{composed, decomposed}, {decomposed, composed}} {
		e, master, err := NewEnvelope([]byte(typed[0]), cheap)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := e.Unlock([]byte(typed[1])); err != nil || *got != *master {
			t.Errorf("%+q does not open what %+q locked: %v", typed[1], typed[0], err)
		}
	}
}

func TestThePassphraseGivenIsLeftAsItIs(t *testing.T) {
	// Clearing it is the caller's, who may need it for a retry.
	given := []byte(phrase)
	e, _, err := NewEnvelope(given, cheap)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Unlock(given); err != nil || string(given) != phrase {
		t.Errorf("now %q, %v", given, err)
	}
}

func TestWhichPassphrasesMayProtectAStore(t *testing.T) {
	for _, c := range []struct{ passphrase, refused string }{
		{"three random words", ""},
		{"twelve chars", ""},
		{"éééééééééééé", ""},
		{strings.Repeat("x", MaxPassphrase), ""},
		{"", "has 0 characters"},
		{"eleven char", "has 11 characters"},
		{"ééééééééééé", "has 11 characters"},
		{strings.Repeat("e\u0301", 11), "has 11 characters"},
		{"  eleven char  ", "has 11 characters"},
		{strings.Repeat(" ", 20), "has 0 characters"},
		{"three random words\n", "control character"},
		{"three\trandom words", "control character"},
		{"three random words\x1b", "control character"},
		{"three random w\xf6rds", "not in UTF-8"},
		{strings.Repeat("x", MaxPassphrase+1), "at most 1024"},
	} {
		err := CheckPassphrase([]byte(c.passphrase))
		if (err == nil) != (c.refused == "") || err != nil && !strings.Contains(err.Error(), c.refused) {
			t.Errorf("%.40q: %v, and it should be refused as %q", c.passphrase, err, c.refused)
		}
		if err == nil {
			continue
		}
		if c.passphrase != "" && strings.Contains(err.Error(), c.passphrase) {
			t.Errorf("%.40q is repeated in %v", c.passphrase, err)
		}
		if _, _, other := NewEnvelope([]byte(c.passphrase), cheap); other == nil || other.Error() != err.Error() {
			t.Errorf("%.40q protects a store: %v", c.passphrase, other)
		}
	}
}

func TestRewrapKeepsTheMasterKeyAndChangesAllElse(t *testing.T) {
	e, master := cheapEnvelope(t)
	before := marshal(t, e)
	dearer := Params{Passes: 2, MemoryKiB: 16, Lanes: 2}
	next, err := e.Rewrap([]byte(phrase), []byte("another three words"), dearer)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := next.Unlock([]byte("another three words")); err != nil || *got != *master {
		t.Errorf("the new passphrase gave %v, %v", got, err)
	}
	if _, err := next.Unlock([]byte(phrase)); err != ErrPassphrase {
		t.Errorf("the old passphrase on the new envelope: %v", err)
	}
	if next.Params() != dearer || next.keyCheck != e.keyCheck {
		t.Errorf("costs %+v, or another key check", next.Params())
	}
	if bytes.Equal(next.salt, e.salt) || next.nonce == e.nonce || next.wrapped == e.wrapped {
		t.Error("salt, nonce or wrapped key is used again")
	}
	if !bytes.Equal(marshal(t, e), before) {
		t.Error("the old envelope changed")
	}
}

func TestRewrapIsRefused(t *testing.T) {
	e, _ := cheapEnvelope(t)
	if _, err := e.Rewrap([]byte("not the passphrase"), []byte("another three words"), cheap); err != ErrPassphrase {
		t.Errorf("with a wrong passphrase: %v", err)
	}
	if _, err := e.Rewrap([]byte(phrase), []byte("short"), cheap); err == nil {
		t.Error("a short passphrase was taken")
	}
	if _, err := e.Rewrap([]byte(phrase), []byte("another three words"), Params{}); err == nil {
		t.Error("no costs were taken")
	}
}

func TestEveryStoreHasAKeySaltAndNonceOfItsOwn(t *testing.T) {
	a, masterA := cheapEnvelope(t)
	b, masterB := cheapEnvelope(t)
	if *masterA == *masterB || bytes.Equal(a.salt, b.salt) || a.nonce == b.nonce || a.keyCheck == b.keyCheck {
		t.Error("two stores share a secret")
	}
	if bytes.Contains(marshal(t, a), masterA[:8]) {
		t.Error("the envelope shows the master key")
	}
}

func TestTheRecommendedCostsAreTheRFCs(t *testing.T) {
	if got, want := RecommendedParams(), (Params{Passes: 3, MemoryKiB: 65536, Lanes: 4}); got != want {
		t.Errorf("%+v", got)
	}
	if err := RecommendedParams().check(); err != nil {
		t.Error(err)
	}
}

// badParams are costs that gd8 refuses, whoever asks.
var badParams = []Params{
	{},
	{Passes: 0, MemoryKiB: 64, Lanes: 1},
	{Passes: 17, MemoryKiB: 64, Lanes: 1},
	{Passes: 1<<32 - 1, MemoryKiB: 64, Lanes: 1},
	{Passes: 1, MemoryKiB: 64, Lanes: 0},
	{Passes: 1, MemoryKiB: 1024, Lanes: 17},
	{Passes: 1, MemoryKiB: 1024, Lanes: 255},
	{Passes: 1, MemoryKiB: 0, Lanes: 1},
	{Passes: 1, MemoryKiB: 7, Lanes: 1},
	{Passes: 1, MemoryKiB: 31, Lanes: 4},
	{Passes: 1, MemoryKiB: 1024*1024 + 1, Lanes: 1},
	{Passes: 1, MemoryKiB: 1<<32 - 1, Lanes: 1},
}

func TestCostsOverTheLimitsAreRefusedBeforeAnythingIsDerived(t *testing.T) {
	for _, p := range badParams {
		if _, _, err := NewEnvelope([]byte(phrase), p); err == nil || !strings.Contains(err.Error(), "cannot protect a store with") {
			t.Errorf("%+v makes an envelope: %v", p, err)
		}
		hostile, _ := cheapEnvelope(t)
		hostile.params = p
		mustBeStructural(t, hostile, fmt.Sprintf("%+v", p))
	}
	for _, size := range []int{0, 8, 15, 65, 255} {
		hostile, _ := cheapEnvelope(t)
		hostile.salt = make([]byte, size)
		mustBeStructural(t, hostile, fmt.Sprintf("salt of %d", size))
	}
	mustBeStructural(t, Envelope{}, "the zero envelope")
}

// mustBeStructural fails the test where e, which someone made well-formed on
// purpose, can be read, written or unlocked.
func mustBeStructural(t *testing.T, e Envelope, what string) {
	t.Helper()
	var damage *DamageError
	body := append(e.header(), e.wrapped[:]...)
	var read Envelope
	if err := read.UnmarshalBinary(appendChecksum(body, envelopeChecksum(body))); !errors.As(err, &damage) {
		t.Errorf("%s was read: %v", what, err)
	}
	if _, err := e.MarshalBinary(); !errors.As(err, &damage) {
		t.Errorf("%s was written: %v", what, err)
	}
	if _, err := e.Unlock([]byte(phrase)); !errors.As(err, &damage) {
		t.Errorf("%s was unlocked: %v", what, err)
	}
}

func TestSaltsOfOtherProgramsAreTaken(t *testing.T) {
	for _, size := range []int{16, 32, 64} {
		e, _ := cheapEnvelope(t)
		e.salt = make([]byte, size)
		var read Envelope
		if err := read.UnmarshalBinary(marshal(t, e)); err != nil || len(read.salt) != size {
			t.Errorf("a salt of %d: %d, %v", size, len(read.salt), err)
		}
	}
}

func TestADamagedEnvelopeIsDamageAndNotAWrongPassphrase(t *testing.T) {
	e, _ := cheapEnvelope(t)
	stored := marshal(t, e)
	check := func(data []byte, what string) {
		t.Helper()
		read := e
		var damage *DamageError
		if err := read.UnmarshalBinary(data); !errors.As(err, &damage) {
			t.Fatalf("%s: %v", what, err)
		} else if !strings.Contains(err.Error(), "restore the newest backup") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", what, err)
		}
		if !bytes.Equal(marshal(t, read), stored) {
			t.Errorf("%s: the envelope changed all the same", what)
		}
	}
	for bit := range len(stored) * 8 {
		changed := bytes.Clone(stored)
		changed[bit/8] ^= 1 << (bit % 8)
		check(changed, fmt.Sprintf("bit %d", bit))
	}
	for size := range stored {
		check(stored[:size], fmt.Sprintf("cut to %d", size))
	}
	check(append(bytes.Clone(stored), 0), "one byte more")
	check(nil, "nothing")
}

// Someone who alters an envelope and mends its checksum learns no more than by
// a wrong passphrase: it reads as damaged, or the passphrase does not open it.
func TestATamperedEnvelopeNeverOpens(t *testing.T) {
	e, _ := cheapEnvelope(t)
	stored := marshal(t, e)
	for bit := range (len(stored) - checksumSize) * 8 {
		body := bytes.Clone(stored[:len(stored)-checksumSize])
		body[bit/8] ^= 1 << (bit % 8)
		var read Envelope
		if read.UnmarshalBinary(appendChecksum(body, envelopeChecksum(body))) != nil {
			continue
		}
		if read.params.MemoryKiB > 1024 {
			// Sealed with the same header as the cheaper ones; deriving
			// a key at such costs would only take time.
			read.params.MemoryKiB = 1024
		}
		if key, err := read.Unlock([]byte(phrase)); key != nil || err != ErrPassphrase {
			t.Errorf("bit %d: %v", bit, err)
		}
	}
}

func TestAnEnvelopeOfAnotherMasterKeyNeverOpens(t *testing.T) {
	// Sealed rightly under the right passphrase, but of a key that the key
	// check does not know.
	e, _ := cheapEnvelope(t)
	aead, err := e.wrapping([]byte(phrase))
	if err != nil {
		t.Fatal(err)
	}
	other := countingKey(0)
	aead.Seal(e.wrapped[:0], e.nonce[:], other[:], e.header())
	if key, err := e.Unlock([]byte(phrase)); key != nil || err != ErrPassphrase {
		t.Errorf("opened: %v", err)
	}
}

func TestAnEnvelopeKeepsNoPartOfWhatItWasReadFrom(t *testing.T) {
	e, master := cheapEnvelope(t)
	stored := marshal(t, e)
	var read Envelope
	if err := read.UnmarshalBinary(stored); err != nil {
		t.Fatal(err)
	}
	clear(stored)
	if got, err := read.Unlock([]byte(phrase)); err != nil || *got != *master {
		t.Errorf("after clearing it: %v", err)
	}
}
