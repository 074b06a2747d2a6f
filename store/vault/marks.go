package vault

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
)

// This file keeps what is left of something that was erased: a mark, a hash of
// what it was called, under a key of its own that stays when the store is given
// another. It tells whether something that comes again was erased before, and
// else nothing. The erasure's entry has its marks; the bucket finds them.

// BucketErased holds, for each mark, the entry of the newest erasure.
var BucketErased = []byte("erased")

// KeyMarks is the key of the marks' key in the meta bucket.
var KeyMarks = []byte("marks")

// MarkSize is the size of a mark.
const MarkSize = 16

// Mark is the mark of something that was erased.
type Mark [MarkSize]byte

// marksKeySize is the size of the key under which marks are made.
const marksKeySize = 32

// putMarksKey gives a file that has none a key for its marks.
func (w *Writer) putMarksKey() error {
	if have, err := w.read.Get(BucketMeta, KeyMarks); err != nil || have != nil {
		return err
	}
	var key [marksKeySize]byte
	_, _ = rand.Read(key[:]) // crypto/rand does not fail
	return w.Put(BucketMeta, KeyMarks, key[:])
}

// Marker makes marks.
type Marker struct{ key []byte }

// Marker is what makes this file's marks. any says whether there is any.
func (r *Reader) Marker() (m Marker, any bool, err error) {
	b := r.Bucket(BucketErased)
	if b == nil {
		return m, false, nil // of an earlier format
	}
	first, _ := b.Cursor().First()
	key, err := r.Get(BucketMeta, KeyMarks)
	return Marker{bytes.Clone(key)}, first != nil, err
}

// Of is the mark of what these texts name together.
func (m Marker) Of(texts ...string) (mark Mark) {
	h := hmac.New(sha256.New, m.key)
	e := Encoder{B: []byte("gd8 erased 1")}
	for _, text := range texts {
		e.Text(text)
	}
	h.Write(e.B)
	copy(mark[:], h.Sum(nil))
	return mark
}

// Marked is the entry of the erasure that left a mark; 0 for none.
func (r *Reader) Marked(m Mark) (entry uint64, err error) {
	b, err := r.Get(BucketErased, m[:])
	if err != nil || b == nil {
		return 0, err
	}
	if len(b) != 8 {
		return 0, ErrCodec
	}
	return binary.BigEndian.Uint64(b), nil
}

// AddMarks leaves marks with the transaction's entry.
func (w *Writer) AddMarks(marks []Mark) error {
	for _, m := range marks {
		if err := w.Put(BucketErased, m[:], EntryKey(w.read.Entries+1)); err != nil {
			return err
		}
	}
	w.Entry.Marks = append(w.Entry.Marks, marks...)
	return nil
}

// FindMarks makes the bucket of marks anew of what the entries say.
func (w *Writer) FindMarks() error {
	for n := uint64(1); n <= w.read.Entries; n++ {
		e, err := w.read.JournalEntry(n)
		if err != nil {
			return err
		}
		for _, m := range e.Marks {
			if err := w.Put(BucketErased, m[:], EntryKey(n)); err != nil {
				return err
			}
		}
	}
	return nil
}

// MarksSum is SHA-256 over the key of the marks, zero where there is none.
func (r *Reader) MarksSum() (sum [32]byte, err error) {
	key, err := r.Get(BucketMeta, KeyMarks)
	if err != nil || key == nil {
		return sum, err
	}
	return sha256.Sum256(append([]byte("gd8 marks 1"), key...)), nil
}

// Erasures is what a store knows to be erased: for one that is made of a backup
// of it which is older.
type Erasures struct {
	store [16]byte
	key   []byte
	marks []Mark
}

// Erasures gives what the store knows to be erased.
func (s *File) Erasures() (all Erasures, err error) {
	err = s.View(func(r *Reader) error {
		m, any, err := r.Marker()
		if err != nil || !any {
			return err
		}
		all.store, all.key = s.header.id, m.key
		return r.Walk(BucketErased, func(key, _ []byte) error {
			all.marks = append(all.marks, Mark(key))
			return nil
		})
	})
	return all, err
}

// keepErasures leaves the marks that another store of the same identity has and
// this one has not.
func (w *Writer) keepErasures(all *Erasures) error {
	if all == nil || all.store != w.read.s.header.id {
		return nil
	}
	m, _, err := w.read.Marker()
	if err != nil || !bytes.Equal(m.key, all.key) {
		return err
	}
	var missing []Mark
	for _, mark := range all.marks {
		entry, err := w.read.Marked(mark)
		if err != nil {
			return err
		}
		if entry == 0 {
			missing = append(missing, mark)
		}
	}
	return w.AddMarks(missing)
}
