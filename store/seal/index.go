package seal

import (
	"crypto/hmac"
	"crypto/sha256"
	"hash"
	"sync"
)

// IndexSize is the length in bytes of what [Sealer.Index] returns.
const IndexSize = 16

// indexer is one keyed hash with the buffers it needs, reused so that a
// lookup allocates nothing.
type indexer struct {
	mac     hash.Hash
	message []byte
	sum     []byte
}

// Index is what stands in a bucket's keys for references that must not be
// readable there: the first 16 bytes of the HMAC-SHA-256 of label and parts
// under the store's index key. The label keeps uses apart ("person" and
// "application" give different hashes of one text); each text is led by its
// length, so ("ab", "c") and ("a", "bc") differ. Equal parts give equal
// hashes in one store and unrelated ones in another.
func (s Sealer) Index(label string, parts ...string) [IndexSize]byte {
	x := s.indexers.Get().(*indexer)
	x.message = appendText(x.message[:0], label)
	for _, part := range parts {
		x.message = appendText(x.message, part)
	}
	x.mac.Reset()
	x.mac.Write(x.message)
	x.sum = x.mac.Sum(x.sum[:0])
	index := [IndexSize]byte(x.sum)
	// A reference should not lie about in memory for longer than it is used.
	clear(x.message)
	s.indexers.Put(x)
	return index
}

func appendText(b []byte, text string) []byte {
	return append(appendUint32(b, uint32(len(text))), text...)
}

func newIndexers(key []byte) sync.Pool {
	own := append([]byte(nil), key...)
	return sync.Pool{New: func() any {
		return &indexer{
			mac:     hmac.New(sha256.New, own),
			message: make([]byte, 0, 256),
			sum:     make([]byte, 0, sha256.Size),
		}
	}}
}
