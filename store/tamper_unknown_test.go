package store_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	. "gd8/store"
	"gd8/store/audit"
	"gd8/store/seal"
	"gd8/store/sitting"
	"gd8/store/vault"
)

func encodedDraft() []byte {
	var e vault.Encoder
	(&Draft{Kind: 3}).Encode(&e)
	return e.B
}

func TestVerifyNamesWhatNoGd8WouldHaveWritten(t *testing.T) {
	for name, change := range map[string]func(testing.TB, *Writer){
		"a part within a part": func(t testing.TB, w *Writer) {
			if _, err := w.Bucket(BucketNotes).CreateBucket([]byte("hidden")); err != nil {
				t.Fatal(err)
			}
		},
		"a value in meta":              func(t testing.TB, w *Writer) { set(t, w, vault.BucketMeta, []byte("hidden"), []byte("text")) },
		"a list of backups of no form": func(t testing.TB, w *Writer) { set(t, w, vault.BucketMeta, vault.KeyBackups, []byte{9, 9}) },
		"a note on no record":          func(t testing.TB, w *Writer) { set(t, w, BucketNotes, NumberKey(999), []byte("text")) },
		"a draft of no record": func(t testing.TB, w *Writer) {
			set(t, w, BucketDrafts, Of(w.Reader.File()).DraftKey(999, 3), encodedDraft())
		},
		"a draft of another kind than its place": func(t testing.TB, w *Writer) {
			set(t, w, BucketDrafts, Of(w.Reader.File()).DraftKey(1, 2), encodedDraft())
		},
		"a sitting in another's place": func(t testing.TB, w *Writer) {
			sitting := sitting.Sitting{ID: "1", Officer: "J. Officer", Started: someday}
			set(t, w, BucketSittings, []byte("12345678x"), sitting.Encode())
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := tampered(t)
			tamper(t, s, func(w *Writer) { change(t, w) })
			if len(findings(t, s, nil)) == 0 {
				t.Error("verify found nothing")
			}
		})
	}
}

func TestVerifyNamesAPartThatNoGd8Makes(t *testing.T) {
	s := tampered(t)
	err := s.Raw().Update(func(tx *bolt.Tx) error {
		_, err := tx.CreateBucket([]byte("hidden"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if list := findings(t, s, nil); len(list) != 1 || !strings.Contains(list[0], "hidden") {
		t.Errorf("%q", list)
	}
}

// headerOf is the header as it is stored.
func headerOf(t testing.TB, s *Store) (stored []byte) {
	t.Helper()
	err := s.Raw().View(func(tx *bolt.Tx) error {
		stored = bytes.Clone(tx.Bucket(vault.BucketMeta).Get(vault.KeyHeader))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return stored
}

// withHeader puts a header in the place of the store's and opens it anew.
func withHeader(t testing.TB, s *Store, stored, passphrase []byte) *Store {
	t.Helper()
	err := s.Raw().Update(func(tx *bolt.Tx) error { return tx.Bucket(vault.BucketMeta).Put(vault.KeyHeader, stored) })
	if err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
	again, err := Open(s.Path(), Options{WithoutSync: true, Unlock: func() ([]byte, error) { return bytes.Clone(passphrase), nil }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = again.Close() })
	return again
}

// An older header opens the store with the passphrase of before, which may be
// known to those from whom it was changed.
func TestVerifyFindsAnOlderHeaderThatWasPutBack(t *testing.T) {
	cheap := seal.Params{Passes: 1, MemoryKiB: 8, Lanes: 1}
	first, second := []byte("correct horse battery staple"), []byte("another one altogether, longer")
	s := tampered(t)
	if err := audit.Encrypt(context.Background(), s, officer, bytes.Clone(first), cheap); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, "encrypted", s)
	older := headerOf(t, s)
	if err := audit.ChangePassphrase(context.Background(), s, officer, bytes.Clone(first), bytes.Clone(second), cheap); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, "with another passphrase", s)
	newest := headerOf(t, s)
	s = withHeader(t, s, older, first)
	if list := findings(t, s, nil); len(list) != 1 || !strings.Contains(list[0], "an older header was put back") {
		t.Errorf("of the older header: %q", list)
	}
	another := bytes.Clone(newest)
	another[len(vault.Magic)+4] ^= 1 // in the identity
	body := another[:len(another)-4]
	binary.BigEndian.PutUint32(another[len(body):], crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli)))
	s = withHeader(t, s, another, second)
	if list := findings(t, s, nil); len(list) != 1 || !strings.Contains(list[0], "it says that the store is") {
		t.Errorf("of another identity: %q", list)
	}
	if list := findings(t, withHeader(t, s, newest, second), nil); len(list) != 0 {
		t.Errorf("of the newest header: %q", list)
	}
}
