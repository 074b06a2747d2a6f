package store

import (
	"bytes"
	"encoding/binary"
	"io"
	"os"

	"gd8/store/seal"
)

// This file reads what is whole out of a damaged file. It trusts nothing of
// the file's structure: every page that looks like one of data is read for
// pairs of key and value, and a pair counts when its seal holds under one of
// the buckets whose keys look like that. Facts, answers, decisions and links
// of the chain never change under their key, so an old page's copy of one is
// as good as the newest.

// bbolt's page and element layout.
const (
	pageHeader   = 16 // id(8) flags(2) count(2) overflow(4)
	leafElement  = 16 // flags(4) position(4) key size(4) value size(4)
	leafPage     = 0x02
	bucketInLeaf = 0x01
	bucketHeader = 16 // root(8) sequence(8); an inline page follows where root is 0
	smallestPage = 1024
	// largestPair bounds what one pair can take, so that garbage cannot
	// make a reader of it ask for all memory.
	largestPair = 64 << 20
)

// salvage is what was read out of a damaged file, by bucket and key.
type salvage struct {
	sealer seal.Sealer
	pairs  map[string]map[string][]byte
}

// eachPair gives every pair of key and value of every page that looks like
// one of data. The slices last until visit returns.
func eachPair(f *os.File, visit func(key, value []byte)) error {
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
		if binary.NativeEndian.Uint16(head[8:])&leafPage == 0 {
			continue
		}
		whole := min((int64(binary.NativeEndian.Uint32(head[12:]))+1)*step, size-at, largestPair)
		if int64(cap(page)) < whole {
			page = make([]byte, whole)
		}
		page = page[:whole]
		if n, err := f.ReadAt(page, at); err != nil && err != io.EOF {
			page = page[:n] // what could be read of it
		}
		leafPairs(page, visit)
	}
	return nil
}

// pageSizeOf is the page size that a whole meta page gives, else the usual
// one of this system.
func pageSizeOf(f io.ReaderAt) uint64 {
	if m, ok := readMeta(f, 0); ok {
		return m.pageSize
	}
	for size := int64(smallestPage); size <= 1<<16; size *= 2 {
		if m, ok := readMeta(f, size); ok && int64(m.pageSize) == size {
			return m.pageSize
		}
	}
	return uint64(os.Getpagesize())
}

// leafPairs reads the pairs of one page, those of small buckets that stand
// inside it included.
func leafPairs(page []byte, visit func(key, value []byte)) {
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
		flags := binary.NativeEndian.Uint32(element)
		from := uint64(at) + uint64(binary.NativeEndian.Uint32(element[4:]))
		keyEnd := from + uint64(binary.NativeEndian.Uint32(element[8:]))
		end := keyEnd + uint64(binary.NativeEndian.Uint32(element[12:]))
		if keyEnd > uint64(len(page)) || end > uint64(len(page)) {
			continue
		}
		key, value := page[from:keyEnd], page[keyEnd:end]
		if flags&bucketInLeaf == 0 {
			visit(key, value)
		} else if len(value) > bucketHeader && binary.NativeEndian.Uint64(value) == 0 {
			leafPairs(value[bucketHeader:], visit)
		}
	}
}

// findHeader looks for the store's header among all pairs.
func findHeader(f *os.File) (h header, found bool, err error) {
	err = eachPair(f, func(key, value []byte) {
		if found || !bytes.Equal(key, keyHeader) {
			return
		}
		if got, err := decodeHeader(value); err == nil {
			h, found = got, true
		}
	})
	return h, found, err
}

// read gathers every pair whose seal holds.
func (v *salvage) read(f *os.File) error {
	v.pairs = map[string]map[string][]byte{}
	for _, bucket := range buckets {
		v.pairs[string(bucket)] = map[string][]byte{}
	}
	return eachPair(f, func(key, value []byte) {
		for _, bucket := range bucketsWithKeysLike(key) {
			plain, err := v.sealer.Open(nil, string(bucket), key, value)
			if err != nil {
				continue
			}
			have, ok := v.pairs[string(bucket)][string(key)]
			if !ok || newer(bucket, plain, have) {
				v.pairs[string(bucket)][string(key)] = bytes.Clone(plain)
			}
			return
		}
	})
}

// bucketsWithKeysLike are the buckets in which a key of this length can be.
// The queue and the index are not read: they are made anew.
func bucketsWithKeysLike(key []byte) [][]byte {
	switch {
	case bytes.Equal(key, keyState) || bytes.Equal(key, keyBackups):
		return [][]byte{bucketMeta}
	case len(key) == 4:
		return [][]byte{bucketNotes}
	case len(key) == formatOneDraft:
		return [][]byte{bucketDrafts}
	case len(key) == 8:
		return [][]byte{bucketSources, bucketChain, bucketJournal, bucketAnswers, bucketDecisions, bucketDrafts}
	case len(key) == personSize+caseSize+4:
		return [][]byte{bucketPersons}
	case len(key) > 8:
		return [][]byte{bucketSittings}
	}
	return nil
}

// newer chooses between two whole values of one place, of which an old page
// may hold the older: the state with more entries, the entry with more
// erased, the later draft. Other values never change under their key.
func newer(bucket, plain, have []byte) bool {
	switch string(bucket) {
	case string(bucketMeta):
		a, aerr := decodeState(plain)
		b, berr := decodeState(have)
		if aerr != nil || berr != nil {
			return len(plain) > len(have) // the list of backups: see FindBackups
		}
		return a.entries > b.entries || a.entries == b.entries && a.sequences >= b.sequences && a.revision >= b.revision && a.next >= b.next
	case string(bucketJournal):
		a, aerr := decodeEntry(plain)
		b, berr := decodeEntry(have)
		return aerr == nil && (berr != nil || a.erasedItems() > b.erasedItems())
	case string(bucketDrafts):
		a, aerr := keptAt(plain)
		b, berr := keptAt(have)
		return aerr == nil && (berr != nil || a.After(b))
	case string(bucketSittings):
		a, aerr := decodeSitting(plain)
		b, berr := decodeSitting(have)
		return aerr == nil && (berr != nil || a.Ended.After(b.Ended))
	}
	return false
}

func (e *Entry) erasedItems() (n int) {
	for i := range e.items {
		if e.items[i].erased {
			n++
		}
	}
	return n
}
