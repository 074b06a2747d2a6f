package vault

import "encoding/binary"

// The vault's own buckets; the rest of a file's are the layout's.
var (
	BucketMeta    = []byte("meta")
	BucketChain   = []byte("chain")
	BucketJournal = []byte("journal")
)

// The vault's own keys in the meta bucket.
var (
	KeyHeader = []byte("header")
	KeyState  = []byte("state")
)

// EntryKey is the key of a journal entry, in both of its buckets.
func EntryKey(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }
