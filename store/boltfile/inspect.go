package boltfile

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"time"
)

// This file looks at a bbolt file before it is mapped into memory: a mapping
// of a file that is shorter than its pages say can end the process.

const (
	boltMagic   = 0xED0CDAED
	boltVersion = 2
	// The meta page after its 16-byte page header: magic, version, page
	// size, flags (4 each), root page and sequence, freelist page, page
	// count, transaction (8 each), then an FNV-64a of all before it.
	boltHeader   = 16
	boltMetaSize = 64
	boltSum      = 56
)

type boltMeta struct {
	pageSize, freelist, root, pages, transaction uint64
}

// Inspect refuses a file that bbolt could not map safely.
func Inspect(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	err = inspectFile(f, uint64(info.Size()))
	var torn *TornError
	for try := 0; (err == errOneMeta || errors.As(err, &torn)) && try < 3; try++ { // another gd8 may be writing it
		time.Sleep(metaWait)
		err = inspectFile(f, uint64(info.Size()))
	}
	return err
}

// metaWait is longer than a page takes to be written.
const metaWait = 10 * time.Millisecond

// errOneMeta says that one of the two meta pages is damaged. bbolt would go on
// with the other, which is as whole and one transaction older: what was saved
// last would be gone without a word. A power cut does not leave this, as what
// counts of a meta page is in its first sector.
var errOneMeta error = Damage("one of the two pages that say where all else is is damaged, so that what was saved last would be missing; carry over all that is whole with gd8 rescue, or restore the newest backup")

func inspectFile(f io.ReaderAt, size uint64) error {
	if size == 0 {
		return Damage("the file is empty; restore the newest backup, or move it away to start anew")
	}
	pageSize := int64(pageSizeOf(f))
	first, firstOK := readMeta(f, 0)
	second, secondOK := readMeta(f, pageSize)
	switch {
	case firstOK && secondOK:
	case firstOK || secondOK:
		return errOneMeta
	case LooksLikeMeta(f, 0) || LooksLikeMeta(f, pageSize):
		return Damage("both of the pages that say where all else is are damaged; restore the newest backup, or carry over what is whole with gd8 rescue")
	default:
		// A drive that gives no answer says nothing about the file.
		if _, err := f.ReadAt(make([]byte, 1), 0); err != nil {
			return fmt.Errorf("it could not be read: %w; check the drive, then try again", err)
		}
		return errNoStore
	}
	for _, m := range []boltMeta{first, second} {
		if m.pages > size/m.pageSize || m.root >= m.pages || m.freelist >= m.pages {
			return Damage("the file is shorter than it should be: part of it is missing; restore the newest backup, or carry over what is whole with gd8 rescue")
		}
	}
	newest := first
	if second.transaction > first.transaction {
		newest = second
	}
	return inspectInline(f, newest, int64(size))
}

// TornError is damage that bbolt is not to follow. Where nobody has the file's
// lock it may also be a page which is being written.
type TornError struct {
	What string // that is damaged, for a list of what was found
	error
}

// Unwrap gives the damage with what to do next.
func (e *TornError) Unwrap() error { return e.error }

// inspectInline refuses a file in which a small bucket, which stands within the
// page that names it, points out of itself: bbolt copies one into memory of
// Go's and follows it, which can end the process.
func inspectInline(f io.ReaderAt, m boltMeta, size int64) (err error) {
	page := readPage(f, nil, int64(m.root*m.pageSize), int64(m.pageSize), size)
	if len(page) < pageHeader || binary.NativeEndian.Uint16(page[8:])&leafPage == 0 {
		return nil // more buckets than gd8 has
	}
	leafElements(page, func(flags uint32, key, value []byte) {
		if flags&bucketInLeaf != 0 && !bucketHolds(value) {
			what := fmt.Sprintf("the part %q of the file is damaged", key)
			err = &TornError{what, Damage(what + "; restore the newest backup, or carry over what is whole with gd8 rescue")}
		}
	})
	return err
}

// NewestTransaction is the number of the last transaction of the file at path.
func NewestTransaction(path string) (uint64, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	size := pageSizeOf(f)
	first, firstOK := readMeta(f, 0)
	second, secondOK := readMeta(f, int64(size))
	if !firstOK && !secondOK {
		return 0, errNoStore
	}
	return max(first.transaction, second.transaction), nil
}

// LooksLikeMeta reports whether a page begins as a meta page does, whole or not.
func LooksLikeMeta(f io.ReaderAt, at int64) bool {
	b := make([]byte, 8)
	_, err := f.ReadAt(b, at+boltHeader)
	return err == nil && binary.NativeEndian.Uint32(b) == boltMagic && binary.NativeEndian.Uint32(b[4:]) == boltVersion
}

// newestMeta is the newer of the two meta pages, of those that are whole; both
// says that they are.
func newestMeta(f io.ReaderAt, pageSize int64) (newest boltMeta, both bool) {
	first, firstOK := readMeta(f, 0)
	second, secondOK := readMeta(f, pageSize)
	if !firstOK || secondOK && second.transaction > first.transaction {
		return second, firstOK && secondOK
	}
	return first, firstOK && secondOK
}

func readMeta(f io.ReaderAt, at int64) (m boltMeta, ok bool) {
	b := make([]byte, boltMetaSize)
	if _, err := f.ReadAt(b, at+boltHeader); err != nil {
		return m, false
	}
	if binary.NativeEndian.Uint32(b) != boltMagic || binary.NativeEndian.Uint32(b[4:]) != boltVersion {
		return m, false
	}
	h := fnv.New64a()
	h.Write(b[:boltSum])
	if h.Sum64() != binary.NativeEndian.Uint64(b[boltSum:]) {
		return m, false
	}
	m = boltMeta{
		pageSize:    uint64(binary.NativeEndian.Uint32(b[8:])),
		root:        binary.NativeEndian.Uint64(b[16:]),
		freelist:    binary.NativeEndian.Uint64(b[32:]),
		pages:       binary.NativeEndian.Uint64(b[40:]),
		transaction: binary.NativeEndian.Uint64(b[48:]),
	}
	if m.freelist == ^uint64(0) { // no freelist is kept
		m.freelist = 0
	}
	return m, m.pageSize >= 512 && m.pageSize&(m.pageSize-1) == 0
}
