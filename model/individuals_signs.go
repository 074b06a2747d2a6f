package model

import (
	"cmp"
	"hash/maphash"
	"math/bits"
	"slices"
	"strings"
)

// This file finds the signs that records of two individuals have.

// sighted is that a record of a person has a sign.
type sighted struct {
	sign   uint64
	id     int32
	counts bool // the record's relevant is not no
}

// group is a joined individual with a sign, and those of its persons who have
// it by a record that counts: none where no such record does.
type group struct {
	root int32
	ids  []int32
}

// counted reports whether the newest sign is one of the person's that counts:
// a quick look that spares most of the signs that would be there twice.
func (in *Individuals) counted(id int32) bool {
	last := in.signs[len(in.signs)-1]
	return last.id == id && last.counts
}

// sign is a hash of the record's sign. Two signs of one hash would raise a
// question that nothing else raises; they never hide one.
func (in *Individuals) sign(f *Facts, l Likeness) (sign uint64, has bool) {
	in.room = f.AppendSign(in.room[:0], l)
	return maphash.Bytes(in.seed, in.room), len(in.room) > 0
}

// bitsForASign is how many bits dropUnshared has for each sign.
const bitsForASign = 8

// dropUnshared takes away signs that one record alone has, which are most, so
// that few are left to be sorted. It leaves some, where hashes begin alike.
func (in *Individuals) dropUnshared() {
	width := bits.Len(uint(len(in.signs) * bitsForASign))
	once, again := make([]uint64, 1+1<<width/64), make([]uint64, 1+1<<width/64)
	for _, s := range in.signs {
		word, bit := place(s.sign, width)
		again[word] |= once[word] & bit
		once[word] |= bit
	}
	in.signs = slices.DeleteFunc(in.signs, func(s sighted) bool {
		word, bit := place(s.sign, width)
		return again[word]&bit == 0
	})
}

// place is where a table of 2^width bits has the bit of a sign.
func place(sign uint64, width int) (word int, bit uint64) {
	at := sign >> (64 - width)
	return int(at / 64), 1 << (at % 64)
}

// findAlike keeps the signs that records of two individuals have, at least one
// of them by a record that counts.
func (in *Individuals) findAlike() {
	in.alike, in.bears = map[uint64][]group{}, make([]bool, len(in.refs))
	in.dropUnshared()
	slices.SortFunc(in.signs, func(a, b sighted) int {
		if c := cmp.Compare(a.sign, b.sign); c != 0 {
			return c
		}
		return cmp.Compare(a.id, b.id)
	})
	for from := 0; from < len(in.signs); {
		to, two, counts := from, false, false
		for ; to < len(in.signs) && in.signs[to].sign == in.signs[from].sign; to++ {
			two = two || in.root(in.signs[to].id) != in.root(in.signs[from].id)
			counts = counts || in.signs[to].counts
		}
		if two && counts {
			in.alike[in.signs[from].sign] = in.groupsOf(in.signs[from:to])
			for _, s := range in.signs[from:to] {
				in.bears[in.root(s.id)] = true
			}
		}
		from = to
	}
}

// groupsOf are the individuals of one sign's records: those with a record that
// counts, in order of their first person_refs, then the others.
func (in *Individuals) groupsOf(signs []sighted) []group {
	var list []group
	at := map[int32]int{}
	for _, s := range signs {
		root := in.root(s.id)
		i, known := at[root]
		if !known {
			i = len(list)
			at[root] = i
			list = append(list, group{root: root})
		}
		if ids := list[i].ids; s.counts && (len(ids) == 0 || ids[len(ids)-1] != s.id) {
			list[i].ids = append(ids, s.id)
		}
	}
	slices.SortFunc(list, func(a, b group) int {
		return cmp.Or(-cmp.Compare(min(len(a.ids), 1), min(len(b.ids), 1)), strings.Compare(in.name(a.root), in.name(b.root)))
	})
	return list
}
