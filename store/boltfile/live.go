package boltfile

import (
	"encoding/binary"
	"io"
	"iter"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// This file finds which pages of a damaged file its newest transaction still
// leads to. The others are free: they hold what was there before, and what a
// transaction wrote that never took place. Where only one of the two meta
// pages is whole it may be the older, so that nothing is said of any page.

const (
	branchPage    = 0x01
	branchElement = 16 // position(4) key size(4) page(8)
)

// livePages are the pages that the newest transaction leads to, as far as the
// branches to them are whole; nil where that transaction is not certain.
func livePages(f io.ReaderAt, size int64) *roaring.Bitmap {
	step := int64(pageSizeOf(f))
	newest, both := newestMeta(f, step)
	if !both {
		return nil
	}
	live := roaring.New()
	for next := []uint64{newest.root}; len(next) > 0; {
		page := next[len(next)-1]
		next = next[:len(next)-1]
		if page < 2 || page >= uint64(size/step) || !live.CheckedAdd(uint32(page)) {
			continue
		}
		next = append(next, childPages(f, int64(page)*step, step, size)...)
	}
	return live
}

// childPages are the pages that a branch leads to, and the roots of buckets
// that a leaf names.
func childPages(f io.ReaderAt, at, step, size int64) []uint64 {
	children, _ := childrenOf(readPage(f, nil, at, step, size))
	return children
}

// childrenOf are the pages that a page leads to: those below a branch, or the
// roots of the buckets that a leaf names.
func childrenOf(page []byte) (children []uint64, branch bool) {
	if isBranch(page) {
		return slices.Collect(below(page)), true
	}
	if len(page) >= pageHeader && binary.NativeEndian.Uint16(page[8:])&leafPage != 0 {
		leafElements(page, func(flags uint32, _, value []byte) {
			if flags&bucketInLeaf != 0 && len(value) >= bucketHeader {
				children = append(children, binary.NativeEndian.Uint64(value))
			}
		})
	}
	return children, false
}

func isBranch(page []byte) bool {
	return len(page) >= pageHeader && binary.NativeEndian.Uint16(page[8:])&branchPage != 0
}

// below gives the pages below a branch; none where a page is no branch.
func below(page []byte) iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		if !isBranch(page) {
			return
		}
		elements := page[pageHeader:]
		for range binary.NativeEndian.Uint16(page[10:]) {
			if len(elements) < branchElement || !yield(binary.NativeEndian.Uint64(elements[8:])) {
				return
			}
			elements = elements[branchElement:]
		}
	}
}

// readPage reads a page with those that follow it as its overflow, into room
// where that is large enough.
func readPage(f io.ReaderAt, room []byte, at, step, size int64) []byte {
	if at >= size {
		return nil
	}
	if int64(cap(room)) < step {
		room = make([]byte, step)
	}
	page := room[:min(step, size-at)]
	n, err := f.ReadAt(page, at)
	if n < pageHeader || err != nil && err != io.EOF {
		return page[:n] // what could be read of it
	}
	whole := min((int64(binary.NativeEndian.Uint32(page[12:]))+1)*step, size-at, largestPair)
	if whole <= int64(len(page)) {
		return page[:n]
	}
	page = append(make([]byte, 0, whole), page...)
	more, _ := f.ReadAt(page[n:whole], at+int64(n))
	return page[:n+more]
}
