package proof

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

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

// ErrWrong says that a proof does not show what it says.
var ErrWrong = errors.New("the proof does not lead from the entry to the root: one of them is of another journal, or was changed")

// Check reports whether the proof leads from its entry to a root. The error is
// ErrWrong where it does not.
func (p *Proof) Check(root Hash) error {
	nodes := make(tlog.RecordProof, len(p.Nodes))
	for i, node := range p.Nodes {
		nodes[i] = node
	}
	if p.Entry == 0 || p.Entry > p.Entries || p.Entries > 1<<62 {
		return ErrWrong
	}
	if tlog.CheckRecord(nodes, int64(p.Entries), root, int64(p.Entry)-1, tlog.RecordHash(p.Head[:])) != nil {
		return ErrWrong
	}
	return nil
}

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

// Parse reads a proof as String writes it.
func Parse(text string) (p Proof, err error) {
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
