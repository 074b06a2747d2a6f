package store_test

import (
	"bytes"
	"context"
	"os"
	"testing"

	bolt "go.etcd.io/bbolt"

	"gd8/model"
	. "gd8/store"
	"gd8/store/audit"
	"gd8/store/seal"
	"gd8/store/vault"
)

// encryptedStore makes a store of fixed content under one passphrase. All that
// differs between two of them is what gd8 draws at random.
func encryptedStore(t *testing.T) *Store {
	t.Helper()
	s, n := everyKind(t, 90, "Umbrella summary")
	err := audit.Encrypt(context.Background(), s, officer, []byte("correct horse battery staple"), seal.Params{Passes: 1, MemoryKiB: 8, Lanes: 1})
	if err != nil {
		t.Fatal(err)
	}
	decide(t, s, n, model.Consider)
	return s
}

// storedPair is a key and its value as the file has them.
type storedPair struct {
	bucket     string
	key, value []byte
}

func storedPairs(t *testing.T, s *Store) (list []storedPair) {
	t.Helper()
	err := s.Raw().View(func(tx *bolt.Tx) error {
		return tx.ForEach(func(name []byte, b *bolt.Bucket) error {
			return b.ForEach(func(k, v []byte) error {
				if !vault.IsHeader(name, k) {
					list = append(list, storedPair{string(name), bytes.Clone(k), bytes.Clone(v)})
				}
				return nil
			})
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestTwoEncryptedStoresOfOneContentShareNoBytesOfAValue(t *testing.T) {
	a, b := storedPairs(t, encryptedStore(t)), storedPairs(t, encryptedStore(t))
	if len(a) != len(b) || len(a) < 300 {
		t.Fatalf("the stores hold %d and %d values", len(a), len(b))
	}
	// Eight bytes in a row are the same by chance once in many million runs.
	const run = 8
	runs := map[[run]byte]bool{}
	lengths := map[string]int{}
	for _, p := range a {
		lengths[p.bucket] += len(p.value)
		for at := 1; at+run <= len(p.value); at++ { // the first byte is the format's
			runs[[run]byte(p.value[at:])] = true
		}
	}
	hashed := map[string]bool{}
	for _, p := range a {
		hashed[p.bucket+string(p.key)] = true
	}
	for _, p := range b {
		lengths[p.bucket] -= len(p.value)
		for at := 1; at+run <= len(p.value); at++ {
			if runs[[run]byte(p.value[at:])] {
				t.Fatalf("%s %x: both stores hold %x", p.bucket, p.key, p.value[at:at+run])
			}
		}
		switch p.bucket {
		case "persons", "refs", "alike", "texts", "drafts":
			if hashed[p.bucket+string(p.key)] {
				t.Errorf("%s: both stores hash a reference to %x", p.bucket, p.key)
			}
		default: // as the README says, order and number show
			if !hashed[p.bucket+string(p.key)] {
				t.Errorf("%s: only one store has the key %x", p.bucket, p.key)
			}
		}
	}
	for bucket, difference := range lengths {
		if difference != 0 { // as the README says, lengths show
			t.Errorf("%s: the values of one store are %d bytes longer", bucket, difference)
		}
	}
}

func TestAnEncryptedFileHasNothingOfWhatItHoldsInTheClear(t *testing.T) {
	s := encryptedStore(t)
	content, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"APP-417", "P-118", "14/2231/19", "Umbrella", "Zanzibar", "Quagmire", "Xylophone", "Vortex", "Wombat", "as told", "J. Officer", "Enhanced check",
		"hits.csv", "import", "decide", "encrypt", "correct horse",
	} {
		if bytes.Contains(content, []byte(text)) {
			t.Errorf("the file holds %q", text)
		}
	}
}
