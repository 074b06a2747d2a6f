package vault

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// This file has a proof as an officer sends it: lines of a name and a value, as
// a checkpoint is, among which others, such as those of a mail, are passed over.

// maxProofNodes is more than the nodes of any proof.
const maxProofNodes = 64

// String is the proof as it is sent. ParseProof reads it back.
func (p *Proof) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "gd8 proof\nstore       %s\nincarnation %s\nentry       %d\nhash        %x\nentries     %d\nroot        %x\n",
		p.Store, p.Incarnation, p.Entry, p.Head, p.Entries, p.Root)
	for _, node := range p.Nodes {
		fmt.Fprintf(&b, "node        %x\n", node)
	}
	return b.String()
}

var errNoProof = errors.New("this is not a whole gd8 proof: it has lines for store, incarnation, entry, hash, entries, root and nodes; make it with gd8 journal --prove")

// ParseProof reads a proof as String writes it.
func ParseProof(text string) (p Proof, err error) {
	found := map[string]bool{}
	for line := range strings.Lines(text) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		value = strings.TrimSpace(value)
		ok := true
		switch name {
		case "store":
			p.Store = value
		case "incarnation":
			p.Incarnation = value
		case "entry":
			p.Entry, ok = proofNumber(value)
		case "entries":
			p.Entries, ok = proofNumber(value)
		case "hash":
			p.Head, ok = proofHash(value)
		case "root":
			p.Root, ok = proofHash(value)
		case "node":
			var node Hash
			node, ok = proofHash(value)
			p.Nodes = append(p.Nodes, node)
			ok = ok && len(p.Nodes) <= maxProofNodes
		default:
			continue
		}
		if !ok || found[name] {
			return p, errNoProof
		}
		found[name] = name != "node"
	}
	for _, name := range []string{"store", "incarnation", "entry", "hash", "entries", "root"} {
		if !found[name] {
			return p, errNoProof
		}
	}
	return p, nil
}

func proofNumber(value string) (uint64, bool) {
	n, err := strconv.ParseUint(value, 10, 64)
	return n, err == nil
}

func proofHash(value string) (h Hash, ok bool) {
	b, err := hex.DecodeString(value)
	copy(h[:], b)
	return h, err == nil && len(b) == len(h)
}
