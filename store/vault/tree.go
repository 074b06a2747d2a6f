package vault

import (
	"errors"
	"fmt"

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

// growTree writes the nodes that an entry adds. A file of an earlier format has
// no tree.
func (w *Writer) growTree(entry uint64, head Hash) error {
	if w.read.Bucket(BucketTree) == nil {
		return nil
	}
	return GrowTree(entry, head, w.read.treeNode, func(index uint64, node Hash) error {
		return w.Put(BucketTree, NodeKey(index), node[:])
	})
}

// treeNode reads a node of the tree.
func (r *Reader) treeNode(index uint64) (node Hash, err error) {
	b, err := r.Get(BucketTree, NodeKey(index))
	if err == nil && len(b) != len(node) {
		err = ErrMissing
	}
	copy(node[:], b)
	return node, err
}

// BuildTree makes the tree of the entries that are there: of a file of an
// earlier format, and of what was rescued. The leaf of an entry whose link a
// rescue did not find is of no hash: all zeros.
func (w *Writer) BuildTree() error {
	for n := uint64(1); n <= w.read.Entries; n++ {
		link, err := w.read.Get(BucketChain, EntryKey(n))
		if err != nil {
			return err
		}
		var head Hash
		if link != nil {
			if head, _, err = DecodeLink(link); err != nil {
				return err
			}
		}
		if err := w.growTree(n, head); err != nil {
			return err
		}
	}
	return nil
}

// Prove gives the proof that an entry is in the journal, against the root that
// a checkpoint made now has.
func (s *File) Prove(entry uint64) (p Proof, err error) {
	err = s.View(func(r *Reader) error {
		if entry == 0 || entry > r.Entries {
			return fmt.Errorf("the journal has %d entries; choose one of them, not %d", r.Entries, entry)
		}
		link, err := r.Get(BucketChain, EntryKey(entry))
		if err != nil {
			return err
		}
		if link == nil {
			return fmt.Errorf("the link of entry %d was lost before a rescue, so nothing proves it", entry)
		}
		head, _, err := DecodeLink(link)
		if err != nil {
			return err
		}
		if p, err = Prove(r.Entries, entry, head, r.treeNode); err != nil {
			return err
		}
		p.Store, p.Incarnation = s.ID(), s.Incarnation()
		p.Root, err = TreeRoot(r.Entries, r.treeNode)
		return err
	})
	return p, err
}

// TreeSize is how many nodes a tree over so many entries has.
func TreeSize(entries uint64) uint64 { return uint64(tlog.StoredHashCount(int64(entries))) }

// TreeRoot is the tree's root over the first entries of the journal: what a
// checkpoint gives beside the chain's head.
func TreeRoot(entries uint64, read TreeNodes) (Hash, error) {
	return tlog.TreeHash(int64(entries), read)
}

// Proof shows that an entry is in a journal of which only the root of the tree
// is known.
type Proof struct {
	Store, Incarnation string // that it was made in; for a person
	Entries            uint64 // that the root is over
	Root               Hash
	Entry              uint64
	Head               Hash   // the chain's hash of the entry
	Nodes              []Hash // as RFC 6962, section 2.1.1, lists them
}

// Prove makes the proof of one entry in the tree over the first entries.
func Prove(entries, entry uint64, head Hash, read TreeNodes) (Proof, error) {
	if entry == 0 || entry > entries {
		return Proof{}, fmt.Errorf("the journal has %d entries; choose one of them, not %d", entries, entry)
	}
	nodes, err := tlog.ProveRecord(int64(entries), int64(entry)-1, read)
	if err != nil {
		return Proof{}, err
	}
	p := Proof{Entries: entries, Entry: entry, Head: head}
	for _, node := range nodes {
		p.Nodes = append(p.Nodes, node)
	}
	return p, nil
}

// ErrProof says that a proof does not show what it says.
var ErrProof = errors.New("the proof does not lead from the entry to the root: one of them is of another journal, or was changed")

// Check reports whether the proof leads from its entry to a root. The error is
// ErrProof where it does not.
func (p *Proof) Check(root Hash) error {
	nodes := make(tlog.RecordProof, len(p.Nodes))
	for i, node := range p.Nodes {
		nodes[i] = node
	}
	if p.Entry == 0 || p.Entry > p.Entries || p.Entries > 1<<62 {
		return ErrProof
	}
	if tlog.CheckRecord(nodes, int64(p.Entries), root, int64(p.Entry)-1, tlog.RecordHash(p.Head[:])) != nil {
		return ErrProof
	}
	return nil
}
