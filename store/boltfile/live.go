package boltfile

import (
	"encoding/binary"
	"io"

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
	first, firstOK := readMeta(f, 0)
	second, secondOK := readMeta(f, step)
	if !firstOK || !secondOK {
		return nil
	}
	newest := first
	if second.transaction > first.transaction {
		newest = second
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
func childPages(f io.ReaderAt, at, step, size int64) (children []uint64) {
	page := readPage(f, nil, at, step, size)
	if len(page) < pageHeader {
		return nil
	}
	flags, count := binary.NativeEndian.Uint16(page[8:]), int(binary.NativeEndian.Uint16(page[10:]))
	if flags&branchPage != 0 {
		for i := range count {
			if from := pageHeader + i*branchElement; from+branchElement <= len(page) {
				children = append(children, binary.NativeEndian.Uint64(page[from+8:]))
			}
		}
		return children
	}
	if flags&leafPage != 0 {
		leafElements(page, func(flags uint32, _, value []byte) {
			if flags&bucketInLeaf != 0 && len(value) >= bucketHeader {
				children = append(children, binary.NativeEndian.Uint64(value))
			}
		})
	}
	return children
}

// readPage reads a page with those that follow it as its overflow, into room
// where that is large enough.
func readPage(f io.ReaderAt, room []byte, at, step, size int64) []byte {
	head := make([]byte, pageHeader)
	if _, err := f.ReadAt(head, at); err != nil {
		return nil
	}
	whole := min((int64(binary.NativeEndian.Uint32(head[12:]))+1)*step, size-at, largestPair)
	if int64(cap(room)) < whole {
		room = make([]byte, whole)
	}
	room = room[:whole]
	if n, err := f.ReadAt(room, at); err != nil && err != io.EOF {
		room = room[:n] // what could be read of it
	}
	return room
}
