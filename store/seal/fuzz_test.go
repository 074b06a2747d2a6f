package seal

import (
	"bytes"
	"errors"
	"testing"
)

// FuzzOpen opens anything in any place, and what was sealed from it.
func FuzzOpen(f *testing.F) {
	// The fuzzer's processes each run these lines, and must agree on which
	// encrypted value is the whole one: so its nonce repeats.
	key := countingKey(0)
	encrypted, err := newEncrypted(&key, newNonceSource(fixedRandom()))
	if err != nil {
		f.Fatal(err)
	}
	all := map[string]Sealer{"plain": NewPlain(key), "encrypted": encrypted}
	value := []byte("Shared one image.")
	whole := map[string][]byte{}
	for kind, s := range all {
		whole[kind] = s.Seal(nil, "records", []byte("key"), value)
		f.Add("records", []byte("key"), whole[kind])
		f.Add("records", []byte("kez"), whole[kind])
		f.Add("records", []byte("key"), whole[kind][:len(whole[kind])-1])
	}
	f.Add("", []byte{}, []byte{})
	f.Add("", []byte{}, []byte{formatPlain, 0, 0, 0, 0})
	v := readVectors(f)
	for _, seed := range append(v.Plain.Values, v.Encrypted.Values...) {
		f.Add(seed.Bucket, []byte(seed.Key), []byte(seed.Stored))
	}
	f.Fuzz(func(t *testing.T, bucket string, key, stored []byte) {
		for kind, s := range all {
			plain, err := s.Open(nil, bucket, key, s.Seal(nil, bucket, key, stored))
			if err != nil || !bytes.Equal(plain, stored) {
				t.Errorf("%s: %q came back as %q, %v", kind, stored, plain, err)
			}
			plain, err = s.Open(nil, bucket, key, stored)
			if err != nil {
				var damage *DamageError
				if !errors.As(err, &damage) || plain != nil {
					t.Errorf("%s: %q, %v", kind, plain, err)
				}
				continue
			}
			if !s.Encrypted() {
				if again := s.Seal(nil, bucket, key, plain); !bytes.Equal(again, stored) {
					t.Errorf("plain: %x opened, and is written as %x", stored, again)
				}
			} else if bucket != "records" || string(key) != "key" || !bytes.Equal(stored, whole[kind]) {
				t.Errorf("encrypted: %x was forged at %q %x", stored, bucket, key)
			}
		}
	})
}

// The checksum is mended, or the fuzzer would never come past it.
func FuzzEnvelope(f *testing.F) {
	e, _ := cheapEnvelope(f)
	stored := marshal(f, e)
	f.Add(stored[:len(stored)-checksumSize])
	f.Add(append(bytes.Clone(stored[:len(stored)-checksumSize]), 0))
	f.Add([]byte(envelopeMagic))
	for _, seed := range readVectors(f).Envelopes {
		f.Add([]byte(seed.Stored[:len(seed.Stored)-checksumSize]))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		data := appendChecksum(bytes.Clone(body), envelopeChecksum(body))
		var read Envelope
		if err := read.UnmarshalBinary(data); err != nil {
			var damage *DamageError
			if !errors.As(err, &damage) {
				t.Errorf("%v", err)
			}
			return
		}
		if err := read.Params().check(); err != nil {
			t.Errorf("read with %v", err)
		}
		if again := marshal(t, read); !bytes.Equal(again, data) {
			t.Errorf("%x was read, and is written as %x", data, again)
		}
	})
}
