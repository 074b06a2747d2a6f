package store_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"gd8/model"
	. "gd8/store"
	"gd8/store/codec"
	"gd8/store/proof"
	"gd8/store/sitting"
	"gd8/store/vault"
)

// again decodes bytes, encodes what was read and decodes that: what a codec
// reads must be read the same once it is written again. It gives nil where
// the bytes are refused.
func again[T any](decode func([]byte) (T, error), encode func(T) []byte) func(t *testing.T, b []byte) {
	return func(t *testing.T, b []byte) {
		v, err := decode(b)
		if err != nil {
			return
		}
		back, err := decode(encode(v))
		if err != nil || !reflect.DeepEqual(back, v) {
			t.Errorf("read as\n%+v, and that again as\n%+v (%v)", v, back, err)
		}
	}
}

// encodedBy is the bytes that a part of the codec appends.
func encodedBy(encode func(*vault.Encoder)) []byte {
	var e vault.Encoder
	encode(&e)
	return e.B
}

// link is a journal entry's link, for a test of its codec.
type link struct {
	hash        [32]byte
	commitments [][32]byte
}

// codecs are all forms of value that the store keeps, and the checkpoint, by a
// number.
var codecs = []func(*testing.T, []byte){
	again(codec.DecodeSource, func(s codec.Source) []byte { return encodedBy(s.Encode) }),
	again(codec.DecodeDecision, func(d *model.Decision) []byte {
		return encodedBy(func(e *vault.Encoder) { codec.EncodeDecision(e, d) })
	}),
	again(codec.DecodeAnswer, func(a codec.AnswerEntry) []byte { return encodedBy(a.Encode) }),
	again(vault.DecodeEntry, func(e Entry) []byte { return e.Said() }),
	again(codec.DecodeDraft, func(d Draft) []byte { return encodedBy(d.Encode) }),
	again(sitting.Decode, func(s sitting.Sitting) []byte { return s.Encode() }),
	again(vault.DecodeState, func(s vault.State) []byte { return s.Encode() }),
	again(func(b []byte) (link, error) {
		hash, commitments, err := vault.DecodeLink(b)
		return link{hash, commitments}, err
	}, func(l link) []byte { return vault.EncodeLink(l.hash, l.commitments) }),
	again(func(b []byte) (vault.Header, error) {
		if !bytes.HasPrefix(b, vault.Magic) {
			b = append(bytes.Clone(vault.Magic), b...)
		}
		// The checksum is mended, or the fuzzer would never come past it.
		return vault.DecodeHeader(binary.BigEndian.AppendUint32(bytes.Clone(b), crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli))))
	}, func(h vault.Header) []byte {
		b := h.Encode()
		return b[:len(b)-crc32.Size]
	}),
	again(vault.DecodeBackups, func(list []Backup) []byte { return vault.EncodeBackups(list, make([]byte, vault.StampSize)) }),
	again(func(b []byte) (Checkpoint, error) { return proof.ParseCheckpoint(string(b)) }, func(c Checkpoint) []byte { return []byte(c.String()) }),
	again(codec.DecodeTyped, func(k Typed) []byte { return encodedBy(k.Encode) }),
	again(func(b []byte) (proof.Proof, error) { return proof.Parse(string(b)) }, func(p proof.Proof) []byte { return []byte(p.String()) }),
}

// FuzzCodec reads any bytes as any of the values that the store keeps.
func FuzzCodec(f *testing.F) {
	for i, seed := range codecSeeds(f) {
		f.Add(uint8(i%len(codecs)), seed)
	}
	f.Fuzz(func(t *testing.T, form uint8, b []byte) {
		codecs[int(form)%len(codecs)](t, b)
	})
}

var seedTime = time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)

func seedFacts() (f model.Facts) {
	for field, text := range map[model.Field]string{model.ApplicationRef: "A", model.PersonRef: "P", model.IncidentRef: "I", model.Summary: "one image"} {
		f.SetText(field, text)
	}
	f.SetDate(model.IncidentDate, model.DateOf(seedTime))
	f.SetTri(model.YouthProduced, model.Yes)
	return f
}

// codecSeeds are a whole value of each form, in the order of codecs, and then
// some that are none.
func codecSeeds(f *testing.F) [][]byte {
	entry := Entry{
		At: seedTime, Officer: "J. Officer", Operation: vault.Alteration, Action: "decide", Purpose: "Enhanced check",
		Keys: []model.Key{{Application: "A", Person: "P", Incident: "I"}}, Salt: make([]byte, vault.StampSize),
		Erased: []vault.Span{{Entry: 1, From: 0, To: 3}, {Entry: 2, Kind: vault.SpanSaid}},
	}
	plain := vault.NewHeader()
	entry.Origin, entry.Lists = plain.Origin(vault.Restored, [16]byte{7}), []vault.ListSum{{List: 1, Sum: [32]byte{2}}}
	entry.Itemise(func() [vault.StampSize]byte { return [vault.StampSize]byte{1} })
	entry.Items[vault.ItemPurpose].Erase()
	src := codec.Source{Facts: seedFacts(), Origin: "hits.csv", Line: 2, By: "J. Officer", At: seedTime}
	decision := &model.Decision{Version: 2, Replaces: 1, Kind: model.Discard, Sections: model.Sections{"Seed", "of a rationale"}, Officer: "J. Officer", At: seedTime, Guidance: model.Guidance}
	given := codec.AnswerEntry{Answer: model.Answer{Field: model.Grooming, Value: "no", By: "J. Officer", At: seedTime}}
	draft := Draft{Kind: model.Refer, Sections: model.Sections{"Draft", "of a rationale"}, Officer: "J. Officer", At: seedTime}
	sitting := sitting.Sitting{ID: "1234", Officer: "J. Officer", Started: seedTime, Spent: []int{3}}
	published := vault.State{Next: 3, Entries: 2, LastTime: seedTime}
	head := plain.Encode()
	return [][]byte{
		encodedBy(src.Encode), encodedBy(func(e *vault.Encoder) { codec.EncodeDecision(e, decision) }), encodedBy(given.Encode), entry.Said(), encodedBy(draft.Encode),
		sitting.Encode(), published.Encode(), vault.EncodeLink([32]byte{1}, [][32]byte{{2}, {3}}), head[:len(head)-crc32.Size],
		vault.EncodeBackups([]Backup{{Path: "/media/unit/one.db", At: seedTime}}, make([]byte, vault.StampSize)),
		[]byte(Checkpoint{Store: strings.Repeat("5", 32), Entries: 3, Head: strings.Repeat("a", 64), At: seedTime}.String()),
		encodedBy(Typed{"reason": {Text: "as told", Officer: "J. Officer", At: seedTime}}.Encode),
		[]byte((&proof.Proof{Store: "5", Incarnation: "6", Entries: 3, Entry: 2, Nodes: []proof.Hash{{1}, {2}}}).String()),
		{}, {vault.CodecVersion}, bytes.Repeat([]byte{0xff}, 80),
	}
}

func FuzzInspect(f *testing.F) {
	path := filepath.Join(f.TempDir(), "gd8.db")
	s, err := OpenOrCreate(path, Options{WithoutSync: true})
	if err != nil {
		f.Fatal(err)
	}
	_, err = s.Add(Actor{Officer: "J. Officer"}, seedFacts())
	if err = errors.Join(err, s.Close()); err != nil {
		f.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	pages := content[:2*os.Getpagesize()]
	f.Add(pages, uint16(0))
	f.Add(pages[:100], uint16(0))
	f.Add([]byte{}, uint16(4096))
	f.Fuzz(func(t *testing.T, b []byte, zeros uint16) {
		b = append(b, make([]byte, zeros)...)
		// What a file says of itself may be false; opening it must end in an
		// error or a store all the same.
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if s, err := Open(path, Options{WithoutSync: true}); err == nil {
			_ = s.Close()
		}
	})
}
