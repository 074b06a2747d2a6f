package vault

import (
	"encoding/hex"
	"fmt"

	"gd8/store/proof"
)

// This file keeps the tree of hashes over the journal's entries (package proof).

// growTree writes the nodes that an entry adds. A file of an earlier format has
// no tree.
func (w *Writer) growTree(entry uint64, head proof.Hash) error {
	if w.read.Bucket(BucketTree) == nil {
		return nil
	}
	return proof.GrowTree(entry, head, w.read.treeNode, func(index uint64, node proof.Hash) error {
		return w.Put(BucketTree, NodeKey(index), node[:])
	})
}

// treeNode reads a node of the tree.
func (r *Reader) treeNode(index uint64) (node proof.Hash, err error) {
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
		var head proof.Hash
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
func (s *File) Prove(entry uint64) (p proof.Proof, err error) {
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
		if p, err = proof.Prove(r.Entries, entry, head, r.treeNode); err != nil {
			return err
		}
		p.Store, p.Incarnation = s.ID(), s.Incarnation()
		p.Root, err = proof.TreeRoot(r.Entries, r.treeNode)
		return err
	})
	return p, err
}

// Checkpoint gives the journal's state now.
func (s *File) Checkpoint() (proof.Checkpoint, error) {
	var c proof.Checkpoint
	err := s.View(func(r *Reader) error {
		c = proof.Checkpoint{
			Store: s.ID(), Incarnation: s.Incarnation(), Entries: r.Entries, Head: hex.EncodeToString(r.Head[:]), At: s.clock().UTC(),
		}
		if r.Bucket(BucketTree) == nil {
			return nil
		}
		root, err := proof.TreeRoot(r.Entries, r.treeNode)
		c.Root = hex.EncodeToString(root[:])
		return err
	})
	return c, err
}
