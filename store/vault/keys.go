package vault

import "encoding/binary"

// The vault's own buckets; the rest of a file's are the layout's.
var (
	BucketMeta    = []byte("meta")
	BucketChain   = []byte("chain")
	BucketJournal = []byte("journal")
	BucketTree    = []byte("tree")
)

// The vault's own keys in the meta bucket.
var (
	KeyHeader = []byte("header")
	KeyState  = []byte("state")
)

// NodeKey is the key of a node of the tree of hashes, by its index from 0 on.
func NodeKey(index uint64) []byte { return binary.BigEndian.AppendUint64(nil, index) }

// EntryKey is the key of a journal entry, in both of its buckets.
func EntryKey(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }
