package audit

import (
	"encoding/hex"

	"gd8/store"
	"gd8/store/proof"
	"gd8/store/vault"
)

// This file verifies the tree of hashes over the journal.

// checkTree makes the tree anew of the chain's hashes and holds the stored one
// to it. Where a link is missing that no rescue declares, there is nothing to
// make it of, and the link is reported.
func (v *verifier) checkTree() error {
	for _, n := range v.withoutLink {
		if !v.lostLinks[n] {
			return nil
		}
	}
	nodes := make([]proof.Hash, 0, proof.TreeSize(v.State.Entries))
	read := func(index uint64) (proof.Hash, error) { return nodes[index], nil }
	for n := uint64(1); n <= v.State.Entries; n++ {
		if err := v.Look(); err != nil {
			return err
		}
		var head proof.Hash // of a link that was lost
		if !v.lostLinks[n] {
			copy(head[:], v.hashes[(n-1)*32:])
		}
		err := proof.GrowTree(n, head, read, func(_ uint64, node proof.Hash) error {
			nodes = append(nodes, node)
			return nil
		})
		if err != nil {
			return err
		}
	}
	v.nodes = nodes
	for i, node := range nodes {
		if err := v.Look(); err != nil {
			return err
		}
		key := vault.NodeKey(uint64(i))
		stored, err := v.Get(vault.BucketTree, key)
		if err == nil && string(stored) != string(node[:]) {
			v.report(store.Describe(vault.BucketTree, key), "it is not what the journal's chain comes to")
		}
	}
	if n, err := v.countKeys(vault.BucketTree); err != nil {
		return err
	} else if n != len(nodes) {
		v.report("the journal's tree of hashes", "it has %d nodes and the journal comes to %d", n, len(nodes))
	}
	return nil
}

// rootDiffers reports whether the tree over the entries of a checkpoint has
// another root. A tree in which a lost link has no hash cannot be asked.
func (v *verifier) rootDiffers(c *store.Checkpoint) bool {
	if c.Root == "" || v.nodes == nil {
		return false
	}
	for n := range v.lostLinks {
		if n <= c.Entries {
			return false
		}
	}
	return c.Root != v.rootAt(c.Entries)
}

// rootAt is the root of the tree over the journal's first entries.
func (v *verifier) rootAt(entries uint64) string {
	root, err := proof.TreeRoot(entries, func(index uint64) (proof.Hash, error) { return v.nodes[index], nil })
	if err != nil {
		return ""
	}
	return hex.EncodeToString(root[:])
}
