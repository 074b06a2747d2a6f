package proof

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"strings"
	"testing"
)

// nodesOf grows a tree over so many entries and gives its nodes.
func nodesOf(t *testing.T, entries uint64) []Hash {
	t.Helper()
	var nodes []Hash
	for n := uint64(1); n <= entries; n++ {
		err := GrowTree(n, headOf(n), reading(nodes), func(index uint64, node Hash) error {
			if index != uint64(len(nodes)) {
				t.Fatalf("entry %d puts node %d, and %d are there", n, index, len(nodes))
			}
			nodes = append(nodes, node)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := TreeSize(entries); got != uint64(len(nodes)) {
		t.Fatalf("a tree over %d entries is said to have %d nodes and has %d", entries, got, len(nodes))
	}
	return nodes
}

func headOf(entry uint64) Hash {
	return sha256.Sum256(binary.BigEndian.AppendUint64(nil, entry))
}

func reading(nodes []Hash) TreeNodes {
	return func(index uint64) (Hash, error) {
		if index >= uint64(len(nodes)) {
			return Hash{}, errors.New("no such node")
		}
		return nodes[index], nil
	}
}

// The root is worked out here as RFC 6962, section 2.1, defines it.
func rootOf(heads []Hash) Hash {
	if len(heads) == 1 {
		return sha256.Sum256(append([]byte{0}, heads[0][:]...))
	}
	k := 1
	for k*2 < len(heads) {
		k *= 2
	}
	left, right := rootOf(heads[:k]), rootOf(heads[k:])
	return sha256.Sum256(append(append([]byte{1}, left[:]...), right[:]...))
}

func TestTreeRootIsThatOfTheRFC(t *testing.T) {
	var heads []Hash
	for n := uint64(1); n <= 70; n++ {
		heads = append(heads, headOf(n))
		got, err := TreeRoot(n, reading(nodesOf(t, n)))
		if want := rootOf(heads); err != nil || got != want {
			t.Fatalf("root over %d entries: %x, %v; want %x", n, got, err, want)
		}
	}
}

func TestRootOfNoEntriesIsTheHashOfNothing(t *testing.T) {
	got, err := TreeRoot(0, reading(nil))
	if err != nil || hex.EncodeToString(got[:]) != "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" {
		t.Errorf("%x, %v", got, err)
	}
}

// A journal of a million entries has a tree of 20 steps.
func TestAProofOfAMillionEntriesIsUnderTwoKilobytes(t *testing.T) {
	p := Proof{Store: strings.Repeat("5", 32), Incarnation: strings.Repeat("6", 32), Entries: 1_000_000, Entry: 812_345, Nodes: make([]Hash, 20)}
	if got := len(p.String()); got > 2000 {
		t.Errorf("%d bytes", got)
	} else {
		t.Logf("%d bytes as text, of which the hashes are %d", got, (len(p.Nodes)+2)*32)
	}
}

func TestProofHoldsForItsEntryAlone(t *testing.T) {
	const entries = 37
	nodes := nodesOf(t, entries)
	root, err := TreeRoot(entries, reading(nodes))
	if err != nil {
		t.Fatal(err)
	}
	for n := uint64(1); n <= entries; n++ {
		p, err := Prove(entries, n, headOf(n), reading(nodes))
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Check(root); err != nil {
			t.Fatalf("entry %d: %v", n, err)
		}
		for name, change := range map[string]func(*Proof){
			"another entry":     func(p *Proof) { p.Entry = p.Entry%entries + 1 },
			"another head":      func(p *Proof) { p.Head[0] ^= 1 },
			"another size":      func(p *Proof) { p.Entries += 64 },
			"a node less":       func(p *Proof) { p.Nodes = p.Nodes[1:] },
			"a changed node":    func(p *Proof) { p.Nodes[0][5] ^= 1 },
			"no entry":          func(p *Proof) { p.Entry = 0 },
			"a size beyond all": func(p *Proof) { p.Entries = 1<<64 - 1 },
		} {
			changed := p
			changed.Nodes = append([]Hash(nil), p.Nodes...)
			change(&changed)
			if !errors.Is(changed.Check(root), ErrWrong) {
				t.Errorf("entry %d with %s is taken as proved", n, name)
			}
		}
	}
	for _, n := range []uint64{0, entries + 1} {
		if _, err := Prove(entries, n, Hash{}, reading(nodes)); err == nil {
			t.Errorf("entry %d of %d is proved", n, entries)
		}
	}
}
