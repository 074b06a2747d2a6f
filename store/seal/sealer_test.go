package seal

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
)

// kinds are the two kinds of store, each with a key of its own from first.
func kinds(t testing.TB, first byte) map[string]Sealer {
	t.Helper()
	key := countingKey(first)
	encrypted, err := NewEncrypted(&key)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]Sealer{"plain": NewPlain(key), "encrypted": encrypted}
}

// mustBeDamaged fails the test where stored opens, or fails in any other way
// than as damage at that place.
func mustBeDamaged(t *testing.T, s Sealer, bucket string, key, stored []byte, what string) {
	t.Helper()
	plain, err := s.Open(nil, bucket, key, stored)
	var damage *DamageError
	if !errors.As(err, &damage) {
		t.Fatalf("%s: opened to %q, %v", what, plain, err)
	}
	if plain != nil {
		t.Errorf("%s: gave %q beside the error", what, plain)
	}
	if damage.Bucket != bucket || !bytes.Equal(damage.Key, key) {
		t.Errorf("%s: said to be at %q %x", what, damage.Bucket, damage.Key)
	}
}

func TestWhatWasSealedOpens(t *testing.T) {
	for kind, s := range kinds(t, 0) {
		for _, size := range []int{0, 1, 15, 16, 17, 63, 64, 65, 300, 4096, 256 * 1024} {
			plain := bytes.Repeat([]byte{0xa5}, size)
			stored := s.Seal([]byte("before"), "records", []byte("key"), plain)
			if string(stored[:6]) != "before" || len(stored) != 6+size+s.Overhead() {
				t.Fatalf("%s, %d bytes: stored as %d bytes, from %q", kind, size, len(stored), stored[:6])
			}
			for _, room := range [][]byte{nil, make([]byte, 3), make([]byte, 0, 2*size)} {
				opened, err := s.Open(room, "records", []byte("key"), stored[6:])
				if err != nil || !bytes.Equal(opened, plain) {
					t.Errorf("%s, %d bytes: opened to %d bytes, %v", kind, size, len(opened), err)
				}
			}
		}
	}
}

func TestAPlainValueIsAPartOfWhatIsStoredAndCannotGrowIntoIt(t *testing.T) {
	s := NewPlain(countingKey(0))
	stored := s.Seal(nil, "records", []byte("key"), []byte("value"))
	kept := bytes.Clone(stored)
	plain, err := s.Open(make([]byte, 0, 100), "records", []byte("key"), stored)
	if err != nil {
		t.Fatal(err)
	}
	if &plain[0] != &stored[1] {
		t.Error("the value was copied")
	}
	_ = append(plain, "more"...)
	if !bytes.Equal(stored, kept) {
		t.Error("appending to the value changed the store")
	}
}

func TestEveryFlippedBitIsDamage(t *testing.T) {
	for kind, s := range kinds(t, 0) {
		stored := s.Seal(nil, "records", []byte("key"), bytes.Repeat([]byte("Siân. "), 50))
		for bit := range len(stored) * 8 {
			stored[bit/8] ^= 1 << (bit % 8)
			mustBeDamaged(t, s, "records", []byte("key"), stored, fmt.Sprintf("%s: bit %d", kind, bit))
			stored[bit/8] ^= 1 << (bit % 8)
		}
		if _, err := s.Open(nil, "records", []byte("key"), stored); err != nil {
			t.Errorf("%s: the value itself: %v", kind, err)
		}
	}
}

// A disk writes sectors, and memory words: whole runs are zeroed, repeated or
// of something else.
func TestEveryOverwrittenRunIsDamage(t *testing.T) {
	for kind, s := range kinds(t, 0) {
		stored := s.Seal(nil, "records", []byte("key"), bytes.Repeat([]byte("0123456789abcdef"), 40))
		for _, fill := range []byte{0x00, 0xff, 'x'} {
			for _, size := range []int{1, 4, 16, 512, len(stored)} {
				for at := 0; at+size <= len(stored); at++ {
					changed := bytes.Clone(stored)
					copy(changed[at:], bytes.Repeat([]byte{fill}, size))
					if bytes.Equal(changed, stored) {
						continue
					}
					mustBeDamaged(t, s, "records", []byte("key"), changed, fmt.Sprintf("%s: %d bytes at %d", kind, size, at))
				}
			}
		}
	}
}

func TestEveryTruncationAndExtensionIsDamage(t *testing.T) {
	for kind, s := range kinds(t, 0) {
		stored := s.Seal(nil, "records", []byte("key"), []byte("Shared one image."))
		for size := range stored {
			mustBeDamaged(t, s, "records", []byte("key"), stored[:size], fmt.Sprintf("%s: cut to %d", kind, size))
			mustBeDamaged(t, s, "records", []byte("key"), stored[size+1:], fmt.Sprintf("%s: without the first %d", kind, size+1))
		}
		for c := range 256 {
			mustBeDamaged(t, s, "records", []byte("key"), append(bytes.Clone(stored), byte(c)), fmt.Sprintf("%s: and %d", kind, c))
		}
		mustBeDamaged(t, s, "records", []byte("key"), append(bytes.Clone(stored), stored...), kind+": twice")
	}
}

func TestAValueOpensOnlyInItsOwnPlace(t *testing.T) {
	type place struct{ bucket, key string }
	places := []place{
		{"records", "key"}, {"record", "skey"}, {"recordskey", ""}, {"", "recordskey"},
		{"answers", "key"}, {"records", "kez"}, {"records", "ke"}, {"records", "key\x00"}, {"", ""}, {"", "\x00"},
	}
	for kind, s := range kinds(t, 0) {
		for _, home := range places {
			stored := s.Seal(nil, home.bucket, []byte(home.key), []byte("value"))
			for _, away := range places {
				if away == home {
					continue
				}
				mustBeDamaged(t, s, away.bucket, []byte(away.key), stored, fmt.Sprintf("%s: %q read at %q", kind, home, away))
			}
		}
	}
}

// The keys of records follow one another; of those, CRC-32C promises to tell
// any two apart, not just almost any.
func TestNeighbouringRecordsCannotBeExchanged(t *testing.T) {
	s := NewPlain(countingKey(0))
	key := func(n int) []byte { return appendUint32(appendUint32(nil, 0), uint32(n)) }
	stored := s.Seal(nil, "records", key(1<<16), []byte("value"))
	for n := range 1 << 16 {
		if _, err := s.Open(nil, "records", key(n), stored); err == nil {
			t.Fatalf("the value of record %d opens as that of %d", 1<<16, n)
		}
	}
}

// What a CRC promises of neighbouring bits holds across the end of the value
// only if the checksum continues its bits. It then has one remainder for
// every value, known for CRC-32C.
func TestAValueAndItsChecksumAreOneCodeWord(t *testing.T) {
	s := NewPlain(countingKey(0))
	e, _ := cheapEnvelope(t)
	stored := s.Seal(nil, "records", []byte("key"), []byte("Shared one image."))
	for what, sum := range map[string]uint32{
		"value":    s.checksum("records", []byte("key"), stored[formatSize:]),
		"envelope": envelopeChecksum(marshal(t, e)),
	} {
		if sum != 0x48674bc7 {
			t.Errorf("%s: remainder %08x", what, sum)
		}
	}
}

func TestValuesOfOtherStoresAndKindsAreDamage(t *testing.T) {
	ours, theirs := kinds(t, 0), kinds(t, 1)
	value := []byte("Shared one image.")
	for _, s := range []struct {
		what           string
		writer, reader Sealer
	}{
		{"plain in an encrypted store", ours["plain"], ours["encrypted"]},
		{"encrypted in a plain store", ours["encrypted"], ours["plain"]},
		{"encrypted under another master key", theirs["encrypted"], ours["encrypted"]},
	} {
		mustBeDamaged(t, s.reader, "records", []byte("key"), s.writer.Seal(nil, "records", []byte("key"), value), s.what)
	}
	for kind, s := range ours {
		for _, size := range []int{0, 1, 5, 41, 4096} {
			mustBeDamaged(t, s, "records", []byte("key"), make([]byte, size), fmt.Sprintf("%s: %d zeros", kind, size))
		}
	}
}

// shared is a run of size bytes that a and b have in common, or nil.
func shared(a, b []byte, size int) []byte {
	for i := 0; i+size <= len(a); i++ {
		if bytes.Contains(b, a[i:i+size]) {
			return a[i : i+size]
		}
	}
	return nil
}

func TestEncryptedStoresOfOneContentShareNoValueBytes(t *testing.T) {
	ours, theirs := kinds(t, 0)["encrypted"], kinds(t, 1)["encrypted"]
	value := bytes.Repeat([]byte("Shared one image. "), 20)
	first := ours.Seal(nil, "records", []byte("key"), value)
	for what, other := range map[string][]byte{
		"another store":       theirs.Seal(nil, "records", []byte("key"), value),
		"the store once more": ours.Seal(nil, "records", []byte("key"), value),
		"the plain value":     value,
	} {
		// Six bytes in common by chance: once in 10^9 runs.
		if run := shared(first, other, 6); run != nil {
			t.Errorf("shares %x with %s", run, what)
		}
	}
}

func TestNoNonceIsUsedTwice(t *testing.T) {
	s := kinds(t, 0)["encrypted"]
	var mu sync.Mutex
	seen := map[string]bool{}
	var work sync.WaitGroup
	for range 8 {
		work.Go(func() {
			for range 500 {
				nonce := string(s.Seal(nil, "b", nil, nil)[formatSize : formatSize+nonceSize])
				mu.Lock()
				if seen[nonce] {
					t.Error("a nonce was used twice")
				}
				seen[nonce] = true
				mu.Unlock()
			}
		})
	}
	work.Wait()
	if len(seen) != 4000 {
		t.Errorf("%d nonces for 4000 values", len(seen))
	}
}

func TestSealersAreSafeForConcurrentUse(t *testing.T) {
	for kind, s := range kinds(t, 0) {
		want := s.Index("person", "P-118")
		var work sync.WaitGroup
		for worker := range 8 {
			work.Go(func() {
				var stored, room []byte
				for n := range 300 {
					key, value := fmt.Appendf(nil, "%d/%d", worker, n), bytes.Repeat([]byte{byte(worker)}, n)
					stored = s.Seal(stored[:0], "records", key, value)
					plain, err := s.Open(room, "records", key, stored)
					if err != nil || !bytes.Equal(plain, value) {
						t.Errorf("%s: %s opened to %d bytes, %v", kind, key, len(plain), err)
					}
					if s.Index("person", "P-118") != want {
						t.Errorf("%s: another hash", kind)
					}
				}
			})
		}
		work.Wait()
	}
}

func TestIndexTellsReferencesAndUsesApart(t *testing.T) {
	ours, theirs := kinds(t, 0), kinds(t, 1)
	sealers := []Sealer{ours["plain"], ours["encrypted"], theirs["plain"], theirs["encrypted"]}
	seen := map[[IndexSize]byte]string{}
	for store, s := range sealers {
		for _, texts := range [][]string{
			{"person", "P-118"}, {"application", "P-118"}, {"person", "P-119"}, {"person", "p-118"},
			{"record", "ab", "c"}, {"record", "a", "bc"}, {"record", "abc"}, {"record", "", "abc"}, {"record", "abc", ""},
			{"record"}, {"record", ""}, {"record", "", ""}, {"recorda", "bc"}, {""},
			{"person", strings.Repeat("x", 10_000)},
		} {
			what := fmt.Sprintf("store %d, %.40q", store, texts)
			hash := s.Index(texts[0], texts[1:]...)
			if other, ok := seen[hash]; ok {
				t.Errorf("%s has the hash of %s", what, other)
			}
			seen[hash] = what
			if s.Index(texts[0], texts[1:]...) != hash {
				t.Errorf("%s has two hashes", what)
			}
		}
	}
}

func TestIndexLeavesNoReferenceInItsBuffer(t *testing.T) {
	s := NewPlain(countingKey(0))
	// A buffer of ours is put in the pool's place, so that we can look at it.
	x := newIndexers(make([]byte, keySize)).New().(*indexer)
	s.indexers.New = func() any { return x }
	s.Index("person", "P-118 of a long name")
	if bytes.Contains(x.message[:cap(x.message)], []byte("P-118")) {
		t.Error("the reference is still in memory")
	}
}

func TestAnErrorKeepsItsOwnCopyOfTheKey(t *testing.T) {
	// As bbolt's mapped memory is gone after the transaction.
	key := []byte("key")
	_, err := NewPlain(countingKey(0)).Open(nil, "records", key, nil)
	slices.Reverse(key)
	var damage *DamageError
	if !errors.As(err, &damage) || string(damage.Key) != "key" {
		t.Errorf("the error is now of %v", err)
	}
}

func TestDamageIsSaidInOneLineThatShowsNoRawByte(t *testing.T) {
	_, err := NewPlain(countingKey(0)).Open(nil, "rec\x1bords", []byte("\x1b]0;\n"), nil)
	const want = `a value in "rec\x1bords" is damaged (key 1b5d303b0a): run gd8 verify to list all damage, and gd8 rescue to carry over what is whole`
	if err == nil || err.Error() != want {
		t.Errorf("said: %v", err)
	}
}
