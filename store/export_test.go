package store

import (
	"context"

	bolt "go.etcd.io/bbolt"
)

// What the tests outside the package ask of what is inside it.

const (
	LookEvery    = lookEvery
	NearVersions = nearVersions
	SegmentBits  = segmentBits
)

var IndexKey = indexKey

// RawWriter writes to the file past the journal.
func RawWriter(s *Store, tx *bolt.Tx) *Writer {
	v := s.RawWriter(tx)
	return &Writer{Reader: Reader{Reader: v.Reader(), s: s}, Writer: v}
}

func (t *Sitting) Encoded() []byte { return t.encode() }

func (w *Writer) DropSome() (bool, error) { return w.dropSome() }

// Erase is the transaction of an erasure of so many records, by itself.
func (s *Store) Erase(ctx context.Context, actor Actor, numbers []Number) error {
	return s.Commit(actor, func(w *Writer) error {
		return w.purge(&Looker{Ctx: ctx}, PurgePlan{numbers: numbers}, newReferences(nil), "Retention period over")
	})
}
