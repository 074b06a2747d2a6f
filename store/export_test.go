package store

import (
	bolt "go.etcd.io/bbolt"
)

// What the tests outside the package ask of what is inside it.

const (
	NearVersions = nearVersions
	SegmentBits  = segmentBits
)

var IndexKey = indexKey

// RawWriter writes to the file past the journal.
func RawWriter(s *Store, tx *bolt.Tx) *Writer {
	v := s.RawWriter(tx)
	return &Writer{Reader: Reader{Reader: v.Reader(), s: s}, Writer: v}
}

func (w *Writer) DropSome() (bool, error) { return w.dropSome() }
