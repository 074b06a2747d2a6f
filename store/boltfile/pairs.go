package boltfile

import (
	"encoding/binary"
	"io"
	"os"
)

// bbolt's page and element layout.
const (
	pageHeader   = 16 // id(8) flags(2) count(2) overflow(4)
	leafElement  = 16 // flags(4) position(4) key size(4) value size(4)
	leafPage     = 0x02
	bucketInLeaf = 0x01
	bucketHeader = 16 // root(8) sequence(8); an inline page follows where root is 0
	SmallestPage = 1024
	// largestPair bounds what one pair can take, so that garbage cannot
	// make a reader of it ask for all memory.
	largestPair = 64 << 20
)

// EachPair gives every pair of key and value of every page that looks like
// one of data, and the page's number. The slices last until visit returns.
func EachPair(f *os.File, visit func(page uint64, key, value []byte)) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	size := info.Size()
	step := int64(pageSizeOf(f))
	var page []byte
	for at := int64(0); at < size; at += step {
		head := make([]byte, pageHeader)
		if _, err := f.ReadAt(head, at); err != nil {
			break // a torn end
		}
		flags := binary.NativeEndian.Uint16(head[8:])
		if flags&leafPage == 0 {
			continue
		}
		end := size
		if flags != leafPage && int64(binary.NativeEndian.Uint64(head)) != at/step {
			end = min(size, at+step) // the middle of a text, say, of which no more is read
		}
		page = readPage(f, page, at, step, end)
		leafPairs(page, func(key, value []byte) { visit(uint64(at/step), key, value) })
	}
	return nil
}

// pageSizeOf is the page size that a whole meta page gives, else the usual
// one of this system.
func pageSizeOf(f io.ReaderAt) uint64 {
	if m, ok := readMeta(f, 0); ok {
		return m.pageSize
	}
	for size := int64(SmallestPage); size <= 1<<16; size *= 2 {
		if m, ok := readMeta(f, size); ok && int64(m.pageSize) == size {
			return m.pageSize
		}
	}
	return uint64(os.Getpagesize())
}

// leafPairs reads the pairs of one page, those of small buckets that stand
// inside it included.
func leafPairs(page []byte, visit func(key, value []byte)) {
	leafElements(page, func(flags uint32, key, value []byte) {
		if flags&bucketInLeaf == 0 {
			visit(key, value)
		} else if len(value) > bucketHeader && binary.NativeEndian.Uint64(value) == 0 {
			leafPairs(value[bucketHeader:], visit)
		}
	})
}

// leafElements gives the elements of one page of data.
func leafElements(page []byte, visit func(flags uint32, key, value []byte)) {
	if len(page) < pageHeader {
		return
	}
	count := int(binary.NativeEndian.Uint16(page[10:]))
	for i := range count {
		at := pageHeader + i*leafElement
		if at+leafElement > len(page) {
			return
		}
		element := page[at : at+leafElement]
		from := uint64(at) + uint64(binary.NativeEndian.Uint32(element[4:]))
		keyEnd := from + uint64(binary.NativeEndian.Uint32(element[8:]))
		end := keyEnd + uint64(binary.NativeEndian.Uint32(element[12:]))
		if keyEnd > uint64(len(page)) || end > uint64(len(page)) {
			continue
		}
		visit(binary.NativeEndian.Uint32(element), page[from:keyEnd], page[keyEnd:end])
	}
}

// bucketHolds reports whether what a leaf holds of a bucket can be followed: it
// names a page, or is a small bucket every pair of which lies within it.
func bucketHolds(value []byte) bool {
	if len(value) < bucketHeader {
		return false
	}
	if binary.NativeEndian.Uint64(value) != 0 {
		return true
	}
	page := value[bucketHeader:]
	if len(page) < pageHeader || binary.NativeEndian.Uint16(page[8:]) != leafPage {
		return false
	}
	pairs := 0
	leafElements(page, func(flags uint32, _, _ []byte) {
		if flags == 0 { // gd8 has no bucket within a bucket
			pairs++
		}
	})
	return pairs == int(binary.NativeEndian.Uint16(page[10:]))
}

// InUse tells which pages are in use; none is certain to be where that is not
// known.
func InUse(f *os.File) (inUse func(page uint64) bool, known bool) {
	info, err := f.Stat()
	if err != nil {
		return func(uint64) bool { return false }, false
	}
	live := livePages(f, info.Size())
	return func(page uint64) bool { return live != nil && live.Contains(uint32(page)) }, live != nil
}
