package seal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

// update writes testdata/seal/vectors.json anew. A change to it is a change
// of the format of every store there is.
var update = flag.Bool("update", false, "write the test vectors anew")

var vectorFile = filepath.Join("..", "..", "testdata", "seal", "vectors.json")

// hexBytes is written to JSON as hexadecimal digits.
type hexBytes []byte

func (h hexBytes) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(h)), nil }

func (h *hexBytes) UnmarshalText(text []byte) (err error) {
	*h, err = hex.DecodeString(string(text))
	return err
}

type valueVector struct {
	Bucket string   `json:"bucket"`
	Key    hexBytes `json:"key"`
	Plain  hexBytes `json:"plain"`
	Nonce  hexBytes `json:"nonce,omitempty"`
	Stored hexBytes `json:"stored"`
}

type indexVector struct {
	Label string   `json:"label"`
	Parts []string `json:"parts"`
	Hash  hexBytes `json:"hash"`
}

type storeVector struct {
	MasterKey hexBytes      `json:"master_key,omitempty"`
	IndexKey  hexBytes      `json:"index_key,omitempty"`
	Values    []valueVector `json:"values"`
	Index     []indexVector `json:"index"`
}

type envelopeVector struct {
	Passphrase string   `json:"passphrase"`
	Stored     hexBytes `json:"stored"`
	MasterKey  hexBytes `json:"master_key"`
}

type vectors struct {
	About     string           `json:"about"`
	Plain     storeVector      `json:"plain_store"`
	Encrypted storeVector      `json:"encrypted_store"`
	Envelopes []envelopeVector `json:"envelopes"`
}

// fixedRandom is a random that repeats for every test: SHA-256 of a counter.
func fixedRandom() random {
	counter := byte(0)
	return func(b []byte) {
		for n := 0; n < len(b); counter++ {
			block := sha256.Sum256([]byte{counter})
			n += copy(b[n:], block[:])
		}
	}
}

func countingKey(first byte) (key [keySize]byte) {
	for i := range key {
		key[i] = first + byte(i)
	}
	return key
}

func makeVectors(t *testing.T) vectors {
	t.Helper()
	v := vectors{About: "Test vectors of the values of a gd8 store. Bytes are in hexadecimal. The format is described in store/seal/doc.go."}
	indexKey, master := countingKey(0x40), countingKey(0x80)
	encrypted, err := newEncrypted(&master, newNonceSource(fixedRandom()))
	if err != nil {
		t.Fatal(err)
	}
	v.Plain = makeStoreVector(NewPlain(indexKey))
	v.Plain.IndexKey = indexKey[:]
	v.Encrypted = makeStoreVector(encrypted)
	v.Encrypted.MasterKey = master[:]
	r := fixedRandom()
	for _, e := range []struct {
		passphrase string
		params     Params
	}{
		{"correct horse battery staple", RecommendedParams()},
		// Typed with a combining acute accent, as macOS does; hashed as é.
		{"Cafe\u0301 de la gare du Nord", Params{Passes: 2, MemoryKiB: 64, Lanes: 1}},
	} {
		envelope, err := wrap(&master, []byte(e.passphrase), e.params, r)
		if err != nil {
			t.Fatal(err)
		}
		stored, err := envelope.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		v.Envelopes = append(v.Envelopes, envelopeVector{Passphrase: e.passphrase, Stored: stored, MasterKey: master[:]})
	}
	return v
}

func makeStoreVector(s Sealer) (v storeVector) {
	for _, value := range []valueVector{
		{Bucket: "records", Key: hexBytes{0, 0, 0, 0, 0, 0, 0, 1}, Plain: hexBytes("Shared one image with a partner of the same age.")},
		{Bucket: "records", Key: hexBytes{0, 0, 0, 0, 0, 0, 0, 2}, Plain: hexBytes("Shared one image with a partner of the same age.")},
		{Bucket: "meta", Key: hexBytes("purpose"), Plain: hexBytes{}},
		{Bucket: "", Key: hexBytes{}, Plain: hexBytes{0}},
	} {
		value.Stored = s.Seal(nil, value.Bucket, value.Key, value.Plain)
		if s.Encrypted() {
			value.Nonce = value.Stored[formatSize : formatSize+nonceSize]
		}
		v.Values = append(v.Values, value)
	}
	for _, index := range []indexVector{
		{Label: "person", Parts: []string{"P-118"}},
		{Label: "application", Parts: []string{"P-118"}},
		{Label: "record", Parts: []string{"APP-417", "P-118", "14/2231/19"}},
		{Label: "record", Parts: []string{"", "P-118", "14/2231/19"}},
		{Label: "record", Parts: []string{}},
		{Label: "person", Parts: []string{"Siân Ó Briain, ref. 7"}},
	} {
		hash := s.Index(index.Label, index.Parts...)
		index.Hash = hash[:]
		v.Index = append(v.Index, index)
	}
	return v
}

func TestVectorsAreWhatThisVersionWrites(t *testing.T) {
	made, err := json.MarshalIndent(makeVectors(t), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	made = append(made, '\n')
	if *update {
		if err := os.WriteFile(vectorFile, made, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(vectorFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(made, kept) {
		t.Error("this version writes other bytes than testdata/seal/vectors.json: stores of earlier versions would not open")
	}
}

func readVectors(t testing.TB) (v vectors) {
	t.Helper()
	kept, err := os.ReadFile(vectorFile)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(kept, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestVectorsOpen(t *testing.T) {
	v := readVectors(t)
	encrypted, err := NewEncrypted((*[keySize]byte)(v.Encrypted.MasterKey))
	if err != nil {
		t.Fatal(err)
	}
	openValues(t, encrypted, v.Encrypted.Values)
	openValues(t, NewPlain([keySize]byte(v.Plain.IndexKey)), v.Plain.Values)
	if len(v.Envelopes) == 0 {
		t.Error("no envelope in the vectors")
	}
	for _, e := range v.Envelopes {
		var envelope Envelope
		if err := envelope.UnmarshalBinary(e.Stored); err != nil {
			t.Fatal(err)
		}
		master, err := envelope.Unlock([]byte(e.Passphrase))
		if err != nil {
			t.Fatalf("%s: %v", e.Passphrase, err)
		}
		if !bytes.Equal(master[:], e.MasterKey) {
			t.Errorf("%s: opened another master key", e.Passphrase)
		}
	}
}

func openValues(t *testing.T, s Sealer, values []valueVector) {
	t.Helper()
	if len(values) == 0 {
		t.Error("no value in the vectors")
	}
	for _, value := range values {
		plain, err := s.Open(nil, value.Bucket, value.Key, value.Stored)
		if err != nil || !bytes.Equal(plain, value.Plain) {
			t.Errorf("%q %x: opened to %q, %v", value.Bucket, value.Key, plain, err)
		}
	}
}
