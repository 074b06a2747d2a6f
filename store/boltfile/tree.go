package boltfile

import (
	"encoding/binary"
	"io"
)

// This file looks for a branch that leads to a page above it, or to one that is
// neither a branch nor a leaf. bbolt follows such for ever and takes memory with
// each step, which neither ends by itself nor by ctrl+c.

// InspectTree refuses a file whose branches lead to a page twice, or to one that
// is free. It reads the branches and none of the leaves, of which there are a
// hundred or more to a branch, so that it costs a large store some thousandths of
// a second. Nobody may write the file meanwhile: whoever calls it holds its lock.
func InspectTree(f io.ReaderAt, size int64) error {
	step := int64(pageSizeOf(f))
	newest, _ := newestMeta(f, step)
	t := &tree{f: f, step: step, size: size, met: make(pageSet, size/step/64+1)}
	if !t.noteFree(newest.freelist) {
		return errLoop
	}
	buckets, whole := t.bucketRoots(newest.root)
	for _, root := range buckets {
		whole = whole && t.follow(root)
	}
	if !whole {
		return errLoop
	}
	return nil
}

var errLoop error = &TornError{
	"one of its pages leads where it cannot, and could be followed for ever",
	Damage("the file is damaged: one of its pages leads where it cannot, and could be followed for ever; carry over what is whole with gd8 rescue, or restore the newest backup"),
}

// pageSet is a set of pages: a bit each.
type pageSet []uint64

// add puts a page into the set, and is false where it is in it or the file has no
// such page.
func (s pageSet) add(page uint64) bool {
	if page < 2 || page/64 >= uint64(len(s)) || s[page/64]&(1<<(page%64)) != 0 {
		return false
	}
	s[page/64] |= 1 << (page % 64)
	return true
}

// tree is what the branches of a file lead to.
type tree struct {
	f          io.ReaderAt
	step, size int64
	met        pageSet // pages that are free, or that something leads to
	room       []byte  // of the page in hand
}

// noteFree takes in the pages that are free, and those that list them; zero is no
// such list. What is wrong with the list itself bbolt says.
func (t *tree) noteFree(freelist uint64) bool {
	if freelist == 0 {
		return true
	}
	page := readPage(t.f, nil, int64(freelist)*t.step, t.step, t.size)
	if len(page) < pageHeader {
		return true
	}
	count, ids := uint64(binary.NativeEndian.Uint16(page[10:])), page[pageHeader:]
	if count == longList && len(ids) >= 8 {
		count, ids = binary.NativeEndian.Uint64(ids), ids[8:]
	}
	for ; count > 0 && len(ids) >= 8; count, ids = count-1, ids[8:] {
		t.met.add(binary.NativeEndian.Uint64(ids))
	}
	return t.met.add(freelist)
}

// longList is the count of a list of free pages that says its length itself.
const longList = 0xFFFF

// read reads a page, which the next reading overwrites; nil where the file has no
// such page, which bbolt says itself.
func (t *tree) read(page uint64) []byte {
	if page < 2 || page >= uint64(t.size/t.step) {
		return nil
	}
	content := readPage(t.f, t.room, int64(page)*t.step, t.step, t.size)
	if cap(content) > cap(t.room) {
		t.room = content
	}
	return content
}

// bucketRoots are the pages at which the buckets begin, but for those that stand
// within the page that names them.
func (t *tree) bucketRoots(root uint64) (roots []uint64, whole bool) {
	for next := []uint64{root}; len(next) > 0; next = next[1:] {
		if !t.met.add(next[0]) {
			return nil, false
		}
		children, branch := childrenOf(t.read(next[0]))
		for _, child := range children {
			switch {
			case branch:
				next = append(next, child)
			case child != 0:
				roots = append(roots, child)
			}
		}
	}
	return roots, true
}

// follow takes in all pages of a bucket, and reports whether none was met before.
// All leaves of a bucket are equally deep, so that they need not be read.
func (t *tree) follow(root uint64) (whole bool) {
	level := []uint64{root}
	if !t.met.add(root) {
		return false
	}
	for depth := t.depth(root); depth > 0; depth-- {
		var next []uint64
		for _, page := range level {
			for child := range below(t.read(page)) {
				if !t.met.add(child) {
					return false
				}
				if depth > 1 {
					next = append(next, child)
				}
			}
		}
		level = next
	}
	return true
}

// depth is how many branches lead to the first leaf of a bucket, and no more than
// a whole file can have.
func (t *tree) depth(root uint64) (depth int) {
	for page := root; depth < deepest; depth++ {
		children, branch := childrenOf(t.read(page))
		if !branch || len(children) == 0 {
			break
		}
		page = children[0]
	}
	return depth
}

// deepest is beyond what any file has: each branch leads to two pages at least.
const deepest = 64
