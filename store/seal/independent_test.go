package seal_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"
)

// This file reads the test vectors as another program would: from the text of
// doc.go and the bare primitives, sharing no line with the package. It holds
// the description to the bytes.

func text(s []byte) []byte {
	return append(binary.BigEndian.AppendUint32(nil, uint32(len(s))), s...)
}

// crc32c is the Castagnoli checksum, bit by bit.
func crc32c(b []byte) uint32 {
	sum := ^uint32(0)
	for _, c := range b {
		sum ^= uint32(c)
		for range 8 {
			sum = sum>>1 ^ 0x82f63b78&-(sum&1)
		}
	}
	return ^sum
}

// hmac256 is HMAC-SHA-256 as RFC 2104 defines it, for keys of up to 64 bytes.
func hmac256(key, message []byte) []byte {
	pad := func(with byte) []byte {
		b := make([]byte, 64)
		copy(b, key)
		for i := range b {
			b[i] ^= with
		}
		return b
	}
	inner := sha256.Sum256(append(pad(0x36), message...))
	outer := sha256.Sum256(append(pad(0x5c), inner[:]...))
	return outer[:]
}

// hkdf256 is the first block of HKDF-SHA-256 as RFC 5869 defines it.
func hkdf256(secret []byte, info string, size int) []byte {
	extracted := hmac256(make([]byte, 32), secret)
	return hmac256(extracted, append([]byte(info), 1))[:size]
}

func xchacha(t *testing.T, key, nonce, sealed, associated []byte) []byte {
	t.Helper()
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := aead.Open(nil, nonce, sealed, associated)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

type jsonStore struct {
	MasterKey string `json:"master_key"`
	IndexKey  string `json:"index_key"`
	Values    []struct{ Bucket, Key, Plain, Stored string }
	Index     []struct {
		Label, Hash string
		Parts       []string
	}
}

type jsonVectors struct {
	Plain     jsonStore `json:"plain_store"`
	Encrypted jsonStore `json:"encrypted_store"`
	Envelopes []struct {
		Passphrase, Stored string
		MasterKey          string `json:"master_key"`
	}
}

func readVectors(t *testing.T) (v jsonVectors) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "testdata", "seal", "vectors.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	if len(v.Plain.Values) == 0 || len(v.Encrypted.Values) == 0 || len(v.Plain.Index) == 0 ||
		len(v.Encrypted.Index) == 0 || len(v.Envelopes) == 0 {
		t.Fatal("a part of the vectors is empty")
	}
	return v
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAnotherProgramReadsPlainValues(t *testing.T) {
	for _, v := range readVectors(t).Plain.Values {
		stored, plain := unhex(t, v.Stored), unhex(t, v.Plain)
		covered := slices.Concat([]byte{1}, text([]byte(v.Bucket)), text(unhex(t, v.Key)), plain)
		want := binary.LittleEndian.AppendUint32(append([]byte{1}, plain...), crc32c(covered))
		if !bytes.Equal(stored, want) {
			t.Errorf("%q %s is stored as\n%x, described as\n%x", v.Bucket, v.Key, stored, want)
		}
	}
}

func TestAnotherProgramReadsEncryptedValues(t *testing.T) {
	store := readVectors(t).Encrypted
	key := hkdf256(unhex(t, store.MasterKey), "gd8 store 1: values", 32)
	for _, v := range store.Values {
		stored := unhex(t, v.Stored)
		if stored[0] != 2 {
			t.Fatalf("format %d", stored[0])
		}
		binding := slices.Concat([]byte{2}, text([]byte(v.Bucket)), text(unhex(t, v.Key)))
		if got := xchacha(t, key, stored[1:25], stored[25:], binding); !bytes.Equal(got, unhex(t, v.Plain)) {
			t.Errorf("%q %s opens to %x", v.Bucket, v.Key, got)
		}
	}
}

func TestAnotherProgramFindsReferences(t *testing.T) {
	v := readVectors(t)
	for _, store := range []struct {
		key   []byte
		store jsonStore
	}{
		{unhex(t, v.Plain.IndexKey), v.Plain},
		{hkdf256(unhex(t, v.Encrypted.MasterKey), "gd8 store 1: index", 32), v.Encrypted},
	} {
		for _, index := range store.store.Index {
			message := text([]byte(index.Label))
			for _, part := range index.Parts {
				message = append(message, text([]byte(part))...)
			}
			if got := hmac256(store.key, message)[:16]; !bytes.Equal(got, unhex(t, index.Hash)) {
				t.Errorf("%s %q: %x, and the file has %s", index.Label, index.Parts, got, index.Hash)
			}
		}
	}
}

func TestAnotherProgramOpensEnvelopes(t *testing.T) {
	// What NFC makes of the passphrases, said here so as not to share the library.
	nfc := map[string]string{
		"correct horse battery staple":  "correct horse battery staple",
		"Cafe\u0301 de la gare du Nord": "Caf\u00e9 de la gare du Nord",
	}
	for _, e := range readVectors(t).Envelopes {
		b := unhex(t, e.Stored)
		if string(b[:8]) != "gd8key\x01\x01" {
			t.Fatalf("begins with %q", b[:8])
		}
		if got, want := binary.LittleEndian.Uint32(b[len(b)-4:]), crc32c(b[:len(b)-4]); got != want {
			t.Errorf("checksum %08x, and it should be %08x", got, want)
		}
		passes, memory, lanes, s := binary.BigEndian.Uint32(b[8:]), binary.BigEndian.Uint32(b[12:]), b[16], int(b[17])
		key := argon2.IDKey([]byte(nfc[e.Passphrase]), b[18:18+s], passes, memory, lanes, 32)
		master := xchacha(t, key, b[34+s:58+s], b[58+s:106+s], b[:58+s])
		if !bytes.Equal(master, unhex(t, e.MasterKey)) {
			t.Errorf("%s: opens to %x", e.Passphrase, master)
		}
		if check := hkdf256(master, "gd8 store 1: key check", 16); !bytes.Equal(check, b[18+s:34+s]) {
			t.Errorf("%s: key check %x", e.Passphrase, b[18+s:34+s])
		}
		if len(b) != 110+s {
			t.Errorf("%d bytes with a salt of %d", len(b), s)
		}
	}
}

// The same with none of Go's libraries: Python, libsodium and the reference
// implementation of Argon2.
func TestAPythonProgramReadsTheVectors(t *testing.T) {
	script := filepath.Join("..", "..", "testdata", "seal", "read_vectors.py")
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(python, "-c", "import nacl, argon2").Run() != nil {
			continue
		}
		out, err := exec.Command(python, script).CombinedOutput()
		if err != nil || string(bytes.TrimSpace(out)) != "8 values, 12 references, 2 envelopes" {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	t.Skip("needs Python 3 with PyNaCl and argon2-cffi (on Debian, python3-nacl and python3-argon2)")
}
