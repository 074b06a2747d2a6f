package proof

import (
	"golang.org/x/mod/sumdb/tlog"
)

// This file keeps a tree of hashes over the journal, as RFC 6962 (Certificate
// Transparency) has it. The chain beside it proves the whole history to who
// has the whole file; the tree proves one entry to another store in some
// hundred bytes.
//
// A leaf is the chain's hash of an entry, so that a proof of the leaf binds the
// entry with all before it. Entries count from 1, leaves from 0.

// Hash is a node of the tree.
type Hash = [32]byte

// TreeNodes reads nodes of the tree by their index.
type TreeNodes func(index uint64) (Hash, error)

// ReadHashes makes TreeNodes what package tlog reads.
func (read TreeNodes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		h, err := read(uint64(index))
		if err != nil {
			return nil, err
		}
		hashes[i] = h
	}
	return hashes, nil
}

// GrowTree puts the nodes that an entry adds to the tree: its leaf and each
// node that is complete with it. head is the chain's hash of the entry. Nodes
// are put in the order of their indexes, without a gap.
func GrowTree(entry uint64, head Hash, read TreeNodes, put func(index uint64, node Hash) error) error {
	leaf := tlog.RecordHash(head[:])
	nodes, err := tlog.StoredHashesForRecordHash(int64(entry)-1, leaf, read)
	if err != nil {
		return err
	}
	first := uint64(tlog.StoredHashIndex(0, int64(entry)-1))
	for i, node := range nodes {
		if err := put(first+uint64(i), node); err != nil {
			return err
		}
	}
	return nil
}

// TreeSize is how many nodes a tree over so many entries has.
func TreeSize(entries uint64) uint64 { return uint64(tlog.StoredHashCount(int64(entries))) }

// TreeRoot is the tree's root over the first entries of the journal: what a
// checkpoint gives beside the chain's head.
func TreeRoot(entries uint64, read TreeNodes) (Hash, error) {
	return tlog.TreeHash(int64(entries), read)
}
